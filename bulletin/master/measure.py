"""Measure: what any audio file sounds like, and what speaks against putting it on air."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from bulletin.audio.meter import Meter
from bulletin.errors import BulletinError
from bulletin.master.ffmpeg import LOCAL_ONLY, decode
from bulletin.model import Measurement
from bulletin.system.programs import find_ffmpeg, run

LONGEST_DECODE_S = 600.0  # an hour of MP3 takes 3 s


def measure(path: Path) -> Measurement:
    """Length, loudness, true peak and silences of a file; raises as `listen`."""
    return listen(path).read()


def listen(path: Path) -> Meter:
    """
    Decode a file into a meter, which then gives a measurement and an envelope. Mono is metered as dual mono.

    Raises:
        BulletinError: It is missing, or holds no sound that ffmpeg can read.
    """
    _insist(path)
    with decode(path, timeout_s=LONGEST_DECODE_S) as decoded:
        meter = Meter(rate_hz=decoded.rate_hz, channels=decoded.channels)
        for block in decoded.blocks:
            meter.feed(block)
    return meter


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
