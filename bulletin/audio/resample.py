"""Resample: a whole clip at another rate, through its spectrum."""

from __future__ import annotations

import math

import numpy as np

from bulletin.audio.samples import Samples

EDGE_S = 0.02  # silence on either side, where the filter may ring
SHOULDER = 0.06  # part of the band in which the filter falls; a cliff would ring for longer


def resample(samples: Samples, *, rate_hz: int, to_hz: int) -> Samples:
    """
    Change the rate of a clip, keeping its length in time.

    Args:
        samples: float32, shape (frames,).
        rate_hz: Frames per second now.
        to_hz: Frames per second wanted.

    Returns:
        round(frames * to_hz / rate_hz) samples. Images lie under -100 dB, and the passband reaches to
        94 % of the lower half rate.
    """
    if rate_hz == to_hz or not len(samples):
        return samples
    unit = rate_hz // math.gcd(rate_hz, to_hz)
    edge = math.ceil(EDGE_S * rate_hz / unit)
    units = _smooth(2 * edge + math.ceil(len(samples) / unit))
    padded = np.zeros(units * unit, dtype=np.float32)
    padded[edge * unit : edge * unit + len(samples)] = samples
    frames = units * unit * to_hz // rate_hz
    moved = np.fft.irfft(_cut(np.fft.rfft(padded), frames), n=frames) * np.float32(to_hz / rate_hz)
    first = edge * unit * to_hz // rate_hz
    kept: Samples = moved[first : first + round(len(samples) * to_hz / rate_hz)].astype(np.float32)
    return kept


def _cut(spectrum: np.ndarray, frames: int) -> np.ndarray:
    """The spectrum with as many bins as the new length holds, falling softly at the end of the band."""
    bins = min(len(spectrum), frames // 2 + 1)
    fall = max(2, round(bins * SHOULDER))
    shaped = np.zeros(frames // 2 + 1, dtype=spectrum.dtype)
    shaped[:bins] = spectrum[:bins]
    shaped[bins - fall : bins] *= np.cos(np.linspace(0, np.pi / 2, fall, dtype=np.float32)) ** 2
    return shaped


def _smooth(least: int) -> int:
    """The next length that a fast transform likes: a product of 2, 3 and 5."""
    for length in range(least, 2 * least + 1):
        rest = length
        for prime in (2, 3, 5):
            while rest % prime == 0:
                rest //= prime
        if rest == 1:
            return length
    return least
