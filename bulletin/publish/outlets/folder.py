"""The folder outlet: the live names in `output/<programme>/`."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from bulletin.errors import PublishError
from bulletin.model import Edition, Receipt
from bulletin.publish.feed import Episode, feed_xml
from bulletin.publish.live import put_live
from bulletin.publish.places import RECORD_NAME, Places
from bulletin.system.clock import now
from bulletin.system.files import Replace


class FolderOutlet:
    """Puts an edition's files at the live names, one rename each."""

    def __init__(self, places: Places, *, title: str, replace: Replace = os.replace) -> None:
        """
        Serve one programme's folder.

        Args:
            places: The programme's folder.
            title: What the podcast feed is called.
            replace: The renaming call of the audio; tests inject a refusal here.
        """
        self._places = places
        self._title = title
        self._replace = replace

    def send(self, edition: Edition) -> Receipt:
        """
        Put the edition live and read it back.

        Raises:
            HeldOpenError: `latest.mp3` is held open by another program; the record points to the dated file.
            PublishError: The disk is full, the folder cannot be written, or what was read back is not it.
        """
        if edition.audio is None or edition.sha256 is None:
            raise PublishError("The edition has no checked audio, so it was not put on air.")
        try:
            put_live(
                self._places,
                audio=edition.audio,
                record=(edition.audio.parent / RECORD_NAME).read_text(encoding="utf-8"),
                feed=feed_xml(self._title, episodes=[self._episode(edition, edition.audio)]),
                expires_at=edition.expires_at,
                replace=self._replace,
            )
            self._read_back(edition.sha256)
        except OSError as error:
            raise PublishError(
                f"Cannot put the edition at {self._places.audio}: {error.strerror or error}. "
                "Free some space or change the folder's permissions; what was live still is."
            ) from error
        return Receipt(
            outlet="folder", where=str(self._places.audio), at=now(), checked="read back, same SHA-256"
        )

    def _read_back(self, sha256: str) -> None:
        with self._places.audio.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                raise PublishError(f"{self._places.audio} is not what was written. Check the disk.")

    def _episode(self, edition: Edition, audio: Path) -> Episode:
        return Episode(
            guid=f"sha256:{edition.sha256}",
            title=f"{self._title}, {edition.slot:%d %B %Y, %H:%M}",
            address=audio.relative_to(self._places.root).as_posix(),
            size_bytes=audio.stat().st_size,
            published_at=edition.made_at,
            duration_s=edition.duration_s or 0.0,
            summary=". ".join(story.headline for story in edition.stories if story.headline),
        )
