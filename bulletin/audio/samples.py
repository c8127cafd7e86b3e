"""Samples: what the other tools take and give, and the grid they are measured on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Samples: TypeAlias = NDArray[np.float32]
"""Full scale is 1.0. Mono has the shape (frames,), more channels (frames, channels)."""

STEP_S = 0.1  # BS.1770 gating blocks of 400 ms overlap by 75 %
ROW_S = 0.0015  # fine enough for a limiter that looks 3 ms ahead


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A programme in rows of about 1.5 ms and steps of 100 ms, a whole number of rows to a step."""

    rate_hz: int
    row: int
    """Frames in a row."""
    step: int
    """Frames in a step."""

    @classmethod
    def at(cls, rate_hz: int) -> Grid:
        """Choose the row that divides the step; 35 frames at 22,050 Hz, 63 at 44,100 Hz."""
        step = round(rate_hz * STEP_S)
        fitting = [row for row in range(16, 257) if step % row == 0]
        return cls(
            rate_hz=rate_hz,
            row=min(fitting or [step], key=lambda row: abs(row - rate_hz * ROW_S)),
            step=step,
        )


def from_pcm(pcm: bytes | memoryview) -> Samples:
    """Signed 16-bit little-endian to float32, shape (frames,)."""
    return np.frombuffer(pcm, dtype="<i2").astype(np.float32) * np.float32(1 / 32768)


def to_pcm(samples: Samples) -> bytes:
    """Float32 to signed 16-bit little-endian; what is over full scale is held at it."""
    scaled = np.rint(samples * np.float32(32768.0))
    held: NDArray[np.int16] = np.clip(scaled, -32768, 32767).astype("<i2")
    return held.tobytes()


def ratio(db: float) -> float:
    """Decibels as a factor of amplitude."""
    return float(10.0 ** (db / 20))


def decibels(amplitude: float) -> float:
    """An amplitude in dB; minus infinity for silence."""
    return 20 * math.log10(amplitude) if amplitude > 0 else -math.inf
