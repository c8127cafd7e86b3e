"""Runs and events: what was done, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bulletin.store import Event, Run, Store
from tests.store.conftest import Clock

SEVEN = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def test_a_run_is_written_down_at_its_start_and_its_end(store: Store, clock: Clock) -> None:
    started = clock.time
    store.log_run("r1", programme="bulletin", by="studio 4711", airs_at=SEVEN)
    ended = clock.wait(minutes=3)
    store.log_run("r1", exit_code=4, note="echo failed")

    assert store.runs(since=started) == (
        Run(
            name="r1",
            programme="bulletin",
            by="studio 4711",
            started_at=started,
            airs_at=SEVEN,
            ended_at=ended,
            exit_code=4,
            note="echo failed",
        ),
    )


def test_exit_code_0_ends_a_run_as_well(store: Store, clock: Clock) -> None:
    store.log_run("r1", programme="bulletin")

    store.log_run("r1", exit_code=0)

    assert store.runs(since=clock.time)[0].ended_at == clock.time


def test_events_come_back_in_the_order_they_happened(store: Store, clock: Clock) -> None:
    store.log_run("r1", programme="bulletin")
    store.event("r1", "fetched", "echo: 12 articles")
    store.event(None, "stopped", "Jean: flood in the studio")
    later = clock.wait(minutes=1)
    store.event("r1", "published", "2026-11-23/0700")

    assert [event.kind for event in store.events()] == ["fetched", "stopped", "published"]
    assert [event.kind for event in store.events(run="r1")] == ["fetched", "published"]
    assert store.events(since=later) == (Event(at=later, kind="published", text="2026-11-23/0700", run="r1"),)


def test_an_event_of_a_run_that_was_not_written_down_begins_it(store: Store, clock: Clock) -> None:
    store.event("r9", "fetched", "echo")
    store.log_run("r9", programme="bulletin")

    assert [(run.name, run.programme) for run in store.runs(since=clock.time)] == [("r9", "bulletin")]


def test_text_from_anywhere_can_be_written_down(store: Store) -> None:
    store.event("r\0", "fetched", "half a pair \ud800, a \0, Zoë, 🎙, 'quoted' -- and %s")

    assert store.events(run="r")[0].text == "half a pair ?, a , Zoë, 🎙, 'quoted' -- and %s"


def test_runs_are_listed_by_programme_and_time(store: Store, clock: Clock) -> None:
    store.log_run("r1", programme="bulletin")
    later = clock.wait(hours=1)
    store.log_run("r2", programme="bulletin")
    store.log_run("r3", programme="evening")

    assert [run.name for run in store.runs(since=later)] == ["r2", "r3"]
    assert [run.name for run in store.runs(since=later - timedelta(days=1), programme="bulletin")] == [
        "r1",
        "r2",
    ]
