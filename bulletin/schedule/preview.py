"""Preview: the next slots of all programmes, in the order they come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from bulletin.config.sounds import read_sound_set
from bulletin.config.station import Station
from bulletin.edition.ordering import cache_of
from bulletin.edition.sounding import time_signal_s
from bulletin.model.edition import ahead_of
from bulletin.schedule.slots import Slot, is_scheduled, slots
from bulletin.schedule.validity import zone_of

# A weekly programme has its next slot within it, whatever the clocks do.
STEP = timedelta(days=9)


def next_slots(station: Station, *, after: datetime, count: int) -> tuple[Slot, ...]:
    """List the first slots later than a moment; fewer only where no programme has a schedule."""
    scheduled = [programme for programme in station.settings.programme if is_scheduled(programme)]
    zone, start = zone_of(station), after.astimezone(UTC)
    found: list[Slot] = []
    while scheduled and len(found) < count:
        near = [slot for programme in scheduled for slot in slots(programme, zone, start, start + STEP)]
        found += sorted(near, key=lambda slot: (slot.airs_at.timestamp(), slot.programme))
        start += STEP
    return tuple(found[:count])


def beginnings(found: Iterable[Slot], station: Station) -> dict[Slot, datetime]:
    """
    Tell when the files of slots are to be started: ahead of their time by as long as a time signal is.

    Raises:
        MisuseError: There is no such sound set.
    """
    signalled = {programme.name for programme in station.settings.programme if programme.time_signal}
    ahead_s = time_signal_s(read_sound_set(station), cache=cache_of(station)) if signalled else 0.0
    return {
        slot: ahead_of(slot.airs_at, ahead_s) if slot.programme in signalled else slot.airs_at
        for slot in found
    }
