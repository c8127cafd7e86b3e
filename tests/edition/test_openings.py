"""A story that is told again begins in other words, where it has others that are as good."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bulletin.config.station import read_station
from bulletin.edition.memory import open_memory
from tests.edition.making import made
from tests.support.news import BRIDGE, Piece

NINE = datetime(2031, 3, 3, 9, tzinfo=UTC)
FERRY = Piece(
    headline="Skarholm ferry to run on Sundays as quarrel ends",
    paragraphs=(
        "The ferry to Skarholm will run on Sundays from May, for the first time since the war.",
        "Islanders voted for the Sunday ferry, which the harbour board at Skarholm will run with its old boat.",
        "Eggs and milk have come by rowing boat on that day.",
        "The board said the fare would be £2, as it is in the week.",
    ),
)
OTHER = Piece(
    headline="Sunday boats for Skarholm",
    paragraphs=(
        "Sunday sailings to Skarholm begin in May, when the ferry will run on Sundays for the first time.",
        "The harbour board said the fare to Skarholm would be £2, as it is in the week.",
        "Islanders voted for the Sunday ferry, the first since the war, and milk comes by rowing boat till then.",
    ),
)
PLAIN = Piece(
    headline="Skarholm ferry will run on Sundays",
    paragraphs=(FERRY.paragraphs[0], FERRY.paragraphs[2], FERRY.paragraphs[3]),
)


def station(folder: Path, *papers: Piece, more: str = "") -> Path:
    rows = ""
    for number, piece in enumerate(papers):
        (folder / f"paper-{number}").mkdir()
        (folder / f"paper-{number}" / f"story-{number}.txt").write_text(piece.as_text(), encoding="utf-8")
        rows += f'[[source]]\nname = "Paper {number}"\naddress = "paper-{number}"\n'
    (folder / "bulletin.toml").write_text(
        f'[station]\nname = "Ward FM"\nzone = "Europe/London"\n{rows}'
        f'[[programme]]\nname = "news"\nlength = "0:40"\n{more}',
        encoding="utf-8",
    )
    return folder


def begun(record: dict[str, Any]) -> str:
    """The first line of the only story."""
    (story,) = record["stories"]
    return next(line["text"] for line in record["lines"] if line["story"] == story["id"] and line["source"])


def hourly(capsys: pytest.CaptureFixture[str], radio: Path, times: int = 3) -> Sequence[str]:
    return [begun(made(capsys, radio, NINE + timedelta(hours=hour))) for hour in range(times)]


def test_three_airings_begin_in_three_ways(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    heard = hourly(capsys, station(tmp_path, FERRY))

    assert heard[0] == FERRY.paragraphs[0]
    assert len(set(heard)) == 3
    assert FERRY.headline + "." in heard


def test_another_paper_that_says_as_much_tells_it_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    radio = station(tmp_path, FERRY, OTHER)

    first = made(capsys, radio, NINE)
    with open_memory(read_station(radio), now=lambda: NINE) as store:
        store.aired(first)
    second = made(capsys, radio, NINE + timedelta(hours=1))

    assert [one["stories"][0]["article"] for one in (first, second)] == ["story-0", "story-1"]
    assert "told 1 time before" in second["stories"][0]["why"]
    assert begun(first) != begun(second)


def test_where_the_writer_left_no_other_way_it_begins_as_it_did(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    heard = hourly(capsys, station(tmp_path, PLAIN), times=2)

    assert heard == [PLAIN.paragraphs[0]] * 2


def test_a_notice_begins_as_it_was_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notices = '[[programme.blocks]]\nkind = "notices"\nsources = ["Paper 0"]\n'

    heard = hourly(capsys, station(tmp_path, FERRY, more=notices), times=3)

    assert len(set(heard)) == 1


def test_the_news_of_an_update_is_not_passed_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    radio = station(tmp_path, FERRY)
    made(capsys, radio, NINE)
    path = radio / "paper-0" / "story-0.txt"
    lead = FERRY.paragraphs[0]
    path.write_text(path.read_text("utf-8").replace(lead, f"{lead} It will sail at 11."), encoding="utf-8")

    told = made(capsys, radio, NINE + timedelta(hours=1))

    assert told["stories"][0]["update"] == "11"
    assert any("sail at 11" in line["text"] for line in told["lines"])


def test_what_only_the_headline_tells_is_told_each_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    piece = Piece(headline="Volunteer divers find Tudor wreck off Skarholm", paragraphs=BRIDGE.paragraphs)

    heard = hourly(capsys, station(tmp_path, piece), times=2)

    assert heard == [piece.headline + "."] * 2
