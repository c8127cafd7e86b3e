"""Status: what is on air and until when, what comes next, and how the week went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bulletin.config.settings import ProgrammeTable
from bulletin.config.station import Station
from bulletin.publish.live import read_live
from bulletin.publish.off_air import OffAir
from bulletin.schedule.ledger import Ledger
from bulletin.schedule.slots import is_scheduled, last_slot, next_slot
from bulletin.schedule.stopping import agree
from bulletin.schedule.validity import valid_until, zone_of
from bulletin.schedule.withdrawing import places_of
from bulletin.store import Alert, Hold, SlotRow, Tally

NOTHING = "nothing"
BULLETIN = "bulletin"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeStatus:
    """How one programme fares."""

    programme: str
    live: str
    """`bulletin`, `notice`, `filler` or `nothing`."""
    where: str
    is_fresh: bool
    """Whether a bulletin or a notice is live that has not expired."""
    is_expected: bool
    """Whether the schedule wants one now."""
    live_slot: datetime | None
    live_until: datetime | None
    last_good: datetime | None
    """Time of airing of the last bulletin that went out."""
    last_note: str
    """How the last slot ended, where it ended badly."""
    next_slot: datetime | None
    week: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How a station fares."""

    station: str
    at: datetime
    off_air: OffAir | None
    programmes: tuple[ProgrammeStatus, ...]
    held: tuple[Hold, ...]
    """Stories that wait for a person."""
    alerts: tuple[Alert, ...]
    """What is wrong and was told."""
    record_fault: str
    """Why the record could not be read; empty when it was."""

    @property
    def is_well(self) -> bool:
        """Whether everything that should be on air is."""
        return all(programme.is_fresh or not programme.is_expected for programme in self.programmes)


def look(station: Station, ledger: Ledger, *, now: datetime) -> Status:
    """Look at a station; nothing is changed but the record of a stop that was not known yet."""
    off_air = agree(station, ledger)
    programmes = tuple(_programme(row, station, ledger, now) for row in station.settings.programme)
    no_holds: tuple[Hold, ...] = ()
    no_alerts: tuple[Alert, ...] = ()
    return Status(
        station=station.settings.station.name,
        at=now.astimezone(zone_of(station)),
        off_air=off_air,
        programmes=programmes,
        held=ledger.ask(lambda store: store.held(), otherwise=no_holds),
        alerts=ledger.ask(lambda store: store.open_alerts(), otherwise=no_alerts),
        record_fault=ledger.fault,
    )


def _programme(row: ProgrammeTable, station: Station, ledger: Ledger, now: datetime) -> ProgrammeStatus:
    zone, places = zone_of(station), places_of(station, row.name)
    live = read_live(places)
    current = last_slot(row, zone, now) if is_scheduled(row) else None
    following = next_slot(row, zone, now)
    no_row: SlotRow | None = None
    good = ledger.ask(lambda store: store.last_good(row.name), otherwise=no_row)
    ended = current and ledger.ask(lambda store: store.slot(row.name, current.airs_at), otherwise=no_row)
    return ProgrammeStatus(
        programme=row.name,
        live=NOTHING if live is None else _kind(live.mode),
        where=str(places.audio),
        is_fresh=live is not None and live.is_fresh(now),
        is_expected=current is not None and now < valid_until(row, current),
        live_slot=live.slot.astimezone(zone) if live and live.slot else None,
        live_until=live.expires_at.astimezone(zone) if live and not live.is_filler else None,
        last_good=good.airs_at.astimezone(zone) if good else None,
        last_note=ended.note if ended and ended.outcome and ended.outcome != "made" else "",
        next_slot=following.airs_at if following else None,
        week=ledger.ask(lambda store: store.week(row.name, now), otherwise=Tally()),
    )


def _kind(mode: str) -> str:
    return mode if mode in ("filler", "notice") else BULLETIN
