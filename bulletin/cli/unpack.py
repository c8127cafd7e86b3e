"""`bulletin unpack`: a station out of one file."""

from __future__ import annotations

from pathlib import Path

import click

from bulletin.system.typed import typed


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE.zip")
@click.option(
    "--station", type=click.Path(path_type=Path), default="station", show_default=True, help="Where it goes."
)
@click.option(
    "--force", is_flag=True, help="Move a station that is there aside; its passwords are taken over."
)
def unpack(*, file: Path, station: Path, force: bool) -> None:
    """
    Unpack a station that `bulletin pack` has packed, on this or another machine.

    \b
    bulletin unpack radio-november.zip --station radio
    """
    from bulletin.edition.unpacking import unpack_station

    packed, aside = unpack_station(file, station, force=force)
    click.echo(
        f"{packed.station}, packed on {packed.packed_at:%d %B %Y}: {len(packed.items)} files.", err=True
    )
    if aside is not None:
        click.echo(f"What was there is now {aside}.", err=True)
    for line in packed.outside:
        click.echo(f"Not in the pack: {line}", err=True)
    for key in packed.secrets:
        click.echo(f"Type this into {station / 'secrets.toml'} again: {key}", err=True)
    click.echo(f"Next: bulletin check --station {typed(station)}", err=True)
    click.echo(station)
