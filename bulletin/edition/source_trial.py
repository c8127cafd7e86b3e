"""The trial of a source: it is really asked, and each of its stories really read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bulletin.clean import clean
from bulletin.config.settings import SourceTable
from bulletin.config.station import Station
from bulletin.edition.asking import pages_for, recall, remember_sources
from bulletin.edition.sourcing import access_of, is_remote, station_source
from bulletin.errors import MisuseError, RefusedError
from bulletin.gather import DEFAULT_LIMITS, TYPED, Gathered, Source, fetchers, gather
from bulletin.model import Article, Skipped

MOST_FILES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a source gave."""

    name: str
    articles: tuple[Article, ...] = ()
    failed: tuple[Skipped, ...] = ()
    left_out: tuple[Skipped, ...] = ()

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
    """Ask sources, even those that are to be left alone, and remember how they fared."""
    asked = recall(sources, station, now=now, anyway=True)
    with fetchers() as threads:
        gathered = [
            gather(
                [source],
                executor=threads,
                now=now,
                limits=replace(DEFAULT_LIMITS, pages=pages_for(0)),
                max_items=MOST_FILES,
            )
            for source in asked
        ]
    remember_sources([state for one in gathered for state in one.states], station)
    return tuple(_trial(source, one) for source, one in zip(asked, gathered, strict=True))


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
        name=source.title, articles=tuple(articles), failed=tuple(failed), left_out=tuple(gathered.left_out)
    )
