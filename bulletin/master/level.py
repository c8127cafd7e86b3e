"""Level: bring every voice to one loudness, and the programme to its target under its ceiling.

The timeline is read once for its energies and peaks. From then on any gain is arithmetic on rows of
1.5 ms, until the programme is streamed, turned and limited, to the encoder.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bulletin.audio.limiter import WATCHED_DB, edge_gains_db, peaks_db, turn
from bulletin.audio.loudness import Energies, blocks, gated
from bulletin.audio.peaks import HALO, row_peaks, true_row_peaks
from bulletin.audio.samples import Grid, Samples
from bulletin.errors import UnfitError
from bulletin.master.stitch import Group, Piece, Timeline

COMMON_LUFS = -23.0  # where voices meet before the programme's own gain
FURNITURE_LU = (
    -0.5
)  # a sting as loud as speech is felt as louder: it has no pauses; under 1 LU it is still level

# A natural voice says one sentence softer than the next. Up to 2 LU of that go; more is how it is meant.
LINE_LU = 2.0
LINE_STEPS = 30

TOLERANCE_LU = 0.01
ROUNDS = 12
SURE_LU = 0.5  # an error of this size is corrected to under TOLERANCE_LU by the next aim
MOST_READINGS = 4
CHUNK_STEPS = 40
ROWS_AT_ONCE = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What one reading of a timeline tells."""

    grid: Grid
    energies: NDArray[np.float64]
    """K-weighted, shape (steps,)."""
    peaks: Samples
    """Sample peaks, shape (rows,), the last row filled up with silence."""


def level(
    timeline: Timeline,
    *,
    target_lufs: float,
    ceiling_dbtp: float,
    gains_db: Mapping[str, float] | None = None,
) -> Samples:
    """
    Find the gains that bring a timeline to its target.

    Args:
        timeline: The stitched programme.
        target_lufs: Loudness wanted before the encoder.
        ceiling_dbtp: True peak allowed before the encoder.
        gains_db: How much louder than the others a voice is wanted, by the name in its lines.

    Returns:
        Gains in dB at the edges of rows, shape (rows + 1,), for `levelled`.

    Raises:
        UnfitError: The timeline is silent.
    """
    surveyed = survey(timeline)
    rows_db = (
        np.zeros_like(surveyed.peaks)
        if timeline.is_level
        else voice_gains_db(timeline, surveyed, gains_db or {})
    )
    plan = _Plan.of(timeline, surveyed, rows_db, target_lufs=target_lufs, ceiling_dbtp=ceiling_dbtp)
    # The plan takes the limiter's gain in a step to be the same for all of the step's energy. Peaks carry
    # more than their share, so a reading of the real thing corrects the aim: 0.1 LU for a voice, and once
    # is enough; a sound that is all peaks takes more.
    aim_lufs, gain_db = target_lufs, plan.start_db
    for _ in range(MOST_READINGS):
        gain_db = plan.solve(aim_lufs, first_db=gain_db)
        missed = loudness_of(timeline, plan.edges_db(gain_db)) - target_lufs
        aim_lufs -= missed
        if abs(missed) < SURE_LU:
            break
    return plan.edges_db(plan.solve(aim_lufs, first_db=gain_db))


def survey(timeline: Timeline) -> Survey:
    """Read a timeline's energies and peaks."""
    grid = Grid.at(timeline.rate_hz)
    energies, peaks = Energies(rate_hz=timeline.rate_hz), []
    for chunk in chunks(timeline, grid):
        energies.feed(chunk)
        peaks.append(row_peaks(filled(chunk, grid), row=grid.row))
    return Survey(
        grid=grid, energies=energies.read(), peaks=np.concatenate([np.zeros(0, np.float32), *peaks])
    )


def voice_gains_db(timeline: Timeline, surveyed: Survey, gains_db: Mapping[str, float]) -> Samples:
    """The gain of each row that makes all voices and the furniture sound equally loud, shape (rows,)."""
    loudness = group_loudness(timeline, surveyed)
    known = [heard for heard in loudness.values() if math.isfinite(heard)]
    typical = _middle(known) if known else COMMON_LUFS
    rows_db = np.zeros(len(surveyed.peaks), dtype=np.float32)
    for piece in timeline.pieces:
        kind, name = piece.group[:2]
        heard = loudness[piece.group] if math.isfinite(loudness[piece.group]) else typical
        extra = FURNITURE_LU if kind == "cue" else gains_db.get(name, 0.0)
        if kind != "cue":
            extra += _line_db(piece, surveyed, heard)
        # To the end of the programme: the next piece takes over, and the pause between is silent.
        rows_db[piece.start // surveyed.grid.row :] = COMMON_LUFS + extra - heard
    return rows_db


def _middle(values: Sequence[float]) -> float:
    """The median; numpy's first loads all of `numpy.ma`, 40 ms."""
    ordered = sorted(values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def _line_db(piece: Piece, surveyed: Survey, group_lufs: float) -> float:
    """What brings one line nearer to its voice's usual loudness; shorter ones cannot be told."""
    step = surveyed.grid.step
    inside = surveyed.energies[-(-piece.start // step) : piece.end // step]
    if len(inside) < LINE_STEPS:
        return 0.0
    heard = gated(blocks(inside))
    return max(-LINE_LU, min(LINE_LU, group_lufs - heard)) if math.isfinite(heard) else 0.0


def group_loudness(timeline: Timeline, surveyed: Survey) -> dict[Group, float]:
    """The loudness of all that each group says, in LUFS; minus infinity for what is too short to tell."""
    step = surveyed.grid.step
    heard: dict[Group, list[NDArray[np.float64]]] = {}
    for piece in timeline.pieces:
        inside = surveyed.energies[-(-piece.start // step) : piece.end // step]
        heard.setdefault(piece.group, []).append(blocks(inside))
    return {group: gated(np.concatenate(parts)) for group, parts in heard.items()}


def levelled(
    timeline: Timeline, edges_db: Samples, start: int = 0, end: int | None = None
) -> Iterator[Samples]:
    """The programme from a sample to before another with its gains applied, in blocks of float32."""
    grid = Grid.at(timeline.rate_hz)
    row = start // grid.row
    early = start - row * grid.row
    for chunk in chunks(timeline, grid, first=row * grid.row, end=end):
        whole = filled(chunk, grid)
        rows = len(whole) // grid.row
        yield turn(whole, edges_db[row : row + rows + 1], row=grid.row)[early : len(chunk)]
        row, early = row + rows, 0


def loudness_of(timeline: Timeline, edges_db: Samples) -> float:
    """The loudness of the programme with its gains applied, in LUFS."""
    energies = Energies(rate_hz=timeline.rate_hz)
    for chunk in levelled(timeline, edges_db):
        energies.feed(chunk)
    return gated(blocks(energies.read()))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What the loudness and the peaks would be at any gain."""

    grid: Grid
    energies: NDArray[np.float64]
    rows_db: Samples
    room_db: Samples
    """How far each row may be turned up from `rows_db` before it passes the ceiling."""
    start_db: float
    """The gain that would do if nothing had to be limited."""

    @classmethod
    def of(
        cls,
        timeline: Timeline,
        surveyed: Survey,
        rows_db: Samples,
        *,
        target_lufs: float,
        ceiling_dbtp: float,
    ) -> _Plan:
        start_db = target_lufs - _turned_loudness(surveyed.energies, rows_db, surveyed.grid)
        if not math.isfinite(start_db):
            raise UnfitError("The bulletin is silent from end to end, so there is nothing to put on air.")
        peaks = surveyed.peaks.copy()
        near = np.flatnonzero(peaks_db(peaks) + rows_db + start_db > ceiling_dbtp - WATCHED_DB)
        peaks[near] = _true_peaks(timeline, near, surveyed.grid)
        room_db = (ceiling_dbtp - peaks_db(peaks) - rows_db).astype(np.float32)
        return cls(
            grid=surveyed.grid,
            energies=surveyed.energies,
            rows_db=rows_db,
            room_db=room_db,
            start_db=start_db,
        )

    def edges_db(self, gain_db: float) -> Samples:
        """The gains at the edges of rows: each row's own, the programme's, and the limiter's."""
        edges = edge_gains_db(self.room_db - np.float32(gain_db))
        edges[:-1] += self.rows_db
        edges[-1] += self.rows_db[-1]
        edges += np.float32(gain_db)
        return edges

    def loudness(self, edges_db: Samples) -> float:
        """The loudness that some gains would give."""
        rows_db: Samples = (edges_db[:-1] + edges_db[1:]) / np.float32(2)
        return _turned_loudness(self.energies, rows_db, self.grid)

    def solve(self, target_lufs: float, *, first_db: float) -> float:
        """The programme gain whose loudness after the limiter is the target, sought from a first guess."""
        gain_db = first_db
        for _ in range(ROUNDS):
            short = target_lufs - self.loudness(self.edges_db(gain_db))
            gain_db += short
            if abs(short) < TOLERANCE_LU:
                break
        return gain_db


def _turned_loudness(energies: NDArray[np.float64], rows_db: Samples, grid: Grid) -> float:
    """The loudness of steps whose rows are turned by some gains."""
    in_step = grid.step // grid.row
    # The last row is filled up with silence, and may so complete a step that the meter never counted.
    whole = rows_db[: len(energies) * in_step]
    powers = np.power(np.float32(10), whole / np.float32(10)).reshape(-1, in_step)
    return gated(blocks(energies * powers.mean(axis=1)))


def _true_peaks(timeline: Timeline, rows: NDArray[np.intp], grid: Grid) -> Samples:
    found = []
    # Some seconds at a time: loud rows may lie an hour apart.
    for some in np.split(rows, np.flatnonzero(np.diff(rows // ROWS_AT_ONCE)) + 1):
        if len(some):
            first, last = int(some[0]), int(some[-1]) + 1
            found.append(true_row_peaks(_padded(timeline, first, last, grid), some - first, row=grid.row))
    return np.concatenate([np.zeros(0, np.float32), *found])


def _padded(timeline: Timeline, first: int, last: int, grid: Grid) -> Samples:
    """Rows with their halo on either side; silence beyond the ends."""
    start, end = first * grid.row - HALO, last * grid.row + HALO
    inside = timeline.reel.samples(max(0, start), end)
    before = max(0, -start)
    return np.pad(inside, (before, end - start - before - len(inside)))


def chunks(timeline: Timeline, grid: Grid, *, first: int = 0, end: int | None = None) -> Iterator[Samples]:
    """The programme as it is, in blocks of whole steps but for the last."""
    size, end = CHUNK_STEPS * grid.step, min(end or len(timeline.reel), len(timeline.reel))
    for place in range(first, end, size):
        yield timeline.reel.samples(place, min(place + size, end))


def filled(chunk: Samples, grid: Grid) -> Samples:
    """A block, filled up with silence to whole rows."""
    short = -len(chunk) % grid.row
    return np.pad(chunk, (0, short)) if short else chunk
