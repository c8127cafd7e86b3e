"""The running order as a station writes it, and copy that says until when it holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from tests.support.cli import Ran, bulletin
from tests.support.news import BRIDGE, CLINIC, GARDEN

# A Wednesday.
AT = datetime(2031, 12, 3, 13, tzinfo=UTC)
STATION = """
[station]
name = "Ward FM"
zone = "Europe/London"
[[source]]
name = "Echo"
address = "echo"
[[source]]
name = "Notices"
address = "copy"
[[source]]
name = "Weather"
address = "weather"
[[programme]]
name = "bulletin"
length = "2:00"
at = ["13:00", "18:00"]
headlines = 2
[[programme.blocks]]
kind = "news"
[[programme.blocks]]
kind = "notices"
sources = ["Notices"]
seconds = 35
[[programme.blocks]]
kind = "weather"
sources = ["Weather"]
"""
CAROLS = (
    "The choir sings carols this week, and all who can leave their beds are welcome to hear them.\n\n"
    "Carols are at two o'clock on Thursday in the hospital chapel.\n\n"
    "Porters will bring beds and chairs, and song sheets in large print are at the door.\n"
)
RAIN = (
    "It will be a dry and cold day in the county with long spells of sun.\n\n"
    "Frost is expected tonight on high ground, and the roads may be icy."
)


@pytest.fixture
def radio(tmp_path: Path) -> Path:
    for name, text in {
        "bulletin.toml": STATION,
        "echo/bridge.txt": BRIDGE.as_text(),
        "echo/clinic.txt": CLINIC.as_text(),
        "echo/garden.txt": GARDEN.as_text(),
        "copy/carols.txt": f"until: 4 December 2031\nward: Rowan ward\n\n{CAROLS}",
        "weather/today.txt": RAIN,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def script(capsys: pytest.CaptureFixture[str], radio: Path, *words: str, at: datetime = AT) -> Ran:
    with time_machine.travel(at - timedelta(minutes=5), tick=True):
        return bulletin(
            capsys, "script", "--station", radio, "--engine", "tone", "--at", f"{at:%Y-%m-%dT%H:%M}", *words
        )


def parts(record: dict[str, Any]) -> list[str]:
    return [story["block"] for story in record["stories"]]


def test_the_parts_are_heard_in_the_order_of_the_settings(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = script(capsys, radio, "--json").record

    assert parts(record) == ["news", "news", "notices", "weather"]
    texts = [line["text"] for line in record["lines"]]
    notices, weather = texts.index("Now the hospital notices."), texts.index("Now the weather.")
    assert notices < texts.index("Carols are at two o'clock on Thursday in the hospital chapel.") < weather
    assert [story["rank"] for story in record["stories"]] == [1, 2, 3, 4]


def test_a_notice_names_its_ward_and_says_its_place_and_time_twice(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = [line["text"] for line in script(capsys, radio, "--json").record["lines"]]

    assert texts.count("Carols are at two o'clock on Thursday in the hospital chapel.") == 2
    assert texts.count("This is for Rowan ward.") == 2
    again = texts.index("Once more:")
    assert texts[again + 1].startswith("Carols are at two")


def test_the_headlines_are_read_at_the_top_and_not_again(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = script(capsys, radio, "--json").record
    texts = [line["text"] for line in record["lines"]]

    at = texts.index("The headlines.")
    told = [f"{story['headline']}." for story in record["stories"][:2]]
    assert texts[at + 1 : at + 3] == told
    assert all(texts.count(headline) == 1 for headline in told)


@pytest.mark.parametrize(
    ("header", "why"),
    [
        ("until: 2 December 2031", "its header says until: 3 December 2031, 00:00, which has passed"),
        ("until: 3 December 2031 13:00", "its header says until: 3 December 2031, 13:00, which has passed"),
        ("from: 4 December 2031", "its header says from: 4 December 2031, 00:00"),
        ("days: mon, tue", "its header says days, and Wednesdays are not among them"),
    ],
)
def test_a_notice_is_not_told_before_after_or_on_other_days_than_its_header_says(
    header: str, why: str, radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (radio / "copy" / "carols.txt").write_text(f"{header}\n\n{CAROLS}", encoding="utf-8")

    record = script(capsys, radio, "--json").record

    assert "notices" not in parts(record)
    assert why in [left["why"] for left in record["left_out"]]


def test_an_edition_is_over_when_a_notice_in_it_is(radio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (radio / "copy" / "carols.txt").write_text(f"until: 3 December 2031 14:30\n\n{CAROLS}", encoding="utf-8")

    record = script(capsys, radio, "--json").record

    assert "notices" in parts(record)
    assert record["expires_at"].startswith("2031-12-03T14:30")


def test_a_header_that_cannot_be_read_is_told_with_its_cure_and_the_rest_goes_out(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (radio / "copy" / "carols.txt").write_text(f"until: Tusday\n\n{CAROLS}", encoding="utf-8")

    ran = script(capsys, radio)

    assert ran.status == 4
    assert 'carols.txt: its header says "until: Tusday", and that is no date. Write it like' in ran.err
    assert "the weather" in ran.out


def test_weather_that_is_older_than_six_hours_is_dropped(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, fresh = "published: 3 December 2031 06:30", "published: 3 December 2031 08:00"
    (radio / "weather" / "today.txt").write_text(f"{old}\n\n{RAIN}", encoding="utf-8")
    record = script(capsys, radio, "--json").record
    (radio / "weather" / "today.txt").write_text(f"{fresh}\n\n{RAIN}", encoding="utf-8")
    later = script(capsys, radio, "--json").record

    assert "weather" not in parts(record)
    assert "this weather is 6 hours old, and 6 hours are the most" in [
        one["why"] for one in record["left_out"]
    ]
    assert "weather" in parts(later)


def test_copy_without_an_end_is_told_for_a_week_and_preview_warns_of_it(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = radio / "copy" / "carols.txt"
    path.write_text(f"published: 1 December 2031\n\n{CAROLS}", encoding="utf-8")
    with time_machine.travel(AT - timedelta(minutes=5), tick=True):
        preview = bulletin(capsys, "preview", "--station", radio)
    late = script(capsys, radio, "--json", at=AT + timedelta(days=6)).record

    assert "does not say until when it is told, so it stops on Monday 8 December" in preview.out
    assert "notices" not in parts(late)


def test_what_somebody_named_on_the_command_line_has_no_parts(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = script(capsys, radio, str(radio / "echo"), "--json").record

    assert set(parts(record)) <= {"news", "light"}


def test_a_part_that_names_no_source_that_there_is_is_a_mistake_in_the_settings(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = radio / "bulletin.toml"
    path.write_text(STATION.replace('sources = ["Weather"]', 'sources = ["Wether"]'), encoding="utf-8")

    ran = bulletin(capsys, "script", "--station", radio)

    assert ran.status == 2
    assert (
        "names the source 'Wether', and there is none of that name. There is: Echo, Notices, Weather"
        in ran.err
    )


def test_in_mourning_a_light_part_is_left_out(radio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = STATION.replace('kind = "notices"', 'kind = "light"')
    (radio / "bulletin.toml").write_text(settings, encoding="utf-8")
    normal = script(capsys, radio, "--json").record
    by = ("--by", "Jo Bell", "--reason", "a death in the family of the hospital")
    switched = bulletin(capsys, "mode", "obituary", "--station", radio, *by)
    mourning = script(capsys, radio, "--json").record

    assert switched.status == 0, switched.err
    assert "light" in parts(normal)
    assert "light" not in parts(mourning)
