"""Slots: claimed once, finished once, found again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from bulletin.store import Outcome, Store, Tally
from tests.store.conftest import Clock

LONDON = ZoneInfo("Europe/London")
SEVEN = datetime(2026, 11, 23, 7, 0, tzinfo=LONDON)


def test_a_slot_can_be_claimed_once(store: Store) -> None:
    first = store.claim("bulletin", SEVEN, by="studio")

    assert first
    assert not store.claim("bulletin", SEVEN, by="office")
    assert store.claim("evening", SEVEN, by="office")


def test_the_same_moment_told_in_another_zone_is_the_same_slot(store: Store) -> None:
    store.claim("bulletin", SEVEN, by="studio")

    assert not store.claim("bulletin", SEVEN.astimezone(ZoneInfo("Asia/Kolkata")), by="office")


def test_both_hours_of_a_doubled_night_are_slots_of_their_own(store: Store) -> None:
    first = datetime(2027, 10, 31, 1, 30, tzinfo=LONDON)
    second = first.replace(fold=1)
    store.claim("hourly", first, by="studio")

    assert store.claim("hourly", second, by="studio")
    found = store.slots_between(first.astimezone(UTC), second.astimezone(UTC) + timedelta(minutes=1))
    assert [row.airs_at.utcoffset() for row in found] == [timedelta(hours=1), timedelta(0)]
    assert {row.local_date for row in found} == {date(2027, 10, 31)}


def test_a_slot_remembers_its_local_date_and_zone(store: Store, clock: Clock) -> None:
    early = datetime(2027, 6, 1, 0, 30, tzinfo=LONDON)

    store.claim("bulletin", early, by="studio")

    row = store.slot("bulletin", early)
    assert row is not None
    assert (row.airs_at, row.local_date, row.zone) == (early, date(2027, 6, 1), "Europe/London")
    assert row.airs_at.tzinfo == LONDON
    assert (row.claimed_by, row.claimed_at, row.attempts) == ("studio", clock.time, 1)
    assert row.outcome is None


def test_a_zone_without_a_name_is_kept_as_its_offset(store: Store) -> None:
    airs_at = datetime(2027, 6, 1, 7, 0, tzinfo=timezone(timedelta(hours=5, minutes=45), "Kathmandu"))

    store.claim("bulletin", airs_at, by="studio")

    row = store.slot("bulletin", airs_at)
    assert row is not None
    assert row.zone == "+05:45"
    assert row.airs_at.isoformat() == "2027-06-01T07:00:00+05:45"


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match="has no zone"):
        store.claim("bulletin", datetime(2027, 6, 1, 7, 0), by="studio")  # noqa: DTZ001


def test_a_finished_slot_tells_how_it_ended(store: Store, clock: Clock) -> None:
    store.claim("bulletin", SEVEN, by="studio")
    clock.wait(minutes=5)
    record = {
        "duration_s": 119.98,
        "folder": "2026-11-23/0700",
        "approved_by": None,
        "stories": [{"id": "a"}],
    }

    finished = store.finish("bulletin", SEVEN, outcome=Outcome.WITH_LOSS, edition=record, note="echo failed")

    row = store.slot("bulletin", SEVEN)
    assert finished
    assert row is not None
    assert (row.outcome, row.finished_at, row.note) == (Outcome.WITH_LOSS, clock.time, "echo failed")
    assert row.edition == {"duration_s": 119.98, "folder": "2026-11-23/0700", "approved_by": None}


def test_values_that_no_database_holds_do_not_keep_a_slot_from_its_end(store: Store) -> None:
    store.claim("bulletin", SEVEN, by="studio")

    store.finish(
        "bulletin",
        SEVEN,
        outcome=Outcome.FAILED,
        edition={"loudness_lufs": float("-inf"), "slot": SEVEN, "engine": "\0"},
    )

    row = store.slot("bulletin", SEVEN)
    assert row is not None
    assert row.edition == {"loudness_lufs": None, "slot": "2026-11-23 07:00:00+00:00", "engine": "\0"}


def test_a_slot_that_nobody_claimed_cannot_be_finished(store: Store) -> None:
    assert not store.finish("bulletin", SEVEN, outcome=Outcome.MADE, edition=None)
    assert store.slot("bulletin", SEVEN) is None


def test_a_run_that_died_is_found_and_taken_over_once(store: Store, clock: Clock) -> None:
    store.claim("bulletin", SEVEN, by="dead")
    died_before = clock.wait(minutes=10)

    found = store.unfinished(died_before)

    assert [row.claimed_by for row in found] == ["dead"]
    assert store.reclaim("bulletin", SEVEN, by="second", claimed_before=died_before)
    assert not store.reclaim("bulletin", SEVEN, by="third", claimed_before=died_before)
    row = store.slot("bulletin", SEVEN)
    assert row is not None
    assert (row.claimed_by, row.attempts) == ("second", 2)
    assert store.unfinished(died_before) == ()


def test_a_run_whose_slot_was_taken_over_is_not_listened_to(store: Store, clock: Clock) -> None:
    store.claim("bulletin", SEVEN, by="slow")
    store.reclaim("bulletin", SEVEN, by="second", claimed_before=clock.wait(minutes=10))
    store.finish("bulletin", SEVEN, outcome=Outcome.MADE, by="second")

    late = store.finish("bulletin", SEVEN, outcome=Outcome.FAILED, by="slow")

    row = store.slot("bulletin", SEVEN)
    assert not late
    assert row is not None
    assert row.outcome is Outcome.MADE


def test_a_finished_slot_is_never_taken_over(store: Store, clock: Clock) -> None:
    store.claim("bulletin", SEVEN, by="studio")
    store.finish("bulletin", SEVEN, outcome=Outcome.FILLER)

    assert not store.reclaim("bulletin", SEVEN, by="second", claimed_before=clock.wait(hours=1))


def test_the_week_is_counted_by_outcome(store: Store) -> None:
    ends = [
        Outcome.MADE,
        Outcome.MADE,
        Outcome.WITH_LOSS,
        Outcome.FILLER,
        Outcome.MISSED,
        Outcome.FAILED,
        None,
    ]
    for days, outcome in enumerate([*ends, Outcome.MADE, Outcome.MADE]):
        airs_at = SEVEN - timedelta(days=days, hours=-1)
        store.claim("bulletin", airs_at, by="studio")
        if outcome is not None:
            store.finish("bulletin", airs_at, outcome=outcome)
    store.claim("evening", SEVEN, by="studio")

    counted = store.week("bulletin", SEVEN + timedelta(hours=1))

    assert counted == Tally(made=2, with_loss=1, filler=1, missed=1, failed=1, unfinished=1)
    assert counted.slots == 7


def test_the_last_good_slot_is_the_newest_that_put_a_bulletin_on_air(store: Store) -> None:
    for hours, outcome in enumerate((Outcome.MADE, Outcome.WITH_LOSS, Outcome.FILLER, Outcome.FAILED)):
        store.claim("bulletin", SEVEN + timedelta(hours=hours), by="studio")
        store.finish("bulletin", SEVEN + timedelta(hours=hours), outcome=outcome)

    good = store.last_good("bulletin")

    assert good is not None
    assert good.airs_at == SEVEN + timedelta(hours=1)
    assert store.last_good("evening") is None
