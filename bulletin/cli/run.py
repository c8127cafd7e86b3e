"""`bulletin run`: make the bulletin of one slot, in time."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bulletin.cli.ordering import executor
from bulletin.cli.progress import progress
from bulletin.cli.stations import station_for_air, station_option
from bulletin.cli.values import Duration, Moment
from bulletin.errors import MisuseError

if TYPE_CHECKING:
    from bulletin.config.station import Station
    from bulletin.schedule.slots import Slot


@click.command()
@click.argument("programme", required=False)
@station_option
@click.option("--slot", type=Moment(), help="When it airs.  [default: the slot that is due]")
@click.option(
    "--within", type=Duration(), help="How long it may take.  [default: until shortly before it airs]"
)
@click.option("--jobs", type=click.IntRange(1, 64), help="How many lines are spoken at once.")
def run(
    *,
    programme: str | None,
    station: Path | None,
    slot: datetime | time | None,
    within: timedelta | None,
    jobs: int | None,
) -> int:
    """
    Make a programme's bulletin for one slot, once, and have it live before it airs.

    Late sources are left out. When all fail, stories that were kept are used, then notices of the copy
    folder, then the filler. The timers call this; it does no harm to call it again.

    \b
    bulletin run bulletin --station radio
    bulletin run bulletin --station radio --slot 13:00
    """
    from bulletin.publish.places import Places
    from bulletin.schedule.ledger import Ledger
    from bulletin.schedule.orders import order_for
    from bulletin.schedule.run import Shift, refuse_slot, run_slot
    from bulletin.system.clock import now

    read = station_for_air(station)
    wanted = _slot(read, programme, slot)
    with progress() as tell, executor(jobs=jobs, cluster=None) as runner, Ledger(read, now=now) as ledger:
        try:
            order = order_for(read, wanted, now=now())
        except MisuseError as error:
            ended = refuse_slot(read, wanted, ledger, error, now=now)
        else:
            ended = run_slot(
                Shift(
                    order=order,
                    slot=wanted,
                    ledger=ledger,
                    executor=runner,
                    now=now,
                    tell=tell,
                    within=within,
                )
            )
    for skip in ended.edition.skipped if ended.edition else ():
        click.echo(f"Left out: {skip.line}", err=True)
    click.echo(ended.said, err=True)
    if ended.edition:
        click.echo(Places(root=read.output / wanted.programme).audio)
    return ended.status


def _slot(station: Station, name: str | None, asked: datetime | time | None) -> Slot:
    from bulletin.schedule.orders import due_slot
    from bulletin.schedule.slots import Slot
    from bulletin.schedule.validity import zone_of
    from bulletin.system.clock import now

    programme, zone = station.programme(name), zone_of(station)
    if asked is None:
        due = due_slot(programme, station, now())
        if due is not None:
            return due
        asked = now(zone).replace(second=0, microsecond=0)
    if isinstance(asked, time):
        asked = datetime.combine(now(zone).date(), asked.replace(tzinfo=None), tzinfo=zone)
    airs_at = asked.replace(tzinfo=zone) if asked.tzinfo is None else asked.astimezone(zone)
    return Slot(programme=programme.name, airs_at=airs_at, local_date=airs_at.date())
