"""First seen: how old an article is that has no date of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from bulletin.config.station import Station
from bulletin.edition.age import told_at
from bulletin.edition.memory import ask_memory
from bulletin.model import Article


def first_seen(articles: Iterable[Article], station: Station, *, now: datetime) -> Mapping[str, datetime]:
    """
    Look up when undated articles were first given.

    Returns:
        Article id -> when; `now` for one that is new, or where the memory cannot be asked.
    """
    undated = _undated(articles, now=now)
    if not undated:
        return {}
    none: Mapping[str, datetime] = {}
    known = ask_memory(station, lambda store: store.first_seen(undated), none)
    return {article.id: known.get(article.id, now) for article in undated}


def remember(articles: Iterable[Article], station: Station, *, now: datetime) -> None:
    """Keep the undated articles of a station's own sources, so that their age is known next time."""
    own = {row.name for row in station.settings.source}
    undated = [article for article in _undated(articles, now=now) if article.source in own]
    if undated and station.folder is not None:
        ask_memory(station, lambda store: store.saw(undated), 0, makes_it=True)


def _undated(articles: Iterable[Article], *, now: datetime) -> list[Article]:
    return [article for article in articles if told_at(article, now=now) is None]
