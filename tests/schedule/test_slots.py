"""When: the one rule, on every night on which clocks change."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bulletin.config.settings import ProgrammeTable
from bulletin.schedule.slots import last_slot, next_slot, slots

LONDON = ZoneInfo("Europe/London")
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
ODD_ZONES = (
    "Europe/London",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Africa/Casablanca",
    "Pacific/Apia",
)


def daily(*at: str, **keys: object) -> ProgrammeTable:
    return ProgrammeTable(name="news", at=at, **keys)


def hourly(minute: int = 0) -> ProgrammeTable:
    return ProgrammeTable(name="news", every="hour", minute=minute)


def on(programme: ProgrammeTable, zone: ZoneInfo, day: date, days: int = 1) -> list[str]:
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    end = datetime.combine(day + days * DAY, start.timetz()).replace(tzinfo=zone)
    return [slot.airs_at.isoformat(timespec="minutes") for slot in slots(programme, zone, start, end)]


@pytest.mark.parametrize(
    ("at", "day", "airs_at", "oddity"),
    [
        ("01:30", date(2027, 3, 28), "2027-03-28T02:00+01:00", "does not exist"),
        ("01:30", date(2027, 10, 31), "2027-10-31T01:30+01:00", "this is the first"),
        ("06:50", date(2027, 3, 28), "2027-03-28T06:50+01:00", ""),
        ("06:50", date(2027, 10, 31), "2027-10-31T06:50+00:00", ""),
    ],
)
def test_a_daily_slot_on_a_clock_change_night_is_where_the_rule_puts_it(
    at: str, day: date, airs_at: str, oddity: str
) -> None:
    start = datetime(day.year, day.month, day.day, tzinfo=LONDON)

    (slot,) = slots(daily(at), LONDON, start, start.astimezone(UTC) + 20 * HOUR)

    assert slot.airs_at.isoformat(timespec="minutes") == airs_at
    assert slot.local_date == day
    assert oddity in slot.oddity and bool(oddity) == bool(slot.oddity)


def test_an_hourly_programme_airs_in_every_real_hour_of_a_clock_change_night() -> None:
    spring = on(hourly(30), LONDON, date(2027, 3, 28))
    autumn = on(hourly(30), LONDON, date(2027, 10, 31))

    assert len(spring) == 23
    assert len(autumn) == 25
    assert autumn[1:3] == ["2027-10-31T01:30+01:00", "2027-10-31T01:30+00:00"]


@pytest.mark.parametrize("name", ODD_ZONES)
def test_a_daily_slot_comes_once_for_every_date(name: str) -> None:
    zone, years = ZoneInfo(name), (2000, 2050) if name == "Europe/London" else (2007, 2017)
    start, end = datetime(years[0], 1, 1, tzinfo=UTC), datetime(years[1], 1, 1, tzinfo=UTC)

    found = slots(daily("01:30", "02:15"), zone, start, end)

    # Whole days alone; the two may fall together in a gap, and air once then.
    dates = Counter(slot.local_date for slot in found)
    first, last = date(years[0], 1, 2), date(years[1] - 1, 12, 30)
    days = {first + n * DAY for n in range((last - first).days + 1)}
    left_out = {date(2011, 12, 30)} if name == "Pacific/Apia" else set()
    assert days - set(dates) == left_out
    assert {count for day, count in dates.items() if day in days} <= {1, 2}
    stamps = [slot.airs_at.timestamp() for slot in found]
    assert stamps == sorted(set(stamps))


@pytest.mark.parametrize("name", ODD_ZONES)
@pytest.mark.parametrize("minute", [0, 45])
def test_an_hourly_programme_never_leaves_an_hour_out(name: str, minute: int) -> None:
    zone = ZoneInfo(name)

    found = slots(hourly(minute), zone, datetime(2024, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC))

    gaps = Counter((b.airs_at.astimezone(UTC) - a.airs_at.astimezone(UTC)) for a, b in pairwise(found))
    assert all(slot.airs_at.minute == minute or slot.oddity for slot in found)
    if name == "Australia/Lord_Howe":  # its clocks change by half an hour
        assert set(gaps) <= {HOUR, HOUR / 2, HOUR * 1.5, HOUR / 4, HOUR * 0.75, HOUR * 1.25}
    else:
        assert set(gaps) == {HOUR}


@settings(deadline=None, max_examples=60)
@given(
    name=st.sampled_from(ODD_ZONES),
    hours=st.integers(0, 600_000),
    minutes=st.integers(0, 5000),
    cut=st.integers(0, 5000),
    clock=st.times().map(lambda t: f"{t:%H:%M}"),
    is_hourly=st.booleans(),
)
def test_a_stretch_cut_in_two_has_the_same_slots(
    name: str, hours: int, minutes: int, cut: int, clock: str, is_hourly: bool
) -> None:
    zone, start = ZoneInfo(name), datetime(1990, 1, 1, tzinfo=UTC) + hours * HOUR
    programme = hourly(int(clock[3:])) if is_hourly else daily(clock)
    middle, end = start + timedelta(minutes=min(cut, minutes)), start + timedelta(minutes=minutes)

    whole = slots(programme, zone, start, end)

    assert whole == slots(programme, zone, start, middle) + slots(programme, zone, middle, end)
    assert all(start <= slot.airs_at.astimezone(UTC) < end for slot in whole)


def test_only_the_chosen_days_have_slots() -> None:
    programme = daily("07:00", days=("mon", "wed"))

    found = on(programme, LONDON, date(2026, 11, 23), days=7)

    assert found == ["2026-11-23T07:00+00:00", "2026-11-25T07:00+00:00"]


def test_the_next_and_the_last_slot_are_found_inside_a_doubled_hour() -> None:
    between = datetime(2027, 10, 31, 0, 45, tzinfo=UTC)  # 01:45, for the first time

    following, last = next_slot(hourly(30), LONDON, between), last_slot(hourly(30), LONDON, between)

    assert following is not None and following.airs_at.isoformat() == "2027-10-31T01:30:00+00:00"
    assert last is not None and last.airs_at.isoformat() == "2027-10-31T01:30:00+01:00"
    assert next_slot(ProgrammeTable(name="news"), LONDON, between) is None


@pytest.mark.parametrize("keys", [{"at": ("07:00",), "every": "hour"}, {"at": ("07:00",), "minute": 5}])
def test_a_programme_has_one_schedule(keys: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ProgrammeTable(name="news", **keys)
