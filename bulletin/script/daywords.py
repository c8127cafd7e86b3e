"""Day words: what a paper called "tomorrow" is "today" when it airs, and false the day after.

A word is said again for the day of airing outside quotation marks alone; nobody's own words are changed. What
would then be false (a quotation with "today" in it, "will begin yesterday") is not said at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from bulletin.text import sentences
from bulletin.text.patterns import later
from bulletin.text.quotations import quotes

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
# A listener counts back to the last Monday, not to the one before.
_NAMED_DAYS = 6
_PART = r"(?P<part>morning|afternoon|evening|night)"
_DAY_NAME = rf"(?P<name>{'|'.join(DAYS)})"
_MONTH_NAME = rf"(?P<month>{'|'.join(MONTHS)})"
# What tells that a clause looks ahead: said of a day that has passed, it is false.
_AHEAD = later(
    r"\b(?:will|won['’]t|shall|would|could|should|may|might|going to|about to|"
    r"(?:is|are|was|were|get|gets|getting) (?:also |now )?(?:set|due|expected|likely|planned|scheduled|to)|"
    r"(?:plan|hope|aim|expect)s? to|"
    r"to (?:begin|start|open|close|hold|meet|take|go|vote|launch|strike|return|reopen|visit))\b"
)
_BACK = later(
    r"\b(?:was|were|had|did|has|have|been|[a-z]{2,}ed|met|went|took|made|held|began|ran|came|gave|got|left|lost|won|"
    r"fell|found|told|said|saw|shot|hit|cut|put|set|broke|brought|built|bought|caught|drew|drove|fought|felt|flew|"
    r"grew|heard|kept|knew|led|lay|paid|rose|sang|sat|sent|set|shut|sold|spent|spoke|stood|stole|struck|swam|taught|"
    r"thought|threw|wore|wrote)\b"
)
_CLAUSE = later(r"[,;:–—]|\b(?:and|but|which|who|while|after|before|when|as|that)\b")
_BEFORE_NOUN = later(
    r"\b(?:until|till|from|by|since|before|after|for|of|and|or|to|both|between|on|past|every|each)\s$",
    re.IGNORECASE,
)
# "A Friday night match" and "the Wednesday deadline": a date does not fit there.
_BEFORE_ADJECTIVE = later(
    r"\b(?:an?|the|this|that|his|her|its|their|our|my|your|another|one|two|\w+['’]s)\s$", re.IGNORECASE
)
_AFTER_SUBJECT = later(r" (?:is|was|will|would|has|had|saw|sees|marks?|marked|brings?|brought)\b")
_SAYS_A_DAY = later(
    rf"\b(?:today|tomorrow|yesterday|tonight|(?:this|last|next) (?:{'|'.join(DAYS)}|week|weekend|month|year)|"
    r"this (?:morning|afternoon|evening)|last night)\b",
    re.IGNORECASE,
)
_A_DATE_FOLLOWS = later(r",? (?:the )?\d")
_IN_A_LIST = later(
    rf"(?:{'|'.join(DAYS)})(?:,| and| or| to)(?: on)? $|^(?:,| and| or| to)(?: on)? (?:{'|'.join(DAYS)})\b"
)


class _Tense(Enum):
    AHEAD, BACK, UNKNOWN = range(3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resaid:
    """A paragraph as it is true on the day it airs."""

    text: str
    edits: tuple[str, ...] = ()
    """What was changed, each as "tomorrow -> today"."""
    false: str = ""
    """The words that would be false by then; such a paragraph is not said."""


def resay(text: str, *, written: date, airs: date) -> Resaid:
    """
    Say a paragraph's day words again for the day of airing.

    Args:
        text: As it was written.
        written: The article's own day, in the station's zone.
        airs: The day of airing; one before `written` is taken for it.
    """
    if airs <= written:
        return Resaid(text=text)
    teller = _Teller(text, written, airs)
    inside = "\n".join(text[quote.start : quote.end] for quote in quotes(text))
    said_inside = _SAYS_A_DAY.search(inside)
    if said_inside:
        return Resaid(text=text, false=said_inside[0])
    changed = teller.told()
    return Resaid(text=text, false=teller.false) if teller.false else changed


@dataclass(frozen=True, slots=True)
class _Way:
    """One kind of day word, and how it is said again."""

    pattern: re.Pattern[str]
    say: Callable[[_Teller, re.Match[str]], str | None]


class _Teller:
    def __init__(self, text: str, written: date, airs: date) -> None:
        self._text = text
        self._written = written
        self._airs = airs
        self._quoted = [(quote.start, quote.end) for quote in quotes(text)]
        self._starts = list(_starts(text))
        self.false = ""

    def told(self) -> Resaid:
        """Change every day word, from left to right."""
        pieces, edits, at = [], [], 0
        for match, way in self._found():
            if match.start() < at or self._is_quoted(match.start()):
                continue
            new = way.say(self, match)
            if new is None or new == match[0]:
                continue
            new = new[0].upper() + new[1:] if match[0][0].isupper() and match.start() in self._starts else new
            pieces += [self._text[at : match.start()], new]
            at = match.end()
            edits.append(f"{match[0]} -> {new}")
        return Resaid(text="".join([*pieces, self._text[at:]]), edits=tuple(edits))

    def near(self, match: re.Match[str], days: int) -> str | None:
        """Today, tomorrow, yesterday, with a part of the day or without."""
        day = self._written + timedelta(days=days)
        part = match.groupdict().get("part") or ""
        was_over = days < 0 or self._tense(match) is _Tense.BACK
        if day < self._airs and not was_over:
            return self._is_false(match)
        return self._named(day, part, match) + (match.groupdict().get("s") or "")

    def weekday(self, match: re.Match[str]) -> str | None:
        """A day of the week: the date, once listeners would take another week's for it."""
        if _A_DATE_FOLLOWS.match(self._text, match.end()):
            return None
        tense = self._tense(match)
        day = self._weekday(match["name"], is_over=tense is _Tense.BACK)
        if tense is not _Tense.BACK and day < self._airs:
            return self._is_false(match)
        is_told_at = (match["on"] or "").casefold() == "on "
        in_a_list = self._is_in_a_list(match)
        if day == self._airs and tense is _Tense.AHEAD and is_told_at and not in_a_list:
            return self._named(day, match["part"] or "", match)
        if (self._airs - day).days <= _NAMED_DAYS:
            return None
        if in_a_list or match["s"] or _BEFORE_ADJECTIVE.search(self._text, 0, match.start()):
            return self._is_false(match)
        return self._named(day, match["part"] or "", match)

    def dated(self, match: re.Match[str]) -> str | None:
        """A date is what it is; only that it lies ahead may be over."""
        day = _nearest(int(match["day"]), MONTHS.index(match["month"]) + 1, self._written)
        if day and day < self._airs and self._tense(match) is _Tense.AHEAD:
            return self._is_false(match)
        return None

    def week(self, match: re.Match[str]) -> str | None:
        """This, last and next week, weekend, month and year: true until that has changed."""
        unit, which = match["unit"].casefold(), match["which"].casefold()
        moved = _turns(self._airs, unit) - _turns(self._written, unit)
        if moved == 0:
            return None
        to = {"last": -1, "this": 0, "next": 1}[which] - moved
        if to < -1 or (to < 0 and self._tense(match) is not _Tense.BACK):
            return self._is_false(match)
        return f"{('last', 'this', 'next')[to + 1]} {match['unit']}"

    def unsure(self, match: re.Match[str]) -> str | None:
        """Next Tuesday and last Tuesday: people do not agree which; after a day it is left out."""
        return self._is_false(match)

    def _found(self) -> list[tuple[re.Match[str], _Way]]:
        found = [(match, way) for way in _WAYS for match in way.pattern.finditer(self._text)]
        return sorted(found, key=lambda pair: (pair[0].start(), -pair[0].end()))

    def _named(self, day: date, part: str, match: re.Match[str]) -> str:
        distance = (day - self._airs).days
        if distance == 0:
            return {"": "today", "night": "tonight"}.get(part, f"this {part}")
        if distance == -1:
            return {"": "yesterday", "night": "last night"}.get(part, f"yesterday {part}")
        if distance == 1:
            return f"tomorrow {part}".strip()
        before = self._text[: match.start()]
        is_bare = bool(
            _BEFORE_NOUN.search(before)
            or match.groupdict().get("s")
            or (match.start() in self._starts and _AFTER_SUBJECT.match(self._text, match.end()))
        )
        if abs(distance) > _NAMED_DAYS:
            said = f"the {part} of {_date(day)}" if part else _date(day)
        else:
            said = f"{DAYS[day.weekday()]} {part}".strip()
        return said if is_bare else f"on {said}"

    def _weekday(self, name: str, *, is_over: bool) -> date:
        days = (DAYS.index(name) - self._written.weekday()) % 7
        return self._written + timedelta(days=days - 7 if is_over and days else days)

    def _tense(self, match: re.Match[str]) -> _Tense:
        """Whether the clause of a word looks ahead or back; where it does not say, the sentence may."""
        start = max(start for start in self._starts if start <= match.start())
        end = min((later for later in self._starts if later > match.start()), default=len(self._text))
        clause = [
            max((cut.end() for cut in _CLAUSE.finditer(self._text, start, match.start())), default=start),
            min((cut.start() for cut in _CLAUSE.finditer(self._text, match.end(), end)), default=end),
        ]
        for first, last in (clause, (start, end)):
            for pattern, tense in ((_AHEAD, _Tense.AHEAD), (_BACK, _Tense.BACK)):
                if pattern.search(self._text, first, last):
                    return tense
        return _Tense.UNKNOWN

    def _is_in_a_list(self, match: re.Match[str]) -> bool:
        before, after = self._text[: match.start()], self._text[match.end() :]
        return bool(_IN_A_LIST.search(before) or _IN_A_LIST.match(after))

    def _is_false(self, match: re.Match[str]) -> str | None:
        self.false = self.false or match[0]
        return None

    def _is_quoted(self, at: int) -> bool:
        return any(start <= at < end for start, end in self._quoted)


def _near(word: str, days: int) -> _Way:
    """A word for a day that lies so many days from the day of writing."""
    return _Way(later(rf"\b(?i:{word})(?P<s>['’]s)?\b"), lambda teller, match: teller.near(match, days))


_WAYS = (
    _near(rf"tomorrow(?: {_PART})?", 1),
    _near(rf"yesterday(?: {_PART})?", -1),
    _near("today", 0),
    _near("this (?P<part>morning|afternoon|evening)", 0),
    _near("to(?P<part>night)", 0),
    _near("last (?P<part>night)", -1),
    _Way(later(rf"\b(?i:next|last|this) {_DAY_NAME}\b"), _Teller.unsure),
    _Way(later(rf"\b(?P<on>[Oo]n )?{_DAY_NAME}(?: {_PART})?(?P<s>['’]s)?\b"), _Teller.weekday),
    _Way(later(rf"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? {_MONTH_NAME}\b"), _Teller.dated),
    _Way(later(r"\b(?P<which>(?i:this|last|next)) (?P<unit>week(?:end)?|month|year)\b"), _Teller.week),
)


def _turns(day: date, unit: str) -> int:
    """Number the weeks, months or years, so that their difference is how often they have changed."""
    if unit == "year":
        return day.year
    if unit == "month":
        return 12 * day.year + day.month
    return (day.toordinal() - 1) // 7  # day 1 was a Monday


def _nearest(day: int, month: int, written: date) -> date | None:
    """The date of that name that lies nearest to the day of writing; None for 31 June."""
    found = []
    for year in (written.year - 1, written.year, written.year + 1):
        with suppress(ValueError):
            found.append(date(year, month, day))
    return min(found, key=lambda one: abs(one - written), default=None)


def _date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def _starts(text: str) -> Iterator[int]:
    at = 0
    for sentence in sentences(text):
        at = text.find(sentence, at)
        yield max(at, 0)
        at = max(at, 0) + len(sentence)
    yield 0
