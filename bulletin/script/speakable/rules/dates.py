"""Dates, months, days, years and decades."""

from __future__ import annotations

import re

from bulletin.script.speakable.numerals import cardinal, number, ordinal, plural, roman, year
from bulletin.script.speakable.rules.patterns import END, HYPHEN, SPACE
from bulletin.script.speakable.scene import Said, Scene, rule
from bulletin.text.patterns import later

_MONTH = r"(?P<month>[A-Za-z]{3,9})\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_NTH = r"[0-3]?\d(?:st|nd|rd|th)?"
_YEAR = rf"(?:,?{SPACE}(?P<year>1\d{{3}}|20\d\d|[’']\d\d){END}(?![,.:]\d))?"
_DAYS = r"(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)(?:day|nesday|urday)?s?\.?"
_JOINT = r"(?: ?[-–/&,] ?| and | or | to )"
_DAY_BEHIND = later(rf"{_JOINT}{_DAYS}\b")
_DAY_BEFORE = later(rf"\b{_DAYS}{_JOINT}$")
_MONTH_BEHIND = later(rf"{_JOINT}(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{{0,6}}\b")
_THIS_CENTURY = 36
"""A year of two figures below this is of the two thousands: 1.9.39 was the war."""
_ERA = r"(?:BC|AD|BCE|CE|B\.C\.|A\.D\.)"


def _month(scene: Scene, written: str) -> str | None:
    """The month's name. In small letters only those that are no other word (mar, may, dec) count."""
    if written in scene.known.months:
        return scene.known.months[written][0]
    name = written.capitalize()
    is_sure = written.isupper() or written not in ("mar", "march", "may", "dec")
    return scene.known.months[name][0] if is_sure and name in scene.known.months else None


def _of_month(scene: Scene, month: str, day: str) -> str:
    """November the twenty-third; in America November twenty-third."""
    return f"{month} {'' if scene.known.puts('dates', 'month') else 'the '}{day}"


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


@rule("date", "d", rf"(?P<y>1\d{{3}}|20\d\d)(?P<s>[-/.])(?P<m>[01]?\d)(?P=s)(?P<d>[0-3]?\d){END}(?![-/.]\d)")
def iso_date(match: re.Match[str], scene: Scene) -> str | None:
    # With points it is written the European way, and said so.
    is_put_so = scene.known.puts("dates", "month") and match["s"] != "."
    year_ = _year_words(match["y"])
    return _numeric(scene, match.start(), match["d"], match["m"], year_, is_month_first=is_put_so)


@rule(
    "date",
    "d",
    rf"(?P<d>[0-3]?\d)(?P<s>[-/.])(?P<m>[0-3]?\d)(?P=s)(?P<y>1\d{{3}}|20\d\d|\d\d){END}(?![-/.]\d)",
)
def numeric_date(match: re.Match[str], scene: Scene) -> str | None:
    written = match["y"]
    if len(written) == 2:
        if match["s"] == "-":
            return None
        written = f"{'20' if int(written) < _THIS_CENTURY else '19'}{written}"
    day, month = match["d"], match["m"]
    is_month_first = int(month) > 12 or (scene.known.puts("dates", "month") and int(day) < 13)
    if is_month_first:
        day, month = month, day
    is_put_so = is_month_first and scene.known.puts("dates", "month")
    is_short = len(match["y"]) == 2 and scene.known.puts("dates", "month")
    year_ = f"oh {cardinal(int(match['y']))}" if is_short and match["y"] < "10" else _year_words(written)
    return _numeric(scene, match.start(), day, month, year_, is_month_first=is_put_so)


def _numeric(
    scene: Scene, at: int, day: str, month: str, year_: str, *, is_month_first: bool = False
) -> str | None:
    if not _is_day(day) or not 1 <= int(month) <= 12:
        return None
    names = list(dict.fromkeys(row[0] for row in scene.known.months.values()))
    if is_month_first:
        return f"{_of_month(scene, names[int(month) - 1], ordinal(int(day)))} {year_}"
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


@rule(
    "date",
    "d",
    rf"(?P<days>{_NTH}(?:, ?{_NTH}){{1,8}}),? (?P<joint>and|or|&) {_DAY}(?: of)? {_MONTH}{_YEAR}",
)
def days_of_a_month(match: re.Match[str], scene: Scene) -> Said | None:
    """12, 13 and 14 March."""
    month, days = _month(scene, match["month"]), re.findall(r"\d+", match["days"])
    if not month or not _is_day(*days, match["day"]):
        return None
    listed = ", ".join(ordinal(int(day)) for day in days)
    joint = "or" if match["joint"] == "or" else "and"
    said = f"{listed} {joint} {ordinal(int(match['day']))}"
    year_ = _year_words(match["year"])
    return Said(spoken=_day_of_month(scene, match.start(), said, month, year_), end=_end(match, scene))


@rule("date", "d", rf"{_DAY}(?: of|-)?{SPACE}{_MONTH}{_YEAR}")
def day_of_a_month(match: re.Match[str], scene: Scene) -> Said | None:
    month = _month(scene, match["month"])
    if not month or not _is_day(match["day"]):
        return None
    # "3 May be late" is nonsense, but "on bed 4 May said" is not: May and March may be a person or a verb.
    spoken = _day_of_month(
        scene, match.start(), ordinal(int(match["day"])), month, _year_words(match["year"])
    )
    return Said(spoken=spoken, end=_end(match, scene), confidence=0.75 if month in ("May", "March") else 1.0)


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
    days = ordinal(int(match["day"]))
    if match["to"]:
        days += f" to {'' if scene.known.puts('dates', 'month') else 'the '}{ordinal(int(match['to']))}"
    return _of_month(scene, month, days) + (f" {_year_words(match['year'])}" if match["year"] else "")


@rule("date", "ul", rf"(?P<month>[A-Z][a-z]{{2,8}})-(?P<day>[0-3]?\d)-(?P<year>1\d{{3}}|20\d\d){END}")
def hyphened_date(match: re.Match[str], scene: Scene) -> str | None:
    """Jan-15-2020, as some calendars print it."""
    month = _month(scene, match["month"])
    if not month or not _is_day(match["day"]):
        return None
    return f"{_of_month(scene, month, ordinal(int(match['day'])))} {_year_words(match['year'])}"


@rule("date", "ul", rf"{_MONTH},?{SPACE}(?P<year>1[1-9]\d\d|20\d\d){END}(?![,.:]\d)")
def month_and_year(match: re.Match[str], scene: Scene) -> str | None:
    month = _month(scene, match["month"])
    return f"{month} {_year_words(match['year'])}" if month else None


@rule("date", "u", r"(?P<month>Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b(?P<stop>\.?)")
def short_month(match: re.Match[str], scene: Scene) -> Said | None:
    before, after = scene.before(match.start()), scene.name_after(match.end())
    is_listed = _MONTH_BEHIND.match(scene.face, match.end()) is not None
    if (
        not is_listed
        and not scene.is_in("year_months", before)
        and match["month"] in ("Jan", "Mar", "Jun", "Apr")
    ):
        return None
    if not is_listed and after[:1].isupper() and match["month"] == "Jan":
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


@rule(
    "date",
    "u",
    r"(?P<name>Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)\b(?P<stop>\.?)(?!['-][A-Za-z])",
    confidence=0.9,
)
def day_alone(match: re.Match[str], scene: Scene) -> Said | None:
    """Mon to Fri; on Tues. A name that is another word as well needs a second day beside it."""
    name, start = match["name"], match.start()
    is_listed = _DAY_BEHIND.match(scene.face, match.end()) or _DAY_BEFORE.search(
        scene.face, max(0, start - 16), start
    )
    is_timed = _TIME_BEHIND.match(scene.face, match.end()) or _TIME_BEFORE.search(
        scene.face, max(0, start - 12), start
    )
    is_sure = (
        name not in ("Mon", "Wed", "Sat", "Sun")
        or is_timed
        or scene.is_in("before_days", scene.before(start))
    )
    is_paper = (
        name == "Sun"
        and not is_timed
        and (scene.before(start) not in ("on", "until", "till") or scene.name_after(match.end()).islower())
    )
    if not is_listed and (is_paper or not is_sure):
        return None
    return Said(spoken=scene.known.days[name][0], end=scene.unstopped(match, is_often_last=True))


_TIME_BEFORE = later(r"\b\d{1,2}(?:[.:]\d\d)? ?[ap]\.?m\.?,? (?:on )?$")
_TIME_BEHIND = later(r" (?:[ap]\.?m|\d{1,2}(?:[.:]\d\d)? ?[ap]\.?m)\b")


@rule("date", "u", rf"(?P<name>[A-Z][a-z]{{2,8}})\.?,? (?P<day>[0-3]?\d)/(?P<month>[01]?\d){END}(?!/)")
def day_and_short_date(match: re.Match[str], scene: Scene) -> str | None:
    """Tue 29/12."""
    row, day, month = scene.known.days.get(match["name"]), match["day"], match["month"]
    if row is None:
        return None
    if scene.known.puts("dates", "month"):
        day, month = month, day
    said = _numeric(scene, match.end(), day, month, "")
    return f"{row[0]} {said.strip()}" if said else None


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
    is_possessive = "'" in match[0] and written[-1] != "0"
    if len(written) == 4 and (is_possessive or not 1001 <= int(written) <= 2100):
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


@rule("year", "l", rf"ca?\.? ?(?P<n>1\d{{3}}|\d{{3}}(?= (?:{_ERA}))){END}(?![,.:]\d)")
def about_a_year(match: re.Match[str], _scene: Scene) -> str:
    """c1450, c. 1520."""
    return f"about {_old_year(match['n'])}"


@rule("abbreviation", "ul", r"(?P<e>[Ee])st\.?(?= (?:in )?(?:1\d{3}|20[0-3]\d)\b(?! [a-z]+s\b))")
def established(match: re.Match[str], scene: Scene) -> str | None:
    """Est. 1902; but an est. 2000 people is a guess, and in the table."""
    return None if scene.is_in("a_before", scene.before(match.start())) else f"{match['e']}stablished"


@rule("year_range", "u", r"FY ?'?(?=\d\d(?:\d\d)?(?!\d))")
def financial_year(_match: re.Match[str], _scene: Scene) -> str:
    """FY2025-26: the years have a rule of their own."""
    return "financial year "


@rule("date", "d", rf"(?P<n>[1-4])Q(?: ?'?(?P<y>20\d\d|\d\d))?{END}(?![,.:]\d)")
def quarter_of_a_year(match: re.Match[str], _scene: Scene) -> str:
    """3Q22, 4Q."""
    quarter = f"the {ordinal(int(match['n']))} quarter"
    if not match["y"]:
        return quarter
    named = year(int(match["y"])) if len(match["y"]) == 4 else cardinal(int(match["y"]))
    return f"{quarter} of {named}"


def _old_year(written: str) -> str:
    digits_ = written.replace(",", "") or "0"
    return year(int(digits_)) if len(digits_) == 4 else number(digits_)


@rule(
    "year_range",
    "d",
    rf"(?P<a>1[1-9]\d\d|20\d\d) ?(?P<joint>[-–—/]) ?(?P<b>\d{{4}}|\d\d?){END}(?!{HYPHEN}\d|[,.]\d|/\d)",
)
def year_range(match: re.Match[str], scene: Scene) -> str | None:
    start = int(match["a"])
    if len(match["b"]) == 1:  # 2026-7
        is_next = int(match["b"]) == start % 10 + 1 and match["joint"] != "/" and start >= 1900
        return f"{year(start)} to {cardinal(start % 100 + 1)}" if is_next else None
    end = int(match["b"]) if len(match["b"]) == 4 else start - start % 100 + int(match["b"])
    is_turn = len(match["b"]) == 2 and start % 100 == 99 and match["b"] == "00"
    if not (start < end <= 2150 or is_turn):
        return None
    joint = " " if match["joint"] == "/" else f" {scene.joint(match)} "
    last = year(start + 1) if is_turn else year(end)
    if len(match["b"]) == 2 and not is_turn and end % 100 >= 10:
        last = cardinal(end % 100)
    elif len(match["b"]) == 2 and not is_turn:
        last = f"oh {cardinal(end % 100)}"
    return f"{year(start)}{joint}{last}"


@rule("year", "d", rf"(?P<n>1\d{{3}}|2\d{{3}}){END}(?![,.:]\d)(?!%)")
def bare_year(match: re.Match[str], scene: Scene) -> Said | None:
    """Four figures without a comma: British copy writes 1,500 for a number, 1500 for a year.

    An hour off the 24-hour clock is said in the same words: at 1430, at 2335.
    """
    value, before, after = int(match["n"]), scene.before(match.start()), scene.name_after(match.end())
    is_counting = scene.is_in("counted", after) or match.string[match.end() : match.end() + 1] == "+"
    if is_counting or (scene.is_in("counting_before", before) and after.endswith("s") and before != "last"):
        return None
    is_many = after.endswith("s") or after[:1].isupper() or after in ("pence", "metres", "people")
    if value < 2400 and value % 100 < 60 and before == "at" and not is_many:
        return Said(spoken=year(value), kind="time", confidence=0.7)
    if value >= 2200:
        is_far = before == "year" or (scene.face.strip() == match[0] and value % 100 > 9)
        return Said(spoken=year(value), confidence=0.5) if is_far else None
    if scene.is_in("year_before", before) or 1700 <= value <= 2099:
        return Said(spoken=year(value), confidence=1.0 if scene.is_in("year_before", before) else 0.8)
    is_counted = after.endswith("s") or scene.is_in("counted_one", after)
    is_old = value > 1000 and before in ("the", "a", "an", "about", "") and not is_counted
    return Said(spoken=year(value), confidence=0.5) if is_old else None


@rule("ordinal", "u", rf"(?P<n>[IVX]{{1,7}}){END}(?=(?:{HYPHEN}| )(?:century|Olympiad))")
def roman_place(match: re.Match[str], _scene: Scene) -> str | None:
    """A XIX-century mill, the XXX Olympiad."""
    value = roman(match["n"])
    return ordinal(value) if value else None


RULES = (
    roman_place,
    iso_date,
    numeric_date,
    two_days_of_a_month,
    days_of_a_month,
    day_of_a_month,
    month_and_day,
    hyphened_date,
    month_and_year,
    span_of_names,
    day_and_short_date,
    day_and_number,
    short_day,
    day_alone,
    short_month,
    decade,
    year_and_era,
    era_and_year,
    established,
    financial_year,
    quarter_of_a_year,
    about_a_year,
    year_range,
)
LATE_RULES = (bare_year,)
