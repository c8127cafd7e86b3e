"""The podcast feed, read back with a real feed parser."""

from __future__ import annotations

import uuid
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import feedparser
from hypothesis import given
from hypothesis import strategies as st

from bulletin.publish.feed import Channel, Episode, empty_feed, feed_xml, prune


def episode(**changes: object) -> Episode:
    facts: dict[str, object] = {
        "guid": "sha256:1",
        "title": "Midday",
        "address": "2026-11-23/1200/bulletin.mp3",
        "size_bytes": 1234,
        "published_at": datetime(2026, 11, 23, 12, tzinfo=UTC),
        "expires_at": datetime(2026, 11, 24, tzinfo=UTC),
        "duration_s": 119.6,
    }
    return Episode(**{**facts, **changes})  # type: ignore[arg-type]


def test_a_podcast_program_can_read_an_episode() -> None:
    feed = feedparser.parse(feed_xml(Channel(title="News"), episodes=[episode()]))

    (entry,) = feed.entries
    assert not feed.bozo
    assert entry.id == "sha256:1"
    assert entry.enclosures[0].length == "1234"
    assert entry.itunes_duration == "120"


def test_a_feed_without_episodes_is_a_feed() -> None:
    feed = feedparser.parse(feed_xml(Channel(title="News"), episodes=[]))

    assert not feed.bozo
    assert feed.feed.title == "News"
    assert feed.entries == []


@given(st.text(max_size=60))
def test_any_headline_leaves_the_feed_well_formed(headline: str) -> None:
    feed = feedparser.parse(
        feed_xml(Channel(title="News"), episodes=[episode(title=headline, summary=headline)])
    )

    assert not feed.bozo
    assert len(feed.entries) == 1


PODCAST = Channel(
    title="Ward FM news",
    description="The news for the wards.",
    address="https://ward.example/news",
    author="Ward FM",
    email="studio@ward.example",
    image="https://ward.example/cover.jpg",
)
SPACES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
}


def full_feed(*episodes: Episode, channel: Channel = PODCAST) -> ET.Element:
    found = ET.fromstring(feed_xml(channel, episodes=episodes)).find("channel")
    assert found is not None
    return found


def test_a_channel_has_what_rss_and_apple_ask_for() -> None:
    channel = full_feed(episode())

    for name in ("title", "link", "description", "language"):
        assert channel.findtext(name)
    image = channel.find("itunes:image", SPACES)
    category = channel.find("itunes:category", SPACES)
    assert image is not None
    assert image.get("href") == "https://ward.example/cover.jpg"
    assert category is not None
    assert category.get("text") == "News"
    assert channel.findtext("itunes:explicit", namespaces=SPACES) in ("true", "false")
    assert channel.findtext("itunes:author", namespaces=SPACES) == "Ward FM"
    assert channel.findtext("itunes:owner/itunes:email", namespaces=SPACES) == "studio@ward.example"
    own = channel.find("atom:link", SPACES)
    assert own is not None
    assert (own.get("rel"), own.get("href")) == ("self", "https://ward.example/news/feed.xml")


def test_a_channel_has_the_name_that_its_address_gives_it() -> None:
    # The example of the podcast specification for podcast:guid.
    named = full_feed(channel=Channel(title="x", address="https://podnews.net/rss")).findtext(
        "podcast:guid", namespaces=SPACES
    )

    assert named == str(
        uuid.uuid5(uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6"), "podnews.net/rss/feed.xml")
    )


def test_an_item_has_what_apple_asks_for_and_whole_addresses() -> None:
    (item,) = full_feed(
        episode(captions="2026-11-23/1200/captions.vtt", chapters="2026-11-23/1200/chapters.json")
    ).findall("item")

    enclosure = item.find("enclosure")
    assert enclosure is not None
    assert enclosure.attrib == {
        "url": "https://ward.example/news/2026-11-23/1200/bulletin.mp3",
        "length": "1234",
        "type": "audio/mpeg",
    }
    guid = item.find("guid")
    assert guid is not None
    assert (guid.text, guid.get("isPermaLink")) == ("sha256:1", "false")
    assert parsedate_to_datetime(item.findtext("pubDate", "")) == datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert item.findtext("itunes:duration", namespaces=SPACES) == "120"
    transcript, chapters = item.find("podcast:transcript", SPACES), item.find("podcast:chapters", SPACES)
    assert transcript is not None
    assert transcript.get("type") == "text/vtt"
    assert transcript.get("url") == "https://ward.example/news/2026-11-23/1200/captions.vtt"
    assert chapters is not None
    assert chapters.get("type") == "application/json+chapters"


def test_no_more_episodes_are_offered_than_the_station_wants() -> None:
    channel = replace(PODCAST, most=3)

    assert len(full_feed(*(episode(guid=f"{n}") for n in range(5)), channel=channel).findall("item")) == 3


def test_an_expired_episode_leaves_the_feed_and_the_rest_stays() -> None:
    old = episode(guid="old", expires_at=datetime(2026, 11, 23, 13, tzinfo=UTC))
    feed = feed_xml(PODCAST, episodes=(episode(), old))

    left = prune(feed, now=datetime(2026, 11, 23, 13, tzinfo=UTC))

    assert [entry.id for entry in feedparser.parse(left).entries] == ["sha256:1"]
    assert left.replace(" ", "") == feed_xml(PODCAST, episodes=(episode(),)).replace(" ", "")


def test_an_emptied_feed_keeps_what_the_station_is_called(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(feed_xml(PODCAST, episodes=(episode(),)), encoding="utf-8")

    emptied = feedparser.parse(empty_feed(path, title="other"))

    assert (emptied.feed.title, emptied.entries) == ("Ward FM news", [])
    assert feedparser.parse(empty_feed(tmp_path / "none.xml", title="other")).feed.title == "other"
