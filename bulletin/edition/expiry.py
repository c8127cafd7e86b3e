"""When an edition must leave the air."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from bulletin.errors import NothingFitError
from bulletin.model import Line

# Greetings are true for a part of the day; the hour at which each turns false.
GREETINGS = {"good morning": time(12), "good afternoon": time(18)}


def expiry(
    *,
    slot: datetime,
    valid_for: timedelta | None,
    lines: Iterable[Line],
    now: datetime,
    ends: Iterable[datetime] = (),
) -> datetime:
    """
    Tell until when an edition may be played.

    Every edition says its date, and day words in the stories ("tonight", "tomorrow") hold for that date only,
    so nothing outlives its local day, however long it was asked to be valid.

    Args:
        slot: When it airs, in the station's zone.
        valid_for: Asked for by the command or the programme; None is the rest of the day.
        lines: What it says.
        now: The present.
        ends: When stories in it end, where they say so.

    Raises:
        NothingFitError: That moment has passed already.
    """
    limits = [end_of_day(slot), *_greeting_limits(slot, lines), *ends]
    if valid_for is not None:
        # Added in UTC: on a clock-change night 65 minutes are 65 real minutes.
        limits.append((slot.astimezone(UTC) + valid_for).astimezone(slot.tzinfo))
    until = min(limits, key=datetime.timestamp)
    if until <= now:
        raise NothingFitError(
            f"A bulletin for {slot:%H:%M on %d %B %Y} may be played until {until:%H:%M on %d %B} only, "
            "which has passed. Give a later time with --at."
        )
    return until


def end_of_day(moment: datetime) -> datetime:
    """Find the midnight that ends a moment's local day, whatever the clocks do that day."""
    return datetime.combine(moment.date() + timedelta(days=1), time(0), tzinfo=moment.tzinfo)


def _greeting_limits(slot: datetime, lines: Iterable[Line]) -> list[datetime]:
    said = [line.text.casefold() for line in lines if line.story is None]
    return [
        datetime.combine(slot.date(), hour, tzinfo=slot.tzinfo)
        for greeting, hour in GREETINGS.items()
        if any(text.startswith(greeting) for text in said)
    ]
