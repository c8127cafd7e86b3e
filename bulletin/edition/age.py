"""Age: a source says how old its stories may be; what is older is left out."""

from __future__ import annotations

from datetime import datetime

from bulletin.config.station import Station
from bulletin.model import Article


def is_too_old(article: Article, station: Station, *, now: datetime, seen: datetime | None = None) -> bool:
    """
    Tell whether an article is past the `max_age` of its source.

    Args:
        article: By its date, else by when it was first seen; one without either is not old.
        station: Its settings; a source that was only named on the command line has no limit.
        now: The present.
        seen: When a source first gave it.
    """
    limits = {row.name: row.max_age for row in station.settings.source}
    since = article.published or seen
    return article.source in limits and since is not None and now - since > limits[article.source]
