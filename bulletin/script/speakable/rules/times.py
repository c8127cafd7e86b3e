"""Times of day, and times that somebody ran."""

from __future__ import annotations

import re

from bulletin.script.speakable.numerals import cardinal, digits, number
from bulletin.script.speakable.rules.patterns import DASH, END, HYPHEN, MERIDIEM
from bulletin.script.speakable.scene import Said, Scene, rule
from bulletin.text.patterns import later

_CLOCK = r"(?P<h>[01]?\d|2[0-4])(?:[:.](?P<m>[0-5]\d))?"
_CLOCK_TO = r"(?P<h2>[01]?\d|2[0-4])(?:[:.](?P<m2>[0-5]\d))?"
_NOT_A_PRICE = (
    r"(?!\s?(?:%|pc\b|per ?cent|million|billion|m\b|bn\b|km|kg|cm|mm|mg|ml|miles|metres|seconds|secs"
    r"|points|hours|tonnes))"
)


def clock(hour: int, minute: int) -> str:
    """Hour and minutes: nine thirty, two oh five, eighteen thirty."""
    if not minute:
        return cardinal(hour)
    return f"{cardinal(hour)} {f'oh {cardinal(minute)}' if minute < 10 else cardinal(minute)}"


def full_clock(hour: int, minute: int) -> str:
    """A time off the 24-hour clock, where nothing says a m or p m."""
    if hour in (0, 24):
        if minute == 0:
            return "midnight"
        if minute < 10:
            return f"{cardinal(minute)} minute{'s' if minute > 1 else ''} past midnight"
        return f"twelve {cardinal(minute)} a m"
    if minute:
        return clock(hour, minute)
    return f"{cardinal(hour)} " + ("hundred" if hour > 12 else "o'clock")


def _half(written: str) -> str:
    return f"{written.lower()} m"


@rule(
    "time", "d", rf"{_CLOCK}(?: ?{MERIDIEM.replace('half', 'half1')})?(?:{DASH}| to ){_CLOCK_TO} ?{MERIDIEM}"
)
def span_of_time(match: re.Match[str], scene: Scene) -> Said:
    """8am-5pm, 8-10am, 9.30 to 11am."""
    first = clock(int(match["h"]), int(match["m"] or 0))
    if match["half1"]:
        first += f" {_half(match['half1'])}"
    second = clock(int(match["h2"]), int(match["m2"] or 0))
    return Said(
        spoken=f"{first} to {second} {_half(match['half'])}", end=scene.unstopped(match, is_often_last=True)
    )


@rule("time", "d", rf"{_CLOCK} ?{MERIDIEM}{DASH}(?P<word>noon|midnight|midday){END}")
def span_to_noon(match: re.Match[str], _scene: Scene) -> str:
    """9am-noon."""
    return f"{clock(int(match['h']), int(match['m'] or 0))} {_half(match['half'])} to {match['word']}"


@rule("time", "d", rf"{_CLOCK} ?{MERIDIEM}")
def time_of_day(match: re.Match[str], scene: Scene) -> Said:
    said = clock(int(match["h"]), int(match["m"] or 0))
    return Said(spoken=f"{said} {_half(match['half'])}", end=scene.unstopped(match, is_often_last=True))


@rule("time", "d", rf"12(?:[:.]00)?{HYPHEN}? ?(?P<word>noon|midnight|midday){END}")
def noon(match: re.Match[str], _scene: Scene) -> str:
    return f"twelve {match['word']}"


@rule("time", "d", rf"(?P<h>[01]?\d|2[0-4])[:.]?(?P<m>[0-5]\d) ?(?:hours|hrs|h){END}")
def hours_of_the_services(match: re.Match[str], _scene: Scene) -> str | None:
    if len(match["h"]) == 1 and ":" not in match[0]:
        return None
    hour, minute = int(match["h"]), int(match["m"])
    lead = f"oh {cardinal(hour)}" if match["h"].startswith("0") else cardinal(hour)
    return f"{lead} {'hundred' if not minute else clock(hour, minute).split(' ', 1)[1]} hours"


_HALF_BEHIND = later(rf" ?{MERIDIEM}")


@rule("duration", "d", r"(?P<h>\d{1,2}):(?P<m>[0-5]\d):(?P<s>[0-5]\d(?:\.\d{1,3})?)(?![:\d])")
def hours_minutes_seconds(match: re.Match[str], scene: Scene) -> str:
    parts = ((match["h"], "hour"), (match["m"], "minute"), (match["s"], "second"))
    # With a half of the day behind it, it is no time that somebody took: all of the clock is said.
    if scene.known.puts("clock", "whole") or _HALF_BEHIND.match(scene.face, match.end()):
        hours, minutes, seconds = (f"{number(n.lstrip('0') or '0')} {_many(n, unit)}" for n, unit in parts)
        return f"{hours} {minutes} and {seconds}"
    told = [(n, unit) for n, unit in parts if n.strip("0")]
    return " ".join(f"{number(n.lstrip('0') or '0')} {_many(n, unit)}" for n, unit in told or parts)


@rule("duration", "d", r"(?P<m>\d{1,2}):(?P<s>[0-5]\d\.\d{1,3})(?!\d)")
def minutes_seconds(match: re.Match[str], _scene: Scene) -> str:
    seconds = match["s"].removeprefix("0")
    return f"{number(match['m'])} {_many(match['m'], 'minute')} {number(seconds)} seconds"


def _many(written: str, unit: str) -> str:
    return unit if written.lstrip("0") == "1" else f"{unit}s"


@rule(
    "time",
    "d",
    rf"(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d){DASH}(?P<h2>[01]?\d|2[0-4]):(?P<m2>[0-5]\d)(?![:.,]?\d)",
)
def span_of_full_clock(match: re.Match[str], _scene: Scene) -> str:
    first, second = (full_clock(int(match[h]), int(match[m])) for h, m in (("h", "m"), ("h2", "m2")))
    return f"{first} to {second}"


@rule("duration", "d", r"(?P<h>2[5-9]|[3-9]\d):(?P<m>[0-5]\d)(?![:.,]?\d)", confidence=0.8)
def minutes_and_seconds(match: re.Match[str], scene: Scene) -> str | None:
    """Ran it in 45:30: no hour of a clock."""
    return None if _is_a_ratio(match, scene) else _lap(match)


def _is_a_ratio(match: re.Match[str], scene: Scene) -> bool:
    """A scale of 1:50, an 80:20 split, bleach to water: 1:20; or a verse, Psalm 23:4."""
    if scene.is_verse(match.start()):
        return True
    if scene.hints("ratio", match.start()) or scene.is_in("ratio_nouns", scene.after(match.end())):
        return True
    is_whole = int(match["h"]) + int(match["m"]) == 100 and scene.hints("ratio_nouns", match.start())
    return is_whole or _PARTS.search(scene.face, max(0, match.start() - 40), match.start()) is not None


_PARTS = later(r"\b\w+ to \w+: ?$|\bfor every [^.;]{1,24}$")
"""Bleach to water: 1:20; one for every 12, or 1:12."""


@rule("time", "d", r"(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?![:.,]?\d)")
def time_on_the_full_clock(match: re.Match[str], scene: Scene) -> str | None:
    if _is_a_ratio(match, scene):
        return None
    if match["h"] == "0":
        return f"{number(match['m'].lstrip('0') or '0')} seconds"
    if scene.hints("duration", match.start()) and scene.before(match.start()) in (
        "in",
        "of",
        "was",
        "clocked",
    ):
        return _lap(match)
    return full_clock(int(match["h"]), int(match["m"]))


def _lap(match: re.Match[str]) -> str:
    minutes, seconds = match["h"].removeprefix("0") or "0", match["m"].removeprefix("0")
    return f"{number(minutes)} {_many(minutes, 'minute')} {number(seconds)} {_many(seconds, 'second')}"


@rule(
    "time", "d", rf"(?P<h>[01]?\d|2[0-4])\.(?P<m>[0-5]\d)(?![\d.,]\d|\d|%){END}{_NOT_A_PRICE}", confidence=0.6
)
def time_with_a_point(match: re.Match[str], scene: Scene) -> Said | str | None:
    """At 7.30; the 18.42 to Dorking. Nothing but the words around tells it from a decimal."""
    before, after = scene.before(match.start()), scene.after(match.end())
    is_train = before == "the" and (scene.is_in("train", after) or scene.hints("train", match.start()))
    is_lap = before != "at" and scene.hints("duration", match.start())
    is_race = before == "the" and after == "at" and int(match["h"]) < 13
    is_time = is_race or (before in ("at", "until", "till") or (before in ("before", "after") and not is_lap))
    is_from = before in ("from", "by", "between") and scene.hints("opening", match.start())
    lead = (scene.face, max(0, match.start() - 24), match.start())
    is_change = _CHANGED.search(*lead) and not scene.hints("hours", match.start())
    is_from = is_from and not (_TO_A_DECIMAL.match(scene.face, match.end()) or is_change)
    is_from = is_from or _FROM_A_TIME.search(*lead) is not None
    is_about = _AT_ABOUT.search(*lead) and not _OF_A_PRICE.match(scene.face, match.end())
    is_time = is_time or bool(is_about) or _KICK_OFF.search(*lead) is not None
    is_time = is_time or _FOR_DINNER.match(scene.face, match.end()) is not None
    if not (is_train or is_time or is_from):
        return None
    hour, minute = int(match["h"]), int(match["m"])
    return full_clock(hour, minute) if hour > 12 or minute == 0 else clock(hour, minute)


# From 1.25 to 0.9: the end of a span that is no time of day makes the start none.
_TO_A_DECIMAL = later(r" (?:to|and) (?:\d+\.(?:\d(?!\d)|[6-9]\d|\d{3,})|0\.)")
_FROM_A_TIME = later(
    r"\b(?:open|runs?|closed|on|shut|held|available|works?) from \d{1,2}\.[0-5]\d (?:to|until) $"
)
_KICK_OFF = later(
    r"(?:(?:[Kk]ick-?off|[Ss]tarts?|[Dd]eadline|[Cc]urfew|[Ll]ift-?off|[Dd]eparture)(?: time)?(?: is| was|:)"
    r"|(?:[Dd]oors|(?:^|[,;] |[Tt]he |[Tt]his )[Ss]how|[Cc]urtain|[Mm]atin[ée]e|[Kk]ick-?off|[Ff]irst race)"
    r"(?: up| open| from)?) $"
)
_AT_ABOUT = later(r"\bat (?:exactly|about|around|just|precisely|approximately|roughly) $")
_OF_A_PRICE = later(r" (?:against|times|per|to the|a (?:share|litre|gallon|barrel)|[a-z]{3,}s\b)")
_CHANGED = later(
    r"\b(?:up|down|ro?se|risen|fell|fallen|cut|dropp?ed|increased?|reduced|improved|slipped|eased|rising|falling)"
    r" (?:sharply |slightly )?from $"
)
_FOR_DINNER = later(r" for (?:\d|noon)")


@rule("time", "d", r"(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)(?= (?:GMT|BST|CET|local time)\b)")
def hours_of_a_zone(match: re.Match[str], _scene: Scene) -> str:
    """1630 GMT."""
    hour, minute = (
        digits(part) if part.startswith("0") else cardinal(int(part)) for part in match.group("h", "m")
    )
    return f"{hour} {minute if int(match['m']) else 'hundred'}"


@rule("time", "d", rf"(?P<h>1[0-2]|[1-9])(?:[:.]00)? ?o'clock{END}")
def on_the_hour(match: re.Match[str], _scene: Scene) -> str:
    return f"{cardinal(int(match['h']))} o'clock"


@rule("time", "d", rf"(?P<h>0\d)(?P<m>[0-5]\d){END}(?![,.:/-]\d)")
def early_service_hours(match: re.Match[str], scene: Scene) -> str | None:
    """At 0600."""
    if not scene.is_in("clock_before", scene.before(match.start())):
        return None
    minute = int(match["m"])
    rest = cardinal(minute) if minute > 9 else digits(match["m"])
    return f"{digits(match['h'])} {rest if minute else 'hundred'}"


@rule("time", "d", rf"(?P<h>0\d|1\d|2[0-3])(?P<m>[0-5]\d)(?={HYPHEN}(?:[01]\d|2[0-3])[0-5]\d ?(?:hrs|hours))")
def start_of_service_hours(match: re.Match[str], _scene: Scene) -> str:
    return digits(match["h"]) + " " + (cardinal(int(match["m"])) if int(match["m"]) else "hundred")


RULES = (
    span_of_time,
    span_to_noon,
    time_of_day,
    noon,
    hours_of_the_services,
    start_of_service_hours,
    hours_of_a_zone,
    early_service_hours,
    hours_minutes_seconds,
    minutes_seconds,
    span_of_full_clock,
    minutes_and_seconds,
    time_on_the_full_clock,
    time_with_a_point,
    on_the_hour,
)
