"""`bulletin outlet`: where the bulletin goes, and whether it arrives."""

from __future__ import annotations

import json
from pathlib import Path

import click

from bulletin.cli.progress import progress
from bulletin.cli.stations import require_station, station_option
from bulletin.errors import Exit


@click.group()
def outlet() -> None:
    """
    List the outlets, or try one.

    \b
    bulletin outlet list --station radio
    bulletin outlet test studio --station radio
    """


@outlet.command(name="list")
@station_option
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def list_(*, station: Path | None, as_json: bool) -> int:
    """List the station's outlets."""
    from bulletin.config.station import read_station

    read = read_station(require_station(station))
    rows = [
        {"name": table.name, "kind": table.kind, "programmes": list(table.programmes)}
        for table in read.settings.outlet
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return Exit.DONE
    for table in read.settings.outlet:
        click.echo(f"{table.name:20} {table.kind:10} {', '.join(table.programmes) or 'every programme'}")
    if not rows:
        click.echo(
            "No outlet but the live names in the output folder. Add [[outlet]] to bulletin.toml.", err=True
        )
    return Exit.DONE


@outlet.command()
@click.argument("name")
@station_option
@click.option("--programme", metavar="NAME", help="Whose names are used.  [default: the first]")
def test(*, name: str, station: Path | None, programme: str | None) -> int:
    """
    Send a short sound to an outlet and read it back.

    Files go under the name bulletin-test and are removed again. A stream or a sound card plays it aloud.
    """
    from bulletin.config.station import read_station
    from bulletin.edition.trying import try_outlet
    from bulletin.system.clock import machine_zone, now

    read = read_station(require_station(station))
    with progress() as tell:
        tell(f"Sending four seconds of sound to {name}")
        zone = read.settings.station.zone or machine_zone()
        receipt = try_outlet(read, name, programme=read.programme(programme).name, now=now(zone))
    click.echo(f"{receipt.where}: {receipt.checked}")
    return Exit.DONE
