"""Sides: in a dispute, nobody's charge or complaint is heard without an answer from somebody else."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from itertools import count
from pathlib import Path

from bulletin.text import content_words
from bulletin.text.quotations import SAYS, is_bare, outside, speaker

_TABLE = Path(__file__).parent / "data" / "sides.toml"
# An answer further off is an answer to something else; where one party alone complains, it stands close by.
_FARTHEST, _SOON = 12, 3
_PRONOUN = re.compile(r"(?:\w+ (?:a |the )?\w+ )?(?:he|she|it|they)\b|(?:its|their|his|her)\b", re.IGNORECASE)
_WORDS_ROUND_SPEAKER = 9
_FEWEST_LETTERS = 3
_ARTICLES = frozenset({"the", "a", "an"})
# Bodies of many people: "The Porters' Guild say the rota..."; "have their say" is something else.
_THEY_SAY = re.compile(
    r"(?<!their)(?<!your)(?<!our)(?<!the) say(?= (?:the|that|it|they|its|their|he|she|a|an|no|there|this)\b)"
)


def answers(texts: Sequence[str]) -> list[tuple[int, int]]:
    """
    Pair each side's charge with what the other side says.

    Returns:
        (place of a charge, place of the nearest charge or answer by another party), both ways; none where
        only one party speaks or nobody disputes anything.
    """
    parties = _parties(texts)
    heated = {place for place, party in enumerate(parties) if party is not None and _is_heated(texts[place])}
    disputing = {parties[place] for place in heated}
    found = []
    for place, party in enumerate(parties):
        is_dispute = party in disputing and len(disputing) > 1
        reach = _FARTHEST if is_dispute else _SOON if place in heated else 0
        others = [at for at in range(len(texts)) if _may_answer(parties, place, at, reach)]
        answer = min(others, key=lambda at: (at not in heated, at < place, abs(at - place)), default=None)
        if answer is not None:
            found.append((place, answer))
    return found + _outright(texts, parties)


def _may_answer(parties: Sequence[int | None], place: int, at: int, reach: int) -> bool:
    return parties[at] not in (None, parties[place]) and 0 < abs(at - place) <= reach


def _outright(texts: Sequence[str], parties: Sequence[int | None]) -> list[tuple[int, int]]:
    """Whatever is denied, or not commented on, is a charge, however calm its words are."""
    return [
        (place - 1, place)
        for place in range(1, len(texts))
        if _pattern("outright").search(texts[place])
        and parties[place] is not None
        and parties[place - 1] not in (None, parties[place])
    ]


def _is_heated(text: str) -> bool:
    return bool(_pattern("heat").search(text))


def _parties(texts: Sequence[str]) -> list[int | None]:
    """
    Number who speaks in each text; None where nobody does.

    A person belongs to whom the words before the name tell ("council leader"), else to the party that spoke
    just before ("Swiftway said ... Managing director Colin Prebble said"); "he said" goes on with the last.
    """
    found: list[int | None] = []
    known: dict[str, int] = {}
    numbers = count()
    for text in texts:
        before = found[-1] if found else None
        who = _who(text)
        if who is None:
            found.append(before if is_bare(text) else None)
            continue
        told = [] if _PRONOUN.match(who) else _names(who)
        party = next((known[word] for word in told if word in known), None)
        if party is None:
            last = next((one for one in reversed(found) if one is not None), None)
            goes_on = last if _PRONOUN.match(who) else before if _is_of_the_same(who) else None
            party = next(numbers) if goes_on is None else goes_on
        for word in told:
            known.setdefault(word, party)
        found.append(party)
    return found


def _who(text: str) -> str | None:
    """The speaker with the words that introduce it: "Regional officer Denise Harkaway"."""
    own = outside(text)
    named = speaker(own)
    if named is not None and _PRONOUN.fullmatch(named):
        return named
    if named is not None:
        at = text.find(named)
        start = max(text.rfind(". ", 0, max(at, 0)), -1) + 1
        return " ".join([*text[start : max(at, 0)].split()[-_WORDS_ROUND_SPEAKER:], named]).lstrip("“\"'‘ ")
    said = SAYS.search(own) or _THEY_SAY.search(own)
    before = re.split(r"(?<=[.!?])\s", own[: said.start()])[-1] if said else ""
    words = before.split(",")[0].split()
    return " ".join(words) if 0 < len(words) <= _WORDS_ROUND_SPEAKER else None


def _names(who: str) -> list[str]:
    """The words that tell one party from another, and the letters it goes by: BMA."""
    words = [word for word in content_words(who) if word not in _ranks()]
    capitals = "".join(word[0] for word in who.split() if word[0].isupper() and word.lower() != "the")
    return [*words, capitals.lower()] if len(capitals) >= _FEWEST_LETTERS else words


def _is_of_the_same(who: str) -> bool:
    """One of the people of the body that has just spoken: no "the", no "a" in front, and an office."""
    return not _ARTICLES & set(who.lower().split()) and bool(_pattern("people").search(who))


@cache
def _ranks() -> frozenset[str]:
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return frozenset(table["ranks"])


@cache
def _pattern(name: str) -> re.Pattern[str]:
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return re.compile(rf"\b(?:{'|'.join(table[name])})\b", re.IGNORECASE)
