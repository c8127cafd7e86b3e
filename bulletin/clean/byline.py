"""Bylines: who wrote it, where only a line beside the headline tells ("By Jo Bell, Health Reporter")."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.clean.verdict import Verdict, is_prose
from bulletin.text.patterns import later

# A name is two to four words with capitals; a second one may follow.
WORD = r"(?:[A-Z]\.|[A-Z][\w’'-]+)"
NAME = rf"{WORD}(?: {WORD}){{1,3}}"
BYLINE = later(
    r"^\W*(?i:(?:written|words|story|report(?:ed)?|article|posted|published) )?(?:[Bb]y|BY):? "
    rf"({NAME}(?:(?:,| and|,? &) {NAME})?)"
)
MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
# What follows a name without a comma, and is none of it; the second of them even without a space.
NO_NAME = later(
    r"[ ,]+(?:(?:and|&) )?(?:Published|Updated|Posted|Senior|Chief|Staff|Local|Health|Political|Business"
    r"|Sports?|News|Reporters?|Editor|Writer|Correspondent|Journalist|Mon|Tue|Wed|Thu|Fri|Sat|Sun"
    rf"|{MONTH}|On|In|At|For|The)[a-z]*\b.*$"
)
GLUED = later(rf"(?<=[a-z])(?:Twitter|Facebook|E-?mail|Follow|Published|Updated|Posted|(?:{MONTH})[a-z]*)$")
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
        found = None if verdict.is_kept else BYLINE.match(verdict.block.text)
        name = GLUED.sub("", NO_NAME.sub("", found[1])) if found else ""
        if " " in name and len(verdict.block.words) <= LONGEST_WORDS:
            return name
    return None
