"""Audition: every voice reads the same paragraph, into one file with a chapter each, to choose by ear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.resources import files
from pathlib import Path

from bulletin.errors import EngineError, NothingFitError
from bulletin.master.programme import master
from bulletin.master.tags import Tags
from bulletin.model import Clip, Cue, CueName, Dialect, Line, Script, Skipped, Voice
from bulletin.script.lines import PARAGRAPH_PAUSE_MS, SENTENCE_PAUSE_MS, STORY_PAUSE_MS
from bulletin.script.speakable import render, tokenise
from bulletin.speak import speak
from bulletin.system.files import require_folder

TITLE = "Voices"


@dataclass(frozen=True, slots=True, kw_only=True)
class Audition:
    """Who was heard, and who was not."""

    heard: tuple[str, ...]
    skipped: tuple[Skipped, ...]


def hold_audition(
    names: Sequence[str], *, voices: Mapping[str, Voice], executor: Executor, cache: Path, out: Path
) -> Audition:
    """
    Let voices read the packaged paragraph one after another.

    Args:
        names: In the order of hearing.
        voices: The profiles by name. Nobody stands in for anybody here.
        executor: Runs the speaking.
        cache: Folder of the clips.
        out: The MP3.

    Raises:
        NothingFitError: Not one voice could speak.
        BulletinError: The file cannot be made.
    """
    require_folder(out.parent)
    stage = _Stage()
    for name in names:
        try:
            stage.hear(voices[name], executor=executor, cache=cache)
        except EngineError as error:
            stage.skipped.append(Skipped(what=f'voice "{name}"', why=str(error)))
    heard = tuple(dict.fromkeys(item.voice for item in stage.items if isinstance(item, Line)))
    if not heard:
        reasons = "\n".join(skip.line for skip in stage.skipped)
        raise NothingFitError(f"Not one voice could speak.\n{reasons}")
    master(
        Script(items=tuple(stage.items)),
        stage.clips,
        out=out,
        tags=Tags(title=TITLE, artist="bulletin", album=TITLE),
        titles={name: f"{voices[name].label} ({name})" for name in heard},
        gains_db={name: voices[name].gain_db for name in heard},
    )
    return Audition(heard=heard, skipped=tuple(stage.skipped))


@dataclass(slots=True)
class _Stage:
    """What has been heard so far."""

    items: list[Line | Cue] = field(default_factory=list)
    clips: dict[int, Clip] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)

    def hear(self, voice: Voice, *, executor: Executor, cache: Path) -> None:
        """Let one voice read; when it fails nothing of it stays."""
        spoken = speak(
            list(_lines(voice)),
            voices={voice.name: replace(voice, fallback=None)},
            render_line=lambda line, dialect: render(line.tokens, dialect),
            executor=executor,
            cache=cache,
        )
        if self.items:
            self.items.append(Cue(name=CueName.SEPARATOR, pause_after_ms=STORY_PAUSE_MS))
        self.clips.update(enumerate(spoken.clips, start=len(self.items)))
        self.items.extend(spoken.lines)


def _lines(voice: Voice) -> Iterator[Line]:
    line = partial(own_line, voice=voice.name, story=voice.name)
    yield line(f"This is the voice called {voice.label}.", pause_ms=PARAGRAPH_PAUSE_MS)
    text = files("bulletin.edition").joinpath("audition.txt").read_text(encoding="utf-8")
    *others, last = text.splitlines()
    for sentence in others:
        yield line(sentence, pause_ms=SENTENCE_PAUSE_MS)
    yield line(last, pause_ms=STORY_PAUSE_MS)


def own_line(text: str, *, voice: str, pause_ms: int, story: str) -> Line:
    """A line of ours, outside of any bulletin; lines of one story are one chapter."""
    tokens = tokenise(text)
    return Line(
        text=text,
        spoken=render(tokens, Dialect.PLAIN),
        tokens=tokens,
        voice=voice,
        pause_after_ms=pause_ms,
        story=story,
    )
