"""Adding sources: found, tried, and written into the settings."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from bulletin.config.adding import NewSource, add_sources
from bulletin.config.station import Station, read_station
from bulletin.edition.sourcing import access_of, is_remote
from bulletin.errors import MisuseError, SourceError
from bulletin.gather import TYPED, Source
from bulletin.gather.discovery import Offer, discover
from bulletin.gather.opml import read_opml

NEEDED = (
    "Say who allowed you to broadcast this news, and when: "
    '--permission "Jo Bell, news editor, by e-mail on 3 March 2026". Ask first: news belongs to somebody.'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A source that now stands in the settings."""

    source: NewSource
    offer: Offer | None = None
    """What it gives; nothing for one that was not asked."""


def offers_of(address: str, station: Station, *, now: datetime) -> tuple[Offer, ...]:
    """
    Find the feeds of a page that a person names.

    Raises:
        SourceError: It offers none that can be read.
    """
    access = replace(TYPED, agent=access_of(station).agent)
    return discover(Source(address=address, access=access), now=now)


def add_source(
    folder: Path, address: str, *, name: str | None, permission: str, robots: bool, now: datetime
) -> Added:
    """
    Try an address and write it into a station's settings.

    Args:
        folder: The station.
        address: A feed, a file or a folder; of a page, its feeds are named instead.
        name: What the report calls it; the feed's own title without it.
        permission: Who allowed it; news of the web is not added without.
        robots: Whether robots.txt is obeyed.
        now: The present.

    Raises:
        SourceError: It cannot be read, or is a page; nothing is written.
        MisuseError: It is there already, or nobody has allowed it.
    """
    station = read_station(folder)
    if not is_remote(address):
        return _written(
            folder, NewSource(name=name or Path(address).name, address=address, permission=permission)
        )
    if not permission.strip():
        raise MisuseError(NEEDED)
    offer, *others = _asked(address, station, robots=robots, now=now)
    if not offer.is_itself:
        named = ", ".join(one.address for one in (offer, *others))
        raise SourceError(f"{address} is a page. Add the feed of it that you want: {named}")
    title = name or offer.title or urlsplit(address).hostname or address
    new = NewSource(name=title, address=address, permission=permission, robots=robots)
    return replace(_written(folder, new), offer=offer)


def import_sources(folder: Path, file: Path, *, permission: str) -> tuple[tuple[Added, ...], tuple[str, ...]]:
    """
    Write the feeds of an OPML file into a station's settings; they are not asked yet.

    Returns:
        What was added, and the addresses that were there already.

    Raises:
        MisuseError: It is no such file.
    """
    outlines = read_opml(_content(file), name=str(file))
    rows = read_station(folder).settings.source
    addresses, names = {row.address for row in rows}, {row.name for row in rows}
    new: list[NewSource] = []
    for outline in outlines:
        if outline.address not in addresses:
            name = _free(outline.title or urlsplit(outline.address).hostname or outline.address, names)
            names.add(name)
            new.append(NewSource(name=name, address=outline.address, permission=permission))
    if new:
        add_sources(folder, new)
    known = tuple(outline.address for outline in outlines if outline.address in addresses)
    return tuple(Added(source=source) for source in new), known


def _asked(address: str, station: Station, *, robots: bool, now: datetime) -> tuple[Offer, ...]:
    """Ask as a bulletin will: by the station's rules, not by those of a person at a keyboard."""
    return discover(Source(address=address, access=replace(access_of(station), robots=robots)), now=now)


def _written(folder: Path, new: NewSource) -> Added:
    add_sources(folder, [new])
    return Added(source=new)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise MisuseError(f"Cannot read {file}: {error.strerror or error}. Check how it is spelt.") from error


def _free(name: str, taken: Collection[str]) -> str:
    """Give a name that nobody has."""
    numbered = (f"{name} {number}" for number in count(2))
    return name if name not in taken else next(one for one in numbered if one not in taken)
