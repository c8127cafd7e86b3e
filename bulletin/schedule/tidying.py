"""Tidying: what killed runs left half written, and what is older than the station keeps."""

from __future__ import annotations

import logging
import shutil
from contextlib import suppress
from datetime import date, datetime, timedelta

from bulletin.config.outlets import FolderTable
from bulletin.config.station import Station
from bulletin.publish.live import read_live
from bulletin.publish.naming import fixed_fields
from bulletin.publish.outlets.pruning import prune_dated
from bulletin.publish.places import Places
from bulletin.schedule.ledger import Ledger
from bulletin.schedule.validity import zone_of
from bulletin.schedule.withdrawing import places_of, programmes_of
from bulletin.system.files import sweep_parts

log = logging.getLogger(__name__)


def tidy(station: Station, ledger: Ledger, *, now: datetime) -> int:
    """Sweep and prune; return how many days of editions went."""
    if not station.output.is_dir():
        return 0
    sweep_parts(station.output)
    oldest = now.astimezone(zone_of(station)).date() - timedelta(days=station.settings.paths.keep_days)
    gone = sum(_prune(station, name, oldest) for name in programmes_of(station))
    copies = sum(_prune_copies(station, name, oldest) for name in programmes_of(station))
    if copies:
        ledger.event(None, "pruned", f"{copies} dated files in outlets' folders, from before {oldest}")
    if gone:
        before = now - timedelta(days=station.settings.paths.keep_days)
        ledger.ask(lambda store: store.prune(before), otherwise=None)
        ledger.event(None, "pruned", f"{gone} days of editions from before {oldest}")
    return gone


def _prune(station: Station, programme: str, oldest: date) -> int:
    """Remove a programme's dated folders of days before `oldest`; never that of the live edition."""
    places, gone = places_of(station, programme), 0
    live_day = _live_day(places)
    for folder in places.root.glob("20??-??-??"):
        with suppress(ValueError):
            day = date.fromisoformat(folder.name)
            if day < oldest and day != live_day:
                shutil.rmtree(folder, ignore_errors=True)
                gone += not folder.exists()
    return gone


def _prune_copies(station: Station, programme: str, oldest: date) -> int:
    """Remove a programme's dated names from folder outlets; never those of the live edition's day."""
    gone, live_day = 0, _live_day(places_of(station, programme))
    for row in station.settings.outlet:
        if not isinstance(row, FolderTable) or (row.programmes and programme not in row.programmes):
            continue
        root = (station.folder or station.output) / row.folder.expanduser()
        fixed = fixed_fields(station=station.settings.station.name, programme=programme, cart=row.cart)
        for template in row.names:
            gone += prune_dated(
                root, template, before=oldest, fixed=fixed, keep=(live_day,) if live_day else ()
            )
    return gone


def _live_day(places: Places) -> date | None:
    live = read_live(places)
    return live.slot.date() if live and live.slot else None
