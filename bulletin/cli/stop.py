"""`bulletin stop`: off air, now."""

from __future__ import annotations

from pathlib import Path

import click

from bulletin.cli.stations import station_for_air, station_option
from bulletin.errors import Exit


@click.command()
@station_option
@click.option("--by", required=True, metavar="NAME", help="Who says so.")
@click.option("--reason", required=True, metavar="TEXT", help="Why; it stands in the record.")
def stop(*, station: Path | None, by: str, reason: str) -> int:
    """
    Take the station's bulletins off air now: the filler takes their place, and every slot is held.

    It works with the network down and while a bulletin is being made.

    \b
    bulletin stop --station radio --by "Jo Bell" --reason "wrong name in the first story"
    """
    from bulletin.schedule.ledger import Ledger
    from bulletin.schedule.stopping import stop as take_off_air
    from bulletin.system.clock import now

    read = station_for_air(station)
    with Ledger(read, now=now, wait_s=1.0) as ledger:
        done = take_off_air(read, ledger, by=by, reason=reason, now=now)
    for name in done.fillers:
        click.echo(f"The filler is on air in place of {name}.", err=True)
    for receipt in done.receipts:
        click.echo(f"The filler is at {receipt.where}.", err=True)
    for skip in done.by_hand:
        click.echo(f"Do by hand: {skip.line}", err=True)
    if ledger.fault:
        click.echo(f"It holds, and is not in the record yet: {ledger.fault}", err=True)
    click.echo("Off air until: bulletin resume --by NAME", err=True)
    if not done.fillers:
        return Exit.FAILED
    return Exit.WITH_LOSS if done.by_hand else Exit.DONE
