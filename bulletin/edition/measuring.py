"""Measuring: what any audio file is, by two meters, and whether it is fit for air."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bulletin.master import measure
from bulletin.master.gate import faults
from bulletin.master.tags import Tags
from bulletin.model import Envelope, Measurement
from bulletin.publish.report import measurement_html


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """All that is known of an audio file."""

    file: Path
    measured: Measurement
    envelope: Envelope
    second: Measurement
    """By ffmpeg's own meter."""
    tags: Tags
    faults: tuple[str, ...]
    """What makes it unfit for air, in plain lines."""


def hear(file: Path, *, target_lufs: float, now: datetime) -> Heard:
    """
    Measure a file with both meters and read its tags.

    Raises:
        BulletinError: It is missing, or no audio.
    """
    meter, tags = measure.hear(file)
    measured = meter.read()
    return Heard(
        file=file,
        measured=measured,
        envelope=meter.envelope(),
        second=measure.measure_with_ffmpeg(file),
        tags=tags,
        faults=tuple(faults(measured, tags, now=now, target_lufs=target_lufs)),
    )


def heard_html(heard: Heard, *, target_lufs: float) -> str:
    """Write what was measured as one page with a picture of the sound."""
    return measurement_html(
        heard.file.name,
        measured=heard.measured,
        envelope=heard.envelope,
        chapters=heard.tags.chapters,
        faults=heard.faults,
        target_lufs=target_lufs,
    )
