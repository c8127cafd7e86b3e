"""What cannot be mastered: one line that names it, and what stood there stays."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from bulletin.errors import MissingToolError, MisuseError, NothingFitError, UnfitError
from bulletin.master.programme import master
from bulletin.model import Script
from bulletin.system.programs import find_ffmpeg
from tests.audio.sounds import speech
from tests.master.pieces import TAGS, clip, line


def test_an_empty_script_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NothingFitError, match="empty"):
        master(Script(), {}, out=tmp_path / "none.mp3", tags=TAGS)


def test_a_line_that_was_not_spoken_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnfitError, match="A word"):
        master(Script(items=(line(),)), {}, out=tmp_path / "none.mp3", tags=TAGS)


def test_a_clip_of_silence_is_refused_by_the_name_of_its_voice(tmp_path: Path) -> None:
    with pytest.raises(UnfitError, match="amy gave silence"):
        master(
            Script(items=(line(),)),
            {0: clip(np.zeros(9000, dtype=np.float32))},
            out=tmp_path / "none.mp3",
            tags=TAGS,
        )


def test_an_unknown_format_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(MisuseError, match=r"'ogg'.*flac, m4a, mp2, mp3, .*, opus, wav, wav-48k"):
        master(Script(items=(line(),)), {}, out=tmp_path / "x.ogg", tags=TAGS, format="ogg")


def test_a_bulletin_with_a_hole_in_it_is_never_kept(tmp_path: Path) -> None:
    out = tmp_path / "bulletin.mp3"
    script = Script(items=(line(pause_after_ms=2500), line(pause_after_ms=0)))

    with pytest.raises(UnfitError, match=r"bulletin\.mp3 is not fit .* silent from 2\.\d s to"):
        master(script, {0: clip(speech(2)), 1: clip(speech(2))}, out=out, tags=TAGS)

    assert list(tmp_path.iterdir()) == []


def test_what_stood_at_the_name_stays_when_the_gate_refuses(tmp_path: Path) -> None:
    out = tmp_path / "bulletin.mp3"
    out.write_bytes(b"yesterday")

    with pytest.raises(UnfitError):
        master(Script(items=(line(pause_after_ms=5000),)), {0: clip(speech(2))}, out=out, tags=TAGS)

    assert out.read_bytes() == b"yesterday"


def test_without_ffmpeg_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("BULLETIN_FFMPEG", raising=False)
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    find_ffmpeg.cache_clear()

    try:
        with pytest.raises(MissingToolError, match="pip install imageio-ffmpeg"):
            master(Script(items=(line(),)), {0: clip(speech(1))}, out=tmp_path / "x.mp3", tags=TAGS)
    finally:
        find_ffmpeg.cache_clear()
