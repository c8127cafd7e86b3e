"""Which station a command is for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from bulletin.errors import MisuseError

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
