"""Trim: the silence that engines leave at the edges of a clip."""

from __future__ import annotations

import numpy as np

from bulletin.audio.samples import Samples, decibels, ratio

# espeak-ng leaves 0.2 to 0.4 s after a sentence. A soft "f" or "h" starts 40 dB under a vowel.
UNDER_PEAK_DB = 50.0
FLOOR_DBFS = -65.0
BEFORE_S = 0.01
AFTER_S = 0.03
FADE_S = 0.004


def trim(samples: Samples, *, rate_hz: int) -> Samples:
    """
    Cut the silence at both edges and let the rest begin and end at zero, so that no join clicks.

    Args:
        samples: float32, shape (frames,).
        rate_hz: Frames per second.

    Returns:
        A part of the samples with short fades; empty when there is no sound.
    """
    first, last = sounding(samples, rate_hz=rate_hz)
    return fade_edges(samples[first:last], frames=round(FADE_S * rate_hz))


def sounding(samples: Samples, *, rate_hz: int) -> tuple[int, int]:
    """The frames where a clip sounds, from and to, with a little room on either side; (0, 0) for none."""
    level = np.abs(samples)
    highest = float(level.max(initial=0.0))
    heard = level > ratio(max(FLOOR_DBFS, decibels(highest) - UNDER_PEAK_DB))
    if not heard.any():
        return 0, 0
    first = int(heard.argmax()) - round(BEFORE_S * rate_hz)
    last = len(samples) - int(heard[::-1].argmax()) + round(AFTER_S * rate_hz)
    return max(0, first), min(len(samples), last)


def fade_edges(samples: Samples, *, frames: int) -> Samples:
    """A copy that rises from zero and falls to it along a quarter of a sine, squared."""
    faded = samples.copy()
    frames = min(frames, len(samples) // 2)
    if frames:
        rise = (np.sin(np.linspace(0, np.pi / 2, frames)) ** 2).astype(np.float32)
        faded[:frames] *= rise
        faded[-frames:] *= rise[::-1]
    return faded
