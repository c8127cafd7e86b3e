"""`bulletin tick`: do what is due."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from bulletin.cli.stations import require_station, station_for_air, station_option
from bulletin.cli.values import Duration


@click.command()
@station_option
@click.option("--stay", type=Duration(), help="Wait that long for what expires before the next tick.")
def tick(*, station: Path | None, stay: timedelta | None) -> int:
    """
    Make what is due, catch up after a power cut, withdraw what is stale, tidy up.

    A timer calls this every few minutes; it is harmless to call it as often as you like, also from
    two machines that share the station's folders and database.

    \b
    bulletin tick --station radio
    """
    from bulletin.config.station import read_for_air
    from bulletin.schedule.tick import start_program
    from bulletin.schedule.tick import tick as do_what_is_due
    from bulletin.system.clock import now

    folder = require_station(station)
    station_for_air(folder)
    return do_what_is_due(
        lambda: read_for_air(folder),
        start=start_program(folder, tell=lambda line: click.echo(line, err=True)),
        now=now,
        stay=stay or timedelta(0),
    )
