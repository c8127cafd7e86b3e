"""`bulletin init`: start a station folder."""

from __future__ import annotations

from pathlib import Path

import click

from bulletin.errors import MisuseError


@click.command()
@click.option(
    "--station", type=click.Path(path_type=Path), default="station", show_default=True, help="Its folder."
)
@click.option("--yes", is_flag=True, help="Ask nothing; take the defaults.")
def init(*, station: Path, yes: bool) -> None:
    """
    Start a station folder: settings with comments, and folders for copy, voices and sounds.

    \b
    bulletin init
    bulletin init --yes --station radio
    """
    from bulletin.config.station import FILE_NAME
    from bulletin.config.template import new_settings
    from bulletin.system.clock import machine_zone
    from bulletin.system.files import require_folder, write_whole

    settings = station / FILE_NAME
    if settings.exists():
        raise MisuseError(
            f"{settings} is there already and was left as it is. Name another folder with --station."
        )
    zone = getattr(machine_zone(), "key", "Europe/London")
    name, place = "Hospital Radio", ""
    if not yes:
        name = click.prompt("Name of the station", default=name)
        place = click.prompt("Town or hospital", default=place, show_default=False)
        zone = click.prompt("Time zone", default=zone)
    for folder in ("copy", "voices", "sounds"):
        require_folder(station / folder)
    write_whole(settings, new_settings(name=name, place=place, zone=zone))
    click.echo(f"Next: bulletin check --station {station}, then: bulletin make --station {station}", err=True)
    click.echo(settings)
