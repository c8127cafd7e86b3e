"""Changes: who wrote that, and nobody can unwrite it."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from bulletin.store import Edit, LexiconChange, Store
from bulletin.store.schema import APPEND_ONLY, metadata
from tests.store.conftest import Clock


def test_edits_are_listed_by_story_and_time(store: Store, clock: Clock) -> None:
    store.edit("k1", by="Jean", before="Fourteen", after="Fifteen", reason="the council corrected it")
    later = clock.wait(minutes=1)
    store.edit("k2", by="Owen", before="A", after="B", field="headline")

    assert store.edits(story="k2") == (
        Edit(at=later, by="Owen", story="k2", field="headline", before="A", after="B"),
    )
    assert [edit.story for edit in store.edits()] == ["k1", "k2"]
    assert [edit.story for edit in store.edits(since=later)] == ["k2"]


def test_a_word_s_history_is_kept(store: Store, clock: Clock) -> None:
    store.lexicon_change("Wend", by="Jean", before="", after="wend")
    store.lexicon_change("Wend", by="Owen", before="wend", after="")
    store.lexicon_change("Elderby", by="Owen", before="", after="el der bee")

    assert store.lexicon_history("Wend") == (
        LexiconChange(at=clock.time, by="Jean", written="Wend", before="", after="wend"),
        LexiconChange(at=clock.time, by="Owen", written="Wend", before="wend", after=""),
    )
    assert len(store.lexicon_history()) == 3


@pytest.mark.parametrize("name", APPEND_ONLY)
def test_the_database_itself_refuses_to_change_what_people_did(store: Store, clock: Clock, name: str) -> None:
    store.hold("k1", by="rule", reason="deaths")
    store.release("k1", by="Jean")
    store.approve("bulletin", clock.time, by="Jean")
    store.edit("k1", by="Jean", before="A", after="B")
    store.lexicon_change("Wend", by="Jean", before="", after="wend")
    table = metadata.tables[name]

    for change in (update(table).values(by="Mallory"), delete(table)):
        with pytest.raises(DBAPIError, match="append-only"), store._writing() as connection:
            connection.execute(change)
