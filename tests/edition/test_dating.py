"""A story is told as it is true on the day that it airs, and no longer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.cli import Ran, bulletin

POOL = (
    "Pool to reopen tomorrow",
    "Elderby pool is to reopen tomorrow after six months of repairs to its roof.",
    "The council said the first swimmers would be let in at 7am, and that entry costs £4.",
    "“We will see everybody tomorrow,” said Jean Abbot, who runs the pool.",
    "Builders finished the roof this morning and the water was tested by the county.",
)


def script(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> Ran:
    path = folder / "pool.txt"
    path.write_text("\n\n".join(POOL) + "\n", encoding="utf-8")
    told = ("--published", "2031-03-03", "--engine", "tone", "--length", "1:30")  # a Monday
    return bulletin(capsys, "script", path, *told, *words)


def test_on_the_day_it_is_said_as_it_was_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = script(capsys, tmp_path, "--at", "2031-03-03T17:00")

    assert "is to reopen tomorrow" in ran.out
    assert "everybody tomorrow" in ran.out


def test_the_next_day_tomorrow_is_today_and_what_somebody_said_of_it_is_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = script(capsys, tmp_path, "--at", "2031-03-04T07:00", "--json")

    told = [line["text"] for line in ran.record["lines"]]
    assert any("is to reopen today" in text for text in told)
    assert any("the roof yesterday morning" in text for text in told)
    assert not any("tomorrow" in text for text in told)
    edits = [edit for story in ran.record["stories"] for kept in story["kept"] for edit in kept["edits"]]
    assert "tomorrow -> today" in edits
    assert "tomorrow" in json.dumps(ran.record["articles"])


@pytest.mark.parametrize("day", ["2031-03-05", "2031-03-06"])
def test_a_story_whose_news_is_over_is_not_told(
    day: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = script(capsys, tmp_path, "--at", f"{day}T07:00")

    assert ran.status == 3
    assert "it opens with “tomorrow”, written on Monday" in ran.err
