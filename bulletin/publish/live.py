"""What is live: read from the live names, and put there in the one safe order."""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bulletin.errors import HeldOpenError
from bulletin.publish.feed import empty_feed
from bulletin.publish.places import Places
from bulletin.system.files import Replace, part_file, put_in_place, write_whole
from bulletin.system.locks import hold

log = logging.getLogger(__name__)

CLOCK_TOLERANCE = timedelta(minutes=5)
"""How far two machines' clocks may differ before what one made looks to the other as if from the future."""
LIVE_LOCK = ".live.lock"
# A refusing playout is asked again for 3.1 s (system/files.py); a change takes no longer.
LONGEST_CHANGE_S = 6.0
# The filler says nothing that can be wrong, so it stays fit until somebody makes a bulletin.
FILLER_VALID = timedelta(days=365)
FILLER_MODE = "filler"
"""The `mode` in `latest.json` while the filler is live."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """What the playout would play now."""

    expires_at: datetime
    is_filler: bool
    made_at: datetime
    slot: datetime | None = None
    mode: str = ""

    def is_fresh(self, now: datetime) -> bool:
        """Whether it is a bulletin that has not expired; one from the future tells of a wrong clock."""
        return not self.is_filler and self.made_at - CLOCK_TOLERANCE <= now < self.expires_at


def read_live(places: Places) -> Live | None:
    """Read what is live; None when nothing whole is there."""
    try:
        record = json.loads(places.record.read_text(encoding="utf-8"))
        expires_at = _read_expiry(places)
    except (OSError, ValueError):
        return None
    if expires_at is None or not places.audio.is_file() or not isinstance(record, dict):
        return None
    mode = str(record.get("mode", ""))
    return Live(
        expires_at=expires_at,
        is_filler=mode == FILLER_MODE,
        made_at=_moment(record.get("made_at")) or datetime.fromtimestamp(0, UTC),
        slot=_moment(record.get("slot")),
        mode=mode,
    )


@contextmanager
def changing_live(places: Places, *, wait_s: float = LONGEST_CHANGE_S) -> Iterator[None]:
    """
    Hold the live names while they are looked at and changed; never for longer than a change takes.

    Raises:
        LockedError: Somebody else did not let go of them.
    """
    with hold(
        places.root / LIVE_LOCK,
        taken=f"Another program is changing {places.audio}. Try again.",
        wait_s=wait_s,
    ):
        yield


def put_live(
    places: Places,
    *,
    audio: Path,
    record: str,
    feed: str,
    expires_at: datetime,
    replace: Replace = os.replace,
) -> None:
    """
    Put an edition at the live names: audio, record, feed, and the expiry last.

    A crash between two of them leaves the earlier expiry, so a playout can only stop too soon, never too
    late. Where what is live would outlive the new edition (the filler does), the expiry and the record come
    down first. The audio is copied before any of it, so that a full disk changes nothing.

    Args:
        places: The programme's folder.
        audio: The checked audio under its dated name.
        record: Its `edition.json` as text.
        feed: The podcast feed as text.
        expires_at: With a zone.
        replace: The renaming call of the audio; tests inject a refusal here.

    Raises:
        HeldOpenError: Another program keeps `latest.mp3` open. The record then tells where the new audio
            is, and the expiry of what is still live stays, unless it came down.
    """
    places.root.mkdir(parents=True, exist_ok=True)
    with part_file(places.audio) as part:
        shutil.copyfile(audio, part)
        live_expiry = _read_expiry(places)
        if live_expiry is not None and live_expiry > expires_at:
            _write_expiry(places, expires_at)
            write_whole(places.record, record)
        try:
            put_in_place(part, places.audio, replace=replace)
        except HeldOpenError:
            write_whole(places.record, record)
            raise
    write_whole(places.record, record)
    write_whole(places.feed, feed)
    _write_expiry(places, expires_at)


def rewrite_record(places: Places, record: str, *, sha256: str) -> bool:
    """Bring the live record up to date, where the edition of that checksum is still live."""
    try:
        live = json.loads(places.record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    if not isinstance(live, dict) or live.get("sha256") != sha256 or live.get("mode") == FILLER_MODE:
        return False
    write_whole(places.record, record)
    return True


def put_filler(places: Places, *, now: datetime, programme: str, title: str) -> None:
    """Put the filler at every live name; the feed is left without an episode."""
    expires_at = now + FILLER_VALID
    record = {
        "version": 1,
        "programme": programme,
        "mode": FILLER_MODE,
        "state": "published",
        "audio": places.filler.name,
        "made_at": now.isoformat(),
        "expires_at": expires_at.isoformat(),
    }
    put_live(
        places,
        audio=places.filler,
        record=json.dumps(record, indent=1) + "\n",
        feed=empty_feed(places.feed, title=title),
        expires_at=expires_at,
    )
    log.info("the filler is live at %s", places.audio)


def _moment(written: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(written))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _read_expiry(places: Places) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(places.expiry.read_text(encoding="ascii")), UTC)
    except (OSError, ValueError, OverflowError):
        return None


def _write_expiry(places: Places, expires_at: datetime) -> None:
    write_whole(places.expiry, f"{int(expires_at.timestamp())}\n")
