"""A script: everything the listener will hear, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A stretch of a line's text and how it is said; joining `written` gives the text back."""

    start: int
    end: int
    written: str
    kind: str
    """plain, cardinal, year, date, time, money, letters, title...; see script/speakable."""
    spoken: str
    """Plain words. Letters are capitals set apart: "N H S"."""
    value: str = ""
    rule: str = ""
    confidence: float = 1.0
    ipa: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Where a line's words come from."""

    article: str
    paragraphs: tuple[int, ...] = ()
    headline: bool = False


class CueName(StrEnum):
    """The sounds a script can ask for."""

    PIPS = "pips"
    """The time signal; the minute is where it ends."""
    OPENING = "opening"
    SEPARATOR = "separator"
    CLOSE = "close"
    SOMBRE = "sombre"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A sound file that is played in place of a voice."""

    path: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence that one voice says."""

    text: str
    """What a presenter reads."""
    spoken: str
    """The plain rendering of its tokens: no digit, symbol or web address."""
    tokens: tuple[Token, ...]
    voice: str
    pause_after_ms: int
    story: str | None = None
    """The story it belongs to; links, opening and close have none."""
    trace: Trace | None = None
    edits: tuple[str, ...] = ()
    recording: Recording | None = None
    """Where it is read already; the text is what is heard in it."""
    given: str | None = None
    """What the engine was given, once it has spoken."""
    start_s: float | None = None
    end_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A sound that is played."""

    name: CueName
    pause_after_ms: int
    longer_s: float = 0.0
    """How much longer than usual it rings."""
    start_s: float | None = None
    end_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """Lines and cues in the order they are heard."""

    items: tuple[Line | Cue, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines alone."""
        return tuple(item for item in self.items if isinstance(item, Line))

    def __iter__(self) -> Iterator[Line | Cue]:
        return iter(self.items)
