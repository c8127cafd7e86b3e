"""`bulletin hold`: a story kept from the air."""

from __future__ import annotations

from pathlib import Path

import click

from bulletin.cli.stations import require_station, station_option


@click.command()
@click.argument("number", type=int)
@station_option
@click.option("--programme", metavar="NAME", help="Which one.  [default: the first]")
@click.option("--by", required=True, metavar="NAME", help="Who says so.")
@click.option("--reason", required=True, metavar="TEXT", help="Why; it stands in the record.")
def hold(*, number: int, station: Path | None, programme: str | None, by: str, reason: str) -> None:
    """
    Keep a story from the air, whoever tells it, until it is released. NUMBER is that of the last preview.

    \b
    bulletin hold 2 --station radio --by "Jo Bell" --reason "the family has not been told"
    """
    from bulletin.config.station import read_station
    from bulletin.schedule.deciding import hold_story

    read = read_station(require_station(station))
    held = hold_story(read, read.programme(programme).name, number, by=by, reason=reason)
    click.echo(f"Held: {held.headline}", err=True)
