"""Alerts: once for each cause, and once when it is well again."""

from __future__ import annotations

from bulletin.store import Alert, Store
from tests.store.conftest import Clock


def test_a_person_is_told_once_for_each_cause(store: Store, clock: Clock) -> None:
    first = store.alert("source echo", "echo does not answer", clock.time)

    assert first
    assert not store.alert("source echo", "echo still does not answer", clock.wait(minutes=5))
    assert store.alert("outlet icecast", "wrong password", clock.time)


def test_recovery_is_told_once_and_the_next_trouble_is_new(store: Store, clock: Clock) -> None:
    store.alert("source echo", "echo does not answer", clock.time)

    assert store.recover("source echo", clock.wait(minutes=5))
    assert not store.recover("source echo", clock.wait(minutes=5))
    assert store.alert("source echo", "again", clock.wait(minutes=5))


def test_what_never_was_wrong_does_not_recover(store: Store, clock: Clock) -> None:
    assert not store.recover("source echo", clock.time)


def test_alerts_are_listed_while_open_and_afterwards(store: Store, clock: Clock) -> None:
    first = clock.time
    store.alert("source echo", "silent", first)
    last = clock.wait(minutes=5)
    store.alert("source echo", "still silent", last)
    store.alert("disk", "full", last)
    well = clock.wait(minutes=5)
    store.recover("source echo", well)

    assert [alert.cause for alert in store.open_alerts()] == ["disk"]
    assert store.alerts_since(well)[0] == Alert(
        cause="source echo", text="still silent", first_at=first, last_at=last, times=2, recovered_at=well
    )
    assert [alert.cause for alert in store.alerts_since(clock.wait(minutes=1))] == ["disk"]
