"""The same news twice: articles whose headlines or opening paragraphs are nearly alike."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from bulletin.model import Article

_WORD = re.compile(r"[^\W_]+")
# Shared words over all words. Syndicated copy differs by a word or a place name; two stories on one subject
# seldom share more than half.
_ALIKE = 0.7
_NOT_UNLIKE = 0.3
_FEWEST_WORDS = 3
# Enough of an article to know it by; agencies change the end of a paragraph, not its beginning.
_LEAD_WORDS = 40


def told_before(articles: Sequence[Article]) -> dict[int, int]:
    """
    Find articles that tell what an earlier one tells.

    Args:
        articles: The best first.

    Returns:
        Place of each repeat -> place of the article that tells it first. Only articles that share a rare word
        are compared, so 300 articles take a moment.
    """
    headlines = _word_sets([article.headline for article in articles])
    leads = _word_sets([_lead(article) for article in articles])
    repeats = _alike(leads)
    for place, first in _alike(headlines).items():
        # "Man hurt in crash at Marlow" and "... at Elderby" are two crashes: the openings must agree too.
        if headlines[place] == headlines[first] or _overlap(leads[place], leads[first]) >= _NOT_UNLIKE:
            repeats.setdefault(place, first)
    return {place: _origin(repeats, first) for place, first in repeats.items()}


def _origin(repeats: dict[int, int], place: int) -> int:
    while place in repeats:
        place = repeats[place]
    return place


def _lead(article: Article) -> str:
    text = next((paragraph.text for paragraph in article.paragraphs if paragraph.text.strip()), "")
    return " ".join(text[: _LEAD_WORDS * 20].split()[:_LEAD_WORDS])


def _word_sets(texts: Sequence[str]) -> list[frozenset[str]]:
    return [frozenset(_WORD.findall(text.lower())) for text in texts]


def _alike(sets: Sequence[frozenset[str]]) -> dict[int, int]:
    """Each later set that is like an earlier one -> the earlier one."""
    found: dict[int, int] = {}
    spread = Counter(word for words in sets for word in words)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(sets):
        keys = _rarest(words, spread)
        others = dict.fromkeys(other for key in keys for other in holders[key])
        alike = next((other for other in others if _overlap(words, sets[other]) >= _ALIKE), None)
        if len(words) >= _FEWEST_WORDS and alike is not None:
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
