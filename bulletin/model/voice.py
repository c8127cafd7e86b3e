"""A voice: who speaks, by which engine, at what pace, and how it wants its lines spelt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Dialect(StrEnum):
    """A way of spelling a line, so that one reader says it right."""

    PLAIN = "plain"
    ESPEAK = "espeak"
    PYTTSX3 = "pyttsx3"
    PIPER = "piper"
    SSML = "ssml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A voice profile, as a file in `voices/` gives it."""

    name: str
    label: str
    engine: str
    voice: str
    """The engine's own name for the voice; empty lets the engine choose the system's best en-GB one."""
    rate_wpm: int = 165
    pitch: int = 50
    """0 to 99; 50 is the voice's own."""
    gain_db: float = 0.0
    fallback: str | None = None
    """The voice that speaks when this one fails."""
