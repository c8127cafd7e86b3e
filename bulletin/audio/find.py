"""Find: a programme in a longer recording, by how its level moves; its own or another coding, loud or soft.

The level of four bands in steps of 20 ms, as a logarithm and without its slow drift, is slid along that of
the recording (normalised cross-correlation by Fourier transform), piece by piece. Re-encoding, resampling,
level and equalisers change sound far more than they change that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bulletin.audio.samples import Samples

STEP_S = 0.02
FRAME_S = 0.04
BANDS_HZ = (150.0, 500.0, 1100.0, 2200.0, 3800.0)
"""Telephone speech: what any station's chain lets through."""
DRIFT_S = 1.0
FLOOR_DB = -70.0
PIECE_S = 4.0
LEAST_SHARE = 0.25
# Measured on bulletins of one voice, pieces of 4 s: anywhere in another bulletin 0.3 to 0.8 (same links, same
# stings), in the right place 0.95 to 1 at 32 kbit/s, 0.63 to 0.9 through a telephone's band and a compressor,
# 0.47 to 0.87 under music 9 dB below. So a piece in its place needs less than one that is elsewhere.
ALIKE = 0.55
IN_PLACE = 0.42
ELSEWHERE = 0.75
# Windows of 1.5 s in their place: under music 9 dB below 0.24 at the least; out of place, half are under 0.
WINDOW_S = 1.5
UNLIKE = 0.2
LEAST_DB = 2.0
"""What moves less than that is a held note or silence of ours, and is not missed."""
# Two sound cards' clocks drift apart by less in an hour; a stream that was cut is late by more.
SLACK_S = 0.5
LATE_S = 20.0

Track = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A programme in a recording."""

    at_s: float
    """Where its first sample is; negative if the recording began after it."""
    lost: tuple[tuple[float, float], ...]
    """Stretches of the programme that are not there: from, to."""
    break_s: float
    """By how much some of it is later than the rest: the stream stood still, or skipped something else."""

    @property
    def lost_s(self) -> float:
        """How much is missing."""
        return sum(to - since for since, to in self.lost)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing or torn apart."""
        return not self.lost and self.break_s <= SLACK_S


def track(blocks: Iterable[Samples], *, rate_hz: int) -> Track:
    """
    Follow a sound's level.

    Args:
        blocks: float32, shape (frames,) or (frames, channels) each.
        rate_hz: Frames per second, 8,000 or more.

    Returns:
        Shape (steps, bands): dB over the surroundings of a second on either side.
    """
    step, size = round(STEP_S * rate_hz), round(FRAME_S * rate_hz)
    bins = np.searchsorted(np.fft.rfftfreq(size, 1 / rate_hz), BANDS_HZ)
    rows, rest = [], np.zeros(0, dtype=np.float32)
    for block in blocks:
        mono = block if block.ndim == 1 else block.mean(axis=1)
        rest = np.concatenate((rest, mono))
        count = max(0, (len(rest) - size) // step + 1)
        if count:
            rows.append(_levels(rest[: (count - 1) * step + size], step=step, size=size, bins=bins))
            rest = rest[count * step :]
    levels = np.concatenate(rows) if rows else np.zeros((0, len(BANDS_HZ) - 1), dtype=np.float32)
    return (levels - _smooth(levels, round(DRIFT_S / STEP_S))).astype(np.float32)


def find(programme: Track, recording: Track) -> Found | None:
    """
    Find a programme in a recording.

    Args:
        programme: Its track.
        recording: The recording's, from any place before to any place after.

    Returns:
        Where it is and what of it; None where less than a quarter was heard, which may be another bulletin
        with the same opening.
    """
    pieces = _pieces(len(programme))
    anywhere = [(start, *_best(programme[start:end], recording)) for start, end in pieces]
    offsets = [place - start for start, score, place in anywhere if score >= ALIKE]
    if not offsets:
        return None
    # The place on which most agree: one piece alone could be a jingle that every bulletin has.
    near = _agreed(offsets)
    found = {piece: _place(programme, piece, recording, near=near) for piece in pieces}
    heard = [place for place in found.values() if place is not None]
    lost = _joined(
        [gap for piece, place in found.items() for gap in _gaps(programme, piece, recording, place)]
    )
    if not heard or sum(to - since for since, to in lost) > (1 - LEAST_SHARE) * len(programme):
        return None
    return Found(
        at_s=heard[0] * STEP_S,
        lost=tuple((since * STEP_S, to * STEP_S) for since, to in lost),
        break_s=(max(heard) - min(heard)) * STEP_S,
    )


def _levels(sound: Samples, *, step: int, size: int, bins: NDArray[np.intp]) -> Track:
    frames = np.lib.stride_tricks.sliding_window_view(sound, size)[::step]
    power = np.abs(np.fft.rfft(frames * np.hanning(size).astype(np.float32), axis=1)) ** 2
    bands = np.stack([power[:, a:b].mean(axis=1) for a, b in pairwise(bins)], axis=1)
    floor = 10 ** (FLOOR_DB / 10) * size**2 / 16
    levels: Track = (10 * np.log10(np.maximum(bands, floor))).astype(np.float32)
    return levels


def _smooth(levels: Track, half: int) -> Track:
    """The mean over `half` steps on either side; fewer at the ends."""
    if not len(levels):
        return levels
    sums = np.concatenate((np.zeros((1, levels.shape[1])), np.cumsum(levels, axis=0, dtype=np.float64)))
    places = np.arange(len(levels))
    first, last = np.maximum(places - half, 0), np.minimum(places + half + 1, len(levels))
    means: Track = ((sums[last] - sums[first]) / (last - first)[:, None]).astype(np.float32)
    return means


def _pieces(steps: int) -> list[tuple[int, int]]:
    """Cut a programme into pieces of about 4 s; the last is never a scrap."""
    count = max(1, round(steps * STEP_S / PIECE_S))
    edges = np.linspace(0, steps, count + 1).round().astype(int)
    return [(int(a), int(b)) for a, b in pairwise(edges) if b > a]


def _best(piece: Track, recording: Track) -> tuple[float, int]:
    """The best normalised correlation of a piece with any place of the recording, and that place."""
    if len(recording) < len(piece) or not piece.any():
        return 0.0, 0
    scores = _correlation(piece, recording)
    place = int(scores.argmax())
    return float(scores[place]), place


def _place(programme: Track, piece: tuple[int, int], recording: Track, *, near: int) -> int | None:
    """By how much a piece is moved in the recording, near to where it should be; None where it is not."""
    start, end = piece
    if not programme[start:end].any():
        return near  # silence of ours is not missed
    for reach_s, least in ((SLACK_S, IN_PLACE), (LATE_S, ELSEWHERE)):
        reach = round(reach_s / STEP_S)
        first = max(0, near + start - reach)
        score, place = _best(programme[start:end], recording[first : max(0, near + end + reach)])
        if score >= least:
            return first + place - start
    return None


def _gaps(
    programme: Track, piece: tuple[int, int], recording: Track, place: int | None
) -> list[tuple[int, int]]:
    """The stretches of a piece that are not in the recording: all of it, or what a closer look shows."""
    start, end = piece
    if place is None:
        return [piece]
    size, gaps = round(WINDOW_S / STEP_S), []
    for first in {*range(start, end - size, size // 2), max(start, end - size)}:
        own = programme[first : first + size]
        there = recording[max(0, first + place) : max(0, first + place + size)]
        if first == 0 or first + size >= len(programme):
            continue  # stings, over which a playout fades from and to its music
        loud = float((own**2).sum()) > len(own) * own.shape[1] * LEAST_DB**2
        if loud and (len(there) < len(own) or _correlation(own, there)[0] < UNLIKE):
            gaps.append((first, min(first + size, end)))
    return gaps


def _correlation(piece: Track, recording: Track) -> NDArray[np.float64]:
    """Normalised correlation at each place; 1 is the same shape. Both sum over all bands."""
    steps = len(recording) - len(piece) + 1
    size = 1 << (len(recording) + len(piece)).bit_length()
    product = np.fft.rfft(recording, size, axis=0) * np.conj(np.fft.rfft(piece, size, axis=0))
    dots = np.fft.irfft(product, size, axis=0)[:steps].sum(axis=1)
    squares = np.concatenate(([0.0], np.cumsum((recording.astype(np.float64) ** 2).sum(axis=1))))
    energy = squares[len(piece) : len(piece) + steps] - squares[:steps]
    own = float((piece.astype(np.float64) ** 2).sum())
    # A silent place is like nothing; a hundredth of our own energy keeps its noise from counting.
    scores: NDArray[np.float64] = dots / np.sqrt(own * np.maximum(energy, own / 100))
    return scores


def _agreed(offsets: list[int]) -> int:
    """The offset with most others within the slack; the earliest of equals."""
    slack = round(SLACK_S / STEP_S)
    votes = {offset: sum(abs(offset - other) <= slack for other in offsets) for offset in sorted(offsets)}
    return max(votes, key=lambda offset: votes[offset])


def _joined(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for since, to in sorted(stretches):
        if joined and since <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(to, joined[-1][1]))
        else:
            joined.append((since, to))
    return joined
