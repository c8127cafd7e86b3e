"""Bulletins in a row are as long as was asked, to a sentence, and all on level."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.support.cli import bulletin
from tests.support.paths import PROJECT

LENGTHS = {"1:00": 60.0, "2:00": 120.0, "3:00": 180.0}
DEMO = sorted((PROJECT / "bulletin" / "gather" / "demo").glob("*.txt"))
IN_A_ROW = 10


@pytest.mark.slow
@pytest.mark.parametrize("length", LENGTHS)
def test_ten_bulletins_in_a_row_are_on_length_and_on_level(
    length: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dice = random.Random(length)
    for _ in range(IN_A_ROW):
        articles = dice.sample(DEMO, len(DEMO) - 1)

        made = bulletin(capsys, "make", *articles, "--length", length, "--out", tmp_path, "--json")

        record = made.record
        sentences = [
            line["end_s"] - line["start_s"] + line["pause_after_ms"] / 1000 for line in record["lines"]
        ]
        assert abs(record["duration_s"] - LENGTHS[length]) <= max(sentences)
        assert record["loudness_lufs"] == pytest.approx(-16.0, abs=0.2)
        assert record["true_peak_dbtp"] <= -1.0
