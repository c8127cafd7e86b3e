"""Mix: turns for the sources, and a bulletin that is not all of one kind."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

from bulletin.model import Article
from bulletin.summarise.preferences import Preferences
from bulletin.summarise.ranking import Candidate

_TABLE = Path(__file__).parent / "data" / "categories.toml"
_LOOKED_AT = 3
_FEWEST_HITS = 2
# One in four: a minute has none, two minutes have one.
_ONE_LIGHT_IN = 4


class Category(StrEnum):
    """What a story is, where the running order asks for it."""

    NEWS = "news"
    HEALTH = "health"
    SPORT = "sport"
    LIGHT = "light"


_ASKED = (Category.LIGHT, Category.SPORT, Category.HEALTH)
_SOMBRE = "sombre"
_NOT_LIGHT = "not_light"
_SURE = "sport_sure"
"""Terms that no other story has: one is enough."""
LAST = (Category.SPORT, Category.LIGHT)
"""What closes a bulletin, in this order; a bulletin opens with neither if it has anything else."""


def category(article: Article) -> Category:
    """Tell what an article is by the words of its headline and opening; the headline's count twice."""
    text = " ".join((article.headline, article.headline, *article.texts[:_LOOKED_AT]))
    hits = {name: len(pattern.findall(text)) for name, pattern in _patterns().items()}
    hits[Category.SPORT] += _FEWEST_HITS * hits[_SURE]
    found = (one for one in _ASKED if hits[one] >= _FEWEST_HITS)
    unfit = {*(LAST if hits[_SOMBRE] else ()), *((Category.LIGHT,) if hits[_NOT_LIGHT] else ())}
    return next((one for one in found if one not in unfit), Category.NEWS)


def in_turn(ranked: Sequence[Candidate], preferences: Preferences) -> list[Candidate]:
    """
    Let the sources take turns, so that none is heard only after another has said all it has.

    Args:
        ranked: The best first.
        preferences: A source of twice the weight has twice the turns.

    Returns:
        The same candidates: of every source the best, by score; then of every source the second...
    """
    had: Counter[str] = Counter()
    turns = []
    for candidate in ranked:
        turns.append(had[candidate.article.source] / preferences.weight(candidate.article))
        had[candidate.article.source] += 1
    return [ranked[place] for place in sorted(range(len(ranked)), key=turns.__getitem__)]


def mixed(waiting: Sequence[Candidate], *, seats: int) -> list[Candidate]:
    """
    Put first what a bulletin of so many stories should have.

    Args:
        waiting: In turn.
        seats: How many will be told, about.

    Returns:
        The same candidates: the lead, a local story, one on health, the others; no more than one light or
        sports story in four, unless there is nothing else.
    """
    if not waiting:
        return []
    kinds = [category(candidate.article) for candidate in waiting]
    serious = [place for place, kind in enumerate(kinds) if kind not in LAST]
    ending = [place for place, kind in enumerate(kinds) if kind in LAST]
    wanted = [max(serious or ending, key=lambda place: waiting[place].score)]
    local = [place for place in serious if waiting[place].is_local]
    health = [place for place in serious if kinds[place] is Category.HEALTH]
    for one_of in (local, health):
        wanted += [place for place in one_of if place not in wanted][:1]
    wanted += [place for place in serious if place not in wanted]
    ending = [place for place in ending if place not in wanted]
    light = min(seats // _ONE_LIGHT_IN, len(ending))
    at = max(1, seats - light)
    order = [*wanted[:at], *ending[:light], *wanted[at:], *ending[light:]]
    return [waiting[place] for place in order]


def running_order(told: Sequence[Article], *, calm: frozenset[str] = frozenset()) -> list[int]:
    """
    Give the places of stories as they are told: sport and the light one last, the others as they came.

    Args:
        told: The articles.
        calm: Ids of those that should be neither first nor last; with others around them, they are not.
    """
    kinds = [category(article) for article in told]
    order = sorted(range(len(told)), key=lambda place: kinds[place] in LAST and 1 + LAST.index(kinds[place]))
    plain = [place for place in order if told[place].id not in calm]
    if plain and told[order[0]].id in calm:
        order.remove(plain[0])
        order.insert(0, plain[0])
    if len(plain) > 1 and told[order[-1]].id in calm:
        order.remove(plain[-1])
        order.append(plain[-1])
    return order


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return {name: re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE) for name, words in table.items()}
