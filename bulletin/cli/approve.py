"""`bulletin approve`: yes to what a source sent."""

from __future__ import annotations

from pathlib import Path

import click

from bulletin.cli.stations import require_station, station_option


@click.command()
@station_option
@click.option("--programme", metavar="NAME", help="Which one.  [default: the first]")
@click.option("--by", required=True, metavar="NAME", help="Who says so.")
def approve(*, station: Path | None, programme: str | None, by: str) -> None:
    """
    Say yes to the stories of sources with approval = true, as the last preview showed them.

    What a rule or a person holds stays held: see release.

    \b
    bulletin approve --station radio --by "Jo Bell"
    """
    from bulletin.config.station import read_station
    from bulletin.schedule.deciding import approve_waiting
    from bulletin.system.clock import now

    read = read_station(require_station(station))
    for headline in approve_waiting(read, read.programme(programme).name, by=by, now=now):
        click.echo(f"It may go on air: {headline}", err=True)
