"""Names: who is called by a surname alone has to have been introduced."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from bulletin.text.patterns import later
from bulletin.text.quotations import NAME, TITLE
from bulletin.text.words import REMEMBERED

_DATA = Path(__file__).parent / "data"
_CAPITALISED = later(r"[A-Z][\w’'-]*\w")
_NUMERAL = later(r"[IVX]+")
NO_NAMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July "
    "August September October November December The A An In On At "
    # "People aged 65 and over" is nobody of that name.
    "Those Anyone Everyone People Adults Men Women Children Boys Girls Babies Teenagers Youngsters "
    "Pensioners Pupils Students Residents Patients".split()
)


@lru_cache(maxsize=REMEMBERED)
def people(text: str) -> tuple[str, ...]:
    """Names in full that can be a person's: "Ann Dow" and not "Dow Road"."""
    names = (name[0] for name in NAME.finditer(text))
    return tuple(name for name in names if name.split()[-1] not in words_of_names("bodies"))


def surnames(texts: Sequence[str]) -> list[tuple[int, int]]:
    """A bare surname: the paragraph that gives the name in full."""
    found = []
    introduced: dict[str, int] = {}
    for place, text in enumerate(texts):
        names = [without_title(name[0]).split() for name in NAME.finditer(text)]
        full = {not_owning(word) for name in names for word in name[1:]}
        # "Dow Road" tells nothing of Ann Dow.
        full |= {word for name in names if name[-1] in words_of_names("bodies") for word in name}
        for surname in bare_surnames(text, introduced) - full:
            found.append((place, introduced[surname]))
        # Of a name of three words the middle one may be what it is called by later: "Lighthouse Winmore".
        firsts = map(first_of, names)
        parts = {
            not_owning(part)
            for name, first in zip(names, firsts, strict=True)
            for part in name[1:]
            if part != first
        }
        for surname in parts - NO_NAMES:
            introduced.setdefault(surname, place)
    return found


def without_title(name: str) -> str:
    """The name alone: "Jane Dow" of "Mrs Jane Dow"."""
    return re.sub(rf"^(?:{TITLE} )+", "", name)


def first_of(name: Sequence[str]) -> str | None:
    """The first name among the words of a whole one: "Alice" of "Skipper Alice Venn"; no king's."""
    if _NUMERAL.fullmatch(name[-1]):
        return None
    return next((word for word in name[:-1] if word in given_names()), None)


def bare_surnames(text: str, introduced: Mapping[str, int]) -> set[str]:
    """Those of the surnames that stand in a text."""
    return {word for found in _CAPITALISED.finditer(text) if (word := not_owning(found[0])) in introduced}


def not_owning(word: str) -> str:
    """A word without its possessive ending."""
    return re.sub(r"[’']s$", "", word)


@cache
def given_names() -> frozenset[str]:
    """First names as they are written."""
    lines = (_DATA / "given_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads((_DATA / "names.toml").read_text(encoding="utf-8"))


@cache
def words_of_names(name: str) -> frozenset[str]:
    """One list of the table."""
    return frozenset(_table()[name])
