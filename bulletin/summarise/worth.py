"""Worth: how much a listener loses when a unit is left out."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from bulletin.summarise.telling import Telling
from bulletin.summarise.units import Unit
from bulletin.text import sentences
from bulletin.text.quotations import NAME, outside, quotes

_TABLE = Path(__file__).parent / "data" / "worth.toml"
_WORD = re.compile(r"[^\W\d_]{4,}")
_EARLY_FADES, _SOON_FADES = 6.0, 2.0
_WORDS, _MOST_WORDS, _LONG = 20, 40, 24
_TOP = 3

_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|me)\b")

Weights = Mapping[str, float]


def worths(
    found: Sequence[Unit],
    headline: str,
    *,
    home: Sequence[str] = (),
    views: Set[int] = frozenset(),
    ample: bool = False,
) -> list[float]:
    """
    Weigh each unit of an article: its place, its likeness to headline and whole, quotation, and what to do.

    Args:
        found: The units, in order.
        headline: Empty where there is none.
        home: Words that tell where the listeners are: trust, place, villages. What they must do weighs more
            in a story that names one, and in one about patients.
        views: Places where a side of a dispute says what it holds.
        ample: Whether there is time for most of the article; see `share_of_ample`.

    Returns:
        Points; what is under 0 tells nothing that a listener needs.
    """
    texts = [unit.text for unit in found]
    alike = _Likenesses(texts, headline)
    share, telling = share_of_long(texts), telling_of(found)
    view = _table()["sides"]["view"]
    concerns = _concerns(texts, headline, home)
    return [
        (1 - share) * (_short(alike, place, ample=ample) + view * (place in views) if share < 1 else 0.0)
        + telling.told(place)
        + (_table()["concerns"]["more"] * _of_duty(texts[place]) if concerns else 0.0)
        for place in range(len(texts))
    ]


def duties(found: Sequence[Unit], headline: str, *, home: Sequence[str] = ()) -> list[int]:
    """
    Find what tells patients whether they should still come: "If you do not hear from us, you should".

    Returns:
        Places, in order; none in a story that does not concern them, see `worths`, or that puts nothing off.
    """
    texts = [unit.text for unit in found]
    if not _concerns(texts, headline, home) or not _asked("doubt").search(" ".join((headline, *texts))):
        return []
    return [
        place
        for place, text in enumerate(texts)
        if not found[place].unfit and any(map(_tells_patients, sentences(text)))
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cue:
    weight: float
    pattern: re.Pattern[str]
    is_duty: bool


class _Likenesses:
    """The words of an article's texts, and how alike each is to the whole and the headline."""

    def __init__(self, texts: Sequence[str], headline: str) -> None:
        self.texts = texts
        bags = [_bag(text) for text in texts]
        spread = Counter(word for bag in bags for word in bag)
        size = len(bags)
        self._vectors = [_weigh(bag, spread, size) for bag in bags]
        self._headline = _weigh(_bag(headline), spread, size)
        self._whole = _weigh(Counter(chain.from_iterable(bag.elements() for bag in bags)), spread, size)

    def to_headline(self, place: int) -> float:
        return _likeness(self._vectors[place], self._headline)

    def to_whole(self, place: int) -> float:
        return _likeness(self._vectors[place], self._whole)


def _short(alike: _Likenesses, place: int, *, ample: bool) -> float:
    likeness = _table()["likeness"]
    return float(
        (_of_ample(alike, place) if ample else 0.0)
        + _of_place(place, len(alike.texts))
        + _of_words(alike.texts[place])
        + likeness["whole"] * alike.to_whole(place)
        + likeness["headline"] * alike.to_headline(place)
    )


def _of_ample(alike: _Likenesses, place: int) -> float:
    """What changes where most of the article is told."""
    points = _table()["ample"]
    text = alike.texts[place]
    return float(
        points["headline"] * alike.to_headline(place)
        + points["whole"] * alike.to_whole(place)
        + points["last"] * (place == len(alike.texts) - 1)
        + points["words_20"] * min(len(text.split()), _MOST_WORDS) / _WORDS
        + points["quoted"] * _quoted_share(text)
    )


def telling_of(found: Sequence[Unit]) -> Telling:
    """Weigh what a long article tells; a short one has no points, and one between the two lengths fewer."""
    texts = [unit.text for unit in found]
    return Telling(texts, points=_table()["long"]["whole"] * share_of_long(texts))


def share_of_long(texts: Sequence[str]) -> float:
    """How much the weights of a long article hold, 0 to 1."""
    return _along("long", sum(len(text.split()) for text in texts))


def share_of_ample(told: float) -> float:
    """How much the weights of a story hold that tells this share of its article, 0 to 1."""
    return _along("ample", told)


def _along(name: str, at: float) -> float:
    """How far a value is on the way from where a table of weights begins to where it holds in full."""
    points = _table()[name]
    return float(min(1.0, max(0.0, (at - points["from"]) / (points["to"] - points["from"]))))


def _of_place(place: int, size: int) -> float:
    points = _table()["place"]
    return float(
        points["early"] * math.exp(-place / _EARLY_FADES)
        + points["soon"] * math.exp(-place / _SOON_FADES)
        + points["first"] * (place == 0)
        + points["last"] * (place == size - 1)
    )


def _of_words(text: str) -> float:
    words = len(text.split())
    points = _table()["length"]
    return float(
        points["base"]
        + points["words_20"] * min(words, _MOST_WORDS) / _WORDS
        + points["over_24"] * max(0, words - _LONG) / 10
        + _table()["quoted"]["share"] * _quoted_share(text)
        + _of_cues(outside(text))
        + _of_duty(text, is_quoted=True) / 2
    )


def _of_cues(own: str) -> float:
    """What the words outside quotations mark: each kind once; two days or times tell from when to when."""
    found = sum(cue.weight for cue in _cues() if cue.pattern.search(own))
    when = sum(len(pattern.findall(own)) for pattern in _when())
    return found + (_table()["when"]["two"] if when > 1 else 0.0)


def _of_duty(text: str, *, is_quoted: bool = False) -> float:
    """What a listener should do or can count on, quoted or not; nobody's own story ("I must")."""
    words = " ".join(quote.inner(text) for quote in quotes(text)) if is_quoted else text
    if not words or _FIRST_PERSON.search(words):
        return 0.0
    return sum(cue.weight for cue in _cues() if cue.is_duty and cue.pattern.search(words))


def _concerns(texts: Sequence[str], headline: str, home: Sequence[str]) -> bool:
    """Whether a story is about the listeners' own place, or opens on patients and hospitals."""
    whole = " ".join((headline, *texts))
    if any(re.search(rf"\b{re.escape(word)}\b", whole) for word in home if word.strip()):
        return True
    opening = " ".join((headline, *texts[:_TOP])).lower()
    return len(set(_care().findall(opening))) >= int(_table()["concerns"]["fewest"])


def _quoted_share(text: str) -> float:
    words = len(text.split())
    return 1 - len(outside(text).split()) / words if words else 0.0


def _bag(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def _weigh(bag: Counter[str], spread: Mapping[str, int], size: int) -> Weights:
    """TF-IDF within one article: a word that every paragraph has tells nothing."""
    return {word: (1 + math.log(n)) * math.log(1 + size / (spread.get(word) or 1)) for word, n in bag.items()}


def _likeness(one: Weights, other: Weights) -> float:
    """Cosine, 0 to 1."""
    lengths = math.hypot(*one.values()) * math.hypot(*other.values())
    return sum(weight * other.get(word, 0.0) for word, weight in one.items()) / lengths if lengths else 0.0


@cache
def _cues() -> tuple[_Cue, ...]:
    return tuple(
        _Cue(
            weight=cue["weight"],
            pattern=NAME if cue.get("name") else re.compile("|".join(cue["patterns"])),
            is_duty=cue.get("duty", False),
        )
        for cue in _table()["cue"]
    )


@cache
def _care() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_table()['concerns']['care'])})\b")


def _tells_patients(sentence: str) -> bool:
    return all(_asked(name).search(sentence) for name in ("told", "planned"))


@cache
def _asked(name: str) -> re.Pattern[str]:
    return re.compile("|".join(_table()["concerns"][name]), re.IGNORECASE)


@cache
def _when() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in _table()["when"]["patterns"])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))
