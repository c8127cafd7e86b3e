"""`bulletin release`: a story that waits, let on air."""

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
def release(*, number: int, station: Path | None, programme: str | None, by: str, reason: str) -> None:
    """
    Let a held story go on air. NUMBER is that of the last preview.

    \b
    bulletin release 7 --station radio --by "Jo Bell" --reason "checked with the trust's press office"
    """
    from bulletin.config.station import read_station
    from bulletin.schedule.deciding import release_story

    read = read_station(require_station(station))
    released = release_story(read, read.programme(programme).name, number, by=by, reason=reason)
    click.echo(f"It may go on air: {released.headline}", err=True)
