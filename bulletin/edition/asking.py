"""Asking: the sources are read, with what is remembered of them from the last time."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bulletin.config.secrets import redact
from bulletin.config.station import Station
from bulletin.edition.memory import ask_memory
from bulletin.edition.order import Order, Tools
from bulletin.edition.sourcing import is_remote
from bulletin.gather import DEFAULT_LIMITS, Gathered, Source, fetchers, gather
from bulletin.model import SourceState

# Of one source: three hours of one-minute stories, the longest bulletin there is.
MOST_ITEMS = 200
FEWEST_PAGES = 20
SHORTEST_STORY_S = 8.0


def ask_sources(order: Order, tools: Tools) -> Gathered:
    """Read the sources of an order, and remember what they told us."""
    present = tools.now()
    known = recall(order.sources, order.station, now=present)
    with fetchers() as threads:
        gathered = gather(
            _with_pages(known, order.cache / "pages"),
            executor=threads,
            now=present,
            limits=replace(DEFAULT_LIMITS, pages=pages_for(order.length.longest_s)),
            max_items=MOST_ITEMS,
            within_s=tools.ladder.gather_s() if tools.ladder else None,
        )
    remember_sources(gathered.states, order.station)
    return gathered


def _with_pages(sources: Sequence[Source], folder: Path) -> Sequence[Source]:
    """Give the pages of earlier bulletins to the sources that are asked again and again."""
    if not any(source.known for source in sources):
        return sources
    from bulletin.gather.page_memory import PageMemory

    pages = PageMemory(folder=folder)
    pages.tidy()
    return [replace(source, pages=pages) if source.known else source for source in sources]


def pages_for(seconds: float) -> int:
    """Tell how many pages of one feed are enough for a bulletin: all its stories could be of this one."""
    return min(MOST_ITEMS, max(FEWEST_PAGES, round(seconds / SHORTEST_STORY_S)))


def recall(
    sources: Sequence[Source], station: Station, *, now: datetime, anyway: bool = False
) -> tuple[Source, ...]:
    """
    Add what is remembered of a station's own sources.

    Args:
        sources: Those that are to be read.
        station: Whose memory it is.
        now: The present.
        anyway: A person wants them asked, even those that are to be left alone.
    """
    own = {row.name for row in station.settings.source}
    if station.folder is None or not any(_is_remembered(source, own) for source in sources):
        return tuple(sources)
    nothing: tuple[SourceState, ...] = ()
    known = {state.name: state for state in ask_memory(station, lambda store: store.sources(), nothing)}
    return tuple(
        _recalled(source, known.get(source.title), now=now, anyway=anyway)
        if _is_remembered(source, own)
        else source
        for source in sources
    )


def remember_sources(states: Sequence[SourceState], station: Station) -> None:
    """Keep what sources told us, for the next time."""
    if states and station.folder is not None:
        plain = [replace(one, error=redact(one.error), came_from=redact(one.came_from)) for one in states]
        ask_memory(station, lambda store: store.save_source(*plain), None, makes_it=True)


def address_key(address: str) -> str:
    """Give letters that stand for an address and do not tell it."""
    return hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()[:16]


def _is_remembered(source: Source, own: set[str]) -> bool:
    return source.name in own and is_remote(source.address)


def _recalled(source: Source, state: SourceState | None, *, now: datetime, anyway: bool) -> Source:
    from bulletin.gather.manners import why_not_asked

    key = address_key(source.address)
    if state is None or state.address_key != key:
        state = SourceState(name=source.title, address_key=key)
    barred = source.barred or ("" if anyway else why_not_asked(state, now=now))
    return replace(source, known=state, barred=barred)
