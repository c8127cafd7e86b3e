"""Off air, now: by a person's word, with the network down and while a run is at work; and on air again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bulletin.config.station import Station
from bulletin.errors import BulletinError
from bulletin.model import Receipt, Skipped
from bulletin.publish.live import read_live
from bulletin.publish.off_air import OffAir, lift_off_air, read_off_air, write_off_air
from bulletin.schedule.ledger import Ledger
from bulletin.schedule.withdrawing import (
    expire_dated,
    last_edition,
    places_of,
    programmes_of,
    recall_everywhere,
    take_off,
)
from bulletin.store import Store

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """What a stop did."""

    fillers: tuple[str, ...]
    """Programmes whose live names hold the filler."""
    receipts: tuple[Receipt, ...]
    by_hand: tuple[Skipped, ...]
    """What could not be stopped from here, and what a person must do."""


def stop(station: Station, ledger: Ledger, *, by: str, reason: str, now: Clock) -> Stopped:
    """
    Take the station off air: first the word, then the live names, then outlets, then the record.

    Each step goes on where the one before failed, and what failed is named.
    """
    by_hand: list[Skipped] = []
    off_air = read_off_air(station.output) or OffAir(by=by, reason=reason, at=now())
    try:
        write_off_air(station.output, off_air)
    except OSError as error:
        why = f"Slots are not held: {error.strerror or error}. Stop the timer or the service that starts us."
        by_hand.append(Skipped(what=str(station.output), why=why))
    editions = [(name, last_edition(places_of(station, name))) for name in programmes_of(station)]
    fillers: list[str] = []
    for name, _ in editions:
        try:
            take_off(station, name, now=now())
            fillers.append(name)
        except (BulletinError, OSError) as error:
            why = f"The filler could not be put on air: {error}. Take the bulletin out of the playout."
            by_hand.append(Skipped(what=str(places_of(station, name).audio), why=why))
        expire_dated(station, name, now=now(), note=f"Withdrawn by {by}: {reason}")
    receipts, left = recall_everywhere(station, editions)
    _record(station, ledger, off_air)
    ledger.event(None, "stop", f"{by}: {reason}")
    return Stopped(fillers=tuple(fillers), receipts=receipts, by_hand=(*by_hand, *left))


def resume(station: Station, ledger: Ledger, *, by: str, now: Clock) -> bool:
    """
    Let bulletins go on air again, from the next tick on; False when nobody had stopped them.

    Raises:
        BulletinError: The store knows of the stop and cannot be told of its end.
        OSError: The word cannot be taken back: the folder cannot be written.
    """
    here = read_off_air(station.output)
    stood = ledger.ask(lambda store: store.resume(by, now()), otherwise=False)
    if ledger.fault and here is not None and here.recorded:
        raise BulletinError(f"The station stays off air, for its record cannot be changed. {ledger.fault}")
    lift_off_air(station.output)
    if here is not None or stood:
        ledger.event(None, "resume", by)
    return here is not None or stood


def agree(station: Station, ledger: Ledger) -> OffAir | None:
    """
    Bring the word on this machine and the word in the store together; tell what holds.

    A stop that the store has not heard of is written down; one from another machine is obeyed here, and so is
    its end.
    """
    here = read_off_air(station.output)
    if here is not None and not here.recorded:
        _record(station, ledger, here)
        return here
    stands = ledger.ask(lambda store: store.stopped(), otherwise=None)
    if ledger.fault:
        return here
    if stands is None and here is not None:
        lift_off_air(station.output)
        return None
    if stands is not None and here is None:
        here = OffAir(by=stands.by, reason=stands.reason, at=stands.at, recorded=True)
        write_off_air(station.output, here)
    return here


def enforce(station: Station, *, now: datetime) -> tuple[str, ...]:
    """Put the filler wherever something else is live while the station is off air; name those programmes."""
    taken: list[str] = []
    for name in programmes_of(station):
        live = read_live(places_of(station, name))
        if live is None or not live.is_filler:
            take_off(station, name, now=now)
            taken.append(name)
    return tuple(taken)


def _record(station: Station, ledger: Ledger, off_air: OffAir) -> None:
    def tell(store: Store) -> bool:
        store.stop(off_air.by, off_air.reason, off_air.at)
        return True

    if not off_air.recorded and ledger.ask(tell, otherwise=False):
        try:
            write_off_air(station.output, replace(off_air, recorded=True))
        except OSError:
            log.exception("the stop was recorded and the file beside the programmes could not be changed")
