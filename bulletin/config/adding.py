"""Adding: new sources at the end of a station's settings, whose other lines stay as a person wrote them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bulletin.config.station import FILE_NAME, parse_settings, read_station
from bulletin.config.toml import quoted
from bulletin.errors import MisuseError
from bulletin.system.files import write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSource:
    """A source that a person wants."""

    name: str
    address: str
    permission: str = ""
    robots: bool = True


def add_sources(folder: Path, new: Sequence[NewSource]) -> None:
    """
    Write sources into `bulletin.toml`; the file is checked before it is changed.

    Raises:
        MisuseError: A name or address is there already, or the settings would be wrong with it.
    """
    path = folder / FILE_NAME
    _refuse_known(folder, new)
    text = path.read_text(encoding="utf-8-sig").rstrip("\n")
    whole = "\n\n".join([text, *map(_block, new)]) + "\n"
    parse_settings(whole, path)
    write_whole(path, whole)


def _refuse_known(folder: Path, new: Sequence[NewSource]) -> None:
    rows = read_station(folder).settings.source
    for source in new:
        for row in rows:
            if source.name == row.name:
                raise MisuseError(f"There is a source {row.name!r} already. Give another name with --name.")
            if source.address == row.address:
                raise MisuseError(f"{source.address} is there already: it is the source {row.name!r}.")


def _block(source: NewSource) -> str:
    lines = [
        "[[source]]",
        f"name = {quoted(source.name)}",
        f"address = {quoted(source.address)}",
        f"permission = {quoted(source.permission)}",
    ]
    return "\n".join(lines if source.robots else [*lines, "robots = false"])
