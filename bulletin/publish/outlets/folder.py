"""The folder outlet: the live names in `output/<programme>/`."""

from __future__ import annotations

import hashlib
import os

from bulletin.errors import PublishError
from bulletin.model import Edition, Receipt
from bulletin.publish.episodes import live_feed
from bulletin.publish.feed import Channel
from bulletin.publish.live import put_live
from bulletin.publish.places import RECORD_NAME, Places
from bulletin.system.clock import now
from bulletin.system.files import Replace


class FolderOutlet:
    """Puts an edition's files at the live names, one rename each."""

    name = "live names"

    def __init__(self, places: Places, *, channel: Channel, replace: Replace = os.replace) -> None:
        """
        Serve one programme's folder.

        Args:
            places: The programme's folder.
            channel: What the podcast feed says of the programme.
            replace: The renaming call of the audio; tests inject a refusal here.
        """
        self._places = places
        self._channel = channel
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
                feed=live_feed(self._places, self._channel, now=edition.made_at),
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
