"""The health of sources: how each fared when it was last asked, without asking it now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bulletin.config.settings import SourceTable
from bulletin.config.station import Station
from bulletin.edition.asking import address_key
from bulletin.edition.memory import ask_memory
from bulletin.edition.sourcing import is_remote
from bulletin.gather.manners import GONE_FOR_GOOD
from bulletin.model import SourceState


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a source fares."""

    name: str
    address: str
    permission: str
    is_well: bool
    words: str
    """One plain line."""
    state: SourceState | None = None
    """What is remembered; nothing of a file, or of a source that was never asked."""


def look_at_health(station: Station, *, now: datetime) -> tuple[Health, ...]:
    """Tell how every source of a station fares, from its memory alone."""
    nothing: tuple[SourceState, ...] = ()
    states = {state.name: state for state in ask_memory(station, lambda store: store.sources(), nothing)}
    return tuple(_health(row, station, states, now=now) for row in station.settings.source)


def _health(
    row: SourceTable, station: Station, states: Mapping[str, SourceState], *, now: datetime
) -> Health:
    address = station.source_address(row)
    state = states.get(row.name)
    if state is not None and state.address_key != address_key(address):
        state = None
    is_well, words = _words(row, address, state, now=now)
    return Health(
        name=row.name,
        address=row.address,
        permission=row.permission,
        is_well=is_well,
        words=words,
        state=state,
    )


def _words(row: SourceTable, address: str, state: SourceState | None, *, now: datetime) -> tuple[bool, str]:
    if not is_remote(address):
        return True, "read at each bulletin"
    if not row.permission.strip():
        return False, "not read: nobody's permission to broadcast it is noted"
    if state is None or state.asked_at is None:
        return True, "not asked yet"
    if state.gone >= GONE_FOR_GOOD:
        return False, "gone for good, and not asked any more"
    if state.failures:
        return False, _failing(state, now=now)
    is_well, told = _giving(row, state, now=now)
    return is_well, f"{told}; it {moved(state.moved_to)}" if state.moved_to else told


def _failing(state: SourceState, *, now: datetime) -> str:
    times = (
        "failed when it was last asked" if state.failures == 1 else f"failed {state.failures} times in a row"
    )
    if state.next_try is None or state.next_try <= now:
        return f"{times}: {state.error}"
    until = state.next_try.astimezone(now.tzinfo)
    return f"{times}, left alone until {until:%H:%M on %d %B}: {state.error}"


def _giving(row: SourceTable, state: SourceState, *, now: datetime) -> tuple[bool, str]:
    assert state.fetched_at is not None
    gave = (
        f"{state.gave} {'story' if state.gave == 1 else 'stories'}, asked {ago(now - state.fetched_at)} ago"
    )
    if state.newest is None:
        return True, f"{gave}, without dates"
    age = now - state.newest
    told = f"{gave}, the newest {ago(age)} old"
    return age <= row.max_age, told if age <= row.max_age else f"{told}, older than its max_age"


def moved(address: str) -> str:
    """Say what to do where a source is at another address for good."""
    return f"has moved for good: write {address} as its address in bulletin.toml"


def ago(age: timedelta) -> str:
    """Say how long ago, in the largest unit that fits."""
    seconds = age.total_seconds()
    if seconds < 60:
        return "under a minute"
    unit, size = next(
        ((unit, size) for unit, size in (("day", 86_400), ("hour", 3600)) if seconds >= 2 * size),
        ("minute", 60),
    )
    count = round(seconds / size)
    return f"{count} {unit}{'' if count == 1 else 's'}"
