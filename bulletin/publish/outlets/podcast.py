"""A podcast: the feed and its episodes, in the output folder or copied to one that a web server shows."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.errors import PublishError
from bulletin.model import Edition, Receipt
from bulletin.publish.episodes import channel_from, fresh_episodes
from bulletin.publish.feed import FEED_NAME, Episode, empty_feed, feed_xml
from bulletin.publish.outlet import TEST_MODE, Surroundings
from bulletin.publish.outlets.copies import told
from bulletin.publish.places import Places
from bulletin.system.clock import now
from bulletin.system.files import copy_whole, write_whole

if TYPE_CHECKING:
    from bulletin.config.outlets import PodcastTable

TEST_NAME = "bulletin-test.mp3"


class PodcastOutlet:
    """Offers the editions that may still be heard."""

    def __init__(self, table: PodcastTable, around: Surroundings) -> None:
        """Serve one feed."""
        self.name = table.name
        self.tries = table.tries
        self._around = around
        self._folder = around.path(table.folder) if table.folder else None
        self._channel = channel_from(
            table, station=around.station, contact=around.contact, language=around.language
        )

    def send(self, edition: Edition) -> Receipt:
        """Offer the edition and what has not expired, and nothing else. Raises PublishError."""
        if edition.audio is None:
            raise PublishError("The edition has no audio, so no episode was offered.")
        places = Places(root=self._around.output / edition.programme)
        root = self._root(places)
        with told(str(root)):
            if edition.mode == TEST_MODE:
                return self._try(root, edition.audio)
            episodes = fresh_episodes(
                places, now=edition.made_at, most=self._channel.most, title=self._channel.title
            )
            if not any(episode.guid == f"sha256:{edition.sha256}" for episode in episodes):
                raise PublishError(
                    f"The edition has expired or is not in {places.root}, so no episode was offered."
                )
            if self._folder is not None:
                self._mirror(places, root, episodes)
            write_whole(root / FEED_NAME, feed_xml(self._channel, episodes=episodes))
        return self._receipt(root, f"{len(episodes)} episodes offered, each file there with its size")

    def recall(self, edition: Edition, *, filler: Path) -> Receipt:  # noqa: ARG002
        """Empty the feed and take the copied episodes away. Raises PublishError."""
        places = Places(root=self._around.output / edition.programme)
        root = self._root(places)
        with told(str(root)):
            write_whole(root / FEED_NAME, empty_feed(root / FEED_NAME, title=self._channel.title))
            if self._folder is not None:
                self._sweep(root, keep=())
        return self._receipt(root, "the feed offers no episode; what phones have fetched already is theirs")

    def _root(self, places: Places) -> Path:
        if self._folder is None:
            return places.root
        if not self._folder.is_dir():
            raise PublishError(
                f"There is no folder {self._folder}. Make it, or connect the share it lies on."
            )
        return self._folder

    def _mirror(self, places: Places, root: Path, episodes: tuple[Episode, ...]) -> None:
        """Copy what the feed names, then remove what it no longer does."""
        for episode in episodes:
            for name in filter(None, (episode.address, episode.captions, episode.chapters)):
                source, copy = places.root / name, root / name
                if not copy.is_file() or copy.stat().st_size != source.stat().st_size:
                    copy_whole(source, copy)
            if (root / episode.address).stat().st_size != episode.size_bytes:
                raise PublishError(f"The copy at {root / episode.address} is not whole. Check the disk.")
        self._sweep(root, keep=episodes)

    def _sweep(self, root: Path, *, keep: tuple[Episode, ...]) -> None:
        wanted = {(root / episode.address).parent for episode in keep}
        for folder in root.glob("????-??-??/*"):
            if folder not in wanted and (folder / "bulletin.mp3").is_file():
                shutil.rmtree(folder, ignore_errors=True)
                with suppress(OSError):
                    folder.parent.rmdir()

    def _try(self, root: Path, audio: Path) -> Receipt:
        copy = root / TEST_NAME
        copy_whole(audio, copy)
        same = copy.read_bytes() == audio.read_bytes()
        copy.unlink()
        if not same:
            raise PublishError(f"What was read back from {root} is not what was written. Check the disk.")
        return self._receipt(
            root, "a file was written, read back whole and removed again; the feed is as it was"
        )

    def _receipt(self, root: Path, checked: str) -> Receipt:
        where = f"{self._channel.address}/{FEED_NAME} ({root})"
        return Receipt(outlet=self.name, where=where, at=now(), checked=checked)
