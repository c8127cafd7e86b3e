"""A sound file beside a text of the same name is played in place of a newsreader."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from bulletin.master.measure import measure
from bulletin.system.programs import find_ffmpeg
from tests.support.cli import Ran, bulletin
from tests.support.news import BRIDGE, CLINIC

STATION = """
[station]
name = "Ward FM"
zone = "Europe/London"
[[source]]
name = "Echo"
address = "echo"
[[source]]
name = "Chaplain"
address = "chaplain"
[[programme]]
name = "bulletin"
length = "1:30"
[[programme.blocks]]
kind = "news"
[[programme.blocks]]
kind = "recorded"
sources = ["Chaplain"]
"""
THOUGHT = "A thought for the day\n\nThere is a robin at the window of the chapel, and it sings for whoever has time.\n"


@pytest.fixture
def radio(tmp_path: Path) -> Path:
    for name, text in {
        "bulletin.toml": STATION,
        "echo/bridge.txt": BRIDGE.as_text(),
        "echo/clinic.txt": CLINIC.as_text(),
        "chaplain/thought.txt": THOUGHT,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def record_sound(path: Path, *, seconds: float = 12.0, volume: float = 0.02) -> None:
    sound = f"aevalsrc={volume}*sin(2*PI*(300+20*t)*t):s=16000:d={seconds}"
    words = [find_ffmpeg(), "-v", "error", "-y", "-f", "lavfi", "-i", sound, path]
    subprocess.run(words, check=True, timeout=60)


def made(capsys: pytest.CaptureFixture[str], radio: Path) -> tuple[Ran, Path]:
    ran = bulletin(capsys, "make", "--station", radio, "--engine", "tone")
    (folder,) = (radio / "output" / "bulletin").glob("20*/*")
    return ran, folder


def test_a_recording_is_played_counted_and_levelled(radio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record_sound(radio / "chaplain" / "thought.wav")

    ran, folder = made(capsys, radio)

    record = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
    assert ran.status == 0, ran.err
    (line,) = [line for line in record["lines"] if line["recording"]]
    assert line["text"] == THOUGHT.split("\n\n")[1].strip()
    assert line["end_s"] - line["start_s"] == pytest.approx(12.0, abs=0.1)
    assert record["duration_s"] == pytest.approx(90.0, abs=0.1)
    assert record["stories"][-1]["seconds"] == pytest.approx(12.0, abs=0.1)
    assert line["text"] in (folder / "script.txt").read_text(encoding="utf-8")
    assert line["text"] in (folder / "captions.vtt").read_text(encoding="utf-8")
    heard = cut(folder / "bulletin.mp3", line["start_s"], line["end_s"], radio / "cut.wav")
    # 24 dB too quiet as it was recorded; on air as loud as the newsreader.
    assert measure(heard).loudness_lufs == pytest.approx(-16.0, abs=3.0)


def cut(audio: Path, start_s: float, end_s: float, out: Path) -> Path:
    words = [find_ffmpeg(), "-v", "error", "-y", "-ss", str(start_s), "-to", str(end_s), "-i", audio, out]
    subprocess.run(words, check=True, timeout=60)
    return out


def test_a_recording_that_cannot_be_played_is_read_by_a_newsreader(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (radio / "chaplain" / "thought.mp3").write_bytes(b"no sound at all" * 100)

    ran, folder = made(capsys, radio)

    record = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
    assert ran.status == 4
    assert "A newsreader reads its text instead." in ran.err
    assert not any(line["recording"] for line in record["lines"])
    assert "robin" in (folder / "script.txt").read_text(encoding="utf-8")


def test_a_recording_without_a_text_is_named_with_the_cure(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record_sound(radio / "chaplain" / "thought.wav", seconds=2.0)
    shutil.copy(radio / "chaplain" / "thought.wav", radio / "chaplain" / "psalm.wav")

    ran = bulletin(capsys, "script", "--station", radio, "--engine", "tone")

    assert ran.status == 4
    assert "psalm.wav: has no text. Put psalm.txt beside it, with what is said in it." in ran.err


def test_a_recording_whose_day_words_have_become_false_is_left_out(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record_sound(radio / "chaplain" / "thought.wav", seconds=2.0)
    old = "published: 3 March 2031\nuntil: 9 March 2031\n\nA thought\n\nTomorrow the robin in the chapel will be a year old, and it sings for whoever has the time to listen.\n"
    (radio / "chaplain" / "thought.txt").write_text(old, encoding="utf-8")

    ran = bulletin(
        capsys, "script", "--station", radio, "--engine", "tone", "--at", "2031-03-04T08:00", "--json"
    )

    left = [one["why"] for one in ran.record["left_out"]]
    assert "its recording says “Tomorrow”, which was true on Monday" in left
