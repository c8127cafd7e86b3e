"""Copies: articles whose headlines or opening paragraphs are nearly alike, found without comparing all."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from bulletin.model import Article
from bulletin.summarise.events.apart import are_apart, face
from bulletin.summarise.events.opening import opening, teller

_WORD = re.compile(r"[^\W_]+")
# Shared words over all words. Syndicated copy differs by a word or a place name; two stories on one subject
# seldom share more than half.
_ALIKE = 0.7
_NOT_UNLIKE = 0.3
_FEWEST_IN_HEADLINE = 3
# "Weather forecast" stands over another text every day.
_WORDS_OF_ONE_STORY = 5
# Enough of an article to know it by; agencies change the end of a paragraph, not its beginning.
_LEAD_WORDS = 40
# A page whose text was not found leaves a line of furniture, the same under every headline.
_FEWEST_IN_LEAD = 24


def find_copies(articles: Sequence[Article]) -> dict[int, int]:
    """
    Find articles that say what an earlier one says, but for a word or two.

    Args:
        articles: In any order.

    Returns:
        Place of each copy -> place of the earlier article that it copies, itself no copy. Only articles that
        share a rare word are compared, so 300 articles take a moment.
    """
    faces = [face(article) for article in articles]
    tellers = [teller(article) for article in articles]

    def are_one(place: int, other: int) -> bool:
        return not are_apart(faces[place], faces[other], same_teller=tellers[place] == tellers[other])

    headlines = _word_sets([article.headline for article in articles])
    leads = _word_sets([" ".join(opening(article, most=_LEAD_WORDS)) for article in articles])
    repeats = _alike(leads, fewest=_FEWEST_IN_LEAD, are_one=are_one)
    for place, first in _alike(headlines, fewest=_FEWEST_IN_HEADLINE, are_one=are_one).items():
        # "Man hurt in crash at Marlow" and "... at Elderby" are two crashes: the openings must agree too.
        is_same = headlines[place] == headlines[first] and len(headlines[place]) >= _WORDS_OF_ONE_STORY
        if is_same or _overlap(leads[place], leads[first]) >= _NOT_UNLIKE:
            repeats.setdefault(place, first)
    return {place: _origin(repeats, first) for place, first in repeats.items()}


def _origin(repeats: dict[int, int], place: int) -> int:
    while place in repeats:
        place = repeats[place]
    return place


def _word_sets(texts: Sequence[str]) -> list[frozenset[str]]:
    return [frozenset(_WORD.findall(text.lower())) for text in texts]


def _alike(
    sets: Sequence[frozenset[str]], *, fewest: int, are_one: Callable[[int, int], bool]
) -> dict[int, int]:
    """Each later set that is like an earlier one -> the earlier one."""
    found: dict[int, int] = {}
    spread = Counter(word for words in sets for word in words)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(sets):
        keys = _rarest(words, spread)
        others = dict.fromkeys(other for key in keys for other in holders[key])
        alike = next(
            (one for one in others if _overlap(words, sets[one]) >= _ALIKE and are_one(place, one)), None
        )
        if len(words) >= fewest and alike is not None:
            found[place] = alike
        else:
            for key in keys:
                holders[key].append(place)
    return found


def _rarest(words: frozenset[str], spread: Counter[str]) -> list[str]:
    """As many of a set's rarest words as two sets that are alike cannot all differ in."""
    enough = math.floor((1 - _ALIKE) * len(words)) + 1
    return sorted(words, key=lambda word: (spread[word], word))[:enough]


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (len(one | other) or 1)
