"""When an edition must leave the air."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.edition.expiry import end_of_day, expiry
from bulletin.errors import NothingFitError
from bulletin.model import Line

LONDON = ZoneInfo("Europe/London")
EARLIEST, LATEST = (datetime.fromisoformat(day) for day in ("2020-01-01", "2060-01-01"))
NINE = datetime(2026, 11, 23, 9, 0, tzinfo=LONDON)


def line(text: str, story: str | None = None) -> Line:
    return Line(text=text, spoken=text, tokens=(), voice="v", pause_after_ms=300, story=story)


def test_an_edition_lives_to_the_end_of_its_local_day() -> None:
    until = expiry(slot=NINE, valid_for=None, lines=[], now=NINE)

    assert until == datetime(2026, 11, 24, tzinfo=LONDON)


def test_a_stated_validity_ends_it_sooner() -> None:
    until = expiry(slot=NINE, valid_for=timedelta(minutes=65), lines=[], now=NINE)

    assert until == NINE + timedelta(minutes=65)


def test_no_validity_outlives_the_day_that_is_spoken() -> None:
    until = expiry(slot=NINE, valid_for=timedelta(days=3), lines=[], now=NINE)

    assert until == datetime(2026, 11, 24, tzinfo=LONDON)


def test_good_morning_ends_at_noon() -> None:
    until = expiry(slot=NINE, valid_for=None, lines=[line("Good morning, this is the news.")], now=NINE)

    assert until == datetime(2026, 11, 23, 12, tzinfo=LONDON)


def test_good_morning_in_a_story_is_no_greeting_of_ours() -> None:
    until = expiry(
        slot=NINE, valid_for=None, lines=[line("Good morning Vietnam is back.", story="s")], now=NINE
    )

    assert until == datetime(2026, 11, 24, tzinfo=LONDON)


def test_an_edition_that_would_be_stale_at_birth_is_refused() -> None:
    with pytest.raises(NothingFitError, match="--at"):
        expiry(slot=NINE, valid_for=timedelta(minutes=5), lines=[], now=NINE + timedelta(minutes=5))


def test_the_day_of_the_clock_change_ends_at_its_own_midnight() -> None:
    spring = datetime(2027, 3, 28, 0, 30, tzinfo=LONDON)

    assert end_of_day(spring).astimezone(UTC) == datetime(2027, 3, 28, 23, 0, tzinfo=UTC)


@given(
    st.datetimes(EARLIEST, LATEST),
    st.timedeltas(timedelta(minutes=1), timedelta(days=9)),
)
def test_an_edition_never_outlives_its_day_nor_its_validity(wall: datetime, valid_for: timedelta) -> None:
    slot = wall.replace(tzinfo=LONDON)

    until = expiry(slot=slot, valid_for=valid_for, lines=[], now=slot - timedelta(days=1))

    assert until <= end_of_day(slot)
    assert until.timestamp() <= (slot.astimezone(UTC) + valid_for).timestamp()
