"""Apart: two articles in one form of words with other names in it are two pieces of news, not one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.model import Article
from bulletin.summarise.events.opening import opening

# Notices are written by filling in a form: "Mill Lane will be closed on Tuesday. A diversion ...". Below this
# share of common words two openings are no form; bench/events.py: nothing there changes from 0.4 to 0.6.
_ONE_FORM = 0.5
_READ_WORDS = 60
# Papers put their own town into copy that all of them have; a form has several places to fill.
_NAMES_OF_ONE_TELLER, _NAMES_OF_TWO = 1, 3
_WORD = re.compile(r"[^\W_]+")
_ENDS_SENTENCE = re.compile(r"[.!?:]['\"’”)]*$")
# The day on which something is told, or told again, makes no other news of it.
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What an article is known by: the words of its opening, and the names and numbers among them."""

    words: frozenset[str]
    names: frozenset[str]


def face(article: Article) -> Face:
    """Look at the opening of an article."""
    words = opening(article, most=_READ_WORDS)
    plain = frozenset(part for word in words for part in _WORD.findall(word.lower()))
    return Face(words=plain, names=frozenset(_names(words)) - _DAYS)


def are_apart(one: Face, other: Face, *, same_teller: bool) -> bool:
    """
    Tell whether two articles are one form with other names filled in.

    Args:
        one: An article's face.
        other: The other's.
        same_teller: Whether one paper, council or trust tells both: it seldom tells one thing twice.
    """
    shared = len(one.words & other.words) / (len(one.words | other.words) or 1)
    if shared < _ONE_FORM:
        return False
    least = _NAMES_OF_ONE_TELLER if same_teller else _NAMES_OF_TWO
    sides = (one.names - other.names, other.names - one.names)
    # One that tells its story again has newer figures in it.
    counted = map(_without_figures, sides) if same_teller else sides
    return min(map(len, counted)) >= least


def _without_figures(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name in names if not name[0].isdigit())


def _names(words: list[str]) -> list[str]:
    """Words with a capital that do not begin a sentence, and words with a digit."""
    found = []
    begins = True
    for word in words:
        parts = _WORD.findall(word)
        found += [part.lower() for part in parts if (part[0].isupper() and not begins) or part[0].isdigit()]
        begins = bool(_ENDS_SENTENCE.search(word))
    return found
