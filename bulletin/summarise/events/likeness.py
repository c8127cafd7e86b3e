"""Likeness: how much two articles speak of the same thing, 0 to 1."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bulletin.model import Article
from bulletin.summarise.events.apart import are_apart, face
from bulletin.summarise.events.background import Background, background, terms
from bulletin.summarise.events.opening import opening, teller

Vector = Mapping[str, float]

# All of them measured together on 169 articles of 31 events by some dozens of outlets, and on 140 articles of
# local and national news that share towns and subjects but no event: bench/events.py. A step to either side
# of any one of them costs less than two points of F1.
_HEADLINE_TIMES = 3.0
# News tells what happened first, the background later: after 150 words one counts a third as much.
_FADES_WORDS = 150.0
_READ_WORDS = 450
_STEP_WORDS = 15
# A word that many of today's articles have tells little today; the table alone would not know.
_TODAY_TIMES = 3
# A name that the table never saw must not outweigh all the rest: a town has many stories.
_RAREST = 4.0
# Set by hand: as much as a word that stands in every third article.
_COMMON = 1.0
# A hospital station's own beat: two stories of NHS trusts are not one story. Rare in the table, which is of
# ordinary news; without this a strike at one trust and a scanner at another were taken for one event.
_BEAT = "NHS trust hospital St patient ward nurse doctor staff health appointment"
_MOST_TERMS = 80
# One paper gives its readers two articles because there are two things to tell.
_SAME_TELLER = 0.3
_DATE_WEIGHT, _DATE_SPAN_DAYS = 0.3, 30.0


class Likeness:
    """The articles of one day, as vectors of unit length."""

    def __init__(
        self, articles: Sequence[Article], *, common: Iterable[str] = (), table: Background | None = None
    ) -> None:
        """
        Weigh the terms of each article.

        Args:
            articles: All that are compared; what they share counts less.
            common: Names that many of a station's stories have: its town, its villages, its hospital.
            table: Document frequencies of ordinary news; the packaged ones otherwise.
        """
        self._articles = articles
        self._faces = [face(article) for article in articles]
        counts = [_counts(article) for article in articles]
        rarity = _Rarity(counts, table or background(), common=terms(" ".join(common)))
        self._vectors = [_unit(rarity.weigh(count)) for count in counts]
        self._holders = _holders(self._vectors)

    def pairs(self, *, at_least: float) -> Iterator[tuple[int, int, float]]:
        """Every pair of places, the later first, that is at least so alike."""
        for place, vector in enumerate(self._vectors):
            products: defaultdict[int, float] = defaultdict(float)
            for term, weight in vector.items():
                for other, its_weight in self._holders[term]:
                    if other >= place:
                        break
                    products[other] += weight * its_weight
            for other, product in products.items():
                alike = product * self._discount(place, other)
                if alike >= at_least:
                    yield place, other, alike

    def between(self, one: int, other: int) -> float:
        """How alike two places are."""
        return sum(self._shared(one, other)) * self._discount(one, other)

    def besides(self, one: int, other: int, *, most: int) -> float:
        """How alike two places are without so many terms, those that make them most alike."""
        return sum(sorted(self._shared(one, other))[:-most]) * self._discount(one, other)

    def _shared(self, one: int, other: int) -> list[float]:
        few, many = sorted((self._vectors[one], self._vectors[other]), key=len)
        return [weight * many[term] for term, weight in few.items() if term in many]

    def _discount(self, one: int, other: int) -> float:
        first, second = self._articles[one], self._articles[other]
        same_teller = teller(first) == teller(second)
        if are_apart(self._faces[one], self._faces[other], same_teller=same_teller):
            return 0.0
        kept = _SAME_TELLER if same_teller else 1.0
        if first.published and second.published:
            days = abs((first.published - second.published).total_seconds()) / 86400
            kept *= 1 - _DATE_WEIGHT * min(1.0, days / _DATE_SPAN_DAYS)
        return kept


class _Rarity:
    def __init__(
        self, counts: Sequence[Mapping[str, float]], table: Background, *, common: Iterable[str]
    ) -> None:
        self._table = table
        self._common = frozenset((*common, *terms(_BEAT)))
        self._today = Counter(term for count in counts for term in count)
        self._size = table.articles + _TODAY_TIMES * len(counts) + 1

    def weigh(self, count: Mapping[str, float]) -> Vector:
        """TF-IDF with a dampened count; only the heaviest terms stay."""
        weights = {term: math.log2(1 + times) * self._of(term) for term, times in count.items()}
        heaviest = sorted(weights, key=lambda term: (-weights[term], term))[:_MOST_TERMS]
        return {term: weights[term] for term in heaviest if weights[term] > 0}

    def _of(self, term: str) -> float:
        holding = self._table.holding.get(term, 0) + _TODAY_TIMES * self._today[term]
        rarest = _COMMON if term in self._common else _RAREST
        return min(rarest, max(0.0, math.log(self._size / (holding + 0.5))))


def _counts(article: Article) -> dict[str, float]:
    """How often each term stands in headline and text, a later one counting less."""
    counts: defaultdict[str, float] = defaultdict(float)
    for term in terms(article.headline):
        counts[term] += _HEADLINE_TIMES
    words = opening(article, most=_READ_WORDS)
    for start in range(0, len(words), _STEP_WORDS):
        for term in terms(" ".join(words[start : start + _STEP_WORDS])):
            counts[term] += math.exp(-start / _FADES_WORDS)
    return counts


def _unit(weights: Vector) -> Vector:
    length = math.hypot(*weights.values())
    return {term: weight / length for term, weight in weights.items()} if length else {}


def _holders(vectors: Iterable[Vector]) -> Mapping[str, list[tuple[int, float]]]:
    holders: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, vector in enumerate(vectors):
        for term, weight in vector.items():
            holders[term].append((place, weight))
    return holders
