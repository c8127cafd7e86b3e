"""The contents frame of an MP3, and checksums that are joined without reading all of it."""

from __future__ import annotations

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.audio.contents import crc16, crc_before, crc_behind, read_contents, with_totals
from bulletin.audio.mpeg import frames_of
from bulletin.system.programs import find_ffmpeg


@pytest.fixture(scope="module", params=["1", "2"])
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("contents") / "sound.mp3"
    sound = ("-f", "lavfi", "-i", "anoisesrc=d=3:a=0.2:r=44100", "-ac", request.param, "-b:a", "128k")
    subprocess.run([find_ffmpeg(), "-v", "error", *sound, path], check=True, timeout=60)
    return path.read_bytes()


def test_what_an_encoder_has_told_is_read(file: bytes) -> None:
    contents = read_contents(file)

    frames = list(frames_of(file))
    assert contents is not None
    assert contents.frames == len(frames)
    assert contents.end == frames[0].start
    assert contents.crc == crc16(file[contents.end :])
    assert 0 < contents.padding < 4096


def test_totals_are_read_back_and_nothing_else_is_changed(file: bytes) -> None:
    had = read_contents(file)
    assert had is not None
    word = had.word - had.start
    frame = file[had.start : had.end]

    made = with_totals(frame, word=word, frames=70_000, size=30_000_000, padding=1234, crc=0xBEEF)

    told = read_contents(made)
    assert told is not None
    assert (told.frames, told.padding, told.crc) == (70_000, 1234, 0xBEEF)
    assert len(made) == len(frame)
    assert made[: word + 8] == frame[: word + 8]
    assert made[word + 16 : word + 141] == frame[word + 16 : word + 141]
    assert made[word + 156 :] == frame[word + 156 :]


@pytest.mark.parametrize("head", [b"", b"ID3", b"\xff\xfb\x90\x64" + bytes(500), b"RIFF" + bytes(100)])
def test_a_file_without_one_has_none(head: bytes) -> None:
    assert read_contents(head) is None


def test_the_checksum_is_the_one_of_the_textbooks() -> None:
    assert crc16(b"123456789") == 0xBB3D


@given(st.binary(max_size=300), st.binary(max_size=2000))
def test_checksums_of_parts_make_that_of_the_whole(first: bytes, second: bytes) -> None:
    whole = crc16(first + second)

    assert crc_behind(crc16(first), len(second)) ^ crc16(second) == whole
    assert crc_before(whole ^ crc16(second), len(second)) == crc16(first)
