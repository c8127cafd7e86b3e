"""What the bulletin says of its own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bulletin.errors import MisuseError
from bulletin.script.wording import clock_words, day_words, fill, greeting, read_wording


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (13, 0, "one o'clock"),
        (8, 0, "eight o'clock"),
        (0, 0, "midnight"),
        (12, 0, "midday"),
        (7, 30, "7.30am"),
        (23, 5, "11.05pm"),
    ],
)
def test_the_hour_is_said_as_a_newsreader_does(hour: int, minute: int, words: str) -> None:
    assert clock_words(at(hour, minute)) == words


@pytest.mark.parametrize(("day", "written"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (22, "22nd")])
def test_the_day_of_the_month_is_an_ordinal(day: int, written: str) -> None:
    assert day_words(at(9, day=day))["day"] == written


@pytest.mark.parametrize(
    ("hour", "said"), [(0, "morning"), (11, "morning"), (12, "afternoon"), (17, "afternoon"), (18, "evening")]
)
def test_a_greeting_is_true_at_its_hour(hour: int, said: str) -> None:
    assert greeting(read_wording(), at(hour)) == f"Good {said}."


def test_a_station_changes_what_it_likes() -> None:
    wording = read_wording({"close": "That was {station}.", "links": ["Next."], "morning": ""})

    assert (wording.close, wording.links, wording.morning) == ("That was {station}.", ("Next.",), "")


@pytest.mark.parametrize(
    "changes",
    [
        {"clsoe": "Bye."},
        {"close": 7},
        {"links": [7]},
        {"links": "Next."},
        {"goes_on": []},
        {"close": "From {planet}."},
        {"close": "From {station.__class__}."},
        {"links": ["{0}"]},
    ],
)
def test_wording_that_cannot_be_said_is_refused_by_name(changes: dict[str, object]) -> None:
    with pytest.raises(MisuseError, match=next(iter(changes))):
        read_wording(changes)


def test_a_value_that_looks_like_a_place_to_fill_stays_a_value() -> None:
    assert fill("News from {station}.", station="{time} FM", time="noon") == "News from {time} FM."
