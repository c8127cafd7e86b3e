"""Datelines: when it was put out, where only a line by the headline tells ("Published: 17th May 2026")."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from bulletin.clean.verdict import Verdict, is_prose
from bulletin.text.patterns import later

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
# The day comes first where the line is British; "September 17, 2026" cannot be misread.
FORMS = (
    later(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {MONTH}\.?,? (?P<year>20\d\d)\b"),
    later(rf"\b{MONTH}\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>20\d\d)\b"),
    later(r"(?<![\d/.])(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>20\d\d)(?![\d/.])"),
)
LONGEST_WORDS = 16
BEFORE = 3


def dateline(verdicts: Sequence[Verdict]) -> datetime | None:
    """Find the day in a short line between the headline and the first paragraph; midnight UTC, or None."""
    starts = [at for at, verdict in enumerate(verdicts) if verdict.is_kept and is_prose(verdict.block)]
    if not starts:
        return None
    top = max((at for at in range(starts[0]) if verdicts[at].block.tag == "h1"), default=None)
    if top is None:
        return None
    for verdict in verdicts[max(top - BEFORE, 0) : starts[0]]:
        block = verdict.block
        found = None if verdict.is_kept or len(block.words) > LONGEST_WORDS else read_day(block.text)
        if found is not None:
            return found
    return None


def read_day(text: str) -> datetime | None:
    """Read the first day that is written out in a line; midnight UTC, or None."""
    for form in FORMS:
        found = form.search(text.lower())
        if found is None:
            continue
        month = found["month"]
        try:
            number = int(month) if month.isdigit() else MONTHS.index(month[:3]) + 1
            return datetime(int(found["year"]), number, int(found["day"]), tzinfo=UTC)
        except ValueError:
            continue
    return None
