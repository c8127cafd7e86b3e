"""Casting: a voice profile with its engine found, ready to be given lines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import EngineError
from bulletin.model import Dialect, Voice
from bulletin.speak.engine import best_voice, find_engine
from bulletin.speak.job import SpeakJob
from bulletin.speak.models import fingerprint
from bulletin.speak.workers import WORKERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """A voice, and what its engine needs to know of it."""

    voice: Voice
    dialect: Dialect
    version: str
    engine_voice: str
    """The engine's name for the voice, never empty: it is part of a clip's key."""

    def job(self, given: str, *, cache: Path) -> SpeakJob:
        """Make the job of one line."""
        return SpeakJob(
            given=given,
            engine=self.voice.engine,
            version=self.version,
            voice=self.engine_voice,
            rate_wpm=self.voice.rate_wpm,
            pitch=self.voice.pitch,
            cache=str(cache),
        )


def cast_voice(voice: Voice) -> Cast:
    """
    Find the engine of a voice, and where the profile leaves it open, the system's best voice.

    Raises:
        MisuseError: There is no such engine.
        EngineError: The engine does not work here, or has no English voice.
    """
    engine = find_engine(voice.engine)
    chosen = voice.voice or best_voice(WORKERS.offers(voice.engine)).id
    version = engine.version
    if Path(chosen).is_file():
        # A model may be replaced by another of its name.
        version = f"{version} {fingerprint(Path(chosen))}"
    return Cast(voice=voice, dialect=engine.dialect, version=version, engine_voice=chosen)


def no_voice_left(name: str, error: EngineError) -> EngineError:
    """Say that a voice failed and that nobody can speak in its place."""
    return EngineError(f'The voice "{name}" failed and no other is left: {error} Try: bulletin check')
