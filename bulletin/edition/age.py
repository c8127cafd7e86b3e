"""Age: a source says how old its stories may be; what is older is left out."""

from __future__ import annotations

from datetime import datetime, timedelta

from bulletin.config.settings import SourceTable
from bulletin.config.station import Station
from bulletin.edition.sourcing import DEMO
from bulletin.model import Article

# A server's clock or zone may be wrong by some hours; an event's own day, set as the date, is wrong by more.
CLOCKS_DIFFER = timedelta(hours=14)
COPY_HOLDS = timedelta(days=7)
"""How long a text of the station's own is told when it does not say until when."""


def is_too_old(article: Article, station: Station, *, now: datetime, seen: datetime | None = None) -> bool:
    """
    Tell whether an article is past the `max_age` of its source.

    Args:
        article: By its date, else by when it was first seen; one without either is not old.
        station: Its settings; a source that was only named on the command line has no limit, nor the demo.
        now: The present.
        seen: When a source first gave it.
    """
    if article.terms is not None and article.terms.ends is not None:
        return False  # its writer has said until when
    limits = {row.name: limit_of(row) for row in station.settings.source if row.address != DEMO}
    since = told_at(article, now=now, seen=seen)
    return article.source in limits and since is not None and now - since > limits[article.source]


def limit_of(row: SourceTable) -> timedelta:
    """How old a source's stories may be; the station's own hold for a week unless it says more."""
    if is_own(row) and "max_age" not in row.model_fields_set:
        return COPY_HOLDS
    return row.max_age


def is_own(row: SourceTable) -> bool:
    """Whether a source is a folder or file here: what the station's people wrote."""
    return "://" not in row.address and row.address != DEMO


def told_at(article: Article, *, now: datetime, seen: datetime | None = None) -> datetime | None:
    """Give an article's date, else when it was first seen; a date that is yet to come is no date."""
    is_date = article.published is not None and article.published <= now + CLOCKS_DIFFER
    return article.published if is_date else seen
