"""Formats: the table of what a bulletin can be encoded to, from formats.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bulletin.errors import MisuseError


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One row of formats.toml, which explains the fields."""

    name: str
    suffix: str
    """Of the file, without its full stop."""
    encoder: tuple[str, ...]
    muxer: str
    offset_db: float
    ceiling_dbtp: float
    chapters: bool
    expiry: bool


@cache
def formats() -> dict[str, Format]:
    """Every format by its name."""
    table = tomllib.loads(files(__package__).joinpath("formats.toml").read_text(encoding="utf-8"))
    return {
        name: Format(name=name, **{"suffix": name, **row, "encoder": tuple(row["encoder"])})
        for name, row in table.items()
    }


def format_named(name: str) -> Format:
    """
    Find a format.

    Raises:
        MisuseError: There is none of that name.
    """
    try:
        return formats()[name]
    except KeyError:
        known = ", ".join(sorted(formats()))
        raise MisuseError(f"There is no format {name!r}. Choose one of: {known}.") from None
