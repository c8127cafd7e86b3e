"""Orders of scheduled bulletins: for a slot, in its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from bulletin.config.settings import ProgrammeTable
from bulletin.config.station import Station
from bulletin.edition.order import Order
from bulletin.edition.ordering import read_order
from bulletin.errors import BulletinError
from bulletin.schedule.slots import Slot, last_slot, next_slot
from bulletin.schedule.validity import valid_until, with_validity, zone_of

# Ready that long before it airs: a playout may load its cart ahead of the mark.
MARGIN = timedelta(seconds=30)
# A late run has this long: listeners hear the filler meanwhile.
LATE = timedelta(minutes=3)
# Nobody made a bulletin before this program existed: a clock that says so has lost its battery.
FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def order_for(station: Station | Path, slot: Slot, *, now: datetime) -> Order:
    """
    Write the order of a slot's bulletin.

    It says the day but no hour, for the file may be played until it expires; unless the programme is started
    on the second of its time, and there is still time to be ready.

    Raises:
        MisuseError: The settings cannot be used.
    """
    order = read_order(
        sources=(),
        demo=False,
        length=None,
        voices=(),
        engine=None,
        station=station,
        programme=slot.programme,
        at=slot.airs_at,
        published=None,
        valid_for=None,
    )
    programme = order.station.programme(slot.programme)
    following = next_slot(programme, zone_of(order.station), slot.airs_at)
    next_at = following.airs_at if following else None
    tells_time = programme.on_the_second and now < slot.airs_at.astimezone(UTC) - MARGIN
    return with_validity(replace(order, tells_time=tells_time, next_at=next_at))


def due_slot(programme: ProgrammeTable, station: Station, now: datetime) -> Slot | None:
    """Find the slot that can be made now: the next one within its lead, else the last while it is valid."""
    zone = zone_of(station)
    following = next_slot(programme, zone, now)
    if following and following.airs_at.astimezone(UTC) - programme.lead <= now:
        return following
    last = last_slot(programme, zone, now)
    return last if last and now < valid_until(programme, last) else None


def deadline_of(programme: ProgrammeTable, slot: Slot, *, now: datetime) -> datetime:
    """Tell by when a bulletin must be live: before it airs; a late one soon, and while it is valid."""
    until = max(slot.airs_at - MARGIN, now + LATE, day_of(slot) + LATE, key=datetime.timestamp)
    return min(until, valid_until(programme, slot), key=datetime.timestamp)


def day_of(slot: Slot) -> datetime:
    """Find the midnight at which a slot's day begins; a bulletin says its day, so it is not live earlier."""
    return datetime.combine(slot.airs_at.date(), time(0), tzinfo=slot.airs_at.tzinfo)


def require_clock(now: datetime) -> None:
    """
    Make sure that the clock can be right.

    Raises:
        BulletinError: It cannot.
    """
    if now < FIRST_DAY:
        raise BulletinError(
            f"The clock of this machine says {now:%d %B %Y}, which cannot be, so no bulletin was made. "
            "Set it, or let it ask the network; a machine that forgets the time needs a new clock battery."
        )
