"""Withdrawing: the filler at every live name and outlet where nothing fit is, or where a person said so."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bulletin.config.station import Station
from bulletin.edition.record import from_record
from bulletin.edition.standin import put_stand_in, require_filler, withdraw_stale
from bulletin.errors import BulletinError, ByHandError, LockedError
from bulletin.model import Dialect, Edition, Receipt, Skipped
from bulletin.publish.at_outlets import Sent, keep_only, read_sent
from bulletin.publish.live import FILLER_MODE, changing_live, read_live
from bulletin.publish.outlet import Outlet, outlets_of
from bulletin.publish.places import RECORD_NAME, Places
from bulletin.publish.sending import recall_all
from bulletin.script.speakable import render, tokenise
from bulletin.system.files import write_whole

log = logging.getLogger(__name__)

# A stop has five seconds in all; who holds the live names for longer is past asking.
STOP_WAIT_S = 2.0
# Outlets that are asked at expiry, behind the live names: nobody waits for it.
RECALL_S = 10.0


def programmes_of(station: Station) -> tuple[str, ...]:
    """Name the programmes of a station."""
    return tuple(programme.name for programme in station.settings.programme)


def places_of(station: Station, programme: str) -> Places:
    """Find where a programme's editions lie."""
    return Places(root=station.output / programme)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """What a look at a programme took off the air."""

    was_stale: bool = False
    """Whether the filler was put at the live names."""
    asked: bool = False
    """Whether outlets were asked to take the filler."""
    by_hand: tuple[Skipped, ...] = ()
    """What a person has to do at outlets that keep what they have."""
    failed: tuple[Skipped, ...] = ()
    """Outlets that should have taken it, and are asked again at the next look."""


def withdraw(station: Station, programme: str, *, now: datetime) -> Withdrawn:
    """
    Put the filler where a programme's bulletin has expired, at the live names and then at its outlets.

    Outlets are asked whoever put the filler at the live names, a run that failed or a listener's question,
    and again until they have it: one that was away at that moment must not play old news ever after.

    Raises:
        BulletinError: The live names cannot be changed.
        OSError: The disk is full or the folder cannot be written.
    """
    places = places_of(station, programme)
    name = station.settings.station.name
    was_stale = withdraw_stale(places, now=now, programme=programme, title=name)
    sent, live = read_sent(places), read_live(places)
    if sent is None or live is None or not live.is_filler:
        return Withdrawn(was_stale=was_stale)
    by_hand, failed = _recall_sent(station, programme, places, sent)
    return Withdrawn(was_stale=was_stale, asked=True, by_hand=by_hand, failed=failed)


def _recall_sent(
    station: Station, programme: str, places: Places, sent: Sent
) -> tuple[tuple[Skipped, ...], tuple[Skipped, ...]]:
    """Ask the outlets that hold an edition; tell what a person must do there, and what is asked again."""
    edition = _read(sent.record) or last_edition(places)
    all_of_them = outlets_of(station, programme=programme, secret=station.secrets.get)
    outlets = [_Asked(outlet) for outlet in all_of_them if outlet.name in sent.outlets]
    lost: tuple[Skipped, ...] = ()
    if edition is not None:
        require_filler(places)
        _, lost = recall_all(edition, outlets, filler=places.filler, within_s=RECALL_S)
    by_hand = {f"outlet {outlet.name}" for outlet in outlets if outlet.is_by_hand}
    failed = tuple(skip for skip in lost if skip.what not in by_hand)
    names = {skip.what for skip in failed}
    keep_only(places, sent, [outlet.name for outlet in outlets if f"outlet {outlet.name}" in names])
    return tuple(skip for skip in lost if skip.what in by_hand), failed


class _Asked:
    """An outlet that is asked to take the filler; notes when only a person can see to that."""

    def __init__(self, outlet: Outlet) -> None:
        self.name = outlet.name
        self.is_by_hand = False
        self._outlet = outlet

    def send(self, edition: Edition) -> Receipt:
        return self._outlet.send(edition)

    def recall(self, edition: Edition, *, filler: Path) -> Receipt:
        try:
            return self._outlet.recall(edition, filler=filler)
        except ByHandError:
            self.is_by_hand = True
            raise


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
