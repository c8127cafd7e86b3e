"""What a paragraph hangs on: the ones that must be heard for it to make sense.

The rules err on the safe side: one paragraph too many kept together costs a little room, one too few gives a
listener "she said" with nobody named.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence, Set
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from bulletin.summarise.definite import definite
from bulletin.summarise.first_names import first_names
from bulletin.summarise.initials import initials
from bulletin.summarise.leaning import counted, fragments, is_of_before, is_told_before, unfinished
from bulletin.summarise.names import people, surnames
from bulletin.summarise.sides import answers, pleas
from bulletin.summarise.units import CAPTION, HEADING, NO_SENTENCE, Unit
from bulletin.summarise.warnings import remedies
from bulletin.text.datelines import without_dateline
from bulletin.text.patterns import later
from bulletin.text.quotations import NAME, SAYS, is_bare, leaves_open, outside

_OPENERS = Path(__file__).parent / "data" / "openers.toml"
_MARKS = " \"'“‘”’([-–—"
_PRONOUN_SAID = later(rf"\b[Ss]?[Hh]e (?:\w+ )?{SAYS.pattern}|(?:{SAYS.pattern}|\bsaying) s?he\b")
_DEFINITE = later(
    r"The (?P<noun>[a-z]{3,}) (?:is|are|was|were|will|would|has|have|had|can|could|must|should|may|reveals?|"
    r"revealed|shows?|showed|found|failed|contains?|contained|suggests?|suggested|led|began|ended|followed)\b"
)
# "Eleven weeks there after a stroke", not "there will be".
_THERE = later(r"(?<= )there(?= (?:after|for|since|until|on|in|with|as|before|from|every|at)\b|[.,;])")
_THOSE = later(
    r"\b(?:those|these) (?:two|three|four|five|six|seven|eight|nine|ten|\d+) [a-z]|"
    r"\b[Tt]h(?:ose|ese) (?:words|comments|remarks|claims|allegations|findings|concerns|cuts|changes)\b"
)
_THE_REST = later(
    r"\bthe (?:rest of the (?:county|town|city|area|region|ward|building|site|money|line|route)|others)\b"
)
# "Inspector Colm Rattray said it would": a person is no "it", so something before is; a trust is its own.
_PERSON_SAID_IT = later(
    rf"\b(?!the )[a-z]+ (?:[A-Z][\w’'-]+ ){{2,3}}(?:{SAYS.pattern}) (?:that )?(?:it|they)\b"
)
# "A rider was cleared after she told the jury": whoever is meant stands in the same sentence.
_WITHIN = later(
    r"\b(?:after|before|when|while|as|because|since|although|though|if|that|which|who|and) [Ss]?[Hh]e\b"
)
# "On Saturday he was fourth", "if the council agrees, she will": whoever is meant stands before.
_IN_FRONT = later(
    r"(?P<phrase>(?:On|In|At|By|For|Since|Until|From|With|Within|After|Before|During|Last|This|When|If|While|Although|"
    r"Though|As|Once|Despite|Under)\b(?: [\w’'£%-]+){1,8}?),? (?P<who>he|she|they) [a-z]"
)
# ... but for one of these.
_ANYBODY = later(
    r"\b(?:who|whoever|any(?:one|body)|some(?:one|body)|every(?:one|body)|no(?:body| one)|child|children|"
    r"baby|patient|person|people|nurse|doctor|teacher|pupil|student|worker|owner|actor|king|queen|leader|minister|"
    r"president|police|staff|men|women|family|team|couple|crowd|crew)\b"
)
_MANY = later(r"\b(?!hours|minutes|days|weeks|months|years|this|its|was|has|is|less)[a-z]{2,}s\b")
_CALENDAR = later(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|March|April|May|June|July|August|"
    r"(?:Septem|Octo|Novem|Decem)ber|Christmas|Easter"
)
# "The boats will run, they said": it is never who is told of who says so.
_THEY_SAID = later(rf"(?:[^.!?]*,|\s*) *they (?:{SAYS.pattern})\b")
_OF_HIS = later(r"(?:An?|One|Another|Two|Three|Some) (?:[a-z]+ ){1,2}of (?:his|hers)\b")
# Somebody without a name whom "he" may mean.
_SOMEBODY = later(
    r"\b(?:man|woman|boy|girl|teenager|pensioner|driver|rider|passenger|pedestrian|cyclist|neighbour|witness|victim|suspect|"
    r"defendant|spokes\w+|judge|coroner|mother|father|son|daughter|brother|sister|husband|wife|widow\w*|player|referee|"
    r"\d+-year-old)\b"
)
# "The library at Cheverley" says itself which.
_WHICH = later(r" (?:at|in|of|on|off|near|beside|outside|for|between) (?:the )?[A-Z]")
# "The Shop Workers’ Alliance" is no shop.
_LONGER_NAME = later(r"[A-Z]\w* [A-Z]")
# "The owner, Marsh Foods, said": of what the whole story is about.
_NAMED = later(r", (?:the )?[A-Z][\w’'&-]*[\w ’'&-]*,")
_STARTS = later(r"(?:^|[.!?][\"”’']? )\W*([A-Z][\w’'-]+)")
_SPEAKS = later(rf"\b([A-Z][\w’'-]+) {SAYS.pattern}|{SAYS.pattern} ([A-Z][\w’'-]+)\b")
# "The shop takes one", not "the train goes at one".
_ENDS_ON_IT = later(
    r"\b(?:it|them|on both|(?<!\bat )(?<!\bby )(?<!\buntil )(?<!\btill )(?<!\bpast )(?<!\bto )one|"
    r"followed|ensued)[.!]?\s*$"
)
# "Carers should do so as well", "others did the same".
_SO_AS_WELL = later(r"\b(?:do|does|did|doing) (?:so (?:as well|too)|the same)\b")
# "The reason? Bats." Half a sentence: what it asks about stands before.
_ASKS_ITSELF = later(
    r"(?:(?:The|And the|His|Her|Its|Their) [\w-]+|"
    r"(?:So |And )?(?:[Ww]hy|[Hh]ow|[Ww]hen|[Ww]here|[Ww]ho|[Ww]hat)(?: not| so)?)\? "
)
_RIDDLE = later(r"(?:He|She|They|His|Her|Their|It|Its) [a-z]")
_LONGEST_RIDDLE = 3
_NAMED_WITHIN = later(r"(?<=[a-z,’'] )[A-Z][\w’'-]+")
# A round-up gives a sport a few lines.
_FEWEST_SECTIONS, _LONGEST_SECTION = 2, 3
_SHORT = 16


def needs(found: Sequence[Unit], *, spelled_out: Set[int] = frozenset()) -> tuple[frozenset[int], ...]:
    """
    Tell what each unit hangs on.

    Args:
        found: The units of one article, in order.
        spelled_out: Places of those that are told with names in full for their initials.

    Returns:
        For each unit, the places of the units that must be kept with it; only direct ones.
    """
    texts = _heard(found)
    # Who is never heard answers nobody.
    fit = ["" if unit.unfit else text for unit, text in zip(found, texts, strict=True)]
    hanging = [set[int]() for _ in texts]
    pairs = (
        *(pair for rule in _REFERS for pair in rule(texts)),
        *_names(found),
        *(pair for pair in initials(fit) if pair[0] not in spelled_out),
        *_leaning(found),
        *(pair for rule in _JOINS for pair in rule(fit)),
    )
    for place, place_needed in pairs:
        hanging[place].add(place_needed)
    return tuple(frozenset(places) for places in hanging)


Rule = Callable[[Sequence[str]], list[tuple[int, int]]]


def can_be_first(text: str, *, is_writers: bool) -> bool:
    """
    Whether a listener who has heard nothing yet knows what a text speaks of.

    Args:
        text: Of a unit.
        is_writers: Whether its writer begins with it, and so will tell who "she" is.
    """
    own = without_dateline(text)
    if _opener("goes_on").match(own) or is_of_before(own):
        return False
    return is_writers or not (_leans_back(own) or speaks_of_somebody(own))


def hangs_by_name(found: Sequence[Unit]) -> dict[int, set[int]]:
    """Tell which units say a name that others give the whole of, and which others."""
    hanging: dict[int, set[int]] = defaultdict(set)
    for place, place_needed in _names(found):
        hanging[place].add(place_needed)
    return hanging


def _names(found: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    return (pair for rule in _NAMES for pair in rule(_without_titles(found)))


def _heard(found: Sequence[Unit]) -> list[str]:
    """The words that a rule may go by: no dateline, and nothing from under a picture."""
    return ["" if unit.unfit == CAPTION else without_dateline(unit.text) for unit in found]


def _leaning(found: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """What leans on the paragraph before; a heading is none, nor is what stands above the first."""
    first = next((place for place, unit in enumerate(found) if unit.unfit != CAPTION), 0)
    places = [place for place, unit in enumerate(found) if unit.unfit != HEADING and place >= first]
    texts = [found[place].text for place in places]
    return ((places[place], places[back]) for rule in _LEANS for place, back in rule(texts))


def _without_titles(found: Sequence[Unit]) -> list[str]:
    """In a title every word is a capital one and names nobody; a caption of nothing but a name does."""
    return [
        text if unit.unfit not in (HEADING, NO_SENTENCE) or NAME.fullmatch(unit.text) else ""
        for unit, text in zip(found, _heard(found), strict=True)
    ]


def _announced(texts: Sequence[str]) -> list[tuple[int, int]]:
    """A line such as "she said:" needs the quotation behind it, and the quotation needs her."""
    ends = [place for place, text in enumerate(texts[:-1]) if text.endswith(":")]
    return [(place, place + 1) for place in ends] + [(place + 1, place) for place in ends]


def _person(texts: Sequence[str]) -> list[tuple[int, int]]:
    """He or she: the paragraph that last named somebody, and all from one on that speaks of somebody else."""
    known = {name.split()[-1] for text in texts for name in people(text)}
    # "She told him about Ellen Marsh": after that, a listener does not know which of the two is meant.
    named = [
        _names_somebody(narrative, known) or bool(people(text) and speaks_of_somebody(text))
        for narrative, text in zip(_narratives(texts), texts, strict=True)
    ]
    return [
        (place, back)
        for place, text in enumerate(texts)
        if place and speaks_of_somebody(text)
        for back in _who_is_meant(texts, named, place)
    ]


def _who_is_meant(texts: Sequence[str], named: Sequence[bool], place: int) -> list[int]:
    near = range(place - 1, -1, -1)
    last = next((back for back in near if named[back]), place - 1)
    between = range(last + 1, place)
    other = next((back for back in between if _SOMEBODY.search(outside(texts[back]))), place)
    return [last, *range(other, place)]


def speaks_of_somebody(text: str) -> bool:
    """Whether he or she in a text is somebody whom it does not name."""
    if (
        text[:1] not in _MARKS
        and _opener("person").match(text)
        and not _opener("points_at_nothing").match(text)
    ):
        return True
    if is_told_before(text):
        return True
    narrative = outside(text)
    if _OF_HIS.match(text) or _stands_before(text, "he", "she"):
        return True
    said = _PRONOUN_SAID.search(narrative)
    if said is None or people(narrative[: said.start()]):
        return False
    within = _WITHIN.search(narrative)
    return within is None or within.end() > said.end() or text[:1] in _MARKS


def _stands_before(text: str, *pronouns: str) -> bool:
    """Whether a text goes straight from when or how to a pronoun, past nobody whom it may mean."""
    front = _IN_FRONT.match(text)
    if front is None or front["who"] not in pronouns:
        return False
    phrase = _CALENDAR.sub("", front["phrase"][1:])
    is_named = re.search(r"[A-Z]", phrase) or _SOMEBODY.search(phrase) or _ANYBODY.search(phrase)
    return not is_named and not (front["who"] == "they" and _MANY.search(phrase))


def _narratives(texts: Sequence[str]) -> list[str]:
    """The writer's own words of each text; all of one that begins inside a quotation and does not say so."""
    return [
        text if place and leaves_open(texts[place - 1]) and text[:1] not in _MARKS else outside(text)
        for place, text in enumerate(texts)
    ]


def _names_somebody(narrative: str, surnames: Set[str]) -> bool:
    """In full, or by a bare surname that opens the text or speaks: "Thaxted admitted it"."""
    if any(people(narrative)):
        return True
    bare = [
        *(start[1] for start in _STARTS.finditer(narrative)),
        *(found[1] or found[2] for found in _SPEAKS.finditer(narrative)),
    ]
    return any(re.sub(r"[’']s?$|,$", "", word) in surnames for word in bare)


def _kept_back(texts: Sequence[str]) -> list[tuple[int, int]]:
    """A writer who begins with "she": the paragraphs behind it, up to the first that says who or where."""
    found = []
    first = next((place for place, text in enumerate(texts) if text), len(texts))
    for place in range(first, min(first + _LONGEST_RIDDLE, len(texts) - 1)):
        is_riddle = place > first or _RIDDLE.match(texts[place])
        if not is_riddle or _NAMED_WITHIN.search(texts[place]):
            break
        found.append((place, place + 1))
    return found


def _previous(texts: Sequence[str]) -> list[tuple[int, int]]:
    """A connective, "they", "the pair", or the answer to a question."""
    return [
        (place, place - 1)
        for place, (before, text) in enumerate(pairwise(texts), start=1)
        if before.rstrip(_MARKS).endswith("?") or _leans_back(text)
    ]


def _question(texts: Sequence[str]) -> list[tuple[int, int]]:
    """A question that the writer puts: the paragraph behind it, which answers."""
    return [(place, place + 1) for place, text in enumerate(texts[:-1]) if text.endswith("?")]


def _leans_back(text: str) -> bool:
    if _THEY_SAID.match(outside(text)) or _stands_before(text, "they"):
        return True
    if text[:1] in tuple('“"'):
        return False
    if _THOSE.search(outside(text)) or _THE_REST.search(outside(text)):
        return True
    body = text.lstrip(_MARKS)
    if _opener("jumps").match(body) or _ASKS_ITSELF.match(body):
        return True
    return bool(_opener("previous").match(body)) and not _opener("points_at_nothing").match(body)


def _first_mention(texts: Sequence[str]) -> list[tuple[int, int]]:
    """The council, the firm: the paragraph that first speaks of one, else the one before, which names it."""
    found = []
    first: dict[str, int] = {}
    for place, text in enumerate(texts):
        body = text.lstrip(_MARKS)
        opened = _opener("the").match(body)
        words = set(re.findall(r"[a-z]+", text.lower()))
        if opened and place and not _LONGER_NAME.match(body, opened.start("noun")):
            noun = opened["noun"].lower()
            if not _WHICH.match(body, opened.end()) and (noun in first or not opened["kind"]):
                other = 0 if _NAMED.match(body, opened.end()) else _stands_for(noun, texts, place)
                found.append((place, first.get(noun, other)))
        elif place and (thing := _DEFINITE.match(body)):
            # "The tips will close": any thing that was spoken of before.
            found += [(place, first[thing["noun"]])] if thing["noun"] in first else []
        for word in words:
            first.setdefault(word, place)
    return found


def _stands_for(noun: str, texts: Sequence[str], place: int) -> int:
    """Where "the charity" is called by another word: the opening, else the nearest; else the one before."""
    other = _others().get(noun)
    near = (0, *range(place - 1, 0, -1))
    return next((back for back in near if other and other.search(outside(texts[back]))), place - 1)


def _there(texts: Sequence[str]) -> list[tuple[int, int]]:
    """There, meaning a place: the paragraph before."""
    return [(place, place - 1) for place, text in enumerate(texts) if place and _THERE.search(outside(text))]


def _sections(texts: Sequence[str]) -> list[tuple[int, int]]:
    """A round-up: what comes after "In rugby, ..." is of rugby, until it goes on to something else."""
    starts = [place for place, text in enumerate(texts) if place and _opener("sections").match(text)]
    if len(starts) < _FEWEST_SECTIONS:
        return []
    return [
        (place, start)
        for start, end in pairwise((*starts, len(texts)))
        for place in range(start + 1, min(end, start + 1 + _LONGEST_SECTION))
    ]


def _it(texts: Sequence[str]) -> list[tuple[int, int]]:
    """A short text that ends on "it", or somebody who says that "it" would: the paragraph before."""
    return [
        (place, place - 1)
        for place, text in enumerate(texts)
        if place
        and (
            (len(text.split()) <= _SHORT and _ENDS_ON_IT.search(outside(text)))
            or _PERSON_SAID_IT.search(outside(text))
            or _SO_AS_WELL.search(outside(text))
        )
    ]


def _quotation(texts: Sequence[str]) -> list[tuple[int, int]]:
    """A quotation carried on from the paragraph before, or with nobody in it who speaks."""
    return [
        (place, place - 1)
        for place, (before, text) in enumerate(pairwise(texts), start=1)
        if is_bare(text) or (leaves_open(before) and text[:1] in tuple("“\"'‘"))
    ]


@cache
def _opener(name: str) -> re.Pattern[str]:
    """One list of the table as a pattern; `the` is "The" and a noun of the first-mention list."""
    table = _table()
    if name == "the":
        return re.compile(
            rf"The (?P<kind>(?:\w+ ){{1,2}})?(?P<noun>{'|'.join(table['first_mention'])})\b", re.IGNORECASE
        )
    return re.compile(rf"(?:{'|'.join(table[name])})(?!\w)")


@cache
def _others() -> dict[str, re.Pattern[str]]:
    """Noun -> the other words that tell of the same."""
    return {noun: later("|".join(patterns)) for noun, patterns in _table()["stands_for"].items()}


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_OPENERS.read_text(encoding="utf-8"))


_REFERS: tuple[Rule, ...] = (_announced, _person, _question, _first_mention, definite, _sections)
_NAMES: tuple[Rule, ...] = (surnames, first_names)
_LEANS: tuple[Rule, ...] = (_previous, _there, _it, _quotation, fragments, counted, unfinished)
_JOINS: tuple[Rule, ...] = (remedies, answers, pleas, _kept_back)
