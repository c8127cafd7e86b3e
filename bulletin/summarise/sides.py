"""Sides: in a dispute, nobody's charge or complaint is heard without an answer from somebody else."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import cache
from pathlib import Path

from bulletin.text import content_words, fold
from bulletin.text.patterns import later
from bulletin.text.quotations import SAYS, is_bare, outside, speaker

_TABLE = Path(__file__).parent / "data" / "sides.toml"
# An answer further off is an answer to something else; where one party alone complains, it stands close by.
_FARTHEST, _SOON = 12, 3
# A report from court says by its second text how a trial ended.
_DECIDED_BY = 2
_PRONOUN = re.compile(r"(?:\w+ (?:a |the )?\w+ )?(?:he|she|it|they)\b|(?:its|their|his|her)\b", re.IGNORECASE)
_WORDS_ROUND_SPEAKER = 9
_FEWEST_LETTERS = 3
# Not the first word of a sentence, which is "Passengers" as well.
_NAMED = later(r"(?<=[\w,] )[A-Z][\w-]+")
_LONGEST_NAME = 60  # letters, of the part of a name in front of its last word
_IS_NAME = later(r" (?:the )?(?:[A-Z][\w-]+ )*")
# "Passengers have been told": they are told, and say nothing.
_IS_TOLD = re.compile(r"\b(?:been|being|were|was|are|is|be)$")
_ARTICLES = frozenset({"the", "a", "an"})
# Bodies of many people: "The Porters' Guild say the rota..."; "have their say" is something else.
_THEY_SAY = re.compile(
    r"(?<!their)(?<!your)(?<!our)(?<!the) say(?= (?:the|that|it|they|its|their|he|she|a|an|no|there|this)\b)"
)


def answers(texts: Sequence[str]) -> list[tuple[int, int]]:
    """
    Pair each side's charge with what the other side says.

    Returns:
        (place of a charge, place of the answer: of the party that is charged, else of one that is as heated,
        that which complained first before others, else of the nearest), both ways in a dispute; none where
        nobody disputes anything.
    """
    parties, names = _parties(texts)
    heated = {place for place, party in enumerate(parties) if party is not None and _is_heated(texts[place])}
    quoted = {place for place, text in enumerate(texts) if _is_quotation(text)}
    bare = {place for place in quoted if is_bare(texts[place])}
    denying = {place for place, text in enumerate(texts) if _pattern("denies").search(text)}
    disputing = {parties[place] for place in heated}
    first = next((parties[place] for place in sorted(heated)), None)
    news = next((place for place, text in enumerate(texts) if text), 0)
    found = []
    for place, party in enumerate(parties):
        is_dispute = party in disputing and len(disputing) > 1 and place != news
        words = set(content_words(texts[place])) if place in heated else set()
        charged = {other for other, own in names.items() if own & words}
        reach = {at: _FARTHEST if is_dispute or parties[at] in charged else _SOON for at in range(len(texts))}
        others = [
            at
            for at in range(len(texts) if is_dispute or place in heated else 0)
            if parties[at] not in (None, party) and 0 < abs(at - place) <= reach[at]
        ]
        answer = min(
            others,
            key=_nearest_to(place, parties, heated | denying, charged, (quoted, bare), first),
            default=None,
        )
        found += [(place, answer)] if answer is not None else []
    return found + _by_name(texts, parties, names) + _outright(texts, parties)


def views(texts: Sequence[str]) -> frozenset[int]:
    """Find where each side of a dispute first says what it holds, told rather than quoted."""
    disputed = {place for pair in answers(texts) for place in pair}
    first: dict[int, int] = {}
    for place, party in enumerate(parties(texts)):
        if party is not None and not _is_quotation(texts[place]):
            first.setdefault(party, place)
    return frozenset(disputed & set(first.values()))


def _by_name(
    texts: Sequence[str], parties: Sequence[int | None], names: Mapping[int, Set[str]]
) -> list[tuple[int, int]]:
    """A complaint of somebody who is named: the next that they say."""
    found = []
    for place, text in enumerate(texts):
        named = {
            fold(word).lower()
            for word in _charged_in(text, is_said=parties[place] is not None or "omplained that" in text)
        }
        charged = {party for party, own in names.items() if own & named and party != parties[place]}
        answered = (at for at in range(place + 1, len(texts)) if parties[at] in charged)
        first = next(answered, None)
        if first is not None and first - place <= _FARTHEST:
            found.append((place, first))
    return found


def _charged_in(text: str, *, is_said: bool) -> Iterator[str]:
    """The words of names that a charge stands right behind, where somebody makes it, or right before."""
    blames = [blame.end() for blame in _pattern("blames").finditer(text)]
    for name in _NAMED.finditer(text):
        is_charged = is_said and _does_wrong().match(text, name.end())
        near = (end for end in blames if 0 <= name.start() - end <= _LONGEST_NAME)
        if is_charged or any(_IS_NAME.fullmatch(text, end, name.start()) for end in near):
            yield name[0]


def _nearest_to(
    place: int,
    parties: Sequence[int | None],
    heated: Set[int],
    charged: Set[int],
    quoted_and_bare: tuple[Set[int], Set[int]],
    first: int | None,
) -> Callable[[int], tuple[bool, bool, bool, bool, bool, bool, int]]:
    """
    The best answer first: by the party that is charged, told rather than quoted, with its speaker, heated, of
    the party that the article lets complain first, later, near.
    """
    quoted, bare = quoted_and_bare
    return lambda at: (
        parties[at] not in charged,
        at in quoted,
        at in bare,
        at not in heated,
        parties[at] != first,
        at < place,
        abs(at - place),
    )


def _outright(texts: Sequence[str], parties: Sequence[int | None]) -> list[tuple[int, int]]:
    """Whatever is denied, or not commented on, is a charge, however calm its words are."""
    return [
        (place - 1, place)
        for place in range(1, len(texts))
        if _pattern("outright").search(texts[place])
        and parties[place] is not None
        and parties[place - 1] not in (None, parties[place])
    ]


def pleas(texts: Sequence[str]) -> list[tuple[int, int]]:
    """
    Pair what somebody is charged with in court with the plea.

    Returns:
        (place of a charge, place of the first text that tells the plea); none where the text tells it itself,
        where nobody does, and where the court has decided.
    """
    own = [outside(text) for text in texts]
    if any(_pattern("decided").search(text) for text in own[:_DECIDED_BY]):
        return []
    plea = next((place for place, text in enumerate(own) if _pattern("pleas").search(text)), None)
    charged = (place for place, text in enumerate(own) if _pattern("charges").search(text))
    return [
        (place, plea) for place in charged if plea is not None and not _pattern("pleas").search(own[place])
    ]


def _is_quotation(text: str) -> bool:
    return 2 * len(outside(text).split()) < len(text.split())


def _is_heated(text: str) -> bool:
    return bool(_pattern("heat").search(text)) and not _pattern("sorry").search(text)


def parties(texts: Sequence[str]) -> list[int | None]:
    """Number who speaks in each text, None where nobody does; people of one body have its number."""
    return _parties(texts)[0]


def _parties(texts: Sequence[str]) -> tuple[list[int | None], dict[int, set[str]]]:
    """
    Number who speaks in each text, None where nobody does; and the words that each party goes by.

    A person belongs to whom the words before the name tell ("council leader"), else to the body that spoke
    just before ("Swiftway said ... Managing director Colin Prebble said"); "he said" goes on with the last.
    """
    found: list[int | None] = []
    names: dict[int, set[str]] = {}
    last: int | None = None
    body: int | None = None
    for text in texts:
        who = who_speaks(text)
        if who is None:
            found.append(found[-1] if found and is_bare(text) else None)
            body = body if found[-1] is not None else None
            continue
        told = set() if _PRONOUN.match(who) else set(_names(who))
        party = next((one for one, words in names.items() if words & told), None)
        if party is None:
            goes_on = last if _PRONOUN.match(who) else body if _is_of_the_same(who) else None
            party = len(names) if goes_on is None else goes_on
        names.setdefault(party, set()).update(told)
        found.append(party)
        last = party
        body = party if not _pattern("people").search(who) and not _PRONOUN.match(who) else None
    return found, names


def who_speaks(text: str) -> str | None:
    """The speaker with the words that introduce it: "Regional officer Denise Harkaway"."""
    own = outside(text)
    named = speaker(own)
    said = SAYS.search(own) or _THEY_SAY.search(own)
    if named is None or _IS_TOLD.search(named):
        before = re.split(r"(?<=[.!?])\s", own[: said.start()])[-1] if said else ""
        words = before.split(",")[0].split()
        if said and words and _PRONOUN.fullmatch(words[0]):
            return words[0]
        is_short = 0 < len(words) <= _WORDS_ROUND_SPEAKER and not _IS_TOLD.search(before.strip())
        return " ".join(words) if is_short else None
    if _PRONOUN.fullmatch(named):
        return named
    at = max(text.find(named), 0)
    start = max(text.rfind(". ", 0, at), -1) + 1
    return " ".join([*text[start:at].split()[-_WORDS_ROUND_SPEAKER:], named]).lstrip("“\"'‘ ")


def _names(who: str) -> list[str]:
    """The words that tell one party from another, and the letters it goes by: BMA."""
    words = [word for word in content_words(who) if word not in _ranks()]
    capitals = "".join(word[0] for word in who.split() if word[0].isupper() and word.lower() != "the")
    return [*words, capitals.lower()] if len(capitals) >= _FEWEST_LETTERS else words


def _is_of_the_same(who: str) -> bool:
    """One of the people of the body that has just spoken: no "the", no "a" in front, and an office."""
    return not _ARTICLES & set(who.lower().split()) and bool(_pattern("people").search(who))


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


@cache
def _ranks() -> frozenset[str]:
    return frozenset(_table()["ranks"])


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_table()[name])})\b", re.IGNORECASE)


@cache
def _does_wrong() -> re.Pattern[str]:
    """What goes on like a charge behind a name: "Voxline’s engineers never", "Clearway crews drove past"."""
    return re.compile(
        rf"(?:[’']s [a-z]+|(?: [A-Z][\w-]+){{1,2}})?(?: [a-z]+)? {_pattern('complaint').pattern}"
    )
