"""A voice: who speaks, by which engine, at what pace."""

from __future__ import annotations

from dataclasses import dataclass


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
