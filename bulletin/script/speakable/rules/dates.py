"""Dates, months, days, years and decades."""

from __future__ import annotations

import re

from bulletin.script.speakable.numerals import cardinal, number, ordinal, plural, roman, year
from bulletin.script.speakable.rules.patterns import END, HYPHEN, SPACE
from bulletin.script.speakable.scene import Said, Scene, rule

_MONTH = r"(?P<month>[A-Za-z]{3,9})\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = rf"(?:,?{SPACE}(?P<year>1\d{{3}}|20\d\d|[’']\d\d){END}(?![,.:]\d))?"
_ERA = r"(?:BC|AD|BCE|CE|B\.C\.|A\.D\.)"


def _month(scene: Scene, written: str) -> str | None:
    """The month's name. In small letters only the names that are no common word count."""
    if written in scene.known.months:
        return scene.known.months[written][0]
    name = written.capitalize()
    is_sure = written.isupper() or (len(written) > 3 and name not in ("March", "Sept"))
    return scene.known.months[name][0] if is_sure and name in scene.known.months else None


def _day_of_month(scene: Scene, at: int, days: str, month: str, year_: str) -> str:
    article = "" if scene.is_in("no_the", scene.before(at)) else "the "
    return f"{article}{days} of {month}" + (f" {year_}" if year_ else "")


def _year_words(written: str | None) -> str:
    return year(int(written.strip("'’"))) if written else ""


def _end(match: re.Match[str], scene: Scene) -> int:
    """A point behind a month's full name is a full stop."""
    if match[0].endswith(".") and match["month"].capitalize() == _month(scene, match["month"]):
        return match.end() - 1
    return scene.unstopped(match, is_often_last=True)


def _is_day(*days: str) -> bool:
    return all(1 <= int(day) <= 31 for day in days)


@rule("date", "d", rf"(?P<y>1\d{{3}}|20\d\d)(?P<s>[-/])(?P<m>[01]?\d)(?P=s)(?P<d>[0-3]?\d){END}(?![-/.]\d)")
def iso_date(match: re.Match[str], scene: Scene) -> str | None:
    return _numeric(scene, match.start(), match["d"], match["m"], _year_words(match["y"]))


@rule(
    "date",
    "d",
    rf"(?P<d>[0-3]?\d)(?P<s>[-/.])(?P<m>[01]?\d)(?P=s)(?P<y>1\d{{3}}|20\d\d|\d\d){END}(?![-/.]\d)",
)
def numeric_date(match: re.Match[str], scene: Scene) -> str | None:
    written = match["y"]
    if len(written) == 2:
        if match["s"] == "-":
            return None
        written = f"{'20' if int(written) < 50 else '19'}{written}"
    return _numeric(scene, match.start(), match["d"], match["m"], _year_words(written))


def _numeric(scene: Scene, at: int, day: str, month: str, year_: str) -> str | None:
    if not _is_day(day) or not 1 <= int(month) <= 12:
        return None
    names = list(dict.fromkeys(row[0] for row in scene.known.months.values()))
    return _day_of_month(scene, at, ordinal(int(day)), names[int(month) - 1], year_)


@rule(
    "date",
    "d",
    rf"(?P<a>[0-3]?\d)(?:st|nd|rd|th)?(?P<joint> ?[-–/] ?| to | and | or | & ){_DAY}(?: of)? {_MONTH}{_YEAR}",
)
def two_days_of_a_month(match: re.Match[str], scene: Scene) -> Said | None:
    month = _month(scene, match["month"])
    if not month or not _is_day(match["a"], match["day"]):
        return None
    joint = match["joint"].strip().replace("&", "and").replace("/", "and")
    joint = joint if joint in ("and", "or") else "to"
    inner = "" if scene.is_in("no_the", scene.before(match.start())) else "the "
    days = f"{ordinal(int(match['a']))} {joint} {inner}{ordinal(int(match['day']))}"
    said = _day_of_month(scene, match.start(), days, month, _year_words(match["year"]))
    return Said(spoken=said, end=_end(match, scene))


@rule("date", "d", rf"{_DAY}(?: of|-)?{SPACE}{_MONTH}{_YEAR}")
def day_of_a_month(match: re.Match[str], scene: Scene) -> Said | None:
    month = _month(scene, match["month"])
    if not month or not _is_day(match["day"]):
        return None
    # "3 May be late" is nonsense, but "on bed 4 May said" is not: May and March may be a person or a verb.
    spoken = _day_of_month(
        scene, match.start(), ordinal(int(match["day"])), month, _year_words(match["year"])
    )
    return Said(spoken=spoken, end=_end(match, scene), confidence=0.9 if month in ("May", "March") else 1.0)


@rule(
    "date",
    "ul",
    rf"{_MONTH}{SPACE}(?:the )?{_DAY}(?!\d|[:.,/]\d|%){END}"
    rf"(?:{SPACE}{HYPHEN}{SPACE}(?P<to>[0-3]?\d)(?:st|nd|rd|th)?{END})?{_YEAR}",
)
def month_and_day(match: re.Match[str], scene: Scene) -> str | None:
    month = _month(scene, match["month"])
    if not month or not _is_day(match["day"]):
        return None
    days = f"the {ordinal(int(match['day']))}" + (
        f" to the {ordinal(int(match['to']))}" if match["to"] else ""
    )
    return f"{month} {days}" + (f" {_year_words(match['year'])}" if match["year"] else "")


@rule("date", "ul", rf"{_MONTH},?{SPACE}(?P<year>1[1-9]\d\d|20\d\d){END}(?![,.:]\d)")
def month_and_year(match: re.Match[str], scene: Scene) -> str | None:
    month = _month(scene, match["month"])
    return f"{month} {_year_words(match['year'])}" if month else None


@rule("date", "u", r"(?P<month>Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b(?P<stop>\.?)")
def short_month(match: re.Match[str], scene: Scene) -> Said | None:
    before, after = scene.before(match.start()), scene.name_after(match.end())
    if not scene.is_in("year_months", before) and match["month"] in ("Jan", "Mar", "Jun", "Apr"):
        return None
    if after[:1].isupper() and match["month"] == "Jan":
        return None
    return Said(spoken=scene.known.months[match["month"]][0], end=_end(match, scene), confidence=0.9)


@rule("date", "u", rf"(?P<a>[A-Z][a-z]{{2,8}})\.?(?: ?{HYPHEN} ?|/)(?P<b>[A-Z][a-z]{{2,8}})\b(?!')")
def span_of_names(match: re.Match[str], scene: Scene) -> str | None:
    """Mon-Fri, June-August."""
    for table in (scene.known.days, scene.known.months):
        if match["a"] in table and match["b"] in table:
            joint = "and" if "/" in match[0] else "to"
            return f"{table[match['a']][0]} {joint} {table[match['b']][0]}"
    return None


@rule("date", "u", r"(?P<name>[A-Z][a-z]{2,8})\b\.?(?=,? ?(?:\d|[A-Z][a-z]+ \d))")
def short_day(match: re.Match[str], scene: Scene) -> str | None:
    row = scene.known.days.get(match["name"])
    return row[0] if row and row[0] != match["name"] else None


@rule("date", "u", rf"(?P<name>[A-Z][a-z]{{2,8}})\.? (?P<day>[0-3]?\d)(?:st|nd|rd|th){END}(?!-)")
def day_and_number(match: re.Match[str], scene: Scene) -> str | None:
    """Friday 13th."""
    row = scene.known.days.get(match["name"])
    is_date = scene.name_after(match.end()) in ("of", *scene.known.months)
    return None if is_date or not row else f"{row[0]} the {ordinal(int(match['day']))}"


@rule(
    "decade", "d", rf"(?<![^\W_])(?P<n>\d{{2}}(?:\d\d)?)'?s{END}(?:{HYPHEN}'?(?P<to>(?:\d\d)?\d0)'?s{END})?"
)
def decade(match: re.Match[str], _scene: Scene) -> str | None:
    """1990s, 90s, 60s, over-65s."""
    written = match["n"]
    if len(written) == 4 and not 1000 <= int(written) <= 2100:
        return None
    return " to ".join(_decade(written) for written in (written, match["to"]) if written)


def _decade(written: str) -> str:
    return plural(year(int(written)) if len(written) == 4 else cardinal(int(written)))


@rule("year", "d", rf"(?P<n>[\d,]{{1,6}}) ?(?P<era>{_ERA}){END}")
def year_and_era(match: re.Match[str], _scene: Scene) -> str:
    return f"{_old_year(match['n'])} {' '.join(match['era'].replace('.', ''))}"


@rule("year", "u", rf"(?P<era>AD|A\.D\.) ?(?P<n>\d{{1,4}}){END}")
def era_and_year(match: re.Match[str], _scene: Scene) -> str:
    return f"A D {_old_year(match['n'])}"


def _old_year(written: str) -> str:
    digits_ = written.replace(",", "") or "0"
    return year(int(digits_)) if len(digits_) == 4 else number(digits_)


@rule(
    "year_range",
    "d",
    rf"(?P<a>1[1-9]\d\d|20\d\d) ?(?P<joint>[-–—/]) ?(?P<b>\d{{4}}|\d\d){END}(?!{HYPHEN}\d|[,.]\d|/\d)",
)
def year_range(match: re.Match[str], _scene: Scene) -> str | None:
    start = int(match["a"])
    end = int(match["b"]) if len(match["b"]) == 4 else start - start % 100 + int(match["b"])
    is_turn = len(match["b"]) == 2 and start % 100 == 99 and match["b"] == "00"
    if not (start < end <= 2150 or is_turn):
        return None
    joint = " " if match["joint"] == "/" else " to "
    last = year(start + 1) if is_turn else year(end)
    if len(match["b"]) == 2 and not is_turn and end % 100 >= 10:
        last = cardinal(end % 100)
    elif len(match["b"]) == 2 and not is_turn:
        last = f"oh {cardinal(end % 100)}"
    return f"{year(start)}{joint}{last}"


@rule("year", "d", rf"(?P<n>1[0-9]\d\d|20\d\d){END}(?![,.:]\d)(?!%)")
def bare_year(match: re.Match[str], scene: Scene) -> Said | None:
    """Four figures without a comma: British copy writes 1,500 for a number, 1500 for a year."""
    value, before, after = int(match["n"]), scene.before(match.start()), scene.after(match.end())
    is_counting = scene.is_in("counted", after) or match.string[match.end() : match.end() + 1] == "+"
    if is_counting or (scene.is_in("counting_before", before) and after.endswith("s") and before != "last"):
        return None
    if scene.is_in("year_before", before) or 1700 <= value <= 2099:
        return Said(spoken=year(value), confidence=1.0 if scene.is_in("year_before", before) else 0.8)
    return Said(spoken=year(value), confidence=0.5) if before in ("the", "") and value > 1000 else None


@rule("ordinal", "u", rf"(?P<n>[IVX]{{2,5}}){HYPHEN}century")
def roman_century(match: re.Match[str], _scene: Scene) -> str | None:
    value = roman(match["n"])
    return f"{ordinal(value)}-century" if value else None


RULES = (
    roman_century,
    iso_date,
    numeric_date,
    two_days_of_a_month,
    day_of_a_month,
    month_and_day,
    month_and_year,
    span_of_names,
    day_and_number,
    short_day,
    short_month,
    decade,
    year_and_era,
    era_and_year,
    year_range,
)
LATE_RULES = (bare_year,)
