"""The opening: where the news begins, when a writer keeps the reader waiting for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bulletin.summarise.events.background import terms
from bulletin.text.quotations import NAME, TITLE, outside

# A feature's first lines set a scene; the news is told by the third paragraph or fourth, or never.
_FARTHEST = 4
_TEASES, _TELLS = 0.2, 0.4
# The next paragraph tells a quarter more of the headline: where there is time for one of them, it is that.
_TELLS_MORE = 0.25
_FEWEST_TERMS = 3
_NUMBER = re.compile(
    r"(?:(?:More|Fewer|Less) than |Over |About |Around |Nearly |Almost |Some |Up to |At least )?"
    r"(?:[£$€]?\d|(?:Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|Dozens|Hundreds|Thousands|\w+teen|"
    r"(?:Twenty|Thirty|Forty|Fifty|Sixty|Seventy|Eighty|Ninety)(?:-\w+)?)\b)"
)
_PERSON = re.compile(rf"(?:{TITLE} |[A-Z][\w’'-]+ (?:[A-Z][\w’'-]+ )*[A-Z][\w’'-]+, (?:who|\d+,?|an?|the) )")
# A name inside the text says where it is, or whose doing.
_NAMED_WITHIN = re.compile(r"(?<=[a-z,’'] )[A-Z][\w’'-]+")
_LEANS = re.compile(r"(?:None|All|Some|Most|Many|Few|Both|Half|One|Each|Neither|Another|Others?|The other)\b")
_DECIDED = re.compile(r"\b(?:voted|agreed|approved|rejected|backed|ruled|gave|refused)\b")


def first_places(
    texts: Sequence[str], able: Sequence[int], *, headline: str, is_tight: bool = False
) -> list[int]:
    """
    Find the units that a story may open with.

    Args:
        texts: The units of the article.
        able: Places of units that can be said; at least one.
        headline: What the news is, in other words; without one nothing is passed over.
        is_tight: Whether there is no time for the first two.

    Returns:
        The wanted one: the first of `able`, or where that holds next to none of the headline's words, the one
        near it that does. Behind it those that can stand in for it.
    """
    wanted = _wanted(texts, able, set(terms(headline)), is_tight=is_tight)
    others = [place for place in able if place < _FARTHEST and place != wanted and can_open(texts[place])]
    return [wanted, *others]


def tells_as_much(texts: Sequence[str], place: int, wanted: int, *, headline: str) -> bool:
    """Whether a story loses no news that begins at this place, where the wanted one was heard before."""
    asked = set(terms(headline))
    return len(asked) >= _FEWEST_TERMS and (
        len(asked & set(terms(texts[place]))) >= len(asked & set(terms(texts[wanted]))) > 0
    )


def told_at(texts: Sequence[str], opening: int, *, headline: str) -> int:
    """
    Find where the news is told that an opening keeps back.

    Returns:
        The place of the text near it that has most of the headline's words; the opening itself where that
        names somebody or some place, or tells as much.
    """
    wanted = set(terms(headline))
    if len(wanted) < _FEWEST_TERMS or opening >= len(texts) or _NAMED_WITHIN.search(texts[opening]):
        return opening
    near = range(opening, min(opening + 1 + _FARTHEST, len(texts)))
    return max(near, key=lambda place: (len(wanted & set(terms(texts[place]))), place == opening, place))


def can_open(text: str) -> bool:
    """Whether a text that is not the writer's opening can be ours: it says where and begins warmly."""
    own = outside(text)
    is_whole = own[:1].isupper() and not _LEANS.match(own)
    return is_whole and bool(_NAMED_WITHIN.search(own)) and not begins_coldly(text)


def begins_coldly(text: str) -> bool:
    """Whether a text begins with a number or somebody unknown, which a listener misses."""
    return bool(_NUMBER.match(text) or _PERSON.match(text))


def _wanted(texts: Sequence[str], able: Sequence[int], headline: set[str], *, is_tight: bool) -> int:
    first, near = able[0], [place for place in able if place < _FARTHEST]
    if len(headline) < _FEWEST_TERMS or first not in near:
        return first
    shares = {place: len(headline & set(terms(texts[place]))) / len(headline) for place in near}
    best = max(shares, key=lambda place: (shares[place], -place))
    if shares[first] <= _TEASES and shares[best] >= _TELLS:
        return best
    following = first + 1
    if not is_tight or following not in shares or not can_open(texts[following]):
        return first
    tells_more = shares[following] >= shares[first] + _TELLS_MORE
    return following if tells_more or _names_who_decided(texts[first], texts[following]) else first


def _names_who_decided(opening: str, following: str) -> bool:
    """The opening keeps back who and where: "A landlord has been told..."; the next one says it."""
    names = _NAMED_WITHIN.search(outside(opening)) or NAME.match(opening)
    return names is None and bool(_DECIDED.search(outside(following)))
