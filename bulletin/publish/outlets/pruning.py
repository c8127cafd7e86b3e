"""Pruning: dated names in a folder outlet, which would otherwise pile up for ever."""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from datetime import date
from pathlib import Path, PurePosixPath

# What a field can be in a name that we wrote; the others are the same in every edition of a programme.
SHAPES = {
    "date": r"(?P<date>\d{4}-\d\d-\d\d)",
    "year": r"(?P<year>\d{4})",
    "month": r"(?P<month>\d\d)",
    "day": r"(?P<day>\d\d)",
    "time": r"\d{4}",
    "hour": r"\d\d",
    "minute": r"\d\d",
    "weekday": r"(?:mon|tue|wed|thu|fri|sat|sun)",
}
WHOLE_DATES = (frozenset({"date"}), frozenset({"year", "month", "day"}))
_FIELD = re.compile(r"\{(\w+)\}")


def prune_dated(
    root: Path, template: str, *, before: date, fixed: dict[str, str], keep: Collection[date] = ()
) -> int:
    """
    Remove the files of a name template that are of days before `before`; count them.

    A template that does not tell the whole date is left alone: its files are replaced, and do not pile up.

    Args:
        root: The outlet's folder.
        template: As in `names`.
        before: The first day that is kept.
        fixed: What the fields are filled with that are the same in every edition.
        keep: Days that are kept all the same.
    """
    fields = set(_FIELD.findall(template))
    if not any(whole <= fields for whole in WHOLE_DATES) or not root.is_dir():
        return 0
    wanted, gone = _pattern(template, fixed), 0
    for path in root.glob("/".join("*" for _ in PurePosixPath(template).parts)):
        day = _day_of(wanted.fullmatch(path.relative_to(root).as_posix()))
        if day is None or day >= before or day in keep or not path.is_file():
            continue
        with suppress(OSError):
            path.unlink()
            gone += 1
    return gone


def _pattern(template: str, fixed: dict[str, str]) -> re.Pattern[str]:
    """Write the pattern of a template; a field that comes again must be the same again."""
    parts, seen = [], set[str]()
    for number, piece in enumerate(_FIELD.split(template)):
        if number % 2 == 0:
            parts.append(re.escape(piece))
        elif piece in seen and "?P<" in SHAPES.get(piece, ""):
            parts.append(f"(?P={piece})")
        else:
            parts.append(SHAPES.get(piece) or re.escape(fixed.get(piece, "")))
            seen.add(piece)
    return re.compile("".join(parts))


def _day_of(match: re.Match[str] | None) -> date | None:
    if match is None:
        return None
    told = match.groupdict()
    with suppress(ValueError):
        if told.get("date"):
            return date.fromisoformat(told["date"])
        return date(int(told["year"]), int(told["month"]), int(told["day"]))
    return None
