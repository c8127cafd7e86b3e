"""`bulletin serve`: keep time, and serve the latest bulletin."""

from __future__ import annotations

from pathlib import Path

import click

from bulletin.cli.stations import require_station, station_option


@click.command()
@station_option
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 lets other machines in.")
@click.option("--port", type=click.IntRange(0, 65535), default=8470, show_default=True)
def serve(*, station: Path | None, host: str, port: int) -> None:
    """
    Do what is due, every 30 seconds, and serve the latest edition of each programme.

    PROGRAMME/latest.mp3, latest.json and feed.xml stand at fixed addresses without redirect; what has expired
    is never served. It runs until Ctrl-C.

    \b
    bulletin serve --station radio
    bulletin serve --station radio --host 0.0.0.0 --port 8080
    """
    from functools import partial

    from bulletin.config.station import read_for_air
    from bulletin.schedule.serve import keep_time, serving, until_told
    from bulletin.schedule.tick import start_program
    from bulletin.system.clock import now

    folder = require_station(station)
    read = partial(read_for_air, folder)
    with (
        until_told() as over,
        serving(read, host=host, port=port, now=now) as address,
    ):
        for programme in read().settings.programme:
            click.echo(f"{address}{programme.name}/latest.mp3", err=True)
        click.echo("Ctrl-C ends it.", err=True)
        keep_time(read, start=start_program(folder), now=now, over=over)
    click.echo("Ended. What was live still is.", err=True)
