"""Leaning: what makes no sense behind anything but the paragraph before, told by its form.

Fragments ("Really!"), what counts and does not say of what ("More seemed pleased."), what is only "it" behind
a phrase ("In 2012, it was sold."), and whoever is called by what he does ("The striker scored twice.").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from bulletin.text.patterns import later
from bulletin.text.quotations import SAYS, leaves_open, outside

_TABLE = Path(__file__).parent / "data" / "leaning.toml"
_OPENS = tuple("“\"'‘")
# The first mark of a text closes.
_TAIL = later(r"[^“”\"]*(?:”|(?<=[\w.,!?…])\"(?!\w))")
_LONGEST_FRAGMENT, _LONGEST_WITHOUT_VERB = 2, 6
_LETTERS = later(r"[\w’'-]+")
_TIME = (
    r"(?:\d{4}|\d{1,2}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|"
    r"September|October|November|December|century|decade|years?|months?|weeks?|weekend|days?|night|morning|afternoon|"
    r"evening|hours?|minutes?|spring|summer|autumn|winter|Christmas|Easter|half|season)"
)
# "In 2012, it was sold": the phrase says when, and nothing says what.
_WHEN_IT = later(
    rf"(?:In|On|At|By|During|Until|From|Since|Last|Next|After|Before|For|Over) (?:[\w’'-]+ ){{0,5}}{_TIME}"
    rf"(?: (?:ago|later|earlier|alone))?,? (?P<rest>it .*)"
)
# "Dubbed the Slug, it takes an hour to Hale."
_CALLED_IT = later(
    r"(?:Dubbed|Nicknamed|Called|Named|Known as|Billed as|Described as|Hailed as|Founded|Built|Made) "
    r"[^,.:;?!]{1,60}, (?:it|they|he|she)\b"
)
_ITS_OWN = later(rf"^\W*(?:\w+ )?{SAYS.pattern} (?:his|her) [a-z]+")
_OTHERS_SAID = later(
    r"^\W*(?:others?|another|both|some|a second|the other|the former|the latter) (?:also |then |later )?"
    rf"{SAYS.pattern}|"
    r"^\W*(?:an?other|the (?:first|second|third|other)) (?:[a-z]+ )?(?:source|official|witness|speaker)\b"
)
# "There is nothing shy about him": nobody in front of it.
_OF_HIM = later(
    r"(?:There|It|Nothing|Everything|Little|Much|Neither|Nobody|No one)"
    r"(?: (?!(?:he|his|man|boy|who|him)\b)[a-z][\w’'-]*,?){1,20} him\b"
)
# "The mayor wants them moved": nothing in front of it is many.
_THEM = later(r"[^.!?;]*?\b(?P<who>them|themselves)\b")
_MANY = later(
    r"\b(?!(?:is|was|has|this|its|as|us|his|does|says|wants|gives|takes|makes|gets|lets|keeps|puts|sees|tells|asks|calls|"
    r"helps|needs|uses|leaves|brings|sends|shows|always|perhaps|less|yes)\b)[A-Za-z’'-]+s\b|"
    r"\b(?:and|they|their|people|children|men|women|police|staff|family|team|crew|crowd|couple|public|parties|"
    r"two|three|four|five|six|seven|eight|nine|ten|both|many|some|any\w*|every\w*|no\w*|who|those|\d+)\b",
    re.IGNORECASE,
)
# "Rosa Fenwick said that was a pity": what was stands before.
_SAID_THAT_WAS = later(
    rf"(?:[\w’'-]+ ){{1,6}}{SAYS.pattern} (?:that|this) "
    r"(?:is|was|will|would|had|has|could|should|may|might)\b"
)
# "Here is how it works." and no more.
_ANNOUNCES = later(
    r"Here(?:[’']s| is| are) (?:how|why|what|where|some|a few|the|\w+ (?:ways|things))\b[^.!?]*\.$"
)
# "In June, it was decided to close": it is nothing.
_EXPLETIVE = later(
    r"it (?:(?:is|was|has been|had been|will be|would be|became|may be) (?:\w+ly |not |still )?"
    r"(?:[a-z]+ that\b|(?:dry|wet|cold|warm|hot|mild|windy|time|noon|midnight|announced|agreed|reported|"
    r"revealed|claimed|decided)\b)|seems?|seemed|takes|took|emerged|turned out|came out|rain|snow)"
)


def fragments(texts: Sequence[str]) -> list[tuple[int, int]]:
    """One or two words: "Really!", "Money talks."; and the tail of what was begun before."""
    return [
        (place, place - 1)
        for place, (before, text) in enumerate(pairwise(texts), start=1)
        if (len(text.split()) <= _LONGEST_FRAGMENT and text.endswith((".", "!")))
        or _has_no_verb(text)
        or (leaves_open(before) and _is_tail(text))
        or text.count(")") > text.count("(")
    ]


def _has_no_verb(text: str) -> bool:
    """ "An eight-minute descent to death." """
    words = text.removesuffix(".").split()
    if (
        not text.endswith(".")
        or len(words) > _LONGEST_WITHOUT_VERB
        or not all(map(_LETTERS.fullmatch, words))
    ):
        return False
    return not any(word.endswith(("s", "ed", "n’t", "n't")) or word.lower() in _verbs() for word in words)


def unfinished(texts: Sequence[str]) -> list[tuple[int, int]]:
    """A sentence that trails off, or says that something is to come, needs the paragraph behind it."""
    return [
        (place, place + 1)
        for place, text in enumerate(texts[:-1])
        if (text.endswith(("...", "…")) and outside(text).endswith(("...", "…"))) or _ANNOUNCES.match(text)
    ]


def counted(texts: Sequence[str]) -> list[tuple[int, int]]:
    """A number or a best without its noun, others who speak, and what is only called "it"."""
    return [(place, place - 1) for place, text in enumerate(texts) if place and _is_of_before(text)]


def is_told_before(text: str) -> bool:
    """Whether a text speaks of a person who is named before it, though not by an opening pronoun."""
    if text[:1] in _OPENS:
        own = outside(text)
        return bool(_ITS_OWN.search(own) or _role_said().search(own))
    return bool(_role_opens().match(text) or _OF_HIM.match(outside(text)))


def _is_of_before(text: str) -> bool:
    if text[:1] in _OPENS:
        return bool(_OTHERS_SAID.search(outside(text)))
    return is_of_before(text)


def is_of_before(text: str) -> bool:
    """Whether a text that begins with no quotation opens on a part of what stands before, or its "it"."""
    if _opener().match(text) or _CALLED_IT.match(text):
        return True
    own = outside(text)
    if _SAID_THAT_WAS.match(own) or _is_them(own):
        return True
    when = _WHEN_IT.match(text)
    return bool(when) and not _EXPLETIVE.match(when["rest"] if when else "")


def _is_them(own: str) -> bool:
    """Whether a first sentence says "them" where nothing before it is more than one."""
    them = _THEM.match(own)
    return them is not None and not _MANY.search(own, 0, them.start("who"))


def _is_tail(text: str) -> bool:
    """Whether a quotation ends in a text that does not begin one."""
    if text[:1] in _OPENS:
        return False
    return bool(_TAIL.match(text))


@cache
def _opener() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{line})" for line in _table()["of_before"]))


@cache
def _role_opens() -> re.Pattern[str]:
    """The prosecutor thanked..., the Hale striker won...: behind him a verb, and nothing that says which."""
    verb = (
        rf"(?:{SAYS.pattern}|\w+ed\b|"
        r"(?:is|was|has|had|will|would|can|could|may|also|then|later|won|took|made|went|came)\b)"
    )
    return re.compile(rf"The (?:[A-Z][\w’'-]+ )?(?:{_roles()}) (?!called\b|named\b|based\b|accused\b){verb}")


@cache
def _role_said() -> re.Pattern[str]:
    return re.compile(rf"(?:\bthe (?:{_roles()}) {SAYS.pattern}|{SAYS.pattern} the (?:{_roles()})\W*$)")


def _roles() -> str:
    return "|".join(_table()["roles"])


@cache
def _verbs() -> frozenset[str]:
    return frozenset(_table()["verbs"])


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))
