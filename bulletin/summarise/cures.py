"""Cures: a paragraph that hangs on another is made to stand alone, where that takes no new word.

The speaker of a quotation is named again, a bare name gets the whole one and office it was introduced with, a
pronoun becomes the one name it can mean, initials what they stand for, a "But" that joins nothing goes. The
passage's edits tell of each.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import NamedTuple

from bulletin.model import Passage
from bulletin.summarise.first_names import AGE, called_in, introduced_in
from bulletin.summarise.hangs import needs
from bulletin.summarise.initials import initials, spell_out
from bulletin.summarise.names import bare_surnames, given_names, people, without_title
from bulletin.summarise.units import Unit
from bulletin.text.quotations import NAME, SAYS, TITLE, is_bare, outside, speaker_before

_MARKS = tuple("“\"‘'")
_CONNECTIVE = re.compile(
    r"(?:But|However|Meanwhile|Also),? (?=(?:the|a|an) [a-z]|[A-Z]|(?:speaking|writing) (?:in|at|on|to) )"
    r"(?!(?:He|She|It|They|I|We|You)\b)"
)
_PRONOUN = re.compile(r"(?P<who>He|She|His|Her) (?=[a-z]+)")
# "Not Alfie Denholm." and "When matron Ann Dow": what begins so is no office.
_NO_OFFICE = (
    r"(?!(?:Not|But|And|Or|So|Yet|When|While|As|If|After|Before|Since|Until|Although|Though|Because|Even|Only|"
    r"Both|Either|Neither|Like|Unlike|Despite|For|With|In|On|At|By|To|From|Of|Over|Under|Then|Now|Later|Earlier|"
    r"Today|Yesterday|Tonight|Last|Next|This|That|It|He|She|They|There|What|Who|Where|Why|How)\b)"
)
# "Its director, Jo Dow, said", right behind "Vale Rail said", where nothing else is told of that has one.
_ITS_OFFICER = re.compile(r"Its (?:[a-z-]+ ){0,4}?[a-z-]+, (?:[A-Z][\w’'-]+ ?){1,4}, [a-z]")
_BODY_SPOKE = re.compile(
    rf"(?P<body>(?:The )?[A-Z][\w’'&-]*(?: (?:(?:of|for|and|the) ){{0,2}}[A-Z][\w’'&-]*){{0,6}}) "
    rf"(?:{SAYS.pattern})\b(?P<rest>.*)"
)
_MAY_BE_IT = re.compile(
    r"(?:^|[a-z’,]) (?!I\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z]|"
    r"\b(?:the|a|an|its|their|our|new|old) (?:[a-z-]+ )?(?:company|firm|council|trust|hospital|club|charity|"
    r"union|school|college|university|board|agency|bank|library|museum|theatre|centre|church|operator|factory|service|"
    r"group|department)\b"
)
_HELD_BY = re.compile(rf"{_NO_OFFICE}(?:[A-Z][a-z]+ )?(?:[a-z]+ ){{0,4}}(?<!\band )$")
_OFFICE = re.compile(
    r", (?:(?:an?|the) [a-z][^,.;:“”\"]{2,70}|[a-z]+ (?:of|for|at) [^,.;:“”\"]{2,50}|"
    rf"{AGE})(?=,)"
)
_NOWHERE = -1
# A first name and a surname.
_LONGEST_BARE = 2
# What anybody may be called tells nobody who it is.
_STYLED = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady|Prof|Professor|Rev|Reverend)\b")
_INTRODUCES = re.compile(r"(?:An? [a-z]|[A-Z][\w’'-]+ )")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cured:
    """A paragraph as it can be said alone."""

    passage: Passage
    needs: frozenset[int]
    """What it still hangs on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    text: str
    edit: str
    source: int | None = None
    """Place of the unit that the words were taken from."""
    is_as_good: bool = True
    """Whether a listener misses nothing of what it hung on: who somebody is, not a name alone."""


def cure(found: Sequence[Unit], place: int) -> Cured | None:
    """Make one unit of an article hang on less; None where nothing can be done for it."""
    changes = _changes(found, place)
    if not changes:
        return None
    units = _with_passage(found, place, _changed(found, found[place].passages[0], changes))
    return Cured(passage=units[place].passages[0], needs=needs(units)[place])


def told_alone(
    found: Sequence[Unit], place: int, *, spelled_out: Set[int]
) -> tuple[tuple[Unit, ...], tuple[frozenset[int], ...]] | None:
    """
    Make one unit stand alone as well as it would with what it hangs on.

    Returns:
        All units, and what each hangs on now; None where nothing can be done, and where all that can be
        told of somebody is a name, which tells a listener nothing.
    """
    changes = _changes(found, place)
    if not changes or not all(change.is_as_good for change in changes):
        return None
    units = _with_passage(found, place, _changed(found, found[place].passages[0], changes))
    return units, needs(units, spelled_out=spelled_out)


def spelled_out(found: Sequence[Unit]) -> Mapping[int, Passage]:
    """Say in full what initials stand for, in each unit that hangs on another for them and then does not."""
    texts = ["" if unit.unfit else unit.text for unit in found]
    told: dict[int, Passage] = {}
    for place in {place for place, _ in initials(texts)}:
        if len(found[place].passages) == 1:
            changes = _with_names_in_full(found, place, texts[place])
            left = [*texts[:place], changes[-1].text, *texts[place + 1 :]] if changes else texts
            if not any(still == place for still, _ in initials(left)):
                told[place] = _changed(found, found[place].passages[0], changes)
    return told


def freed(found: Sequence[Unit]) -> tuple[Unit, ...]:
    """Cure what hangs on a unit that is never spoken, one with a misprint say; it would fall with it."""
    units = list(found)
    for place, hangs_on in enumerate(needs(found)):
        if any(units[at].unfit for at in hangs_on):
            cured = cure(units, place)
            if cured is not None and not any(units[at].unfit for at in cured.needs):
                units[place] = replace(units[place], passages=(cured.passage,))
    return tuple(units)


def _changes(found: Sequence[Unit], place: int) -> list[_Change]:
    """What can be done, step by step; the last has the text."""
    unit = found[place]
    if unit.unfit or unit.shortened or len(unit.passages) > 1:
        return []
    changes: list[_Change] = []
    text = unit.passages[0].text
    for change_of in (_named_speaker, _without_connective, _named_person, _named_body, _with_introduction):
        change = change_of(found, place, text)
        if change is not None:
            changes.append(change)
            text = change.text
    return changes + _with_names_in_full(found, place, text) if changes else []


def _with_passage(found: Sequence[Unit], place: int, passage: Passage) -> tuple[Unit, ...]:
    return (*found[:place], replace(found[place], passages=(passage,)), *found[place + 1 :])


def _changed(found: Sequence[Unit], whole: Passage, changes: Sequence[_Change]) -> Passage:
    sources = {found[one.source].passages[0].paragraph for one in changes if one.source is not None}
    return replace(
        whole,
        text=changes[-1].text,
        edits=(*whole.edits, *(one.edit for one in changes)),
        beside=tuple(sorted(sources - {whole.paragraph})),
    )


def _with_names_in_full(found: Sequence[Unit], place: int, text: str) -> list[_Change]:
    """The IBRT said... -> The Independent Board for Rural Transport said..."""
    texts = ["" if unit.unfit else unit.text for unit in found]
    return [
        _Change(text=step.text, edit=step.edit, source=step.source) for step in spell_out(texts, place, text)
    ]


def _named_speaker(found: Sequence[Unit], place: int, text: str) -> _Change | None:
    """“We are glad.” -> A spokesman for the trust said: “We are glad.”"""
    if not is_bare(text):
        return None
    before = speaker_before([unit.text for unit in found], place)
    if before is None or not _INTRODUCES.match(before[1]):
        return None
    return _Change(
        text=f"{before[1]} said: {text}",
        edit=f"speaker named again: {before[1]}",
        source=before[0],
        is_as_good=False,
    )


def _without_connective(found: Sequence[Unit], place: int, text: str) -> _Change | None:
    """But councillors... -> Councillors..."""
    joins = _CONNECTIVE.match(text)
    if joins is None or (place and found[place - 1].text.rstrip("”\"’'").endswith("?")):
        return None
    rest = text[joins.end() :]
    return _Change(
        text=rest[:1].upper() + rest[1:], edit=f"“{joins[0].strip(' ,')}” left out", is_as_good=False
    )


def _named_person(found: Sequence[Unit], place: int, text: str) -> _Change | None:
    """He... -> Owen Price..., where the paragraph before names him and nobody else."""
    pronoun = _PRONOUN.match(text)
    if pronoun is None or not place:
        return None
    named = set(people(outside(found[place - 1].text)))
    if len(named) != 1:
        return None
    name = named.pop()
    said = f"{name}’s" if pronoun["who"] in ("His", "Her") else name
    return _Change(
        text=f"{said} {text[pronoun.end() :]}",
        edit=f"{pronoun['who']} -> {said}",
        source=place - 1,
        is_as_good=_introduces(name),
    )


def _named_body(found: Sequence[Unit], place: int, text: str) -> _Change | None:
    """Its director, Jo Dow... -> Vale Rail’s director, Jo Dow..., right behind what Vale Rail said."""
    held = _ITS_OFFICER.match(text)
    spoke = _BODY_SPOKE.match(found[place - 1].text) if held and place else None
    if held is None or spoke is None or _is_person(spoke["body"]) or _MAY_BE_IT.search(spoke["rest"]):
        return None
    body = spoke["body"]
    said = f"{body}’" if body.endswith("s") else f"{body}’s"
    return _Change(text=f"{said} {text[len('Its ') :]}", edit=f"Its -> {said}", source=place - 1)


def _is_person(name: str) -> bool:
    return bool(_STYLED.match(name)) or name.split()[0] in given_names()


def _with_introduction(found: Sequence[Unit], place: int, text: str) -> _Change | None:
    """Keogh said... -> Sir Bruce Keogh, the medical director of NHS England, said...

    Whoever has no surname is told as well: Nessa -> a girl called Nessa.
    """
    introduced = _introductions(found[:place])
    bare = {*bare_surnames(text, introduced.surnames), *called_in(text, introduced.first_names.keys())}
    if len(bare) != 1:
        return None
    name = bare.pop()
    source = {**introduced.first_names, **introduced.surnames}[name]
    called = re.search(rf"(?:{TITLE} )*\b{re.escape(name)}\b(?!-|[’'](?!s\b)| [A-Z])", outside(text))
    is_owner = called is not None and text[called.end() :].startswith(("’s", "'s"))
    told = _introduction(found[source].text, name, name_only=is_owner)
    if called is None or told is None or told == called[0]:
        return None
    before = text[: called.start()].split()[-1:]
    if before and before[0][0].isupper():
        return None
    said = told[:1].lower() + told[1:] if before and not NAME.match(told) else told[:1].upper() + told[1:]
    comma = "," if "," in told and text[called.end() : called.end() + 1] not in (*",.;:!?", "") else ""
    return _Change(
        text=f"{text[: called.start()]}{said}{comma}{text[called.end() :]}",
        edit=f"{called[0]} -> {said}",
        source=source,
        is_as_good=_introduces(told),
    )


def _introduces(told: str) -> bool:
    """Whether an age or office goes with a name, as in "Coroner James Hythe"."""
    words = told.split()
    is_held = len(words) > _LONGEST_BARE and words[0] not in given_names() and not _STYLED.match(told)
    return ("," in told or told[0].islower() or is_held) and "’s" not in told and "'s" not in told


class _Introduced(NamedTuple):
    """Name -> place of the unit that first gives the whole of it, or says who has it."""

    surnames: Mapping[str, int]
    first_names: Mapping[str, int]


def _introductions(before: Sequence[Unit]) -> _Introduced:
    """Who was introduced, without those whose name somebody else has."""
    surnames: dict[str, int] = {}
    first_names: dict[str, int] = {}
    whole: dict[str, set[str]] = defaultdict(set)
    for place, unit in enumerate(before):
        for name in people(unit.text):
            words = without_title(name).split()
            if len(words) > 1:
                surnames.setdefault(words[-1], place)
                for word in words[-2:]:
                    whole[word].add(" ".join(words[-2:]))
        for first, said in introduced_in(unit.text).items():
            first_names.setdefault(first, place if said else _NOWHERE)
    return _Introduced(
        {name: place for name, place in surnames.items() if len(whole[name]) == 1},
        {name: place for name, place in first_names.items() if place >= 0 and len(whole[name]) <= 1},
    )


def _introduction(text: str, called: str, *, name_only: bool) -> str | None:
    """A name with the office that stands before or behind it: "the matron", "council leader"."""
    for name in NAME.finditer(text):
        if called not in name[0].split():
            continue
        if name_only:
            return name[0]
        behind = _OFFICE.match(text, name.end())
        before = _HELD_BY.match(text[: name.start()])
        office = before[0] if before and before[0] and not text.startswith(_MARKS) else ""
        return f"{office}{name[0]}{behind[0] if behind and not office else ''}"
    return None if name_only else introduced_in(text).get(called)
