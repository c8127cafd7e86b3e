"""Wording: what the bulletin says of its own, with places to fill."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from bulletin.errors import MisuseError

_PACKAGED = Path(__file__).parent / "data" / "wording.toml"
_PLACES = ("station", "place", "weekday", "day", "month", "time", "source", "ward", "next")
_PLACE = re.compile(r"\{([^{}]*)\}")
_HOURS = ("twelve", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_NOON, _EVENING = 12, 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A station's words; see data/wording.toml for what each is."""

    opening: str
    opening_at: str
    morning: str
    afternoon: str
    evening: str
    disclosure: str
    headlines: str
    links: tuple[str, ...]
    link_every: int
    attribution: str
    update: str
    notices: str
    weather: str
    whats_on: str
    light: str
    recorded: str
    again: str
    for_ward: str
    close: str
    close_next: str
    goes_on: tuple[str, ...]


def read_wording(changes: Mapping[str, Any] | None = None) -> Wording:
    """
    Take the packaged wording with a station's changes.

    Raises:
        MisuseError: A key or a place to fill that does not exist, or a value of the wrong kind.
    """
    wording = replace(_packaged(), **_checked(changes or {}))
    for field in fields(wording):
        value = getattr(wording, field.name)
        for text in (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ():
            _check_places(field.name, text)
    return wording


def _checked(changes: Mapping[str, Any]) -> dict[str, Any]:
    known = {field.name: getattr(_packaged(), field.name) for field in fields(Wording)}
    values = _with_tuples(changes)
    for key, value in values.items():
        if key not in known:
            raise MisuseError(f"[wording] has no key {key!r}. Use one of: {', '.join(known)}.")
        if type(value) is not type(known[key]) or (
            isinstance(value, tuple) and not all(isinstance(text, str) for text in value)
        ):
            raise MisuseError(f"[wording] {key} cannot be {value!r}. Write it like: {known[key]!r}.")
    if values.get("goes_on") == ():
        raise MisuseError('[wording] goes_on needs at least one verb, such as ["added"].')
    return values


def _check_places(key: str, text: str) -> None:
    for place in _PLACE.findall(text):
        if place not in _PLACES:
            known = " ".join(f"{{{name}}}" for name in _PLACES)
            raise MisuseError(f"[wording] {key} has {{{place}}}, which nothing fills. Use: {known}.")


@cache
def _packaged() -> Wording:
    return Wording(**_with_tuples(tomllib.loads(_PACKAGED.read_text(encoding="utf-8"))))


def _with_tuples(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


def fill(text: str, **values: str) -> str:
    """Fill the places of a wording; a value that holds braces stays as it is."""
    return _PLACE.sub(lambda place: values.get(place[1], ""), text).strip()


def day_words(day: datetime) -> dict[str, str]:
    """Weekday, day of the month as an ordinal, month: no year, nobody on a ward needs it."""
    suffix = "th" if 10 <= day.day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return {"weekday": _WEEKDAYS[day.weekday()], "day": f"{day.day}{suffix}", "month": _MONTHS[day.month - 1]}


def clock_words(at: datetime) -> str:
    """The hour as a newsreader says it ("one o'clock"); other times stay figures for the number rules."""
    if at.minute == 0 and at.hour in (0, _NOON):
        return "midday" if at.hour else "midnight"
    if at.minute == 0:
        return f"{_HOURS[at.hour % 12]} o'clock"
    return f"{at.hour % 12 or 12}.{at.minute:02}{'am' if at.hour < _NOON else 'pm'}"


def next_words(airs_at: datetime, now: datetime) -> str:
    """When the next bulletin is, as a newsreader says it; empty where that is further off than tomorrow."""
    days = (airs_at.date() - now.date()).days
    at = f"at {clock_words(airs_at)}"
    return {0: at, 1: f"tomorrow {at}"}.get(days, "")


def greeting(wording: Wording, at: datetime) -> str:
    """Good morning before noon, good afternoon before six, good evening after."""
    if at.hour < _NOON:
        return wording.morning
    return wording.afternoon if at.hour < _EVENING else wording.evening
