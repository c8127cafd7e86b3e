"""Clusters: the articles of one event, near-identical copies first, then other people's words for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from bulletin.model import Article
from bulletin.summarise.events.copies import find_copies
from bulletin.summarise.events.likeness import Likeness
from bulletin.summarise.events.linking import groups

# bench/events.py: 0.13 and 0.15 lose less than a point of F1.
ALIKE = 0.14


def find_events(
    articles: Sequence[Article], *, common: Sequence[str] = (), at_least: float = ALIKE
) -> list[tuple[int, ...]]:
    """
    Group articles that tell one event.

    Args:
        articles: Of any sources, in any order.
        common: Names that many of the station's stories have and that tell no event: its town, its hospital.
        at_least: How alike the members of an event are on average, 0 to 1.

    Returns:
        Places of each event's articles, in order; events by their first article. Copies of one text are one
        article here, so a story that thirty papers took from an agency costs no more than one.
    """
    return list(_events(tuple(articles), tuple(common), at_least))


# A bulletin that is fitted to its length is chosen several times from the same articles.
@lru_cache(maxsize=1)
def _events(
    articles: tuple[Article, ...], common: tuple[str, ...], at_least: float
) -> tuple[tuple[int, ...], ...]:
    copies = find_copies(articles)
    originals = [place for place in range(len(articles)) if place not in copies]
    likeness = Likeness([articles[place] for place in originals], common=common)
    events = groups(
        len(originals), likeness.pairs(at_least=at_least), between=likeness.between, at_least=at_least
    )
    own = defaultdict(list)
    for copy, original in copies.items():
        own[original].append(copy)
    found = [[originals[at] for at in event] for event in events]
    whole = ([*event, *(copy for one in event for copy in own[one])] for event in found)
    return tuple(sorted(tuple(sorted(event)) for event in whole))
