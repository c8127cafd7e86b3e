"""`bulletin outlet`: where the bulletin goes, and whether it arrives."""

from __future__ import annotations

import json
from pathlib import Path

import click

from bulletin.cli.progress import progress
from bulletin.cli.stations import require_station, station_option
from bulletin.errors import Exit, MisuseError


@click.group()
def outlet() -> None:
    """
    List the outlets, or try one.

    \b
    bulletin outlet list --station radio
    bulletin outlet test studio --station radio
    bulletin outlet liquidsoap --station radio --out radio.liq
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


@outlet.command()
@station_option
@click.option("--programme", metavar="NAME", help="What it plays.  [default: the first]")
@click.option("--for", "version", metavar="VERSION", help="Such as 2.2.  [default: what is installed here]")
@click.option("--out", type=click.Path(path_type=Path), default="radio.liq", show_default=True)
def liquidsoap(*, station: Path | None, programme: str | None, version: str | None, out: Path) -> int:
    """
    Write a Liquidsoap configuration with this station's folder, name and times.

    Your music and the Icecast server are typed into its first lines.
    """
    from bulletin.config.station import read_station
    from bulletin.edition.checks.machine import shows_same
    from bulletin.publish.playout import fitting, station_configuration, version_installed
    from bulletin.system.clock import now
    from bulletin.system.files import require_folder, write_whole

    if out.exists():
        raise MisuseError(f"{out} is there already and was left as it is. Name another file with --out.")
    told = version or version_installed()
    if told is None:
        raise MisuseError("There is no Liquidsoap on this machine. For another one say: --for 2.1")
    read = read_station(require_station(station))
    text = station_configuration(fitting(told), station=read, programme=read.programme(programme))
    require_folder(out.parent)
    write_whole(out, text)
    zone = read.settings.station.zone
    if zone is not None and not shows_same(zone, now(zone).year):
        click.echo(f"This machine's clock is of another zone. Start liquidsoap with TZ={zone}", err=True)
    click.echo(f"Type your music and server into its first lines, then: liquidsoap --check {out}", err=True)
    click.echo(out)
    return Exit.DONE
