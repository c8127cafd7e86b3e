"""Preferring: what a station's settings and its memory say about which stories come first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bulletin.config.station import Station
from bulletin.edition.memory import ask_memory
from bulletin.edition.order import Order, Tools
from bulletin.edition.work import Work
from bulletin.summarise import Airing, Preferences

if TYPE_CHECKING:
    from bulletin.store import Told


def preferences_of(work: Work, order: Order, tools: Tools) -> Preferences:
    """
    Weigh the sources as the station does; its place, trust and locality words make a story local.

    What was told before sinks, the more the oftener it was told.
    """
    settings = order.station.settings
    return Preferences(
        now=tools.now(),
        weights={row.name: row.weight for row in settings.source},
        locality=home_of(order.station),
        seen=work.seen,
        aired=_airings(work, order),
        max_airings=settings.editorial.max_airings,
        calm=work.calm,
    )


def home_of(station: Station) -> tuple[str, ...]:
    """Words that tell where the listeners are: villages, town, trust."""
    told = station.settings.station
    words = (*told.locality, told.place, told.trust)
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))


def _airings(work: Work, order: Order) -> dict[str, Airing]:
    nothing: Mapping[str, Told] = {}
    articles = work.edition.articles
    told = ask_memory(
        order.station, lambda store: store.airings(order.programme, articles, order.slot), nothing
    )
    latest = max((one.last for one in told.values()), default=None)
    return {
        article: Airing(times=one.times, last=one.last, led=one.place == 1 and one.last == latest)
        for article, one in told.items()
    }
