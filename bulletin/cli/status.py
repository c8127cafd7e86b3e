"""`bulletin status`: what is on air and what comes next."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bulletin.cli.stations import station_for_air, station_option
from bulletin.errors import Exit

if TYPE_CHECKING:
    from bulletin.schedule.status import ProgrammeStatus, Status
    from bulletin.store import Tally

MOMENT = "%H:%M on %a %d %b"


@click.command()
@station_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def status(*, station: Path | None, as_json: bool) -> int:
    """
    Show what is on air and until when, what comes next, and how the last seven days went.

    The exit status is 1 when the schedule wants a bulletin on air now and none that is fresh is there.

    \b
    bulletin status --station radio
    bulletin status --station radio --json
    """
    from bulletin.schedule.ledger import Ledger
    from bulletin.schedule.status import look
    from bulletin.system.clock import now

    read = station_for_air(station)
    with Ledger(read, now=now) as ledger:
        seen = look(read, ledger, now=now())
    if as_json:
        record = {**asdict(seen), "is_well": seen.is_well}
        click.echo(json.dumps(record, default=_plain, ensure_ascii=False, indent=1))
    else:
        for line in _lines(seen):
            click.echo(line)
    return Exit.DONE if seen.is_well else Exit.FAILED


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _lines(seen: Status) -> Iterator[str]:
    yield f"{seen.station}, {seen.at:{MOMENT}}"
    if seen.off_air:
        off = seen.off_air
        yield f"OFF AIR since {off.at.astimezone(seen.at.tzinfo):{MOMENT}}, by {off.by}: {off.reason}"
    for programme in seen.programmes:
        yield ""
        yield from _programme(programme)
    if seen.held:
        yield ""
        yield from (f"held: {hold.headline or hold.story}: {hold.reason}" for hold in seen.held)
    if seen.alerts:
        yield ""
        yield from (
            f"trouble since {alert.first_at.astimezone(seen.at.tzinfo):{MOMENT}}: {alert.text}"
            for alert in seen.alerts
        )
    if seen.record_fault:
        yield ""
        yield f"The record cannot be read, so the counts are missing. {seen.record_fault}"


def _programme(seen: ProgrammeStatus) -> Iterator[str]:
    if seen.is_fresh and seen.live_until:
        slot = f" for {seen.live_slot:{MOMENT}}" if seen.live_slot and seen.live == "bulletin" else ""
        yield f"{seen.programme}: the {seen.live}{slot} is on air until {seen.live_until:{MOMENT}}"
    elif seen.live == "filler":
        yield f"{seen.programme}: {'NOTHING FRESH, ' if seen.is_expected else ''}the filler is on air"
    elif seen.live == "nothing":
        yield f"{seen.programme}: {'NOTHING FRESH, ' if seen.is_expected else ''}nothing was made yet"
    else:
        yield f"{seen.programme}: STALE, what is live has expired; the next tick withdraws it"
    yield f"  at {seen.where}"
    if seen.last_note:
        yield f"  last slot: {seen.last_note.splitlines()[0]}"
    yield f"  last good: {f'{seen.last_good:{MOMENT}}' if seen.last_good else 'none yet'}"
    yield f"  next: {f'{seen.next_slot:{MOMENT}}' if seen.next_slot else 'no schedule'}"
    yield f"  7 days: {_counted(seen.week)}"


def _counted(week: Tally) -> str:
    counts = {
        "made": week.made,
        "with loss": week.with_loss,
        "filler": week.filler,
        "missed": week.missed,
        "failed": week.failed,
        "at work": week.unfinished,
    }
    return ", ".join(f"{count} {word}" for word, count in counts.items() if count) or "no slots yet"
