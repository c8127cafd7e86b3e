"""Withdrawing: the filler at every live name and outlet where nothing fit is, or where a person said so."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from bulletin.config.station import Station
from bulletin.edition.record import from_record
from bulletin.edition.standin import put_stand_in, require_filler, withdraw_stale
from bulletin.errors import BulletinError, LockedError
from bulletin.model import Dialect, Edition, Receipt, Skipped
from bulletin.publish.live import FILLER_MODE, changing_live
from bulletin.publish.outlet import outlets_of
from bulletin.publish.places import RECORD_NAME, Places
from bulletin.publish.sending import recall_all
from bulletin.script.speakable import render, tokenise
from bulletin.system.files import write_whole

log = logging.getLogger(__name__)

# A stop has five seconds in all; who holds the live names for longer is past asking.
STOP_WAIT_S = 2.0


def programmes_of(station: Station) -> tuple[str, ...]:
    """Name the programmes of a station."""
    return tuple(programme.name for programme in station.settings.programme)


def places_of(station: Station, programme: str) -> Places:
    """Find where a programme's editions lie."""
    return Places(root=station.output / programme)


def withdraw(station: Station, programme: str, *, now: datetime) -> tuple[Skipped, ...] | None:
    """
    Put the filler where a programme's bulletin has expired, at the live names and then at its outlets.

    Returns:
        None where what is live is fit; else what a person has to do at outlets that keep what they have.

    Raises:
        BulletinError: The live names cannot be changed.
        OSError: The disk is full or the folder cannot be written.
    """
    places = places_of(station, programme)
    was = last_edition(places)
    name = station.settings.station.name
    if not withdraw_stale(places, now=now, programme=programme, title=name):
        return None
    return recall(station, programme, was)[1]


def take_off(station: Station, programme: str, *, now: datetime) -> None:
    """
    Put the filler at the live names of a programme, whatever is there and whoever is at work on them.

    Raises:
        BulletinError: A playout holds the live file open.
        OSError: The disk is full or the folder cannot be written.
    """
    places = places_of(station, programme)
    name = station.settings.station.name
    places.root.mkdir(parents=True, exist_ok=True)
    try:
        with changing_live(places, wait_s=STOP_WAIT_S):
            put_stand_in(places, now=now, programme=programme, title=name)
    except LockedError:
        put_stand_in(places, now=now, programme=programme, title=name)


def expire_dated(station: Station, programme: str, *, now: datetime, note: str) -> int:
    """End the editions that could still be heard from their dated folders, by the feed; count them."""
    ended = 0
    for path in places_of(station, programme).root.glob(f"20*/*/{RECORD_NAME}"):
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            if datetime.fromisoformat(record["expires_at"]) > now:
                changed = {**record, "expires_at": now.isoformat(), "notes": [*record["notes"], note]}
                write_whole(path, json.dumps(changed, ensure_ascii=False, indent=1) + "\n")
                ended += 1
        except (OSError, ValueError, KeyError, TypeError):
            log.exception("%s could not be ended", path)
    return ended


def recall(
    station: Station, programme: str, edition: Edition | None
) -> tuple[tuple[Receipt, ...], tuple[Skipped, ...]]:
    """Put the filler at a programme's outlets; those that cannot take it are named with what to do there."""
    if edition is None or not station.settings.outlet:
        return (), ()
    places = places_of(station, programme)
    try:
        require_filler(places)
        outlets = outlets_of(station, programme=programme, secret=station.secrets.get)
    except (BulletinError, OSError) as error:
        return (), (Skipped(what="outlets", why=f"they were not told: {error}"),)
    return recall_all(edition, outlets, filler=places.filler)


def recall_everywhere(
    station: Station, editions: Iterable[tuple[str, Edition | None]]
) -> tuple[tuple[Receipt, ...], tuple[Skipped, ...]]:
    """Put the filler at the outlets of several programmes, side by side."""
    wanted = tuple(editions)
    with ThreadPoolExecutor(len(wanted) or 1, thread_name_prefix="recall") as threads:
        done = list(threads.map(lambda pair: recall(station, *pair), wanted))
    return tuple(r for receipts, _ in done for r in receipts), tuple(s for _, lost in done for s in lost)


def last_edition(places: Places) -> Edition | None:
    """Find the edition that is live, or the last that was: what outlets were sent."""
    live = _read(places.record)
    if live is not None:
        return live
    dated = sorted(places.root.glob(f"20*/*/{RECORD_NAME}"), key=lambda path: path.stat().st_mtime)
    return _read(dated[-1]) if dated else None


def _read(path: Path) -> Edition | None:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        if record["mode"] == FILLER_MODE:
            return None
        return from_record(record, tokenise=tokenise, say=lambda tokens: render(tokens, Dialect.PLAIN))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
