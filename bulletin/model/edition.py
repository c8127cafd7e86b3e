"""An edition: one bulletin of one day, from its articles to its measurements."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from bulletin.model.article import Article
from bulletin.model.audio import Span
from bulletin.model.script import Cue, CueName, Script
from bulletin.model.skipped import Skipped
from bulletin.model.story import Story


class State(StrEnum):
    """How far an edition has come."""

    DRAFTED = "drafted"
    HELD = "held"
    APPROVED = "approved"
    MADE = "made"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The whole record of one bulletin; `edition.json` is its written form."""

    programme: str
    slot: datetime
    """When it airs (or was asked for); always with a zone."""
    made_at: datetime
    expires_at: datetime
    state: State = State.DRAFTED
    mode: str = "automatic"
    engine: str = ""
    voices: tuple[str, ...] = ()
    tempo: float = 1.0
    """How much faster than their profiles say the voices speak, to be on length."""
    approved_by: str | None = None
    articles: tuple[Article, ...] = ()
    stories: tuple[Story, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    held: tuple[Skipped, ...] = ()
    left_out: tuple[Skipped, ...] = ()
    """Articles that were not chosen; no loss, there is always more news than time."""
    script: Script = field(default_factory=Script)
    notes: tuple[str, ...] = ()
    """Lines for the report that are no loss: a shorter bulletin, how many lines were spoken anew."""
    audio: Path | None = None
    """The audio file; known while the edition is being made, not part of the written form."""
    duration_s: float | None = None
    loudness_lufs: float | None = None
    true_peak_dbtp: float | None = None
    sha256: str | None = None
    chapters: tuple[Span, ...] = ()

    @property
    def time_signal_s(self) -> float:
        """How long the time signal is with which it begins; 0 without one."""
        first = next(iter(self.script), None)
        return (first.end_s or 0.0) if isinstance(first, Cue) and first.name is CueName.PIPS else 0.0

    @property
    def begins_at(self) -> datetime:
        """When its file is to be started: a time signal ends when the edition airs."""
        return ahead_of(self.slot, self.time_signal_s)


def ahead_of(moment: datetime, seconds: float) -> datetime:
    """So many real seconds earlier, in the same zone, whatever its clocks do meanwhile."""
    return (moment.astimezone(UTC) - timedelta(seconds=seconds)).astimezone(moment.tzinfo)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What an outlet says it did."""

    outlet: str
    where: str
    at: datetime
    checked: str
    """How the outlet made sure."""
