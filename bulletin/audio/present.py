"""Present: whether all of a clip is in a recording, where it should be, wave by wave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bulletin.audio.samples import Samples, ratio

SLACK_S = 0.03
"""How far from its place a clip may be: a decoder's delay, a row of the limiter."""
WINDOW_S = 0.24
# Measured on two-voice espeak-ng bulletins, least window of any line: 0.99 plain and 0.93 encoded again at
# 64 kbit/s; 0.80 equalised for bedside with music under it. Of other lines a quarter second: 0.38 at most.
ALIKE = 0.55
# Under this beside the loudest window there is breath and rest, of which codecs and music leave little.
QUIET_DB = -20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """How much of a clip was found."""

    worst: float
    """The correlation of the window that is least like the clip; 1 is the same."""
    at_s: float
    """Where in the clip that window begins."""
    moved_s: float
    """How far the clip is from its place."""

    @property
    def is_whole(self) -> bool:
        """Whether every part of it is there."""
        return self.worst >= ALIKE


def present(clip: Samples, around: Samples, *, rate_hz: int) -> Presence:
    """
    Look for a clip in a recording.

    Args:
        clip: What should be heard, shape (frames,).
        around: The recording from `SLACK_S` before the clip's place to as much after its end.
        rate_hz: Frames per second of both.
    """
    slack = round(SLACK_S * rate_hz)
    around = np.pad(around, (0, max(0, len(clip) + 2 * slack - len(around))))
    window = min(len(clip), round(WINDOW_S * rate_hz))
    # The loudest part tells the place; where just that is gone, the whole does.
    loudest = int(np.abs(clip).argmax()) // max(1, window) * window
    tries = ((loudest, loudest + 2 * window), (0, len(clip)))
    found = (_found(clip, around, part, slack=slack, window=window, rate_hz=rate_hz) for part in tries)
    first = next(found)
    return first if first.is_whole else max(first, *found, key=lambda one: one.worst)


def _found(
    clip: Samples, around: Samples, part: tuple[int, int], *, slack: int, window: int, rate_hz: int
) -> Presence:
    start, end = part
    place = _best_place(clip[start:end], around[start : end + 2 * slack], places=2 * slack + 1)
    worst, at = _worst(clip, around[place : place + len(clip)], window=window)
    return Presence(worst=worst, at_s=at / rate_hz, moved_s=(place - slack) / rate_hz)


def _best_place(clip: Samples, around: Samples, *, places: int) -> int:
    size = 1 << (len(around) + len(clip)).bit_length()
    product = np.fft.rfft(around, size) * np.conj(np.fft.rfft(clip, size))
    return int(np.fft.irfft(product, size)[:places].argmax())


def _worst(clip: Samples, there: Samples, *, window: int) -> tuple[float, int]:
    if not window:
        return 1.0, 0
    starts = np.append(np.arange(0, len(clip) - window, max(1, window // 2)), len(clip) - window)
    own, heard, both = (
        _sums(product, starts, window) for product in (clip * clip, there * there, clip * there)
    )
    counted = own > own.max() * ratio(QUIET_DB) ** 2
    if not counted.any():
        return 1.0, 0
    alike = np.where(counted, both / np.sqrt(np.maximum(own * heard, 1e-20)), 1.0)
    worst = int(alike.argmin())
    return float(alike[worst]), int(starts[worst])


def _sums(products: Samples, starts: np.ndarray, window: int) -> np.ndarray:
    upto = np.concatenate(([0.0], np.cumsum(products, dtype=np.float64)))
    sums: np.ndarray = upto[starts + window] - upto[starts]
    return sums
