"""Blocks: the running order as a station has written it, each part with its sources and its time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bulletin.config.settings import BlockTable
from bulletin.config.station import Station
from bulletin.edition.age import told_at
from bulletin.model import Article, BlockKind, Rundown, Skipped, Story

WEATHER_HOLDS = timedelta(hours=6)
"""A forecast that is older is worse than none."""
# Of parts that say no seconds themselves.
USUAL_S = {
    BlockKind.NOTICES: 30.0,
    BlockKind.WEATHER: 20.0,
    BlockKind.WHATS_ON: 30.0,
    BlockKind.LIGHT: 25.0,
    BlockKind.RECORDED: 120.0,
}
MOST = {BlockKind.WEATHER: 1, BlockKind.LIGHT: 1}
REPEATED = frozenset({BlockKind.NOTICES, BlockKind.WEATHER, BlockKind.WHATS_ON})
"""What is told as long as it holds, however often it was."""

Choose = Callable[[Sequence[Article], float, BlockKind, int | None], Rundown]
"""Chooses among articles for a time; the kind of the part, and the most items."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a bulletin."""

    kind: BlockKind
    articles: tuple[Article, ...]
    seconds: float | None
    most: int | None


def parts_of(
    blocks: Sequence[BlockTable], articles: Sequence[Article], *, is_light: Callable[[Article], bool]
) -> tuple[Part, ...]:
    """
    Share articles out among the parts.

    Args:
        blocks: As the station has written them.
        articles: Each goes to the first part that names its source; what none names is news, and what of it
            makes people smile goes to a light part that names no source.
        is_light: Tells what makes people smile.
    """
    named = {name for block in blocks for name in block.sources}
    smiles = any(block.kind == BlockKind.LIGHT and not block.sources for block in blocks)
    taken: set[str] = set()
    parts = []
    for block in blocks:
        wanted = [one for one in articles if one.id not in taken and one.source in block.sources]
        if not block.sources:
            free = [one for one in articles if one.source not in named]
            is_for_light = block.kind == BlockKind.LIGHT
            wanted = [one for one in free if not smiles or is_light(one) == is_for_light]
        taken.update(one.id for one in wanted)
        parts.append(_part(block, wanted))
    return tuple(parts)


def _part(block: BlockTable, wanted: Sequence[Article]) -> Part:
    seconds = block.seconds if block.seconds is not None else USUAL_S.get(block.kind)
    return Part(
        kind=block.kind, articles=tuple(wanted), seconds=seconds, most=block.most or MOST.get(block.kind)
    )


def lay_out(
    parts: Sequence[Part], *, budget_s: float, choose: Choose, cost_s: Callable[[Story], float]
) -> Rundown:
    """
    Fill each part, those with a time of their own first; news without one has what is left.

    Args:
        parts: In the order in which they are heard.
        budget_s: Time for all of them.
        choose: Chooses for one part.
        cost_s: What a story costs with all that belongs to it.

    Returns:
        The stories in the order of the parts, ranked, each with its part.
    """
    filled: dict[int, Rundown] = {}
    left_s = budget_s
    order = [place for place, part in enumerate(parts) if part.articles]
    order.sort(key=lambda place: parts[place].seconds is None)
    for done, place in enumerate(order):
        part = parts[place]
        share_s = left_s / (len(order) - done) if part.seconds is None else min(part.seconds, left_s)
        filled[place] = choose(part.articles, share_s, part.kind, part.most)
        left_s -= sum(map(cost_s, filled[place].stories))
    return _joined(parts, filled, budget_s)


def _joined(parts: Sequence[Part], filled: Mapping[int, Rundown], budget_s: float) -> Rundown:
    stories: list[Story] = []
    for place in sorted(filled):
        for story in filled[place].stories:
            stories.append(replace(story, block=parts[place].kind, rank=len(stories) + 1))
    return Rundown(
        stories=tuple(stories),
        budget_s=budget_s,
        left_out=tuple(left for place in sorted(filled) for left in filled[place].left_out),
    )


def without_old_weather(
    articles: Iterable[Article],
    station: Station,
    blocks: Sequence[BlockTable],
    *,
    now: datetime,
    seen: Mapping[str, datetime],
) -> tuple[list[Article], tuple[Skipped, ...]]:
    """Leave out forecasts that are older than six hours, or than the source's own `max_age`."""
    sources = {name for block in blocks if block.kind == BlockKind.WEATHER for name in block.sources}
    limits = {
        row.name: row.max_age if "max_age" in row.model_fields_set else WEATHER_HOLDS
        for row in station.settings.source
        if row.name in sources
    }
    kept: list[Article] = []
    old: list[Skipped] = []
    for article in articles:
        since = told_at(article, now=now, seen=seen.get(article.id))
        if article.source in limits and since and now - since > limits[article.source]:
            most = limits[article.source]
            why = f"this weather is {_hours(now - since)} old, and {_hours(most)} are the most"
            old.append(Skipped(what=article.name, why=why))
        else:
            kept.append(article)
    return kept, tuple(old)


def _hours(age: timedelta) -> str:
    return f"{age.total_seconds() / 3600:.0f} hours"
