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
NOTICE = "A typed notice was on air in its place."


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
    zone, start = zone_of(station), now.astimezone(UTC) - LOOK_BACK
    past = slots(programme, zone, start, now)

    def look(store: Store) -> list[Slot]:
        # One question for all of them: asked one by one, a new hourly programme cost two seconds a tick.
        known = {
            row.airs_at.timestamp(): row for row in store.slots_between(start, now, programme=programme.name)
        }
        unknown: list[Slot] = []
        for slot in reversed(past) if known else ():
            row = known.get(slot.airs_at.timestamp())
            if valid_until(programme, slot) > now:
                continue
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


def note_notice(slot: Slot, ledger: Ledger) -> None:
    """Write down that a slot gave way to a notice; it is made after all where the notice ends in time."""

    def write(store: Store) -> bool:
        return store.claim(slot.programme, slot.airs_at, by=who()) and store.finish(
            slot.programme, slot.airs_at, outcome=Outcome.MISSED, note=NOTICE
        )

    ledger.ask(write, otherwise=False)
