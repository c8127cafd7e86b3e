"""Measure: what any audio file sounds like, and what speaks against putting it on air."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bulletin.audio.meter import Meter
from bulletin.errors import BulletinError
from bulletin.master.ffmpeg import LOCAL_ONLY, decode
from bulletin.master.tags import Tags, parse_metadata
from bulletin.model import Measurement
from bulletin.system.programs import find_ffmpeg, run

LONGEST_DECODE_S = 600.0  # an hour of MP3 takes 3 s


def measure(path: Path) -> Measurement:
    """Length, loudness, true peak and silences of a file; raises as `hear`."""
    meter, _ = hear(path)
    return meter.read()


def hear(path: Path) -> tuple[Meter, Tags]:
    """
    Decode a file into a meter, and read what it says of itself.

    Returns:
        The meter, which gives a measurement and an envelope; mono is metered as dual mono. The tags and
        chapters.

    Raises:
        BulletinError: It is missing, or holds no sound that ffmpeg can read.
    """
    _insist(path)
    with tempfile.TemporaryDirectory(prefix="bulletin-") as folder:
        # By the same ffmpeg: a start of one takes up to a tenth of a second.
        told = Path(folder) / "tags.txt"
        with decode(path, timeout_s=LONGEST_DECODE_S, tags_to=told) as decoded:
            meter = Meter(rate_hz=decoded.rate_hz, channels=decoded.channels)
            for block in decoded.blocks:
                meter.feed(block)
        return meter, parse_metadata(told.read_text(encoding="utf-8", errors="replace"))


def measure_with_ffmpeg(path: Path) -> Measurement:
    """
    The second meter: ffmpeg's own, for loudness and true peak. Slower by half, and it shows tenths.

    Raises:
        BulletinError: It is missing, or holds no sound that ffmpeg can read.
    """
    _insist(path)
    chain = "aformat=channel_layouts=mono|stereo,ebur128=dualmono=true:peak=true:framelog=verbose"
    words = ["-hide_banner", "-nostdin", "-nostats", *LOCAL_ONLY, "-i", f"file:{path}", "-map", "0:a:0"]
    done = run([find_ffmpeg(), *words, "-af", chain, "-f", "null", "-"], timeout_s=LONGEST_DECODE_S)
    told = done.stderr.decode("utf-8", "replace")
    loudness, peak = _told("I", told), _told("Peak", told)
    if done.code or loudness is None or peak is None:
        raise BulletinError(f"{path.name} holds no sound that can be read: {done.last_words}")
    times = re.findall(r"time=(\d+):(\d+):([\d.]+)", told)
    return Measurement(
        duration_s=_seconds(times[-1]) if times else 0.0, loudness_lufs=loudness, true_peak_dbtp=peak
    )


def _told(name: str, told: str) -> float | None:
    figures = re.findall(rf"^\s*{name}:\s+(-?(?:inf|[\d.]+)) ", told, re.MULTILINE)
    return float(figures[-1]) if figures else None


def _seconds(time: Sequence[str]) -> float:
    hours, minutes, seconds = time
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _insist(path: Path) -> None:
    if not path.is_file():
        raise BulletinError(f"There is no file {path}.")
    try:
        path.open("rb").close()
    except OSError as error:
        raise BulletinError(f"Cannot read {path}: {error.strerror or error}.") from error
