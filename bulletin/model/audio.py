"""A clip: one spoken piece; a master: the stitched programme at its target loudness."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bulletin.model.script import Script


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """Samples with a rate."""

    pcm: bytes
    """Mono, signed 16-bit, little-endian."""
    rate_hz: int
    engine: str
    version: str
    voice: str

    @property
    def seconds(self) -> float:
        """Length."""
        return len(self.pcm) / 2 / self.rate_hz


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of time, and what it holds."""

    start_s: float
    end_s: float
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What a meter reads off decoded audio. Mono is metered as dual mono."""

    duration_s: float
    loudness_lufs: float
    true_peak_dbtp: float
    silences: tuple[Span, ...] = ()
    """Stretches under -50 dBFS of 0.5 s and more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A programme's level over time, coarse enough to draw."""

    step_s: float
    peaks: tuple[float, ...]
    """Largest sample of each step, 0 to 1."""
    loudness_lufs: tuple[float, ...]
    """Ungated loudness of each step; minus infinity in silence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Master:
    """An encoded programme that has passed the gate."""

    audio: Path
    script: Script
    """The script with the time of every line and cue."""
    measured: Measurement
    chapters: tuple[Span, ...]
    envelope: Envelope
    sha256: str
