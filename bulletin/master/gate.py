"""The gate: what the finished file sounds like once it is decoded, and whether that may go on air."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bulletin.audio.meter import Meter
from bulletin.errors import UnfitError
from bulletin.master.formats import Format
from bulletin.master.measure import hear
from bulletin.master.tags import Tags
from bulletin.model import Measurement

SPEECH_TARGET_LUFS = -16.0  # what streams and bedside earpieces are set for
LENGTH_TOLERANCE_S = 0.1
LOUDNESS_TOLERANCE_LU = 0.2
TRUE_PEAK_LIMIT_DBTP = -1.0
LONGEST_SILENCE_S = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What a file was made to be."""

    seconds: float
    target_lufs: float
    tags: Tags
    form: Format


def pass_gate(path: Path, promise: Promise, *, name: str) -> Meter:
    """
    Decode and meter a finished file.

    Args:
        path: The file, perhaps under a temporary name.
        promise: What it was made to be.
        name: What to call it to people.

    Returns:
        The meter, to be read.

    Raises:
        UnfitError: It is not what was promised; the message names everything that is wrong, with figures.
        BulletinError: It cannot be read at all.
    """
    meter, tags = hear(path)
    found = [*_sound_faults(meter.read(), promise), *_tag_faults(tags, promise)]
    if found:
        raise UnfitError(f"{name} is not fit for air and was not kept: {'; '.join(found)}.")
    return meter


def faults(
    measured: Measurement, tags: Tags, *, now: datetime, target_lufs: float = SPEECH_TARGET_LUFS
) -> tuple[str, ...]:
    """
    What speaks against putting any file on air, in plain lines; none when it is fit.

    Args:
        measured: What the meter read.
        tags: What the file says of itself.
        now: With a zone.
        target_lufs: What the station's programmes are set to.
    """
    found = [*_off_target(measured, target_lufs), *_unbearable(measured)]
    if tags.expires_at and tags.expires_at <= now:
        found.append(f"it expired at {tags.expires_at.astimezone(now.tzinfo):%H:%M on %d %B %Y}")
    return tuple(found)


def _sound_faults(measured: Measurement, promise: Promise) -> Iterator[str]:
    if abs(measured.duration_s - promise.seconds) > LENGTH_TOLERANCE_S:
        yield f"it is {measured.duration_s:.1f} s long instead of {promise.seconds:.1f} s"
    yield from _off_target(measured, promise.target_lufs)
    yield from _unbearable(measured)


def _off_target(measured: Measurement, target_lufs: float) -> Iterator[str]:
    if not math.isfinite(measured.loudness_lufs):
        yield "it is silent from end to end"
    elif abs(measured.loudness_lufs - target_lufs) > LOUDNESS_TOLERANCE_LU:
        kind = "loud" if measured.loudness_lufs > target_lufs else "quiet"
        yield f"it is too {kind}: {measured.loudness_lufs:.1f} LUFS instead of {target_lufs:g}"


def _unbearable(measured: Measurement) -> Iterator[str]:
    if measured.true_peak_dbtp > TRUE_PEAK_LIMIT_DBTP:
        yield f"its true peak is {measured.true_peak_dbtp:.1f} dBTP, over {TRUE_PEAK_LIMIT_DBTP:g}"
    for silence in measured.silences:
        if silence.end_s - silence.start_s > LONGEST_SILENCE_S:
            yield f"it is silent from {silence.start_s:.1f} s to {silence.end_s:.1f} s"


def _tag_faults(written: Tags, promise: Promise) -> Iterator[str]:
    wanted = promise.tags.chapters if promise.form.chapters else ()
    if len(written.chapters) != len(wanted):
        yield f"it has {len(written.chapters)} chapters instead of {len(wanted)}"
    if promise.form.expiry and promise.tags.expires_at and written.expires_at is None:
        yield "it does not say when it expires"
