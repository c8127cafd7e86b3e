"""Clusters: the articles of one event, near-identical copies first, then other people's words for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from statistics import fmean

from bulletin.model import Article
from bulletin.summarise.events.copies import find_copies
from bulletin.summarise.events.likeness import Likeness
from bulletin.summarise.events.linking import groups

# bench/events.py: 0.13 and 0.15 lose less than a point of F1.
ALIKE = 0.14
# Many articles that are all alike tell one event; two may be alike by chance, by a town and a word for its
# buses. Of 40 unrelated local articles, each with a source of its own, 8 were grouped at 0.14; 4 are at 0.25,
# 1 at 0.28, and none where something besides the two strongest words must be shared. No labelled event is
# lost; with only two articles of each, recall goes from 98 to 93 %.
ALIKE_IN_FEW = {2: 0.28, 3: 0.2}
ALIKE_BESIDES, STRONGEST = 0.06, 2


def find_events(
    articles: Sequence[Article], *, common: Sequence[str] = (), at_least: float = ALIKE, perhaps: bool = False
) -> list[tuple[int, ...]]:
    """
    Group articles that tell one event.

    Args:
        articles: Of any sources, in any order.
        common: Names that many of the station's stories have and that tell no event: its town, its hospital.
        at_least: How alike the members of an event are on average, 0 to 1.
        perhaps: Keep two or three together that may be alike by chance: to keep a story from the air, in
            whatever paper's words, one too many is better than one too few.

    Returns:
        Places of each event's articles, in order; events by their first article. Copies of one text are one
        article here, so a story that thirty papers took from an agency costs no more than one.
    """
    return list(_events(tuple(articles), tuple(common), at_least, perhaps))


# A bulletin that is fitted to its length is chosen several times from the same articles.
@lru_cache(maxsize=2)
def _events(
    articles: tuple[Article, ...], common: tuple[str, ...], at_least: float, perhaps: bool
) -> tuple[tuple[int, ...], ...]:
    copies = find_copies(articles)
    originals = [place for place in range(len(articles)) if place not in copies]
    likeness = Likeness([articles[place] for place in originals], common=common)
    events = groups(
        len(originals), likeness.pairs(at_least=at_least), between=likeness.between, at_least=at_least
    )
    if not perhaps:
        events = [part for event in events for part in _parted(event, likeness)]
    own = defaultdict(list)
    for copy, original in copies.items():
        own[original].append(copy)
    found = [[originals[at] for at in event] for event in events]
    whole = ([*event, *(copy for one in event for copy in own[one])] for event in found)
    return tuple(sorted(tuple(sorted(event)) for event in whole))


def _parted(event: tuple[int, ...], likeness: Likeness) -> Iterator[tuple[int, ...]]:
    """Take a small group apart that may have come about by chance; its most alike two may stay together."""
    if len(event) not in ALIKE_IN_FEW:
        yield event
        return
    alike = {pair: likeness.between(*pair) for pair in combinations(event, 2)}
    closest = max(alike, key=lambda pair: alike[pair])
    is_broad = likeness.besides(*closest, most=STRONGEST) >= ALIKE_BESIDES
    is_pair = is_broad and alike[closest] >= ALIKE_IN_FEW[2]
    if is_pair if len(event) == 2 else fmean(alike.values()) >= ALIKE_IN_FEW[3]:
        yield event
        return
    if is_pair:
        yield closest
    yield from ((place,) for place in event if not (is_pair and place in closest))
