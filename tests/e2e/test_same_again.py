"""The same script, voice and settings give the same sound, spoken anew and from the cache."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest

from bulletin.publish.carts import read_cart, read_origin
from bulletin.system.programs import find_ffmpeg
from tests.support.cli import bulletin


def sound_hash(audio: Path) -> str:
    words = [
        str(find_ffmpeg()),
        "-v",
        "error",
        "-i",
        str(audio),
        "-map",
        "0:a",
        "-c",
        "copy",
        "-f",
        "md5",
        "-",
    ]
    return subprocess.run(words, capture_output=True, check=True, text=True).stdout


@pytest.mark.parametrize("engine", [pytest.param("espeak", marks=pytest.mark.slow), "tone"])
def test_a_bulletin_made_again_has_the_same_sound(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hashes = set()
    for cache in ("first", "first", "second"):
        monkeypatch.setenv("BULLETIN_CACHE", str(tmp_path / cache))
        words = ("--demo", "--length", "0:40", "--engine", engine)
        made = bulletin(capsys, "make", *words, "--out", tmp_path / "out", "--json")
        assert made.status == 0, made.err
        hashes.add(sound_hash(tmp_path / "out" / "bulletin" / "latest.mp3"))

    assert len(hashes) == 1


def test_a_bulletin_that_is_a_wav_itself_has_its_cart_and_origin(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--demo", "--length", "0:40", "--engine", "tone", "--format", "wav-48k", "--out", tmp_path)
    made = bulletin(capsys, "make", *words, "--json")

    (audio,) = tmp_path.rglob("bulletin.wav")
    cart, origin = read_cart(audio), read_origin(audio)
    assert cart is not None and origin is not None
    assert made.record["sha256"] == hashlib.sha256(audio.read_bytes()).hexdigest()
    assert origin.loudness_lufs == pytest.approx(-16.0, abs=0.05)
    assert origin.history == "A=PCM,F=48000,W=16,M=mono,T=bulletin"
    assert bulletin(capsys, "measure", audio).status == 0


def test_a_picture_that_cannot_be_shown_is_told_and_the_bulletin_goes_out(
    station: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (station / "bulletin.toml").write_text('[station]\npicture = "logo.png"\n', encoding="utf-8")
    (station / "logo.png").write_text("no picture", encoding="utf-8")

    made = bulletin(capsys, "make", "--demo", "--length", "0:40", "--engine", "tone", "--station", station)

    assert made.status == 4
    assert "logo.png is no JPEG or PNG. Save it as one of them." in made.err
