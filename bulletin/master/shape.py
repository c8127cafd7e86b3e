"""Shape: what is done to a programme before it is brought to its target: equaliser, even level, bed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bulletin.audio.equaliser import equalised, equaliser
from bulletin.audio.limiter import turn
from bulletin.audio.loudness import OFFSET_LU
from bulletin.audio.samples import STEP_S, Grid, Samples, ratio
from bulletin.config.level import LevelProfile
from bulletin.master.bed import LaidBed, bed_gains_db, laid
from bulletin.master.level import COMMON_LUFS, Survey, chunks, filled, survey, voice_gains_db
from bulletin.master.reel import Reel
from bulletin.master.sounds import Sounds
from bulletin.master.stitch import Timeline
from bulletin.model import Cue, CueName, Line, Script, Span

# 16 bits hold what is 6 dB under the common level with room for any voice's peaks.
SPARE_DB = -6.0
# The ear's idea of how loud a phrase is; shorter, and the loud and soft of single words would go as well.
PHRASE_STEPS = 10
MOST_DB = 4.0
SPEECH_OVER_LU = -20.0
TAIL_S = 1.2
"""The bed comes in under the end of the opening, and goes out under the start of the close."""


def shaped(
    timeline: Timeline,
    *,
    profile: LevelProfile,
    sounds: Sounds,
    gains_db: Mapping[str, float] | None = None,
    folder: Path | None = None,
) -> Timeline:
    """
    Shape a stitched programme as its profile and its sounds want it.

    Args:
        timeline: As it was stitched.
        profile: The equaliser, and how even the level is to be.
        sounds: Whether there is a bed, and which.
        gains_db: How much louder than the others a voice is wanted.
        folder: On whose disk the new reel lies; none is the system's for temporary files.

    Returns:
        As long as before; where anything was done, voices and furniture are level in it already.
    """
    has_bed = sounds.has_bed and not is_sombre(timeline.script)
    if profile.is_plain and not has_bed:
        return timeline
    if profile.high_pass_hz or profile.presence_db:
        timeline = _equalised(timeline, profile, folder)
    surveyed = survey(timeline)
    rows_db = voice_gains_db(timeline, surveyed, gains_db or {})
    if profile.narrowing:
        rows_db = rows_db + narrowing_db(surveyed, rows_db, share=profile.narrowing)
        # Its soft phrases turned up, a voice is louder than before, and a sound that dies away is not.
        narrowed = replace(surveyed, energies=surveyed.energies * _powers(surveyed, rows_db))
        rows_db = rows_db + voice_gains_db(timeline, narrowed, gains_db or {})
    bed = _bed(timeline, sounds) if has_bed else None
    reel = Reel(rate_hz=timeline.rate_hz, folder=folder)
    reel.lay(_turned(timeline, rows_db + np.float32(SPARE_DB), bed))
    return replace(timeline, reel=reel, is_level=True)


def is_sombre(script: Script) -> bool:
    """Whether a script asks for quiet."""
    return any(isinstance(item, Cue) and item.name is CueName.SOMBRE for item in script)


def narrowing_db(surveyed: Survey, rows_db: Samples, *, share: float) -> Samples:
    """The gain of each row that brings soft phrases nearer to loud ones, shape (rows,)."""
    grid, energies = surveyed.grid, surveyed.energies
    in_step = grid.step // grid.row
    if not len(energies):
        return np.zeros_like(rows_db)
    heard = OFFSET_LU + 10 * np.log10(np.maximum(_smooth(energies * _powers(surveyed, rows_db)), 1e-12))
    wanted = np.clip(share * (COMMON_LUFS - heard), -MOST_DB, MOST_DB)
    spoken = np.flatnonzero(heard > COMMON_LUFS + SPEECH_OVER_LU)
    if not len(spoken):
        return np.zeros_like(rows_db)
    at = (np.arange(len(rows_db)) + 0.5) / in_step - 0.5
    drawn: Samples = np.interp(at, spoken, wanted[spoken]).astype(np.float32)
    return drawn


def _powers(surveyed: Survey, rows_db: Samples) -> NDArray[np.float64]:
    """By what the gains of rows multiply the energy of each step, shape (steps,)."""
    in_step = surveyed.grid.step // surveyed.grid.row
    steps = len(surveyed.energies)
    powers: NDArray[np.float64] = 10 ** (rows_db[: steps * in_step].reshape(-1, in_step).mean(axis=1) / 10)
    return powers


def _smooth(energies: NDArray[np.float64]) -> NDArray[np.float64]:
    kernel = np.hanning(PHRASE_STEPS + 2)[1:-1]
    smooth: NDArray[np.float64] = np.convolve(energies, kernel / kernel.sum(), mode="full")
    first = (len(kernel) - 1) // 2
    return smooth[first : first + len(energies)]


def _equalised(timeline: Timeline, profile: LevelProfile, folder: Path | None) -> Timeline:
    taps = equaliser(
        rate_hz=timeline.rate_hz,
        high_pass_hz=profile.high_pass_hz,
        presence_hz=profile.presence_hz,
        presence_db=profile.presence_db,
    )
    room = np.float32(ratio(SPARE_DB))
    blocks = equalised(chunks(timeline, Grid.at(timeline.rate_hz)), taps)
    reel = Reel(rate_hz=timeline.rate_hz, folder=folder)
    reel.lay(block * room for block in blocks)
    return replace(timeline, reel=reel)


def _turned(timeline: Timeline, rows_db: Samples, bed: LaidBed | None) -> Iterator[Samples]:
    grid, row, frame = Grid.at(timeline.rate_hz), 0, 0
    edges_db = np.append(rows_db, rows_db[-1:])
    for chunk in chunks(timeline, grid):
        whole = filled(chunk, grid)
        rows = len(whole) // grid.row
        block = turn(whole, edges_db[row : row + rows + 1], row=grid.row)[: len(chunk)]
        yield block if bed is None else block + bed.passage(frame, len(chunk))
        row, frame = row + rows, frame + len(chunk)


def _bed(timeline: Timeline, sounds: Sounds) -> LaidBed:
    rate_hz = timeline.rate_hz
    last = timeline.script.items[-1]
    # It comes in under the last cue before the first word, which is the opening, not the time signal.
    heard_first = list(takewhile(lambda item: isinstance(item, Cue), timeline.script))
    start_s = max(0.0, (heard_first[-1].end_s or 0.0) - TAIL_S) if heard_first else 0.0
    end_s = (last.start_s or 0.0) if isinstance(last, Cue) else timeline.seconds
    drawn = bed_gains_db(
        spoken_spans(timeline.script), start_s=start_s, end_s=min(end_s, timeline.seconds - STEP_S),
        seconds=timeline.seconds,
    )  # fmt: skip
    return laid(
        sounds.bed(rate_hz=rate_hz),
        drawn,
        voice_lufs=COMMON_LUFS + SPARE_DB,
        rate_hz=rate_hz,
    )


def spoken_spans(script: Script) -> tuple[Span, ...]:
    """When someone speaks."""
    return tuple(
        Span(start_s=item.start_s or 0.0, end_s=item.end_s or 0.0)
        for item in script
        if isinstance(item, Line)
    )
