"""Deciding: a person holds a story, releases it, or says yes to what a source sent; all of it on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bulletin.config.station import Station
from bulletin.edition.memory import open_memory
from bulletin.edition.minding import BY_SOURCE
from bulletin.errors import MisuseError
from bulletin.publish.places import Places
from bulletin.schedule.previewing import Listed, last_listed
from bulletin.schedule.slots import next_slot
from bulletin.schedule.validity import zone_of


def hold_story(station: Station, programme: str, number: int, *, by: str, reason: str) -> Listed:
    """
    Keep a story from the air, whoever tells it.

    Raises:
        MisuseError: There is no such number in the last preview, or it is held already.
        BulletinError: It cannot be written down.
    """
    listed = _listed(station, programme, number)
    with open_memory(station) as store:
        if not store.hold(listed.story, by=by, reason=reason, headline=listed.headline):
            raise MisuseError(f"Story {number} is held already: {listed.headline}")
        store.event(None, "hold", f"{by}: {listed.headline}: {reason}")
    return listed


def release_story(station: Station, programme: str, number: int, *, by: str, reason: str) -> Listed:
    """
    Let a story that waits go on air.

    Raises:
        MisuseError: There is no such number in the last preview, or it is not held.
        BulletinError: It cannot be written down.
    """
    listed = _listed(station, programme, number)
    with open_memory(station) as store:
        if not store.release(listed.story, by=by, reason=reason):
            raise MisuseError(f"Story {number} is not held: {listed.headline}")
        store.event(None, "release", f"{by}: {listed.headline}: {reason}")
    return listed


def approve_waiting(
    station: Station, programme: str, *, by: str, now: Callable[[], datetime]
) -> tuple[str, ...]:
    """
    Say yes to all stories of sources that a person approves, as the last preview showed them.

    Returns:
        Their headlines; what a rule or a person holds stays held.

    Raises:
        MisuseError: There was no preview, or nothing in it waits for an approval.
        BulletinError: It cannot be written down.
    """
    slot = next_slot(station.programme(programme), zone_of(station), now())
    released = []
    with open_memory(station, now=now) as store:
        waiting = {hold.story: hold for hold in store.held() if hold.by.startswith(BY_SOURCE)}
        for listed in last_listed(_places(station, programme)).values():
            if listed.story in waiting and store.release(listed.story, by=by, reason="approved"):
                released.append(listed.headline)
        if not released:
            raise MisuseError("Nothing in the last preview waits for an approval. See: bulletin preview")
        if slot is not None:
            store.approve(programme, slot.airs_at, by=by, note="; ".join(released))
        store.event(None, "approve", f"{by}: {'; '.join(released)}")
    return tuple(released)


def _listed(station: Station, programme: str, number: int) -> Listed:
    listed = last_listed(_places(station, programme))
    if number not in listed:
        raise MisuseError(f"There is no story {number} in the last preview. See: bulletin preview")
    return listed[number]


def _places(station: Station, programme: str) -> Places:
    return Places(root=station.output / programme)
