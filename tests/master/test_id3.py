"""Words and a picture in an MP3, read by ffmpeg; its sound and its other tags stay as they were."""

from __future__ import annotations

import struct
import subprocess
import tracemalloc
import zlib
from pathlib import Path

import pytest

from bulletin.master.encode import encode
from bulletin.master.formats import format_named
from bulletin.master.id3 import Picture, add_frames
from bulletin.master.measure import measure
from bulletin.master.tags import Tags
from bulletin.system.programs import find_ffmpeg
from tests.audio.sounds import speech
from tests.support.hearing import tags_of

WORDS = "Good morning.\nThe fête at St Oswin’s raised £2,400.\nÅ."


def png(side: int = 8) -> Picture:
    """A grey square."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = zlib.compress((b"\0" + b"\x80" * side) * side)
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return Picture(data=data, mime="image/png")


def encoded(path: Path, tags: Tags) -> Path:
    encode(speech(2), rate_hz=22050, tags=tags, form=format_named("mp3"), out=path)
    return path


def ffmpeg(*words: str) -> bytes:
    return subprocess.run([str(find_ffmpeg()), "-v", "error", *words], capture_output=True, check=True).stdout


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return encoded(tmp_path_factory.mktemp("plain") / "a.mp3", Tags(title="News"))


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("rich") / "a.mp3"
    return encoded(out, Tags(title="News", words=WORDS, picture=png()))


def test_the_words_are_read_by_another_program(rich: Path) -> None:
    told = ffmpeg("-i", str(rich), "-f", "ffmetadata", "-").decode("utf-8")

    assert "lyrics-eng=" + WORDS.replace("\n", "\\\n") in told


def test_the_picture_is_read_by_another_program(rich: Path, tmp_path: Path) -> None:
    ffmpeg("-i", str(rich), "-map", "0:v:0", "-c", "copy", "-f", "image2", str(tmp_path / "cover.png"))

    assert (tmp_path / "cover.png").read_bytes() == png().data


def test_sound_and_title_stay_as_they_were(plain: Path, rich: Path) -> None:
    before, after = (
        ffmpeg("-i", str(one), "-map", "0:a", "-c", "copy", "-f", "md5", "-") for one in (plain, rich)
    )

    assert before == after
    assert tags_of(rich).title == "News"
    assert measure(rich).duration_s == pytest.approx(2.0, abs=0.01)


def test_a_file_that_begins_with_no_such_tag_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(b"\xff\xfb\x90\x00" * 20)

    add_frames(path, words=WORDS, language="eng", picture=None)

    assert path.read_bytes() == b"\xff\xfb\x90\x00" * 20


def test_a_long_file_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "long.mp3"
    path.write_bytes(b"ID3\3\0\0\0\0\0\0" + bytes(8_000_000))

    tracemalloc.start()
    try:
        add_frames(path, words="Good morning.", language="eng", picture=None)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert path.stat().st_size > 8_000_000
    assert peak < 4_000_000
