"""Quantities as people type them: a length of 2:00 or 1:45-2:00, a validity of 65m."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

SHORTEST_S = 10.0
LONGEST_S = 3 * 3600.0

_LENGTH = re.compile(r"(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,3}):(?P<seconds>[0-5]\d)")
_DURATION = re.compile(
    r"(?:(?P<days>\d{1,3})d)?(?:(?P<hours>\d{1,3})h)?(?:(?P<minutes>\d{1,4})m)?(?:(?P<seconds>\d{1,6})s)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """How long a bulletin is to be: to the second, or anything from the shortest to the longest."""

    shortest_s: float
    longest_s: float

    def missing_s(self, seconds: float) -> float:
        """How much too short that is; negative when it is too long, nothing where it is long enough."""
        return max(self.shortest_s - seconds, 0.0) - max(seconds - self.longest_s, 0.0)

    def __str__(self) -> str:
        """As a person writes it."""
        shortest, longest = show_length(self.shortest_s), show_length(self.longest_s)
        return longest if shortest == longest else f"{shortest}-{longest}"


def parse_length(text: str) -> Length:
    """
    Read a bulletin's length.

    Args:
        text: `2:00`, `1:02:30`, plain seconds such as `90`, or two of them: `1:45-2:00`.

    Raises:
        ValueError: It is no length, or under 10 s or over 3 hours, or ends before it begins.
    """
    shortest, dash, longest = text.replace("–", "-").partition("-")
    if not dash:
        seconds = _seconds(text, text)
        return Length(shortest_s=seconds, longest_s=seconds)
    length = Length(shortest_s=_seconds(shortest, text), longest_s=_seconds(longest, text))
    if length.shortest_s > length.longest_s:
        raise ValueError(f"{text!r} is no length; write the shorter one first, such as 1:45-2:00")
    return length


def _seconds(part: str, text: str) -> float:
    written = part.strip()
    match = _LENGTH.fullmatch(written)
    if match:
        hours, minutes, seconds = (int(part or 0) for part in match.group("hours", "minutes", "seconds"))
        length_s = float(hours * 3600 + minutes * 60 + seconds)
    elif re.fullmatch(r"\d+(\.\d+)?", written):
        length_s = float(written)
    else:
        raise ValueError(f"{text!r} is no length; write minutes and seconds, such as 2:00")
    if not SHORTEST_S <= length_s <= LONGEST_S:
        raise ValueError(f"{text!r} is no length for a bulletin; choose from 0:10 to 3:00:00")
    return length_s


def parse_duration(text: str) -> timedelta:
    """
    Read a stretch of time: `65m`, `1h30m`, `2d`, `90s`.

    Raises:
        ValueError: It is none, or nothing at all.
    """
    match = _DURATION.fullmatch(text.strip())
    parts = {unit: int(value) for unit, value in match.groupdict().items() if value} if match else {}
    duration = timedelta(**parts)
    if not duration:
        raise ValueError(f"{text!r} is no stretch of time; write 65m, 2h or 1d")
    return duration


def show_length(seconds: float) -> str:
    """Write seconds as minutes and seconds: 119.8 is 2:00."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"
