"""Datelines: where and by whom a report was filed, in front of its first words, for the eye alone."""

from __future__ import annotations

from bulletin.text.patterns import later

NOT_HEARD = "left out: where the report was filed"
"""What an edit says of it."""

_LABEL = (
    r"(?!(?:ALERT|ANALYSIS|BREAKING|CANCEL\w*|CLOS\w+|COMMENT|CORRECTION|DELAY\w*|EXCLUSIVE|FREE|LATEST|LIVE|MISSING"
    r"|NEW(?! (?:YORK|DELHI|ORLEANS|HAVEN|JERSEY|MEXICO|PLYMOUTH)\b|[^-–—,]{0,30},)"
    r"|NHS|NO|NOT|NOTICE|OFF|OPEN\w*|OPINION|POSTPONED|REMINDER|REVIEW|SHUT|SOLD|STOP|UPDATED?|URGENT|WANTED"
    r"|WARNING|WATCH)\b)"
)
"""What stands in capitals and is no town: "CANCELLED - The fair" is the news itself."""
_TOWN = r"[A-Z][A-Z.'’-]*[A-Z.]"
_STATE = r"(?:, [A-Z][A-Za-z]+\.?(?: (?:of |and )?[A-Z][A-Za-z]+){0,2})"
_DAY = r"(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}))"
_AGENCY = r" \([A-Z][A-Za-z ]{1,24}\)"
_WIRE = r" \((?:AP|AFP|CNN|PA|Reuters|UPI|Xinhua)\)"
# A dash with no space about it is a hyphen: "X-ray", "COVID-19".
_DASH = r"(?: ?-- ?| [-–—] ?|[–—] ?|- )"
_TEXT = r"(?=[A-Z0-9“\"‘'£$€])"
_NAME = r"(?:[A-Z][\w.’'-]+ ){0,3}[A-Z][\w.’'-]+"
_DATELINE = later(
    rf"^{_LABEL}{_TOWN}(?:[ /]{_TOWN}){{0,4}}{_STATE}?{_DAY}?(?:{_AGENCY})?{_DASH}{_TEXT}"
    rf"|^{_NAME}(?:{_STATE}{_DAY}?{_WIRE}(?:{_DASH}| )|{_DAY}?{_WIRE}{_DASH}){_TEXT}"
    rf"|^\([A-Z]{{2,8}}\) ?(?:--|[-–—])? ?{_TEXT}"
    r"|^\([A-Z][A-Za-z ]{2,30}\)(?=[A-Z“\"])"
)


def without_dateline(text: str) -> str:
    """Take "NORCHESTER (Wire) - " from a report's beginning: the news says where by itself."""
    return _DATELINE.sub("", text, count=1)
