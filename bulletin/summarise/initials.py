"""Initials: who hears "the IBRT" must have heard of the Independent Board for Rural Transport.

An article spells them out once and goes on with the letters; whoever is told a later paragraph alone asks who
that is. What every listener knows (the BBC) and what the article never spells out is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bulletin.text.patterns import later
from bulletin.text.quotations import SAYS, quotes

_KNOWN = Path(__file__).parent / "data" / "known_initials.txt"
_LETTERS = r"[A-Z](?:[a-z]?[A-Z]|&[A-Z]){1,7}"
# Not "A38", "JK's" of "J.K.", "COVID-19" or a registration plate.
_INITIALS = later(rf"(?<![\w&.’'-])(?P<letters>{_LETTERS})(?P<plural>s?)(?![\w&]|-\d|\.[A-Z])")
_SMALL = r"(?:of|for|and|the|in|on|to|with|by|at|from|de|&)"
_BEHIND_NAME = later(
    r"(?: \((?:or |the )*|,? (?:or|(?:(?:also|better|otherwise) )?(?:known|referred to) as|called) (?:the )?)"
    rf"(?P<letters>{_LETTERS})(?P<plural>s?)(?![\w&-])"
)
_AHEAD_OF_NAME = later(
    rf"(?<![\w&.’'-])(?P<letters>{_LETTERS})(?P<plural>s?)(?:,| \(| [-–—])"
    r"(?: ?(?:or|the|an?)\b)* ?(?=[A-Za-z])"
)
_WORD = later(r"[^\W\d_][\w’']*")
_RUN = later(rf"[A-Z][\w’'-]*(?:,? (?:{_SMALL} ){{0,2}}[A-Z][\w’'-]*)+")
_NEAR = 200  # letters; a name is not longer
_FEWEST_UNMARKED = 3
_FEWEST_IN_A_NAME = 3
_STARTS = later(r"(?:^|[.!?:] [“\"‘]?|^[“\"‘])$")
_THE = later(r"\b[Tt]he $")
_ARTICLE = later(r"\b(?P<article>[Aa]n?) $")
# "According to IBRT" is told as "according to the Independent Board...", "local IBRT" as nothing else.
_BEFORE_THE = later(
    rf"(?:^|[.!?:] |, |\b(?:{_SMALL}|against|between|about|into|near|than|that|but|or|as|if|while|when|after|"
    rf"before) |{SAYS.pattern} )$"
)
_IN_A_NAME = later(r"(?<=[a-z,;] )(?!The\b)[A-Z][\w’'-]* $")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelled:
    """What initials stand for, in the words of the article."""

    place: int
    name: str
    is_many: bool
    """Whether the name is that of several: "low emission zones (LEZs)"."""
    has_the: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SpelledOut:
    """A text in which the name is said in place of the initials."""

    text: str
    edit: str
    source: int
    """Place of the text that the name was taken from."""


def initials(texts: Sequence[str]) -> list[tuple[int, int]]:
    """
    Pair each text that has initials with the one that spells them out.

    Returns:
        (place, place of the first that says what they stand for); none where the same text does, or none.
    """
    known = _spelled(texts)
    return [
        (place, known[letters].place)
        for place, text in enumerate(texts)
        for letters in _unexplained(text, known)
    ]


def spell_out(texts: Sequence[str], place: int, text: str) -> list[SpelledOut]:
    """
    Say in a text what its initials stand for, one after another.

    Args:
        texts: The article's.
        place: Which of them the text is made of.
        text: It, or what cures have left of it.

    Returns:
        Each step, the last with all of it; none for initials that it explains or that cannot be replaced.
    """
    known = _spelled([*texts[:place], text, *texts[place + 1 :]])
    steps: list[SpelledOut] = []
    for letters in _unexplained(text, known):
        step = _with_name(steps[-1].text if steps else text, letters, known[letters])
        if step is not None:
            steps.append(step)
    return steps


def _unexplained(text: str, known: Mapping[str, Spelled]) -> list[str]:
    """Initials of a text that another one spells out."""
    wanted = {found["letters"] for found in _INITIALS.finditer(text)} & known.keys()
    return sorted(wanted - {letters for letters, _ in _spelled_in(text, wanted, place=0)}) if wanted else []


def _spelled(texts: Sequence[str]) -> dict[str, Spelled]:
    """Initials -> what the article says they stand for, where it is said first."""
    wanted = {found["letters"] for text in texts for found in _INITIALS.finditer(text)}
    wanted = {letters for letters in wanted if letters.upper() not in _known_to_all()}
    found: dict[str, Spelled] = {}
    if wanted:
        for place, text in enumerate(texts):
            for letters, spelled in _spelled_in(text, wanted, place=place):
                found.setdefault(letters, spelled)
    return found


def _spelled_in(text: str, wanted: Set[str], *, place: int) -> Iterator[tuple[str, Spelled]]:
    for marked in _BEHIND_NAME.finditer(text):
        if marked["letters"] not in wanted:
            continue
        start = _name_before(text, marked.start(), marked["letters"])
        if start is None and marked[0].startswith(" ("):
            start = _loose_name_before(text, marked.start(), marked["letters"])
        if start is not None:
            yield (
                marked["letters"],
                _found(text, start, marked.start(), place, is_many=bool(marked["plural"])),
            )
    for marked in _AHEAD_OF_NAME.finditer(text):
        if marked["letters"] not in wanted:
            continue
        end = _name_behind(text, marked.end(), marked["letters"])
        if end is not None:
            yield marked["letters"], _found(text, marked.end(), end, place, is_many=bool(marked["plural"]))
    for run in _RUN.finditer(text):
        words = list(_WORD.finditer(text, run.start(), run.end()))
        # "When Hale Coast Trust": the first word may have its capital from the sentence.
        is_start = _STARTS.search(text, max(0, run.start() - _NEAR), run.start())
        for first in words[: 2 if is_start else 1]:
            name = re.sub(r"[’']s?$", "", text[first.start() : run.end()])
            for letters in _letters_of(name) & {one.upper() for one in wanted}:
                own = next(one for one in wanted if one.upper() == letters)
                yield own, _found(text, first.start(), first.start() + len(name), place, is_many=False)


def _found(text: str, start: int, end: int, place: int, *, is_many: bool) -> Spelled:
    has_the = bool(_THE.search(text, max(0, start - _NEAR), start))
    return Spelled(place=place, name=text[start:end], is_many=is_many, has_the=has_the)


def _name_before(text: str, end: int, letters: str) -> int | None:
    """Where the words begin whose first letters these are, in front of a place."""
    left = letters.upper().replace("&", "")
    for word in reversed(list(_WORD.finditer(text, max(0, end - _NEAR), end))):
        is_small = re.fullmatch(_SMALL, word[0])
        if word[0][0].upper() == left[-1] and not (is_small and len(left) == 1):
            left = left[:-1]
        elif not is_small:
            return None
        if not left:
            return word.start()
    return None


def _name_behind(text: str, start: int, letters: str) -> int | None:
    """Where the words end whose first letters these are."""
    left = letters.upper().replace("&", "")
    if re.compile(rf"{_SMALL} ").match(text, start):
        return None
    for word in _WORD.finditer(text, start, start + _NEAR):
        is_small = re.fullmatch(_SMALL, word[0])
        if word[0][0].upper() == left[0] and not (is_small and len(left) == 1):
            left = left[1:]
        elif not is_small:
            return None
        if not left:
            return word.end()
    return None


def _loose_name_before(text: str, end: int, letters: str) -> int | None:
    """A name that is shortened by more than its first letters: "Campaign for Real Ale (CAMRA)"."""
    runs = [run for run in _RUN.finditer(text, max(0, end - _NEAR), end) if run.end() == end]
    if not runs or len(letters) < _FEWEST_UNMARKED:
        return None
    start = runs[-1].start() + (len("The ") if runs[-1][0].startswith("The ") else 0)
    name = text[start:end]
    # "Anne Poujoulat (AFP)" is a photographer.
    shortens = re.match(".*".join(re.escape(letter) for letter in letters), name, re.IGNORECASE)
    return start if shortens and len(name.split()) >= _FEWEST_IN_A_NAME else None


def _letters_of(name: str) -> set[str]:
    """First letters of a name, without its small words and with them: DT and DFT."""
    words = [word[0] for word in _WORD.finditer(name)]
    whole = "".join(word[0] for word in words).upper()
    large = "".join(word[0] for word in words if word[0].isupper())
    return {letters for letters in (whole, large) if len(letters) >= _FEWEST_UNMARKED}


def _with_name(text: str, letters: str, spelled: Spelled) -> SpelledOut | None:
    """The name in place of the first mention; with the letters behind it where they come again."""
    first, *others = [found for found in _INITIALS.finditer(text) if found["letters"] == letters]
    before, behind = text[: first.start()], text[first.end() :]
    if (
        any(quote.start <= first.start() < quote.end for quote in quotes(text))
        or bool(first["plural"]) != spelled.is_many
        or re.match(r"-| [A-Z]", behind)
        or (behind[:1] in tuple("’'") and spelled.name.endswith("s"))
        or _IN_A_NAME.search(before)
    ):
        return None
    # "Low emission zones (LEZs) cost..." has its capital from the sentence.
    name = spelled.name if re.search(r" [A-Z]", spelled.name) else spelled.name[0].lower() + spelled.name[1:]
    said = f"{name} ({first[0]})" if others else name
    was = first[0]
    article = _ARTICLE.search(before)
    if article:
        before = before[: article.start()]
        was = f"{article[0]}{first[0]}"
        said = f"{_article(article['article'], spelled.name)} {said}"
    elif spelled.has_the and not _THE.search(before):
        if not _BEFORE_THE.search(before):
            return None
        said = f"the {said}"
    if not before or before.endswith((". ", "! ", "? ")):
        said = said[0].upper() + said[1:]
    return SpelledOut(text=f"{before}{said}{behind}", edit=f"{was} -> {said}", source=spelled.place)


def _article(written: str, name: str) -> str:
    return written[0] + ("n" if name[0].upper() in "AEIO" else "")


@cache
def _known_to_all() -> frozenset[str]:
    lines = _KNOWN.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
