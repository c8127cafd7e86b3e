"""An MP3 made in two halves is the one that a single encoder makes, to the sample and nearly to the bit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bulletin.audio.contents import crc16, read_contents
from bulletin.audio.mpeg import frames_of
from bulletin.audio.samples import Samples
from bulletin.errors import BulletinError
from bulletin.master import encode as encoding
from bulletin.master.encode import encode, encoder
from bulletin.master.ffmpeg import decode
from bulletin.master.formats import format_named, formats
from bulletin.master.seam import FRAME, RATE_HZ, SHORTEST_S, join, seam_of
from bulletin.master.tags import Tags
from bulletin.model import Span
from tests.audio.sounds import speech
from tests.support.hearing import tags_of

SECONDS = SHORTEST_S + 3.7
MP3 = [name for name, form in formats().items() if form.muxer == "mp3"]
TAGS = Tags(title="News", chapters=(Span(start_s=1, end_s=20, title="The fête"),), words="Good morning.")


def heard(path: Path) -> Samples:
    with decode(path, timeout_s=60) as decoded:
        blocks = [block if block.ndim == 1 else block[:, 0] for block in decoded.blocks]
    return np.concatenate(blocks)


def made(path: Path, rate_hz: int, name: str = "mp3") -> Path:
    sound = speech(SECONDS, rate_hz=rate_hz)
    encode(sound, rate_hz=rate_hz, tags=TAGS, form=format_named(name), out=path)
    return path


def made_by_one(path: Path, rate_hz: int, name: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    with monkeypatch.context() as patch:
        patch.setattr(encoding, "seam_of", lambda *_: None)
        return made(path, rate_hz, name)


@pytest.mark.parametrize(
    ("rate_hz", "name"),
    [
        (22_050, "mp3"),
        *(pytest.param(22_050, name, marks=pytest.mark.slow) for name in MP3 if name != "mp3"),
        *(pytest.param(rate, "mp3", marks=pytest.mark.slow) for rate in (16_000, 24_000, 48_000)),
    ],
)
def test_two_encoders_make_what_one_makes(
    rate_hz: int, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    halves = made(tmp_path / "halves.mp3", rate_hz, name)
    whole = made_by_one(tmp_path / "whole.mp3", rate_hz, name, monkeypatch)

    one, other = heard(whole), heard(halves)
    seam = seam_of(round(SECONDS * rate_hz), rate_hz)
    assert seam is not None
    assert len(other) == len(one)
    assert np.array_equal(other[: (seam.frame - 2) * FRAME], one[: (seam.frame - 2) * FRAME])
    off = other - one
    assert float(np.sqrt(np.mean(off**2))) < 0.02 * float(np.sqrt(np.mean(one**2)))
    near = slice((seam.frame - 4) * FRAME, (seam.frame + 4) * FRAME)
    assert float(np.abs(off[near]).max()) < 0.05 * float(np.abs(one).max())
    assert tags_of(halves) == tags_of(whole)
    assert not list(tmp_path.glob("*.part"))


def test_the_contents_tell_of_both_halves(tmp_path: Path) -> None:
    data = made(tmp_path / "halves.mp3", 22_050).read_bytes()

    contents, frames = read_contents(data), list(frames_of(data))

    assert contents is not None
    assert contents.frames == len(frames)
    assert contents.crc == crc16(data[contents.end :])
    assert [a.start + a.size for a in frames[:-1]] == [b.start for b in frames[1:]]
    assert frames[-1].start + frames[-1].size == len(data)
    size = int.from_bytes(data[contents.word + 12 : contents.word + 16], "big")
    assert size == len(data) - contents.start


def test_the_same_sound_makes_the_same_file(tmp_path: Path) -> None:
    first, second = (made(tmp_path / name, 22_050).read_bytes() for name in ("a.mp3", "b.mp3"))

    assert first == second


@pytest.mark.parametrize("rate_hz", [8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000])
def test_the_second_half_begins_with_a_whole_sample_and_a_frame(rate_hz: int) -> None:
    for seconds in (31, 60, 119.9, 3600):
        seam = seam_of(round(seconds * rate_hz), rate_hz)

        assert seam is not None
        assert seam.second_start * RATE_HZ == (seam.frame - seam.before) * FRAME * rate_hz
        assert 0 <= seam.second_start < seam.first_end <= seconds * rate_hz
        assert seam.frame * FRAME / RATE_HZ == pytest.approx(seconds / 2, abs=1.5)


def test_a_short_sound_has_one_encoder() -> None:
    assert seam_of(round((SHORTEST_S - 0.1) * 22_050), 22_050) is None


def test_a_half_that_fails_leaves_nothing_beside_the_file(tmp_path: Path) -> None:
    out = tmp_path / "halves.mp3"
    sound = speech(SECONDS)

    def give(start: int, end: int) -> list[Samples]:
        if start:
            raise OSError("the disk with the clips is gone")
        return [sound[start:end]]

    with (
        pytest.raises(OSError, match="clips"),
        encoder(rate_hz=22_050, samples=len(sound), tags=TAGS, form=format_named("mp3"), out=out) as started,
    ):
        started.encode(give)

    assert [path.name for path in tmp_path.iterdir() if path != out] == []


def test_what_is_no_half_is_not_joined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = made_by_one(tmp_path / "whole.mp3", 22_050, "mp3", monkeypatch)
    junk = tmp_path / "junk.mp3"
    junk.write_bytes(bytes(5000))
    seam = seam_of(round(SECONDS * 22_050), 22_050)
    assert seam is not None

    with pytest.raises(BulletinError, match="Cannot join"):
        join(whole, junk, seam)
