"""Half a warning is worse than none: what stops travels with what goes on, or what to do instead."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from bulletin.summarise.events.background import terms
from bulletin.text.quotations import outside

_TABLE = Path(__file__).parent / "data" / "warnings.toml"
_FEWEST_LETTERS = 4
# One shared word is chance, two are a subject: "emergency care".
_SAME_SUBJECT, _SURELY_THE_SAME = 2, 3
# A remedy that the writer put further down belongs to something else; what the whole story is about may wait.
_FARTHEST, _FARTHEST_OF_OPENING = 6, 9
_SOON = 2


def remedies(texts: Sequence[str]) -> list[tuple[int, int]]:
    """
    Pair each warning with the text that says what goes on all the same, or what to do.

    Args:
        texts: One article's, in order. Words of the first, which say what the story is about, tie nothing.

    Returns:
        (place of the warning, place of its remedy), and the other way about where a remedy says "instead",
        "the others", "again"; a warning without one is not among them.
    """
    subjects = [frozenset(word for word in terms(text) if len(word) >= _FEWEST_LETTERS) for text in texts]
    found: list[tuple[int, int]] = []
    for place, text in enumerate(texts):
        if _pattern("diverts").search(text):
            found += _first(texts, place, _later(texts, place), "emergency")
        if _stops(text):
            best = _best_remedy(texts, subjects, place)
            found += [(place, best)] if best is not None else []
        if _pattern("obliges").search(text):
            found += _first(texts, place, _later(texts, place), "exempts")
        if _pattern("harms").search(text):
            found += _first(texts, place, range(place + 1, min(place + 1 + _SOON, len(texts))), "relieves")
        if place and _pattern("as_before").search(text):
            found += _what_is_left(texts, subjects, place)
        again = _pattern("leans_on_what_stopped").search(outside(text)) if place else None
        if again and not _pattern("has_stopped").search(text, 0, again.start()):
            found += _what_stopped(texts, subjects, place)
    return found


def _first(texts: Sequence[str], place: int, later: range, name: str) -> list[tuple[int, int]]:
    """A place with the first of some later ones that has one of the words."""
    return [(place, at) for at in later if _pattern(name).search(texts[at])][:1]


def _stops(text: str) -> bool:
    """Whether something stops in the writer's own words, and the same text does not say what goes on."""
    own = _pattern("says_nothing_of_it").sub("", outside(text))
    return bool(_pattern("stops").search(own)) and not _pattern("is_whole").search(own)


def _best_remedy(texts: Sequence[str], subjects: Sequence[frozenset[str]], place: int) -> int | None:
    """
    The later text on the same subject that says what goes on; the one right behind needs no more than that.

    A text that names a replacement outright is taken before one that only goes on about the same thing.
    """
    own = subjects[place] - (subjects[0] if place else frozenset())
    worth: dict[int, float] = {}
    for at in _later(texts, place):
        shared = len(own & subjects[at])
        replaces = bool(_pattern("replaces").search(texts[at]))
        goes_on = replaces or bool(_pattern("goes_on").search(texts[at]))
        is_next = goes_on and at == place + 1 and not _stops(texts[at])
        if _is_remedy(texts[at], shared, goes_on) or is_next or (replaces and shared):
            worth[at] = shared + 4 * replaces + 2 * is_next - 0.5 * (at - place)
    return max(worth, key=worth.__getitem__, default=None)


def _is_remedy(text: str, shared: int, goes_on: bool) -> bool:
    """Words of ours tell it; where so much is shared it is the warning turned round: "... nurses will"."""
    if shared >= _SURELY_THE_SAME and _pattern("is_done").search(text) and not _stops(text):
        return True
    return goes_on and shared >= _SAME_SUBJECT


def _what_stopped(
    texts: Sequence[str], subjects: Sequence[frozenset[str]], place: int
) -> Iterator[tuple[int, int]]:
    """What begins again, or nobody should do, hangs on the text before it that says what happens."""
    before = place - 1
    tells = _stops(texts[before]) or _pattern("goes_on").search(texts[before])
    forbids = _pattern("forbids").match(texts[place]) and not _pattern("says_why").search(texts[place])
    if tells and (subjects[place] & subjects[before] or forbids):
        yield place, before


def _what_is_left(
    texts: Sequence[str], subjects: Sequence[frozenset[str]], place: int
) -> Iterator[tuple[int, int]]:
    """What goes on as usual hangs on the text before that says what does not, unless the opening does."""
    before = place - 1
    if _stops(texts[before]) and (subjects[place] & subjects[before] or not _stops(texts[0])):
        yield place, before


def _later(texts: Sequence[str], place: int) -> range:
    farthest = _FARTHEST if place else _FARTHEST_OF_OPENING
    return range(place + 1, min(place + 1 + farthest, len(texts)))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_table()[name])})\b", re.IGNORECASE)


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))
