"""A story that changed since it was told earlier today is told as an update."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.edition.making import made
from tests.support.news import BRIDGE, CLINIC

MORE = "We have more on a story from earlier today."
# Noon of the zone is the same day everywhere that matters.
NINE = datetime(2031, 3, 3, 9, tzinfo=UTC)


@pytest.fixture
def radio(tmp_path: Path) -> Path:
    (tmp_path / "echo").mkdir()
    (tmp_path / "echo" / "bridge.txt").write_text(BRIDGE.as_text(), encoding="utf-8")
    (tmp_path / "bulletin.toml").write_text(
        '[station]\nname = "Ward FM"\nzone = "Europe/London"\n[[source]]\nname = "Echo"\naddress = "echo"\n'
        '[[programme]]\nname = "news"\nlength = "0:40"\n',
        encoding="utf-8",
    )
    return tmp_path


def texts(record: dict[str, Any]) -> list[str]:
    return [line["text"] for line in record["lines"]]


def rewrite(radio: Path, was: str, becomes: str) -> None:
    path = radio / "echo" / "bridge.txt"
    path.write_text(path.read_text("utf-8").replace(was, becomes), encoding="utf-8")


def test_a_new_number_makes_an_update(radio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = made(capsys, radio, NINE)
    rewrite(radio, "six weeks from 11 January", "six weeks from 18 January")
    second = made(capsys, radio, NINE + timedelta(hours=1))

    assert MORE not in texts(first)
    assert MORE in texts(second)
    assert second["stories"][0]["update"] == "18"


@pytest.mark.parametrize(
    ("was", "becomes", "news"),
    [
        ("Ramps will be added at both ends", "After 1,200 letters ramps will be added", "1,200"),
        ("Ramps will", "Ramps paid for by Ada Ferrars will", "Ada Ferrars"),
        ("52 years", "53 years", "53 years"),
        ("Councillor Jean Abbot said the bridge", "Engineer Colm Rattray said the bridge", "Colm Rattray"),
    ],
)
def test_the_news_of_an_update_is_told_wherever_it_stands(
    was: str, becomes: str, news: str, radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = made(capsys, radio, NINE)
    rewrite(radio, was, becomes)
    second = made(capsys, radio, NINE + timedelta(hours=1))

    assert was not in " ".join(texts(first))
    assert MORE in texts(second)
    assert news in " ".join(texts(second))


def test_the_same_story_again_is_no_update(radio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made(capsys, radio, NINE)
    rewrite(radio, "could not wait", "must not wait")
    second = made(capsys, radio, NINE + timedelta(hours=1))
    (radio / "echo" / "clinic.txt").write_text(CLINIC.as_text(), encoding="utf-8")
    third = made(capsys, radio, NINE + timedelta(hours=2))

    assert MORE not in texts(second) + texts(third)


def test_what_was_told_yesterday_is_no_story_from_earlier_today(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made(capsys, radio, NINE - timedelta(days=1))
    rewrite(radio, "six weeks from 11 January", "six weeks from 18 January")

    assert MORE not in texts(made(capsys, radio, NINE))
