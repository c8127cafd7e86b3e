"""Missed slots: what was due while nothing ran, written down so that the week's tally tells the truth."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bulletin.config.settings import ProgrammeTable
from bulletin.config.station import Station
from bulletin.schedule.claiming import who
from bulletin.schedule.ledger import Ledger
from bulletin.schedule.slots import Slot, slots
from bulletin.schedule.validity import valid_until, zone_of
from bulletin.store import Outcome, Store

# A little more than the week that `status` counts.
LOOK_BACK = timedelta(days=8)


def note_missed(
    programme: ProgrammeTable, station: Station, ledger: Ledger, *, now: datetime, why: str
) -> tuple[Slot, ...]:
    """
    Write down the slots that are over and that nobody took, and end the claims of runs that died.

    The search goes back to the first slot that is known; where none is, the programme is new.

    Args:
        programme: Whose slots.
        station: For its zone.
        ledger: Where they are written down.
        now: The present.
        why: One line for the record.
    """
    zone = zone_of(station)
    past = slots(programme, zone, now.astimezone(UTC) - LOOK_BACK, now)
    over = [slot for slot in reversed(past) if valid_until(programme, slot) <= now]

    def look(store: Store) -> list[Slot]:
        unknown: list[Slot] = []
        for slot in over:
            row = store.slot(slot.programme, slot.airs_at)
            if row is None:
                unknown.append(slot)
                continue
            if row.finished_at is None:
                store.finish(
                    slot.programme, slot.airs_at, outcome=Outcome.FAILED, note="Its run ended without a word."
                )
            return unknown
        return []

    def write(store: Store) -> tuple[Slot, ...]:
        missed = tuple(look(store))
        for slot in missed:
            if store.claim(slot.programme, slot.airs_at, by=who()):
                store.finish(slot.programme, slot.airs_at, outcome=Outcome.MISSED, note=why)
        return missed

    none: tuple[Slot, ...] = ()
    return ledger.ask(write, otherwise=none)
