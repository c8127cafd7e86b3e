"""Equaliser: a high-pass and one broad rise, in linear phase, so that every sample stays in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from bulletin.audio.samples import Samples

TAPS_S = 0.06  # long enough for a slope of 24 dB an octave at 100 Hz
ORDER = 4
WIDTH_OCTAVES = 2.2  # of the rise, at half its height
BLOCK = 1 << 15


def equaliser(*, rate_hz: int, high_pass_hz: float, presence_hz: float, presence_db: float) -> Samples:
    """
    Design the filter by sampling its gain over frequency.

    Args:
        rate_hz: Frames per second.
        high_pass_hz: 3 dB down here; 0 for none.
        presence_hz: Where the rise is highest.
        presence_db: How high.

    Returns:
        Taps, an odd number of them, symmetrical.
    """
    half = round(TAPS_S * rate_hz / 2)
    hz = np.fft.rfftfreq(16 * half, 1 / rate_hz)
    octaves = np.log2(np.maximum(hz, 1.0) / max(presence_hz, 1.0))
    rise = 0.5 ** ((2 * octaves / WIDTH_OCTAVES) ** 2)
    gain = 10 ** (presence_db * rise / 20)
    if high_pass_hz:
        gain /= np.sqrt(1 + (high_pass_hz / np.maximum(hz, 1e-3)) ** (2 * ORDER))
    answer = np.roll(np.fft.irfft(gain), half)[: 2 * half + 1]
    taps: Samples = (answer * np.hanning(2 * half + 3)[1:-1]).astype(np.float32)
    return taps


def equalised(blocks: Iterable[Samples], taps: Samples) -> Iterator[Samples]:
    """Filter a programme block by block; as many samples come out, none of them late."""
    half = len(taps) // 2
    held = np.zeros(half, dtype=np.float32)
    for block in blocks:
        held = np.concatenate([held, block])
        if len(held) > 2 * half:
            yield convolve(held, taps)[2 * half : len(held)]
            held = held[-2 * half :]
    held = np.concatenate([held, np.zeros(half, dtype=np.float32)])
    yield convolve(held, taps)[2 * half : len(held)]


def convolve(samples: Samples, taps: Samples) -> Samples:
    """Both convolved, by overlapping transforms, shape (len(samples) + len(taps) - 1,)."""
    step = BLOCK - len(taps) + 1
    answer = np.fft.rfft(taps, BLOCK)
    whole = np.zeros(len(samples) + len(taps) - 1 + BLOCK, dtype=np.float32)
    for start in range(0, len(samples), step):
        piece = np.fft.irfft(np.fft.rfft(samples[start : start + step], BLOCK) * answer, BLOCK)
        whole[start : start + BLOCK] += piece.astype(np.float32)
    return whole[: len(samples) + len(taps) - 1]
