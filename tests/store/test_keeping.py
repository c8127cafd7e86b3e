"""Keeping: what may go, what never goes, and the copy that is packed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bulletin.errors import StoreError
from bulletin.model import SourceState
from bulletin.store import Artefact, Outcome, Pruned, Store, open_store
from tests.store.conftest import Clock
from tests.store.test_stories import BRIDGE, CLINIC, record

SEVEN = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def air(store: Store, airs_at: datetime, outcome: Outcome | None = Outcome.MADE) -> None:
    store.claim("bulletin", airs_at, by="studio")
    if outcome is not None:
        store.finish("bulletin", airs_at, outcome=outcome)


def fill(store: Store, clock: Clock) -> None:
    """One row of every kind, now."""
    air(store, clock.time)
    store.log_run("r1", programme="bulletin")
    store.event("r1", "fetched", "echo")
    store.event(None, "stopped", "Jean")
    store.save_source(SourceState(name="echo", etag="x", body=b"\x00\xff"))
    store.saw([CLINIC])
    store.aired(record(BRIDGE, slot=clock.time))
    store.artefact(Artefact(path="a.mp3", sha256="ab", kind="audio", made_at=clock.time, duration_s=119.98))
    store.alert("disk", "full", clock.time)
    store.recover("disk", clock.time)
    store.alert("source echo", "silent", clock.time)
    store.hold("k1", by="rule", reason="deaths")
    store.release("k1", by="Jean")
    store.approve("bulletin", clock.time, by="Jean")
    store.edit("k1", by="Jean", before="A", after="B")
    store.lexicon_change("Wend", by="Jean", before="", after="wend")
    store.stop("Jean", "flood", clock.time)


def test_a_file_that_was_made_is_found_by_age(store: Store, clock: Clock) -> None:
    old = Artefact(
        path="bulletin/2026-11-23/0700/bulletin.mp3",
        sha256="ab12",
        kind="audio",
        made_at=clock.time,
        size_bytes=1_920_123,
        duration_s=119.98,
        loudness_lufs=-16.0,
    )
    new = Artefact(path="b.mp3", sha256="cd34", kind="audio", made_at=clock.wait(days=1))
    for made in (new, old, old):
        store.artefact(made)

    assert store.artefacts() == (old, new)
    assert store.artefacts(before=clock.time) == (old,)


def test_what_is_old_is_forgotten_and_what_is_new_stays(store: Store, clock: Clock) -> None:
    fill(store, clock)
    border = clock.wait(hours=1)
    air(store, clock.time)
    store.event(None, "resumed", "Jean")
    store.aired(record(BRIDGE, slot=clock.time))

    gone = store.prune(border)

    assert gone == Pruned(slots=1, runs=1, events=2, stories=1, appearances=1, artefacts=1, alerts=1)
    assert [row.airs_at for row in store.slots_between(SEVEN - DAY, SEVEN + DAY)] == [border]
    assert [event.kind for event in store.events()] == ["resumed"]
    assert [(story.article.id, story.times_aired) for story in store.recent_stories(SEVEN - DAY)] == [
        ("footbridge", 1)
    ]
    assert store.prune(border) == Pruned(
        slots=0, runs=0, events=0, stories=0, appearances=0, artefacts=0, alerts=0
    )


def test_what_people_did_and_what_is_still_wrong_are_never_forgotten(store: Store, clock: Clock) -> None:
    fill(store, clock)

    store.prune(clock.wait(days=400))

    assert store.stopped() is not None
    assert [alert.cause for alert in store.open_alerts()] == ["source echo"]
    assert len(store.edits()) == len(store.lexicon_history()) == 1
    assert store.source("echo") is not None


def test_the_last_good_slot_may_be_live_and_is_never_forgotten(store: Store, clock: Clock) -> None:
    air(store, SEVEN, Outcome.MADE)
    air(store, SEVEN + DAY, Outcome.WITH_LOSS)
    air(store, SEVEN + 2 * DAY, Outcome.MISSED)
    air(store, SEVEN + 3 * DAY, None)

    gone = store.prune(SEVEN + 400 * DAY)

    good = store.last_good("bulletin")
    assert gone.slots == 3
    assert good is not None
    assert good.airs_at == SEVEN + DAY


def test_a_copy_is_one_file_that_holds_everything(store: Store, clock: Clock, tmp_path: Path) -> None:
    fill(store, clock)
    target = tmp_path / "packed" / "bulletin.db"

    store.backup(target)

    assert [path.name for path in target.parent.iterdir()] == ["bulletin.db"]
    with open_store(target, now=clock) as copy:
        assert copy.slots_between(SEVEN - DAY, SEVEN + DAY) == store.slots_between(SEVEN - DAY, SEVEN + DAY)
        assert copy.runs(since=SEVEN - DAY) == store.runs(since=SEVEN - DAY)
        assert copy.events() == store.events()
        assert copy.sources() == store.sources()
        assert copy.recent_stories(SEVEN - DAY) == store.recent_stories(SEVEN - DAY)
        assert copy.artefacts() == store.artefacts()
        assert copy.alerts_since(SEVEN - DAY) == store.alerts_since(SEVEN - DAY)
        assert copy.edits() == store.edits()
        assert copy.lexicon_history() == store.lexicon_history()
        assert copy.stopped() == store.stopped()
        assert copy.held() == store.held()
        assert not copy.claim("bulletin", clock.time, by="elsewhere")
        assert copy.claim("bulletin", clock.wait(days=1), by="elsewhere")


def test_a_copy_takes_the_place_of_an_older_one(store: Store, clock: Clock, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    store.backup(target)
    fill(store, clock)

    store.backup(target)

    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("SELECT count(*) FROM slots").fetchone() == (1,)


def test_a_copy_can_be_made_while_others_write(url: str, clock: Clock, tmp_path: Path) -> None:
    with open_store(url, now=clock) as store, open_store(url, now=clock) as other, other._writing():
        store.backup(tmp_path / "copy.db")

    assert (tmp_path / "copy.db").is_file()


def test_a_copy_that_cannot_be_written_is_one_line(store: Store, tmp_path: Path) -> None:
    (tmp_path / "wall").write_text("a file", encoding="ascii")

    with pytest.raises(StoreError, match=r"Cannot write the copy of the database to .*copy\.db"):
        store.backup(tmp_path / "wall" / "copy.db")
