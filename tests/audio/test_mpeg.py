"""MPEG frames: ours and those of any encoder, against ffmpeg's own count."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.audio.mpeg import frames_of
from bulletin.system.programs import find_ffmpeg


@pytest.mark.parametrize(
    ("rate_hz", "words"),
    [
        (44_100, ("-b:a", "128k")),
        (22_050, ("-b:a", "64k")),
        (48_000, ("-q:a", "4")),
        (8_000, ("-b:a", "16k")),
    ],
)
def test_every_frame_is_found_and_they_last_as_long_as_the_sound(
    rate_hz: int, words: tuple[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "sound.mp3"
    sound = ["-f", "lavfi", "-i", "anoisesrc=d=3:a=0.2", "-ar", str(rate_hz), "-metadata", "title=T", *words]
    subprocess.run([find_ffmpeg(), "-v", "error", *sound, path], check=True, timeout=60)
    data = path.read_bytes()

    frames = list(frames_of(data))

    assert sum(frame.seconds for frame in frames) == pytest.approx(3, abs=0.2)
    assert all(data[frame.start] == 0xFF for frame in frames)
    assert [a.start + a.size for a in frames[:-1]] == [b.start for b in frames[1:]]
    assert b"Info" not in data[frames[0].start : frames[0].start + frames[0].size]
    assert b"Xing" not in data[frames[0].start : frames[0].start + frames[0].size]


@given(st.binary(max_size=3000))
def test_any_bytes_are_no_fault(data: bytes) -> None:
    for frame in frames_of(data):
        assert frame.start + frame.size <= len(data)
        assert frame.size > 0
