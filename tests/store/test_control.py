"""Control: stop and resume, hold and release, approve."""

from __future__ import annotations

from datetime import UTC, datetime

from bulletin.store import Approval, Hold, Stop, Store
from tests.store.conftest import Clock

SEVEN = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def test_a_station_is_off_air_until_somebody_resumes(store: Store, clock: Clock) -> None:
    assert store.stopped() is None

    assert store.stop("Jean", "flood in the studio", clock.time)
    assert not store.stop("Owen", "me too", clock.time)
    assert store.stopped() == Stop(by="Jean", reason="flood in the studio", at=clock.time)

    assert store.resume("Owen", clock.wait(hours=1))
    assert not store.resume("Owen", clock.time)
    assert store.stopped() is None


def test_a_station_can_be_stopped_again(store: Store, clock: Clock) -> None:
    store.stop("Jean", "flood", clock.time)
    store.resume("Jean", clock.time)

    assert store.stop("Jean", "fire", clock.time)


def test_a_held_story_waits_until_it_is_released(store: Store, clock: Clock) -> None:
    assert store.hold("k1", by="rule: deaths", reason="an inquest at this trust", headline="Inquest opens")
    assert not store.hold("k1", by="Jean", reason="again")
    waiting = Hold(
        story="k1",
        headline="Inquest opens",
        reason="an inquest at this trust",
        by="rule: deaths",
        at=clock.time,
    )
    assert store.held() == (waiting,)

    assert store.release("k1", by="Jean", reason="read it twice")
    assert not store.release("k1", by="Jean")
    assert store.held() == ()


def test_a_released_story_can_be_held_again(store: Store) -> None:
    store.hold("k1", by="rule", reason="deaths")
    store.release("k1", by="Jean")

    assert store.hold("k1", by="Owen", reason="not today")
    assert [hold.by for hold in store.held()] == ["Owen"]


def test_a_slot_s_approvals_say_who_and_of_what(store: Store, clock: Clock) -> None:
    store.approve("bulletin", SEVEN, by="Jean", sha256="ab12")
    store.approve("bulletin", SEVEN, by="Owen", note="after the edit")
    store.approve("evening", SEVEN, by="Maya")

    assert store.approvals("bulletin", SEVEN) == (
        Approval(by="Jean", at=clock.time, sha256="ab12"),
        Approval(by="Owen", at=clock.time, sha256="", note="after the edit"),
    )
