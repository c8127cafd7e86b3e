"""Lengths and stretches of time as people type them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.config.quantities import Length, parse_duration, parse_length, show_length


@pytest.mark.parametrize(
    ("written", "seconds"), [("2:00", 120), ("0:30", 30), ("1:00:00", 3600), ("90", 90), (" 1:05 ", 65)]
)
def test_a_length_is_minutes_and_seconds(written: str, seconds: float) -> None:
    assert parse_length(written) == Length(shortest_s=seconds, longest_s=seconds)


def test_a_length_may_be_a_range() -> None:
    length = parse_length("1:45-2:00")

    assert (length.missing_s(100), length.missing_s(110), length.missing_s(121.5)) == (5, 0, -1.5)
    assert str(length) == "1:45-2:00"


@pytest.mark.parametrize(
    "written",
    ["", "two", "2:60", "0:05", "99:00:00", "-1:00", "1:2", "٢:٠٠", "1e9", "2:00-1:45", "1:45-", "1-2-3"],
)
def test_what_is_no_length_is_refused_by_name(written: str) -> None:
    with pytest.raises(ValueError, match="no length"):
        parse_length(written)


@pytest.mark.parametrize(
    ("written", "minutes"), [("65m", 65), ("1h30m", 90), ("2d", 2880), ("90s", 1.5), ("1h", 60)]
)
def test_a_stretch_of_time_has_units(written: str, minutes: float) -> None:
    assert parse_duration(written) == timedelta(minutes=minutes)


@pytest.mark.parametrize("written", ["", "65", "0m", "m", "1.5h", "1m1h", "-1h"])
def test_what_is_no_stretch_of_time_is_refused_by_name(written: str) -> None:
    with pytest.raises(ValueError, match="no stretch of time"):
        parse_duration(written)


@given(st.integers(min_value=10, max_value=3 * 3600))
def test_a_shown_length_reads_back(seconds: int) -> None:
    assert str(parse_length(show_length(seconds))) == show_length(seconds)
