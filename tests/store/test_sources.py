"""Sources: how each one fared."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bulletin.model import SourceState
from bulletin.store import Store

STATE = SourceState(
    name="echo",
    etag='W/"49-é"',
    last_modified="Mon, 23 Nov 2026 06:00:00 GMT",
    address_key="5f2a",
    asked_at=datetime(2026, 11, 23, 6, 1, tzinfo=UTC),
    fetched_at=datetime(2026, 11, 23, 6, 1, tzinfo=UTC),
    gave=12,
    newest=datetime(2026, 11, 23, 5, 40, tzinfo=UTC),
    came_from="https://www.echo.example/news.xml",
    content_type="application/rss+xml",
    body=b"<rss>\x00\xff</rss>",
)


def test_a_source_that_was_never_asked_has_no_state(store: Store) -> None:
    assert store.source("echo") is None
    assert store.sources() == ()


def test_a_source_s_state_comes_back_as_it_was(store: Store) -> None:
    store.save_source(STATE)

    assert store.source("echo") == STATE


def test_a_newer_state_takes_the_place_of_the_old(store: Store) -> None:
    store.save_source(STATE)
    failed = replace(
        STATE, failures=3, next_try=datetime(2026, 11, 23, 9, 0, tzinfo=UTC), error="timed out after 20 s"
    )

    store.save_source(failed, SourceState(name="council"))

    assert store.sources() == (SourceState(name="council"), failed)
