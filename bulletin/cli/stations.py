"""Which station a command is for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bulletin.errors import MisuseError

if TYPE_CHECKING:
    from bulletin.config.station import Station

Command = Callable[..., Any]

station_option = click.option(
    "--station",
    type=click.Path(path_type=Path),
    envvar="BULLETIN_STATION",
    help="Station folder with bulletin.toml.  [default: this folder, if it is one]",
)


def station_here(folder: Path | None) -> Path | None:
    """Find the station folder: the one that was named, else the one we are in, if it is one."""
    # Spelt out: a command that needs no station loads no settings.
    return Path() if folder is None and Path("bulletin.toml").is_file() else folder


def require_station(folder: Path | None) -> Path:
    """
    Find the station folder: the one that was named, else the one we are in.

    Raises:
        MisuseError: There is none.
    """
    from bulletin.config.station import FILE_NAME

    if folder is not None:
        return folder
    if Path(FILE_NAME).is_file():
        return Path()
    raise MisuseError("Name the station folder with --station. Make one with: bulletin init --station radio")


def station_for_air(folder: Path | None) -> Station:
    """
    Read a station for what must not wait; say what is wrong with its settings where the last good ones hold.

    Raises:
        MisuseError: There is none, or its settings were never good.
    """
    from bulletin.config.secrets import redact
    from bulletin.config.station import read_for_air

    station = read_for_air(require_station(folder))
    if station.fault:
        click.echo(redact(f"{station.fault}\nUntil it is mended, the settings of before hold."), err=True)
    return station
