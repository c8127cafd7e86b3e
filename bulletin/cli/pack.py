"""`bulletin pack`: a station in one file."""

from __future__ import annotations

from pathlib import Path

import click

from bulletin.cli.stations import require_station, station_option


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.zip")
@station_option
@click.option(
    "--with-audio", is_flag=True, help="Take the sound of past editions too, not their papers alone."
)
def pack(*, file: Path, station: Path | None, with_audio: bool) -> None:
    """
    Pack a station into one file: settings, pronunciations, sounds, voices, copy, record and database.

    Passwords are never packed; those to type again are named.

    \b
    bulletin pack radio-november.zip --station radio
    bulletin pack whole.zip --station radio --with-audio
    """
    from bulletin.config.station import read_station
    from bulletin.edition.packing import note_pack, pack_station
    from bulletin.system.clock import machine_zone, now

    folder = require_station(station)
    found = read_station(folder)
    present = now(found.settings.station.zone or machine_zone())
    packed = pack_station(found, file, now=present, with_audio=with_audio)
    note_pack(found, file, now=present)
    click.echo(f"{len(packed.items)} files, {packed.size_bytes / 1_000_000:.1f} MB before packing.", err=True)
    for line in packed.outside:
        click.echo(f"Not in the pack: {line}", err=True)
    for key in packed.secrets:
        click.echo(f"Not in the pack, type this again after unpacking: {key}", err=True)
    click.echo(file)
