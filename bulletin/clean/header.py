"""A copy file's header: from when, until when and on which days it is told, in lines at its top.

until: 3 December 18:00
days: mon, wed-fri
ward: Rowan ward
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bulletin.errors import RefusedError
from bulletin.model import Terms
from bulletin.model.moments import is_credible
from bulletin.text.patterns import later

KEYS = ("from", "until", "days", "ward", "published")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY = {"weekdays": range(5), "weekend": range(5, 7), "weekends": range(5, 7), "every day": range(7)}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LINE = later(r"^[ \t]*(?P<key>[^\W\d_]{2,12})[ \t]*:(?P<value>.*)$")
_FENCE = later(r"\A---[ \t]*\n(?P<inside>.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_ISO = later(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_BRITISH = later(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})")
_WRITTEN = later(r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,9})\.?(?:,? (\d{4}))?")
_CLOCK = later(r"(?:at )?(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?|(noon|midday|midnight)")
_HOW = "Write it like 3 December 2026, or 2026-12-03 18:00."


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What stood at the top, and the text under it."""

    terms: Terms | None
    text: str


def read_header(text: str, *, today: date) -> Header:
    """
    Take a header off a text.

    Args:
        text: With line ends of one kind; a fence of --- lines around the header may be there.
        today: A date without a year is of the year that brings it nearest.

    Raises:
        RefusedError: A line that cannot be read; it says which, and how to write it.
    """
    lines, rest = _parted(text)
    told = dict(_told(lines))
    if not told:
        return Header(terms=None, text=text)
    return Header(terms=_terms(told, today), text=rest)


def _parted(text: str) -> tuple[list[str], str]:
    fenced = _FENCE.match(text)
    if fenced:
        return fenced["inside"].split("\n"), text[fenced.end() :]
    lines = text.lstrip("\n").split("\n")
    count = 0
    while count < len(lines) and (found := _LINE.match(lines[count])) and _known(found["key"]):
        count += 1
    return lines[:count], "\n".join(lines[count:])


def _told(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        found = _LINE.match(line)
        key = found["key"].casefold() if found else ""
        if found is None or not _known(key):
            continue
        if key not in KEYS:
            meant = difflib.get_close_matches(key, KEYS, n=1)[0]
            raise RefusedError(f'its header has the line "{key}:", which is none. Did you mean "{meant}:"?')
        yield key, found["value"].strip()


def _known(key: str) -> bool:
    """A key, or one misspelt; any other word before a colon is a headline's or a sentence's."""
    key = key.casefold()
    return key in KEYS or bool(difflib.get_close_matches(key, ("until", "published"), n=1, cutoff=0.8))


def _terms(told: Mapping[str, str], today: date) -> Terms:
    return Terms(
        starts=_moment("from", told, today, at_end=False),
        ends=_moment("until", told, today, at_end=True),
        days=_days(told.get("days", "")),
        ward=told.get("ward", ""),
        published=_moment("published", told, today, at_end=False),
    )


def _moment(key: str, told: Mapping[str, str], today: date, *, at_end: bool) -> datetime | None:
    """A date means all of that day; midnight as an end is the one that ends it."""
    written = told.get(key, "")
    if not written:
        return None
    day, rest = _day(written, today)
    clock = _clock(rest) if day else None
    if day is None or not is_credible(day) or (rest and clock is None):
        raise RefusedError(f'its header says "{key}: {written}", and that is no date. {_HOW}')
    if clock is None or (at_end and clock == time(0)):
        return datetime.combine(day + timedelta(days=at_end), time(0))
    return datetime.combine(day, clock)


def _day(written: str, today: date) -> tuple[date | None, str]:
    text = " ".join(written.casefold().split())
    with suppress(ValueError):
        if found := _ISO.match(text):
            return date(int(found[1]), int(found[2]), int(found[3])), text[found.end() :].lstrip(" t,")
        if found := _BRITISH.match(text):
            year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
            return date(year, int(found[2]), int(found[1])), text[found.end() :].lstrip(" ,")
        found = _WRITTEN.match(text)
        if found and found[2][:3] in MONTHS:
            month = MONTHS.index(found[2][:3]) + 1
            years = [int(found[3])] if found[3] else [today.year - 1, today.year, today.year + 1]
            days = [date(year, month, int(found[1])) for year in years]
            return min(days, key=lambda day: abs(day - today)), text[found.end() :].lstrip(" ,")
    return None, ""


def _clock(written: str) -> time | None:
    found = _CLOCK.fullmatch(written)
    if found is None:
        return None
    if found[4]:
        return time(0) if found[4] == "midnight" else time(12)
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    elif found[2] is None:
        return None
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _days(written: str) -> frozenset[int]:
    found: set[int] = set()
    for part in filter(None, re.split(r"[,;]| and ", written.casefold())):
        name = " ".join(part.split())
        first, dash, last = (piece.strip()[:3] for piece in name.replace("–", "-").partition("-"))
        if name in EVERY:
            found.update(EVERY[name])
        elif first in DAYS and (not dash or last in DAYS):
            start, end = DAYS.index(first), DAYS.index(last or first)
            found.update((start + step) % 7 for step in range((end - start) % 7 + 1))
        elif name:
            raise RefusedError(
                f'its header says "days: {written}". Write them like mon, wed-fri or weekdays.'
            )
    return frozenset(found)
