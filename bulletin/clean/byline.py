"""Bylines: who wrote it, where only a line beside the headline tells ("By Jo Bell, Health Reporter")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bulletin.clean.blocks import Block
from bulletin.clean.verdict import Verdict, is_prose
from bulletin.text.patterns import later

# A name is two to four words with capitals; a second one may follow.
WORD = r"(?:[A-ZÀ-Þ]\.|[A-ZÀ-Þ][\w’'-]+)"
NAME = rf"{WORD}(?: {WORD}){{1,3}}"
BYLINE = later(
    r"^\W*(?i:(?:written|words|text|story|report(?:ed)?|article|posted|published) )?"
    r"(?:(?:[Bb]y|BY)(?::? |:)|By(?=[A-Z]))"
    rf"({NAME}(?:(?:,| and|,? &) {NAME})?)"
)
NAME_ALONE = later(
    rf"\W*(?!(?:Written|Posted|Published|Reviewed|About|Meet|Follow|View|More|Read|Share|By|The)\b)({NAME})\W*$"
)
# Whole words: a Marsh, a Monday and a Forbes begin like a month, a day and a word of place.
MONTH = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?"
)
DAY = "Mon(?:day)?|Tue(?:sday)?|Tues|Wed(?:nesday)?|Thu(?:rsday)?|Thurs|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?"
# What follows a name without a comma, and is none of it; the second of them even without a space.
NO_NAME = later(
    r"[ ,]+(?:(?:and|&) )?(?:(?i:Published|Updated|Posted|Senior|Chief|Staff|Local|Health|Political|Business"
    r"|Sports?|News|Reporters?|Editors?|Writers?|Correspondents?|Journalists?)|Arts|Education|Crime|Science"
    r"|Environment|Transport|Consumer|Trainee|Deputy|Digital"
    rf"|{DAY}|{MONTH}|On|In|At|For|The)\b.*$"
)
GLUED = later(rf"(?<=[a-z])(?:\d.*|Twitter|Facebook|E-?mail|Follow|Published|Updated|Posted|{MONTH})$")
BEFORE, AFTER = 2, 3
LONGEST_WORDS = 25


def byline_author(verdicts: Sequence[Verdict]) -> str | None:
    """Find the name in a byline between the headline and the first paragraphs, or None."""
    tops = [at for at, verdict in enumerate(verdicts) if verdict.block.tag == "h1"]
    starts = [at for at, verdict in enumerate(verdicts) if verdict.is_kept and is_prose(verdict.block)]
    if not starts:
        return None
    top = max((at for at in tops if at < starts[0]), default=starts[0])
    for verdict in verdicts[max(top - BEFORE, 0) : starts[0] + AFTER]:
        found = None if verdict.is_kept else _byline(verdict.block)
        name = GLUED.sub("", NO_NAME.sub("", found[1])) if found else ""
        if " " in name and len(verdict.block.words) <= LONGEST_WORDS:
            return name
    return None


def _byline(block: Block) -> re.Match[str] | None:
    """Match what says that it names the writer, or a name alone in a place that is called so."""
    found = BYLINE.match(block.text)
    return found or (NAME_ALONE.match(block.text) if "author" in block.called else None)
