"""The podcast outlet: unexpired editions in a web folder, read back with a real feed parser."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest

from bulletin.config.outlets import PodcastTable
from bulletin.config.station import read_station
from bulletin.errors import PublishError
from bulletin.publish.episodes import channel_of, live_feed
from bulletin.publish.outlet import Surroundings
from bulletin.publish.outlets.folder import FolderOutlet
from bulletin.publish.outlets.podcast import PodcastOutlet
from bulletin.publish.places import Places
from tests.support.editions import keep_edition

NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def www(tmp_path: Path) -> Path:
    folder = tmp_path / "www"
    folder.mkdir()
    return folder


def outlet_of(around: Surroundings, folder: Path | None, **words: Any) -> PodcastOutlet:
    table = PodcastTable(name="pod", kind="podcast", address="https://ward.example/n", folder=folder, **words)
    return PodcastOutlet(table, around)


def read(folder: Path) -> Any:
    feed = feedparser.parse((folder / "feed.xml").read_text(encoding="utf-8"))
    assert not feed.bozo
    return feed


def test_unexpired_editions_are_offered_with_captions_and_chapters(
    www: Path, around: Surroundings, tmp_path: Path, sound: Path
) -> None:
    keep_edition(
        tmp_path / "output", sound, slot=NOW - timedelta(hours=3), expires_at=NOW - timedelta(hours=2)
    )
    keep_edition(tmp_path / "output", sound, slot=NOW - timedelta(minutes=30))
    edition = keep_edition(tmp_path / "output", sound, slot=NOW, sha256="of the newest")

    outlet_of(around, www).send(edition)

    feed = read(www)
    assert feed.entries[0].id == "sha256:of the newest"
    assert len(feed.entries) == 2
    assert feed.feed.title == "Ward FM news"
    for entry in feed.entries:
        path = www / entry.enclosures[0].href.removeprefix("https://ward.example/n/")
        assert path.stat().st_size == int(entry.enclosures[0].length)
        assert (path.parent / "captions.vtt").is_file()
        assert entry.podcast_transcript["url"].endswith("captions.vtt")


def test_what_has_expired_leaves_the_web_folder_too(
    www: Path, around: Surroundings, tmp_path: Path, sound: Path
) -> None:
    (www / "index.html").write_text("the station's own", encoding="utf-8")
    first = keep_edition(
        tmp_path / "output", sound, slot=NOW - timedelta(days=1), made_at=NOW - timedelta(days=1)
    )
    outlet_of(around, www).send(first)
    assert len(list(www.rglob("*.mp3"))) == 1

    outlet_of(around, www).send(keep_edition(tmp_path / "output", sound, slot=NOW, sha256="second"))

    assert [path.parent.name for path in www.rglob("*.mp3")] == [f"{NOW:%H%M}"]
    assert (www / "index.html").is_file()


def test_a_recall_empties_the_feed_and_the_folder(
    www: Path, around: Surroundings, tmp_path: Path, sound: Path, filler: Path
) -> None:
    edition = keep_edition(tmp_path / "output", sound, slot=NOW)
    outlet_of(around, www).send(edition)

    outlet_of(around, www).recall(edition, filler=filler)

    assert read(www).entries == []
    assert list(www.rglob("*.mp3")) == []


def test_without_a_folder_the_live_feed_is_the_podcast(
    around: Surroundings, tmp_path: Path, sound: Path
) -> None:
    edition = keep_edition(tmp_path / "output", sound, slot=NOW)

    outlet_of(around, None, title="Ward news", episodes=1).send(edition)

    (entry,) = read(tmp_path / "output" / "bulletin").entries
    assert entry.enclosures[0].href == f"https://ward.example/n/{NOW:%Y-%m-%d}/{NOW:%H%M}/bulletin.mp3"


def test_the_live_names_write_the_same_feed(station: Path, tmp_path: Path, sound: Path) -> None:
    (station / "bulletin.toml").write_text(
        '[station]\nname = "Ward FM"\ncontact = "a@b.example"\n[[outlet]]\nname = "pod"\nkind = "podcast"\n'
        'address = "https://ward.example/n"\ncategory = "Health & Fitness"\n',
        encoding="utf-8",
    )
    edition = keep_edition(tmp_path / "output", sound, slot=NOW)
    places = Places(root=tmp_path / "output" / "bulletin")

    FolderOutlet(places, channel=channel_of(read_station(station), "bulletin")).send(edition)

    feed = read(places.root)
    assert feed.feed.title == "Ward FM news"
    assert feed.entries[0].link.startswith("https://ward.example/n/")


def test_a_station_without_a_podcast_has_a_plain_feed(station: Path, tmp_path: Path, sound: Path) -> None:
    keep_edition(tmp_path / "output", sound, slot=NOW)

    feed = live_feed(
        Places(root=tmp_path / "output" / "bulletin"), channel_of(read_station(None), "bulletin"), now=NOW
    )

    assert feedparser.parse(feed).entries[0].enclosures[0].href.startswith(f"{NOW:%Y-%m-%d}/")


def test_an_edition_that_has_expired_is_not_offered(
    www: Path, around: Surroundings, tmp_path: Path, sound: Path
) -> None:
    edition = keep_edition(tmp_path / "output", sound, slot=NOW, expires_at=NOW)

    with pytest.raises(PublishError, match="has expired"):
        outlet_of(around, www).send(edition)


def test_a_record_that_cannot_be_read_spoils_no_other(
    www: Path, around: Surroundings, tmp_path: Path, sound: Path
) -> None:
    edition = keep_edition(tmp_path / "output", sound, slot=NOW)
    broken = tmp_path / "output" / "bulletin" / f"{NOW:%Y-%m-%d}" / "0000-9"
    broken.mkdir()
    (broken / "edition.json").write_text('{"version": 1, "expires_at": 3}', encoding="utf-8")

    outlet_of(around, www).send(edition)

    assert len(read(www).entries) == 1


def test_an_edition_of_a_clock_that_was_ahead_is_not_offered(tmp_path: Path, sound: Path) -> None:
    keep_edition(tmp_path / "output", sound, slot=NOW)
    keep_edition(tmp_path / "output", sound, slot=NOW + timedelta(hours=5))

    feed = live_feed(
        Places(root=tmp_path / "output" / "bulletin"), channel_of(read_station(None), "bulletin"), now=NOW
    )

    assert len(feedparser.parse(feed).entries) == 1
