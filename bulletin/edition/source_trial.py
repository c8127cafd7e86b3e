"""The trial of a source: it is really asked, and each of its stories really read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from bulletin.clean import clean
from bulletin.config.settings import SourceTable
from bulletin.config.station import Station
from bulletin.edition.asking import pages_for, recall, remember_sources
from bulletin.edition.sourcing import access_of, is_remote, station_source
from bulletin.errors import MisuseError, RefusedError
from bulletin.gather import DEFAULT_LIMITS, TYPED, Gathered, Source, fetchers, gather
from bulletin.model import Article, Skipped

MOST_FILES = 200
AT_ONCE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a source gave."""

    name: str
    articles: tuple[Article, ...] = ()
    failed: tuple[Skipped, ...] = ()
    left_out: tuple[Skipped, ...] = ()
    moved_to: str = ""
    """Its new address, where its server says that it has one for good."""

    @property
    def is_well(self) -> bool:
        """Whether it gave something that can be read."""
        return bool(self.articles) or (bool(self.left_out) and not self.failed)


def wanted_sources(names: Sequence[str], station: Station) -> tuple[Source, ...]:
    """
    Find the sources that a person names, or all of a station.

    Args:
        names: Of sources in the settings, or addresses; none is all of them.
        station: Whose they are.

    Raises:
        MisuseError: There is none of that name, or none at all.
    """
    rows = {row.name: row for row in station.settings.source}
    if not names and not rows:
        raise MisuseError("There are no sources. Add one with: bulletin sources add ADDRESS")
    return tuple(_wanted(name, rows, station) for name in names or rows)


def try_sources(sources: Sequence[Source], station: Station, *, now: datetime) -> tuple[Trial, ...]:
    """Ask sources side by side, even those that are to be left alone, and remember how they fared."""
    asked = recall(sources, station, now=now, anyway=True)
    by_host: defaultdict[str | None, list[Source]] = defaultdict(list)
    for source in asked:
        by_host[urlsplit(source.address).netloc if is_remote(source.address) else None].append(source)
    found: dict[Source, Gathered] = {}
    # Sources of one server are asked one after the other.
    with fetchers() as threads, ThreadPoolExecutor(AT_ONCE) as groups:
        for part in groups.map(lambda group: _asked(group, threads, now=now), by_host.values()):
            found |= part
    remember_sources([state for one in found.values() for state in one.states], station)
    return tuple(_trial(source, found[source]) for source in asked)


def _asked(group: Sequence[Source], threads: Executor, *, now: datetime) -> dict[Source, Gathered]:
    limits = replace(DEFAULT_LIMITS, pages=pages_for(0))
    return {
        source: gather([source], executor=threads, now=now, limits=limits, max_items=MOST_FILES)
        for source in group
    }


def _wanted(name: str, rows: dict[str, SourceTable], station: Station) -> Source:
    if name in rows:
        return station_source(rows[name], station)
    if is_remote(name):
        return Source(address=name, access=replace(TYPED, agent=access_of(station).agent))
    known = f" It has: {', '.join(rows)}." if rows else ""
    raise MisuseError(f"There is no source {name!r} in bulletin.toml.{known}")


def _trial(source: Source, gathered: Gathered) -> Trial:
    articles: list[Article] = []
    failed = list(gathered.skipped)
    for document in gathered.documents:
        try:
            articles.append(clean(document))
        except RefusedError as error:
            failed.append(Skipped(what=document.address, why=str(error)))
    return Trial(
        name=source.title,
        articles=tuple(articles),
        failed=tuple(failed),
        left_out=tuple(gathered.left_out),
        moved_to=next((state.moved_to for state in gathered.states), ""),
    )
