"""`bulletin resume`: on air again."""

from __future__ import annotations

from pathlib import Path

import click

from bulletin.cli.stations import require_station, station_for_air, station_option
from bulletin.system.typed import typed


@click.command()
@station_option
@click.option("--by", required=True, metavar="NAME", help="Who says so.")
def resume(*, station: Path | None, by: str) -> None:
    """
    Let bulletins go on air again after a stop; the slot that is due is made at the next tick.

    \b
    bulletin resume --station radio --by "Jo Bell"
    """
    from bulletin.schedule.ledger import Ledger
    from bulletin.schedule.stopping import resume as put_on_air
    from bulletin.system.clock import now

    folder = require_station(station)
    read = station_for_air(folder)
    with Ledger(read, now=now) as ledger:
        was_off = put_on_air(read, ledger, by=by, now=now)
    click.echo("On air again." if was_off else "The station was not off air.", err=True)
    click.echo(f"To have what is due at once: bulletin tick --station {typed(folder)}", err=True)
