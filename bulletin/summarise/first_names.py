"""First names: who hears "Lily" must have heard of Lily Marsh, nine.

News calls children, families and sportspeople by them; whoever it brings in so, by age, kin or whole name, is
told with that paragraph. One whom the article never brings in is known to all: Adele.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache

from bulletin.summarise.names import (
    NO_NAMES,
    first_of,
    given_names,
    not_owning,
    without_title,
    words_of_names,
)
from bulletin.text.patterns import later
from bulletin.text.quotations import NAME, SAYS
from bulletin.text.words import REMEMBERED

_ONE = r"(?P<name>[A-Z][\w’'-]*\w)(?![\w’'-]| [A-Z])"
AGE = (
    r"(?:aged )?(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen)(?=[,.;)]| and\b)"
)
"""How old somebody is, behind a name."""
# "A girl called Nessa": the words can stand wherever the name does.
_CALLED = later(rf"\b[Aa]n? [a-z][^,.;:“”\"]{{1,50}}? (?:called|named|nicknamed) {_ONE}")
_NAMED_SO = later(rf"\b(?:called|named|nicknamed|christened) (?:it|him|her) {_ONE}")
_AGED = later(rf"(?<![\w’'-]){_ONE},? {AGE}")
_IS_AGED = later(rf",? {AGE}")
_APPOSED = later(rf"(?<![\w’'-]){_ONE}, (?:an?|the|who|whose|his|her|their|one) ")
_WORD = later(r"(?<![\w’'-])[A-Z][\w’'-]*\w(?!-)")
_KNIGHT = later(r"(?:Sir|Dame) ")
_ROYAL = later(r"\b(?:Prince|Princess|King|Queen|Pope) ([A-Z]\w+)")
_BESIDE = later(r"(?<![\w’'-])([A-Z][\w’'-]*\w) and $")
_DETERMINED = later(
    r"\b(?:[Tt]he|[Aa]n?|[Tt]his|[Ee]very|[Ee]ach|[Aa]ny|[Nn]o|[Oo]ther|[Ss]ome|[Aa]ll|Saint|St\.?) $"
)
_BEHIND_IN = later(r"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Ff]rom|[Ll]ast|[Nn]ext) $")
_DAY = later(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days? ")
_BOTH = later(rf"(?<![\w’'-])(?P<first>[A-Z][\w’'-]*\w) and {_ONE}")
_IN_A_DATE = later(r"\.? \d")
_STARTS = later(r"(?:^|[.!?:;][”\"’']? |[“\"‘] ?)$")
_BEHIND_TIME = later(
    r"\b(?:in|to|from|until|till|since|before|after|by|of|for|during|between|next|last|this|early|late|mid|"
    r"every|and|or|\d+) $",
    re.IGNORECASE,
)
_BEHIND_PLACE = later(
    r"\b(?:in|at|near|through|across|into|(?:on|back|way|roads?|trains?|buses|flights?|moved?|travel\w*|flew|drove|"
    r"came|return\w*) to) $",
    re.IGNORECASE,
)
# "Grace was taken to hospital", not "Grace is said before meals".
_ACTS = later(
    rf"(?:[’']s [a-z]| (?:{SAYS.pattern})| (?:was|had|has|would|could|did|who|and (?:his|her|their|[A-Z])|"
    r"took|got|made|gave|came|began|won|lost|ran|told|left|met|found|saw|fell|went|grew|wrote|sang|swam|spent|kept|"
    r"\w+ed)\b)"
)


_NEAR = 80  # letters


def first_names(texts: Sequence[str]) -> list[tuple[int, int]]:
    """
    Pair each text that calls somebody by a first name with the earlier one that introduces them.

    Returns:
        (place, place of the text that says who they are, or else that first calls them so); none where the
        same text says it, or none before.
    """
    pairs = []
    introduced: dict[str, int] = {}
    mentioned: dict[str, int] = {}
    nobody = {royal[1] for text in texts for royal in _ROYAL.finditer(text)}
    # Whoever is named in full elsewhere is called by a surname, with an age beside it or not.
    nobody |= {
        words[-1]
        for text in texts
        for name in _whole(text)
        if (words := name[0].split())[-1] not in words_of_names("bodies")
    } - NO_NAMES
    alone = _plain() - nobody
    for place, text in enumerate(texts):
        here = introduced_in(text).keys() - nobody
        known = {**mentioned, **introduced}
        called = {*called_in(text, alone | known.keys())}
        pairs += [(place, known[name]) for name in called - here if name in known]
        for name in here:
            introduced.setdefault(name, place)
        for name in called & alone | (_pairs(text) - nobody):
            mentioned.setdefault(name, place)
    return pairs


@lru_cache(maxsize=REMEMBERED)
def introduced_in(text: str) -> Mapping[str, str]:
    """
    Find who is brought in by a text and may be called by one name later.

    Returns:
        First name -> the name in full, or words like "a girl called Nessa", that can stand in its place;
        empty where no words can.
    """
    found: dict[str, str] = {}
    for name in _whole(text):
        first = _first_of(text, name)
        if first:
            found.setdefault(first, name[0])
            beside = _ends(_BESIDE, text, name.start())
            if beside and beside[1] in given_names():
                found.setdefault(beside[1], "")
    for called in _CALLED.finditer(text):
        found.setdefault(called["name"], called[0])
    for pattern in (_NAMED_SO, _AGED, _kin()):
        for one in pattern.finditer(text):
            found.update({name: found.get(name, "") for name in one.groupdict().values() if name})
    for one in _APPOSED.finditer(text):
        if one["name"] in _plain() | words_of_names("words"):
            found.setdefault(one["name"], "")
    return {not_owning(name): said for name, said in found.items() if said or name not in NO_NAMES}


def _pairs(text: str) -> set[str]:
    """ "Ruby and Pearl": beside a name a word is one."""
    able = given_names() - words_of_names("others")
    pairs = ({one["first"], one["name"]} for one in _BOTH.finditer(text))
    return {name for pair in pairs if pair <= able for name in pair}


def _first_of(text: str, name: re.Match[str]) -> str | None:
    """The first name of somebody named in full; None for a body, a place or a breed of dog."""
    words = without_title(name[0]).split()
    if words[-1] in words_of_names("bodies") | NO_NAMES or _ends(_DETERMINED, text, name.start()):
        return None
    first = first_of(words)
    if first in words_of_names("places") and _ends(_BEHIND_PLACE, text, name.start()):
        return None
    # A name from far away is one by its age.
    is_aged = len(words) > 1 and _IS_AGED.match(text, name.end())
    return first or (words[-2] if is_aged else None)


def called_in(text: str, names: Set[str]) -> Iterator[str]:
    """Those of the names by which somebody is called in a text, without a surname."""
    whole = [(name.start(), name.end()) for name in _whole(text)]
    for word in _WORD.finditer(text):
        name = not_owning(word[0])
        if (
            name in names
            and not any(start <= word.start() < end for start, end in whole)
            and _is_somebody(name, text, word.start(), names)
        ):
            yield name


@lru_cache(maxsize=REMEMBERED)
def _whole(text: str) -> tuple[re.Match[str], ...]:
    """Names in full, without "Sir Bruce", "on Sundays Bruce" and "in June Bruce"."""
    found = []
    for name in NAME.finditer(text):
        first, *others = name[0].split()
        is_dated = first in NO_NAMES and _ends(_BEHIND_IN, text, name.start())
        is_one = _KNIGHT.match(name[0]) or _DAY.match(name[0]) or is_dated
        if not (is_one and len(others) == 1):
            found.append(name)
    return tuple(found)


def _ends(pattern: re.Pattern[str], text: str, place: int) -> re.Match[str] | None:
    """Whether what stands in front of a place ends so; looking further back is quadratic in a long text."""
    return pattern.search(text, max(0, place - _NEAR), place)


def _is_somebody(name: str, text: str, place: int, names: Set[str]) -> bool:
    """Whether a word that is a first name is one here, and no month, town, flower or half of a play."""
    beside, behind = _ends(_BESIDE, text, place), place + len(name)
    if (
        _ends(_DETERMINED, text, place)
        or _IN_A_DATE.match(text, behind)
        or (beside and beside[1] in words_of_names("others") - names)
    ):
        return False
    if name in words_of_names("times") and _ends(_BEHIND_TIME, text, place):
        return False
    if name in words_of_names("places") and _ends(_BEHIND_PLACE, text, place):
        return False
    return not (_is_a_word(name) and _ends(_STARTS, text, place)) or bool(_ACTS.match(text, behind))


@cache
def _plain() -> frozenset[str]:
    """Given names that are nothing else."""
    return frozenset(name for name in given_names() - words_of_names("others") if not _is_a_word(name))


def _is_a_word(name: str) -> bool:
    """Whether a first name is also a word, a month or a place."""
    return any(name in words_of_names(kind) for kind in ("words", "times", "places"))


@cache
def _kin() -> re.Pattern[str]:
    """ "Her son Tom", "his wife, Joan", "twins Ruby and Pearl"."""
    kin = "|".join(sorted(words_of_names("kin")))
    return re.compile(rf"\b(?i:{kin}),? {_ONE}(?: and (?P<other>[A-Z][\w’'-]*\w)(?![\w’'-]| [A-Z]))?")
