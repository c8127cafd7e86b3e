"""Validity: from when and until when a slot's bulletin may be on air."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo

from bulletin.config.settings import ProgrammeTable
from bulletin.config.station import Station
from bulletin.edition.expiry import end_of_day
from bulletin.edition.order import Order
from bulletin.schedule.slots import Slot, next_slot
from bulletin.system.clock import machine_zone

# The next bulletin goes live before its slot; these minutes are for the day on which it comes late.
OVERLAP = timedelta(minutes=5)
# A player's clock may be off, and a file that is read until its end must not be changed under it.
HEARD = timedelta(minutes=1)


def zone_of(station: Station) -> tzinfo:
    """Give the station's zone, or the machine's."""
    return station.settings.station.zone or machine_zone()


def valid_for(programme: ProgrammeTable, airs_at: datetime) -> timedelta | None:
    """
    Tell how long a bulletin may be played by its schedule: the programme's own word, else to the next slot.

    One that is started on the second of its time, and says it, is over when it has been heard.

    Returns:
        None where neither is known: then the end of the day is the limit.
    """
    if programme.on_the_second:
        return timedelta(seconds=programme.length.longest_s) + HEARD
    return _to_the_next(programme, airs_at)


def _to_the_next(programme: ProgrammeTable, airs_at: datetime) -> timedelta | None:
    assert airs_at.tzinfo is not None
    if programme.valid_for is not None:
        return programme.valid_for
    following = next_slot(programme, airs_at.tzinfo, airs_at)
    return following.airs_at.astimezone(UTC) - airs_at.astimezone(UTC) + OVERLAP if following else None


def valid_until(programme: ProgrammeTable, slot: Slot) -> datetime:
    """Tell when a slot is over: nothing may be aired for it any more."""
    airs_at, limit = slot.airs_at.astimezone(UTC), valid_for(programme, slot.airs_at)
    day_ends = end_of_day(slot.airs_at)
    return min(day_ends, airs_at + limit, key=datetime.timestamp) if limit else day_ends


def with_validity(order: Order) -> Order:
    """Let a bulletin live until the next slot, where a schedule is known and nothing else was asked."""
    if order.valid_for is not None:
        return order
    programme = order.station.programme(order.programme)
    # Made by hand or too late, one of those that are started on the second says no time, and holds longer.
    limit = valid_for if order.tells_time else _to_the_next
    return replace(order, valid_for=limit(programme, order.slot))
