"""`bulletin handover`: one page for whoever looks after the bulletin."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from bulletin.cli.stations import require_station, station_option


@click.command()
@station_option
@click.option(
    "--out", type=click.Path(path_type=Path), help="The page.  [default: handover.html in the station]"
)
def handover(*, station: Path | None, out: Path | None) -> None:
    """
    Print one page of A4 from live settings: what runs when, which file goes where, what to do in silence, how
    to stop it, who allowed which news, and how the last 7 days went.

    \b
    bulletin handover --station radio
    bulletin handover --station radio --out page.html
    """
    from bulletin.config.station import read_station
    from bulletin.edition.handover import make_handover
    from bulletin.edition.handover_page import handover_html
    from bulletin.schedule.slots import slots
    from bulletin.schedule.validity import zone_of
    from bulletin.system.clock import now
    from bulletin.system.files import write_whole

    folder = require_station(station)
    found = read_station(folder)
    present = now(zone_of(found))
    told = make_handover(
        found,
        now=present,
        following=lambda programme: [
            slot.airs_at for slot in slots(programme, zone_of(found), present, present + timedelta(days=8))
        ],
    )
    page = out or folder / "handover.html"
    write_whole(page, handover_html(told))
    click.echo("Open it in a browser and print it; it fits one sheet of A4.", err=True)
    click.echo(page)
