"""Worth: how much a listener loses when a unit is left out."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

from bulletin.summarise.units import Unit
from bulletin.text.quotations import outside

_CUES = Path(__file__).parent / "data" / "what_to_do.txt"
_WORD = re.compile(r"[^\W\d_]{4,}")
# Set by hand, seen on 200 news articles cut to 75 words and 40 local ones cut to 55, 82 and 165: news puts
# the most important thing first, so place weighs as much as all the rest; a quotation rarely holds a fact.
_LEAD_WEIGHT, _EARLY_WEIGHT = 1.0, 1.0
_LIKENESS_WEIGHT, _TOP_WEIGHT = 1.0, 1.0
_QUOTED_WEIGHT, _CUE_WEIGHT = -0.5, 0.4
_CUES_ENOUGH = 4

Weights = Mapping[str, float]


def best_first(found: Sequence[Unit], headline: str) -> list[int]:
    """The places of the units, the most worth saying first; equals stay in the article's order."""
    worth = _worths([unit.text for unit in found], headline)
    return sorted(range(len(found)), key=lambda place: -worth[place])


def _worths(texts: Sequence[str], headline: str) -> list[float]:
    """Worth of each text: its place, its likeness to the whole and to the top, quotation, and what to do."""
    bags = [Counter(_WORD.findall(text.lower())) for text in texts]
    spread = Counter(word for bag in bags for word in bag)
    whole = _weigh(Counter(chain.from_iterable(bag.elements() for bag in bags)), spread, len(bags))
    top = _weigh(Counter(_WORD.findall(" ".join([headline, *texts[:3]]).lower())), spread, len(bags))
    vectors = [_weigh(bag, spread, len(bags)) for bag in bags]
    return [
        _LEAD_WEIGHT * math.exp(-place / 2)
        + _EARLY_WEIGHT * math.exp(-place / 6)
        + _LIKENESS_WEIGHT * _likeness(vector, whole)
        + _TOP_WEIGHT * _likeness(vector, top)
        + _QUOTED_WEIGHT * _quoted_share(text)
        + _CUE_WEIGHT * _cue_share(text)
        for place, (text, vector) in enumerate(zip(texts, vectors, strict=True))
    ]


def _weigh(bag: Counter[str], spread: Mapping[str, int], size: int) -> Weights:
    """TF-IDF within one article: a word that every paragraph has tells nothing."""
    return {word: (1 + math.log(n)) * math.log(1 + size / (spread.get(word) or 1)) for word, n in bag.items()}


def _likeness(one: Weights, other: Weights) -> float:
    """Cosine, 0 to 1."""
    lengths = math.hypot(*one.values()) * math.hypot(*other.values())
    return sum(weight * other.get(word, 0.0) for word, weight in one.items()) / lengths if lengths else 0.0


def _quoted_share(text: str) -> float:
    words = len(text.split())
    return 1 - len(outside(text).split()) / words if words else 0.0


def _cue_share(text: str) -> float:
    return min(len({cue.lower() for cue in _cues().findall(outside(text))}), _CUES_ENOUGH) / _CUES_ENOUGH


@cache
def _cues() -> re.Pattern[str]:
    lines = [
        line for line in _CUES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]
    return re.compile(rf"\b(?:{'|'.join(lines)})\b")
