"""The podcast feed, read back with a real feed parser."""

from __future__ import annotations

from datetime import UTC, datetime

import feedparser
from hypothesis import given
from hypothesis import strategies as st

from bulletin.publish.feed import Episode, feed_xml


def episode(**changes: object) -> Episode:
    facts: dict[str, object] = {
        "guid": "sha256:1",
        "title": "Midday",
        "address": "2026-11-23/1200/bulletin.mp3",
        "size_bytes": 1234,
        "published_at": datetime(2026, 11, 23, 12, tzinfo=UTC),
        "duration_s": 119.6,
    }
    return Episode(**{**facts, **changes})  # type: ignore[arg-type]


def test_a_podcast_program_can_read_an_episode() -> None:
    feed = feedparser.parse(feed_xml("News", episodes=[episode()]))

    (entry,) = feed.entries
    assert not feed.bozo
    assert entry.id == "sha256:1"
    assert entry.enclosures[0].length == "1234"
    assert entry.itunes_duration == "120"


def test_a_feed_without_episodes_is_a_feed() -> None:
    feed = feedparser.parse(feed_xml("News", episodes=[]))

    assert not feed.bozo
    assert feed.feed.title == "News"
    assert feed.entries == []


@given(st.text(max_size=60))
def test_any_headline_leaves_the_feed_well_formed(headline: str) -> None:
    feed = feedparser.parse(feed_xml("News", episodes=[episode(title=headline, summary=headline)]))

    assert not feed.bozo
    assert len(feed.entries) == 1
