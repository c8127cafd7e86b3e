"""Peaks: sample peak and true peak by rows, and the silences of a programme."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bulletin.audio.samples import Grid, Samples, decibels, ratio
from bulletin.model import Span

OVERSAMPLING = 4  # BS.1770-5 annex 2 asks for at least 192 kHz from 48 kHz
HALO = 12  # frames on either side that an interpolated value leans on

# A tone at a quarter of the rate can lie 3 dB over its samples (EBU Tech 3341, case 16); a row further
# than this under the highest peak so far cannot hold a higher one, and is not oversampled.
MARGIN_DB = 4.0

SILENCE_DBFS = -50.0
SHORTEST_SILENCE_S = 0.5


class Peaks:
    """The highest true peak and the level of every row, gathered from blocks of any size."""

    def __init__(self, *, rate_hz: int, channels: int = 1) -> None:
        self._grid = Grid.at(rate_hz)
        self._held: Samples = np.zeros((channels, HALO), dtype=np.float32)
        self._rows: list[Samples] = []
        self._frames = 0
        self._highest = 0.0

    def feed(self, samples: Samples) -> None:
        """Take the next block; large blocks are quick."""
        self._frames += len(samples)
        self._take(np.concatenate([self._held, samples.reshape(len(samples), len(self._held)).T], axis=1))

    def true_peak_dbtp(self) -> float:
        """End the programme, and give its true peak."""
        channels = len(self._held)
        self._take(
            np.concatenate([self._held, np.zeros((channels, HALO + self._grid.row), np.float32)], axis=1)
        )
        return decibels(self._highest)

    def levels(self) -> Samples:
        """The highest sample of every row so far, shape (rows,)."""
        return np.concatenate([np.zeros(0, dtype=np.float32), *self._rows])

    def silences(self) -> tuple[Span, ...]:
        """Stretches under -50 dBFS of 0.5 s and more, to the row."""
        quiet = self.levels() < ratio(SILENCE_DBFS)
        row_s, whole_s = self._grid.row / self._grid.rate_hz, self._frames / self._grid.rate_hz
        spans = (Span(start_s=a * row_s, end_s=min(b * row_s, whole_s)) for a, b in runs(quiet))
        return tuple(span for span in spans if span.end_s - span.start_s >= SHORTEST_SILENCE_S)

    def _take(self, held: Samples) -> None:
        rows = (held.shape[1] - 2 * HALO) // self._grid.row
        if rows > 0:
            end = rows * self._grid.row
            levels = [self._measure(channel[: end + 2 * HALO]) for channel in held]
            self._rows.append(np.max(levels, axis=0))
            held = held[:, end:]
        self._held = held.copy()

    def _measure(self, channel: Samples) -> Samples:
        levels = row_peaks(channel[HALO:-HALO], row=self._grid.row)
        floor = max(self._highest, float(levels.max())) * ratio(-MARGIN_DB)
        if floor > 0:
            near = np.flatnonzero(levels >= floor)
            refined = true_row_peaks(channel, near, row=self._grid.row)
            self._highest = max(self._highest, float(refined.max(initial=0.0)))
        return levels


def row_peaks(samples: Samples, *, row: int) -> Samples:
    """The highest sample of each row, shape (frames // row,)."""
    whole = len(samples) // row * row
    peaks: Samples = np.abs(samples[:whole]).reshape(-1, row).max(axis=1)
    return peaks


def true_row_peaks(padded: Samples, rows: NDArray[np.intp], *, row: int) -> Samples:
    """
    The true peak of some rows.

    Args:
        padded: Shape (frames + 2 * HALO,): the samples with their neighbours on either side.
        rows: Which rows, counted from the first frame after the halo.
        row: Frames in a row.

    Returns:
        Shape (len(rows),), never less than the row's sample peak.

    Source: ITU-R BS.1770-5, annex 2, with a 24-tap windowed sine for each of the four phases.
    """
    if not len(rows):
        return np.zeros(0, dtype=np.float32)
    windows = np.lib.stride_tricks.sliding_window_view(padded, row + 2 * HALO)[rows * row]
    between = np.abs(windows @ interpolator(row)).max(axis=1)
    at = np.abs(windows[:, HALO:-HALO]).max(axis=1)
    higher: Samples = np.maximum(between, at)
    return higher


@lru_cache(maxsize=8)
def interpolator(row: int) -> Samples:
    """From a row with its halo to the three values after each frame, shape (row + 2 * HALO, 3 * row)."""
    matrix = np.zeros((row + 2 * HALO, OVERSAMPLING - 1, row), dtype=np.float32)
    taps = np.arange(-HALO + 1, HALO + 1)
    for phase in range(1, OVERSAMPLING):
        away = taps - phase / OVERSAMPLING
        kernel = np.sinc(away) * np.cos(0.5 * np.pi * away / (HALO + 0.5)) ** 2
        for frame in range(row):
            matrix[frame + HALO + taps, phase - 1, frame] = kernel / kernel.sum()
    return matrix.reshape(row + 2 * HALO, -1)


def true_peak(samples: Samples, *, rate_hz: int) -> float:
    """The true peak of a whole programme in dBTP; minus infinity for digital silence."""
    peaks = Peaks(rate_hz=rate_hz, channels=1 if samples.ndim == 1 else samples.shape[1])
    peaks.feed(samples)
    return peaks.true_peak_dbtp()


def runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where a mask is true, as half-open ranges."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
