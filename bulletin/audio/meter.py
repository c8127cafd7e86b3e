"""A meter that hears a programme block by block, as a decoder gives it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bulletin.audio.loudness import Energies, blocks, gated, loudness_of_energy
from bulletin.audio.peaks import Peaks
from bulletin.audio.samples import STEP_S, Grid, Samples
from bulletin.model import Envelope, Measurement

MOST_STEPS = 800  # a picture has no more columns


class Meter:
    """Length, loudness, true peak and silences of one programme. Mono is metered as dual mono."""

    def __init__(self, *, rate_hz: int, channels: int = 1) -> None:
        self._rate_hz = rate_hz
        self._energies = Energies(rate_hz=rate_hz, channels=channels)
        self._peaks = Peaks(rate_hz=rate_hz, channels=channels)
        self._frames = 0
        self._read: Measurement | None = None

    def feed(self, samples: Samples) -> None:
        """Take the next block: float32, shape (frames,) or (frames, channels)."""
        self._frames += len(samples)
        self._energies.feed(samples)
        self._peaks.feed(samples)

    def read(self) -> Measurement:
        """End the programme and read the meter."""
        if self._read is None:
            # The true peak ends the rows, so it comes before the silences.
            peak = self._peaks.true_peak_dbtp()
            self._read = Measurement(
                duration_s=self._frames / self._rate_hz,
                loudness_lufs=gated(blocks(self._energies.read())),
                true_peak_dbtp=peak,
                silences=self._peaks.silences(),
            )
        return self._read

    def envelope(self) -> Envelope:
        """End the programme and give its level over time, in at most 800 steps."""
        self.read()
        energies = self._energies.read()
        many = max(1, math.ceil(len(energies) / MOST_STEPS))
        grid = Grid.at(self._rate_hz)
        loudest = _grouped(self._peaks.levels(), many * grid.step // grid.row).max(axis=1)
        loudness = _grouped(energies, many).mean(axis=1)
        return Envelope(
            step_s=many * STEP_S,
            peaks=tuple(loudest[: len(loudness)].tolist()),
            loudness_lufs=tuple(loudness_of_energy(float(energy)) for energy in loudness),
        )


def _grouped(values: NDArray[np.floating[Any]], size: int) -> NDArray[np.floating[Any]]:
    """Values in groups of one size, the last filled up with zeros, shape (groups, size)."""
    return np.pad(values, (0, -len(values) % size)).reshape(-1, size)


def measure_samples(samples: Samples, *, rate_hz: int) -> Measurement:
    """Meter a programme that is in memory."""
    meter = Meter(rate_hz=rate_hz, channels=1 if samples.ndim == 1 else samples.shape[1])
    meter.feed(samples)
    return meter.read()
