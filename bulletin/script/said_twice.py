"""Said twice: the sentences of a notice that tell where, when and whom to ring."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bulletin.text.patterns import later

_PLACES = Path(__file__).parent / "data" / "places.txt"
_HOUR = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half past|quarter (?:past|to)|\d)"
_TIME = later(
    rf"\b\d{{1,2}}(?:[.:]\d\d)? ?[ap]\.?m\b|\b\d{{1,2}}[.:]\d\d\b|"
    rf"\b(?:at|from|until|till|between|by|before|after) {_HOUR}\b|"
    r"\b(?:o['’]clock|noon|midday|today|tonight|tomorrow|daily|every day)\b|"
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b|"
    r"\b\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:Jan|Febr|Ma|Apr|Ju|Aug|Sept|Octo|Nov|Dec)\w*"
)
# Nobody has a pencil at hand the first time.
_NUMBER = later(
    r"\b(?:0\d{2,4}[ -]?)?\d{3,4}[ -]?\d{3,4}\b|"
    r"\b(?:[Ee]xt(?:ension)?|[Rr]ing|[Cc]all|[Dd]ial|[Bb]leep) \d{3,}\b"
)


def said_twice(sentences: Sequence[str]) -> tuple[int, ...]:
    """Give the places of the sentences that tell when, where and whom to ring, in order; the fewest."""
    when = [place for place, text in enumerate(sentences) if _TIME.search(text)]
    where = [place for place, text in enumerate(sentences) if _place().search(text)]
    call = [place for place, text in enumerate(sentences) if _NUMBER.search(text)]
    both = [place for place in when if place in where]
    return tuple(sorted({*(both[:1] or (*when[:1], *where[:1])), *call[:1]}))


@cache
def _place() -> re.Pattern[str]:
    lines = _PLACES.read_text(encoding="utf-8").splitlines()
    nouns = "|".join(line for line in lines if line and not line.startswith("#"))
    return re.compile(
        rf"\b(?:in|at|on|outside|opposite|behind|beside|near|by|from|to) (?:the |our |its |their )?"
        rf"(?:[\w’'-]+ ){{0,4}}?(?:{nouns})\b|\bward [A-Z\d]",
        re.IGNORECASE,
    )
