"""Furnishing: a station's sounds as they are heard around speech, in one file with a chapter each."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

from bulletin.config.level import LevelProfile
from bulletin.config.sounds import SoundSet
from bulletin.edition.audition import own_line
from bulletin.edition.sounding import BroughtIn, bring_set
from bulletin.master.programme import master
from bulletin.master.tags import Tags
from bulletin.model import Cue, CueName, Line, Script, Voice
from bulletin.script.lines import SENTENCE_PAUSE_MS, STORY_PAUSE_MS
from bulletin.script.speakable import render
from bulletin.speak import speak
from bulletin.system.files import require_folder

TITLE = "Station sounds"
OPENING = "opening"
SEPARATOR = "separator"
PIPS = "time signal"
CLOSE = "close"
TALK = (
    (OPENING, "That was the opening sound. A bulletin begins with it, and the first words follow at once."),
    (OPENING, "A listener should know the station by it before anybody has spoken."),
    (SEPARATOR, "That was the separator. It is heard between two stories, and so many times a day."),
    (SEPARATOR, "Where there is music under the news, it lies under these words as well."),
    (PIPS, "That was the time signal. The minute is where it ends."),
    (PIPS, "It is heard ahead of bulletins that are started on the second, where the station wants one."),
    (CLOSE, "After the last words comes the close."),
)

HEARD_FIRST = {OPENING: CueName.OPENING, SEPARATOR: CueName.SEPARATOR, PIPS: CueName.PIPS}


def show_furniture(
    chosen: SoundSet, *, voice: Voice, profile: LevelProfile, executor: Executor, cache: Path, out: Path
) -> BroughtIn:
    """
    Make a file in which every sound of a set is heard where it belongs.

    Args:
        chosen: The set.
        voice: Who speaks between them.
        profile: How it is mastered.
        executor: Runs the speaking.
        cache: Folder of the clips.
        out: The MP3.

    Raises:
        EngineError: The voice cannot speak.
        BulletinError: The file cannot be made.
    """
    require_folder(out.parent)
    brought = bring_set(chosen, cache=cache)
    items = tuple(_items(voice.name))
    spoken = speak(
        [item for item in items if isinstance(item, Line)],
        voices={voice.name: replace(voice, fallback=None)},
        render_line=lambda line, dialect: render(line.tokens, dialect),
        executor=executor,
        cache=cache,
    )
    places = (place for place, item in enumerate(items) if isinstance(item, Line))
    master(
        Script(items=items),
        dict(zip(places, spoken.clips, strict=True)),
        out=out,
        tags=Tags(title=TITLE, artist="bulletin", album=TITLE),
        titles={name: name.capitalize() for name in (OPENING, SEPARATOR, PIPS, CLOSE)},
        profile=profile,
        sounds=brought.sounds,
    )
    return brought


def _items(voice: str) -> Iterator[Line | Cue]:
    told = ""
    for part, text in TALK:
        if part != told and part in HEARD_FIRST:
            yield Cue(name=HEARD_FIRST[part], pause_after_ms=STORY_PAUSE_MS)
        told = part
        yield own_line(text, voice=voice, pause_ms=SENTENCE_PAUSE_MS, story=part)
    yield Cue(name=CueName.CLOSE, pause_after_ms=0)
