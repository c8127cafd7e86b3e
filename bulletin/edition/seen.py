"""First seen: how old an article is that has no date of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from bulletin.config.station import Station
from bulletin.edition.age import told_at
from bulletin.edition.memory import FILE_NAME, URL_SECRET, open_memory
from bulletin.errors import BulletinError
from bulletin.model import Article
from bulletin.store import Store

log = logging.getLogger(__name__)

T = TypeVar("T")

# Nobody waits longer for another program's lock to learn an age.
WAIT_S = 2.0


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
    known = _ask(station, lambda store: store.first_seen(undated), none) if _has_memory(station) else none
    return {article.id: known.get(article.id, now) for article in undated}


def remember(articles: Iterable[Article], station: Station, *, now: datetime) -> None:
    """Keep the undated articles of a station's own sources, so that their age is known next time."""
    own = {row.name for row in station.settings.source}
    undated = [article for article in _undated(articles, now=now) if article.source in own]
    if undated and station.folder is not None:
        _ask(station, lambda store: store.saw(undated), 0)


def _undated(articles: Iterable[Article], *, now: datetime) -> list[Article]:
    return [article for article in articles if told_at(article, now=now) is None]


def _has_memory(station: Station) -> bool:
    """Whether there is one to ask; looking does not make it."""
    if station.folder is None:
        return False
    elsewhere = station.settings.store.url or station.secrets.get(URL_SECRET)
    return bool(elsewhere) or (station.folder / FILE_NAME).exists()


def _ask(station: Station, question: Callable[[Store], T], otherwise: T) -> T:
    try:
        with open_memory(station, wait_s=WAIT_S) as store:
            return question(store)
    except BulletinError as error:
        # The bulletin goes out all the same; `bulletin check` and the scheduled run tell people of it.
        log.warning("the age of undated articles is not known: %s", error)
        return otherwise
