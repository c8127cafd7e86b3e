"""Slots: when a programme goes on air. The one rule, for preview, catch-up, installation and the desk."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bulletin.config.settings import EVERY_DAY, ProgrammeTable

DAY = timedelta(days=1)
HOURS = range(24)
INSTANT = timedelta(microseconds=1)
# Most programmes have a slot within two days; any has one within nine, whatever the clocks do.
NEAR_DAYS = (2, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One time at which a programme goes on air."""

    programme: str
    airs_at: datetime
    """In the station's zone."""
    local_date: date
    """The day it belongs to; the day after only where a clock change swallowed the rest of that day."""
    oddity: str = ""
    """What a clock change does to it, in words."""


def slots(programme: ProgrammeTable, zone: tzinfo, start: datetime, end: datetime) -> tuple[Slot, ...]:
    """
    List the slots of a programme with `start <= airs_at < end`, in order.

    A daily slot comes once for each local date: where its wall time does not exist, at the first instant
    after the gap; where it comes twice, at the first of them. An hourly programme comes in every real hour,
    when the wall clock shows its minute; where a clock change swallows that minute but not the whole hour, at
    the first instant after the gap. A date that a zone left out has no slot.

    Args:
        programme: Its `at`, or `every` and `minute`, and its `days`.
        zone: The station's.
        start: With a zone.
        end: With a zone.

    Source: PEP 495 for gaps and folds.
    """
    times = _hourly if programme.every == "hour" else _daily
    found: dict[float, Slot] = {}
    # A day on either side: a zone may be a day from UTC, and a gap can push a slot over midnight.
    day = start.astimezone(zone).date() - DAY
    last = end.astimezone(zone).date() + DAY
    while day <= last:
        if EVERY_DAY[day.weekday()] in programme.days:
            for instant, oddity in times(programme, zone, day):
                slot = Slot(
                    programme=programme.name,
                    airs_at=instant.astimezone(zone),
                    local_date=day,
                    oddity=oddity,
                )
                found.setdefault(instant.timestamp(), slot)
        day += DAY
    return tuple(found[stamp] for stamp in sorted(found) if start.timestamp() <= stamp < end.timestamp())


def is_scheduled(programme: ProgrammeTable) -> bool:
    """Tell whether a programme has times of its own."""
    return bool(programme.at or programme.every)


def next_slot(programme: ProgrammeTable, zone: tzinfo, after: datetime) -> Slot | None:
    """Find the first slot later than a moment; None without a schedule."""
    if not is_scheduled(programme):
        return None
    start = after.astimezone(UTC) + INSTANT
    for days in NEAR_DAYS:
        found = slots(programme, zone, start, start + days * DAY)
        if found:
            return found[0]
    return None


def last_slot(programme: ProgrammeTable, zone: tzinfo, until: datetime) -> Slot | None:
    """Find the last slot at or before a moment; None without a schedule."""
    if not is_scheduled(programme):
        return None
    end = until.astimezone(UTC) + INSTANT
    for days in NEAR_DAYS:
        found = slots(programme, zone, end - days * DAY, end)
        if found:
            return found[-1]
    return None


Times = Iterator[tuple[datetime, str]]


def _daily(programme: ProgrammeTable, zone: tzinfo, day: date) -> Times:
    for written in programme.at:
        wall = datetime.combine(day, time.fromisoformat(written))
        instants = _instants(wall, zone)
        if len(instants) == 2:
            yield instants[0], _twice(wall, "first")
        elif instants:
            yield instants[0], ""
        elif _exists(day, zone):
            after = _after_gap(wall, zone)
            yield after, _gap(wall, after.astimezone(zone))


def _hourly(programme: ProgrammeTable, zone: tzinfo, day: date) -> Times:
    for hour in HOURS:
        wall = datetime.combine(day, time(hour, programme.minute))
        instants = _instants(wall, zone)
        if not instants:
            after = _after_gap(wall, zone)
            shown = after.astimezone(zone)
            if (shown.date(), shown.hour) == (day, hour):
                yield after, _gap(wall, shown)
        elif len(instants) == 2:
            yield instants[0], _twice(wall, "first")
            yield instants[1], _twice(wall, "second")
        else:
            yield instants[0], ""


def _instants(wall: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """Find the instants, in UTC, at which the wall clock shows a time: none, one or two."""
    earlier, later = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    offset = earlier.utcoffset()
    if offset is not None and offset == later.utcoffset():  # neither left out nor twice: nearly always
        return ((wall - offset).replace(tzinfo=UTC),)
    candidates = {moment.astimezone(UTC) for moment in (earlier, later)}
    return tuple(sorted(c for c in candidates if c.astimezone(zone).replace(tzinfo=None) == wall))


def _after_gap(wall: datetime, zone: tzinfo) -> datetime:
    """Find the first instant, in UTC, at which the wall clock is past a time that it leaves out."""
    early = wall.replace(tzinfo=zone, fold=1).timestamp()
    late = wall.replace(tzinfo=zone, fold=0).timestamp()
    stamps = range(int(early), int(late) + 1)
    place = bisect_left(
        stamps, True, key=lambda stamp: datetime.fromtimestamp(stamp, zone).replace(tzinfo=None) > wall
    )
    return datetime.fromtimestamp(stamps[place], UTC)


def _exists(day: date, zone: tzinfo) -> bool:
    """Tell whether a zone has a date at all: Samoa had no 30 December 2011."""
    noon = datetime.combine(day, time(12))
    gap = not _instants(noon, zone)
    return not gap or _after_gap(noon, zone).astimezone(zone).date() == day


def _gap(wall: datetime, after: datetime) -> str:
    return f"{wall:%H:%M} does not exist on {_named(wall)}; the clocks go forward to {after:%H:%M}"


def _twice(wall: datetime, which: str) -> str:
    return f"{wall:%H:%M} comes twice on {_named(wall)}; this is the {which}"


def _named(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
