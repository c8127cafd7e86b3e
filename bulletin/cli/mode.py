"""`bulletin mode`: the rules of a special time, on or off."""

from __future__ import annotations

from pathlib import Path

import click

from bulletin.cli.ordering import executor
from bulletin.cli.progress import progress
from bulletin.cli.stations import station_for_air, station_option
from bulletin.errors import Exit


@click.command()
@click.argument("name", type=click.Choice(["election", "obituary", "incident", "normal"]))
@station_option
@click.option("--by", required=True, metavar="NAME", help="Who says so.")
@click.option("--reason", required=True, metavar="TEXT", help="Why; it stands in the record.")
def mode(*, name: str, station: Path | None, by: str, reason: str) -> int:
    """
    Switch the rules of a special time on, or back to normal; what is live is made again at once.

    \b
    election   nothing of the election is told
    obituary   quiet sounds, no light item and no sport
    incident   only what the station's own people wrote is told; say the rest with: bulletin flash

    \b
    bulletin mode election --station radio --by "Jo Bell" --reason "polling day"
    """
    from bulletin.edition.order import Tools
    from bulletin.publish.mode import Mode, ModeName
    from bulletin.schedule.ledger import Ledger
    from bulletin.schedule.switching import switch
    from bulletin.system.clock import now

    read = station_for_air(station)
    wanted = Mode(name=ModeName(name), by=by, reason=reason, at=now())
    with progress() as tell, executor(jobs=None, cluster=None) as runner, Ledger(read, now=now) as ledger:
        tools = Tools(executor=runner, now=now, tell=tell)
        done = switch(wanted, station=read, tools=tools, ledger=ledger)
    for one in done:
        for headline in one.left_out:
            click.echo(f"No longer told in {one.programme}: {headline}", err=True)
        if one.edition is None:
            click.echo(f"Nothing is left in {one.programme}, so the filler is on air there.", err=True)
    click.echo(f"Mode: {name}.", err=True)
    return Exit.DONE
