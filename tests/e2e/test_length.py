"""Bulletins are as long as was asked, to the tenth of a second, natural to hear, and all on level."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin.config.quantities import show_length
from bulletin.master.furniture import CLOSE_S
from bulletin.master.measure import measure
from tests.support.cli import Ran, bulletin
from tests.support.paths import PROJECT

LENGTHS = {"1:00": 60.0, "2:00": 120.0, "3:00": 180.0}
DEMO = sorted((PROJECT / "bulletin" / "gather" / "demo").glob("*.txt"))
IN_A_ROW = 4
LIVE = Path("bulletin") / "latest.mp3"


def insist_on_a_natural_bulletin(record: dict[str, Any], audio: Path, *, seconds: float) -> None:
    measured = measure(audio)
    assert measured.duration_s == pytest.approx(seconds, abs=0.1)
    assert measured.loudness_lufs == pytest.approx(-16.0, abs=0.2)
    assert measured.true_peak_dbtp <= -1.0
    assert all(gap.end_s - gap.start_s <= 1.2 for gap in measured.silences)
    assert 0.94 <= record["tempo"] <= 1.06
    *others, last = record["script"]
    assert all(250 <= item["pause_after_ms"] <= 800 for item in others)
    assert last["end_s"] - last["start_s"] <= CLOSE_S + 4.001


@pytest.mark.slow
@pytest.mark.parametrize("length", LENGTHS)
def test_bulletins_in_a_row_are_on_length_and_on_level(
    length: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dice = random.Random(length)
    for _ in range(IN_A_ROW):
        articles = dice.sample(DEMO, len(DEMO) - 1)

        made = bulletin(capsys, "make", *articles, "--length", length, "--out", tmp_path, "--json")

        insist_on_a_natural_bulletin(made.record, tmp_path / LIVE, seconds=LENGTHS[length])


@pytest.mark.slow
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    articles=st.lists(st.sampled_from(DEMO), min_size=4, max_size=6, unique=True),
    seconds=st.integers(30, 110),
    voices=st.sampled_from([("newsreader",), ("newsreader", "second")]),
    engine=st.sampled_from(["tone", "espeak"]),
)
def test_any_length_is_met_by_any_articles_and_voices(
    articles: list[Path],
    seconds: int,
    voices: tuple[str, ...],
    engine: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = [word for voice in voices for word in ("--voice", voice)]
    words = ("--length", show_length(seconds), "--engine", engine, "--out", tmp_path, "--json")

    made = bulletin(capsys, "make", *articles, *told, *words)

    insist_on_a_natural_bulletin(made.record, tmp_path / LIVE, seconds=seconds)


def make(capsys: pytest.CaptureFixture[str], out: Path, *words: str | Path) -> Ran:
    return bulletin(capsys, "make", *words, "--engine", "tone", "--out", out, "--json")


def test_one_minute_is_one_minute(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = make(capsys, tmp_path, "--demo", "--length", "1:00")

    insist_on_a_natural_bulletin(made.record, tmp_path / LIVE, seconds=60.0)
    assert "On length by " in made.err


@pytest.mark.slow
@pytest.mark.parametrize("length", ["1:00", "2:00"])
def test_a_name_that_is_said_anew_leaves_all_other_lines_as_they_were_spoken(
    length: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    station = tmp_path / "radio"
    bulletin(capsys, "init", "--yes", "--station", station)
    words = ("make", "--station", station, "--length", length, "--engine", "espeak", "--json")
    before = bulletin(capsys, *words).record
    bulletin(capsys, "lexicon", "add", "Vale", "Vail", "--by", "Ann Lee", "--station", station)

    after = bulletin(capsys, *words).record

    touched = sum("Vale" in line["text"] for line in after["lines"])
    (fresh,) = [int(note.split()[0]) for note in after["notes"] if "spoken anew" in note]
    # A length that takes another pace speaks a line at its own pace first.
    paces = 1 if after["tempo"] == 1 else 3
    assert after["tempo"] == before["tempo"]
    assert 0 < touched < len(after["lines"])
    assert fresh <= paces * touched


def test_within_a_range_everything_is_said_at_its_own_pace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = make(capsys, tmp_path, "--demo", "--length", "1:30-2:00")

    assert 89.9 <= measure(tmp_path / LIVE).duration_s <= 120.1
    assert made.record["tempo"] == 1.0
    assert "On length by " not in made.err


def test_too_little_material_is_said_at_its_own_pace_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = make(capsys, tmp_path, DEMO[0], "--length", "5:00")

    assert made.status == 0
    assert made.record["tempo"] == 1.0
    assert {line["pause_after_ms"] for line in made.record["lines"]} <= {350, 550, 700}
    assert any("shorter than asked" in note for note in made.record["notes"])


def test_a_length_without_room_for_news_is_misuse_that_tells_what_would_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = make(capsys, tmp_path, "--demo", "--length", "0:10")

    assert made.status == 2
    last = made.err.splitlines()[-1]
    assert "has no room for news: its opening and close take" in last
    least = last.split("Ask for ")[1].split(" s")[0]
    assert make(capsys, tmp_path, "--demo", "--length", least).status in (0, 3)
