"""Percentages, temperatures, measures and dimensions."""

from __future__ import annotations

import re

from bulletin.script.speakable.face import CUBED, SQUARED, VULGAR
from bulletin.script.speakable.numerals import fraction, number, vulgar
from bulletin.script.speakable.rules.patterns import DASH, END, HYPHEN, NUMBER, SCALE, scale_word
from bulletin.script.speakable.scene import Said, Scene, rule

_SIGN = r"(?P<minus>(?<![^\W_])[-–])?"
"""A minus, unless it stands behind a letter or figure: mid-80s, 2-3%."""
_POWER = f"[23{SQUARED}{CUBED}]?"
_UNIT = rf"(?P<gap>[ -])?(?P<unit>(?:sq |cu |fl )?[A-Za-zµ]{{1,5}}{_POWER}(?:/[A-Za-z]{{1,6}}{_POWER})?){END}"
_SCALES_OF_HEAT = {"C": "Celsius", "F": "Fahrenheit", "K": "kelvin"}
_PER = {
    "h": "hour",
    "hr": "hour",
    "s": "second",
    "min": "minute",
    "wk": "week",
    "yr": "year",
    "d": "day",
    "mo": "month",
}


def _minus(match: re.Match[str]) -> str:
    return "minus " if match["minus"] else ""


@rule("range", "d", rf"(?P<a>{NUMBER})(?:%|pc)?{DASH}(?P<b>{NUMBER}) ?(?:%|pc{END})")
def range_of_percent(match: re.Match[str], scene: Scene) -> str:
    return f"{number(match['a'])} {scene.joint(match)} {number(match['b'])} per cent"


@rule("percent", "ds", rf"{_SIGN}(?P<n>{NUMBER}) ?(?:%|(?<! )pc{END}|per ?cent{END})")
def percent(match: re.Match[str], _scene: Scene) -> str:
    return f"{_minus(match)}{number(match['n'])} per cent"


@rule("percent", "d", rf"(?P<n>{NUMBER}) ?pp{END}")
def percentage_points(match: re.Match[str], _scene: Scene) -> str:
    return f"{number(match['n'])} percentage point{'' if match['n'] == '1' else 's'}"


@rule(
    "temperature",
    "ds",
    rf"{_SIGN}(?P<a>\d++(?:\.\d++)?)(?: ?°)? ?(?P<u>[CF])?{DASH}"
    rf"(?P<b>\d++(?:\.\d++)?)(?: ?°| degrees)? ?(?P<scale>[CF]){END}",
)
def range_of_temperature(match: re.Match[str], _scene: Scene) -> str:
    scale = _SCALES_OF_HEAT[match["scale"]]
    return f"{_minus(match)}{number(match['a'])} to {number(match['b'])} degrees {scale}"


@rule(
    "temperature",
    "ds",
    rf"{_SIGN}(?P<n>\d++(?:\.\d++)?)(?: ?°| ?deg(?:rees?)?(?= ?[CFK]\b))? ?"
    rf"(?P<scale>[CF]){END}(?!'s| of )",
)
def temperature(match: re.Match[str], scene: Scene) -> str | None:
    is_said = "°" in match[0] or "deg" in match[0]
    if not is_said and (" " in match[0] or _is_a_place(match, scene) or _is_a_model(match, scene)):
        return None
    is_bare = not is_said and not match["minus"]
    if is_bare and scene.before(match.start()) == "in" and not scene.hints("heat", match.start()):
        return None  # pupils in 9C
    is_one = match["n"] == "1" or scene.is_before_noun(match)
    degrees = "degree" if is_one else "degrees"
    return f"{_minus(match)}{number(match['n'])} {degrees} {_SCALES_OF_HEAT[match['scale']]}"


@rule("range", "ds", rf"{_SIGN}(?P<a>\d++(?:\.\d++)?) ?°?{DASH}(?P<b>\d++(?:\.\d++)?) ?°")
def range_of_degrees(match: re.Match[str], scene: Scene) -> str:
    """90°-100°."""
    return f"{_minus(match)}{number(match['a'])} {scene.joint(match)} {number(match['b'])} degrees"


@rule("temperature", "ds", rf"{_SIGN}(?P<n>{NUMBER}) ?°")
def degrees(match: re.Match[str], _scene: Scene) -> str:
    return f"{_minus(match)}{number(match['n'])} {'degree' if match['n'] == '1' else 'degrees'}"


@rule(
    "measure",
    "d",
    rf"(?P<a>\d++) ?(?:ft|')[ -]?(?P<b>\d++) ?(?P<part>{VULGAR}) ?(?:ins?{END}|inch(?:es)?{END}|\")",
)
def feet_and_inches_and_a_part(match: re.Match[str], scene: Scene) -> str:
    """5ft 11½in."""
    part = vulgar(scene.text[match.start("part")])
    return f"{number(match['a'])} foot {number(match['b'])} and {re.sub('^one ', 'a ', part)} inches"


@rule(
    "measure",
    "d",
    rf"(?P<a>\d++(?:\.\d++)?) ?(?:ft\.?|feet|foot|')[ -]?"
    rf"(?P<b>\d++(?:\.\d++)?) ?(?:ins?{END}\.?|inch(?:es)?{END}|\"|''|(?<=\d)(?=\W|$))",
)
def feet_and_inches(match: re.Match[str], scene: Scene) -> Said:
    """5ft 11in, 5 ft. 10 in.; a 5ft 11in fence."""
    spoken = f"{number(match['a'])} foot {number(match['b'])}"
    if not scene.is_before_noun(match):
        spoken += " inch" if match["b"] == "1" else " inches"
    return Said(spoken=spoken, end=scene.unstopped(match, is_often_last=True))


_NOUN = re.compile(r" [a-z]{4,}")
_THINGS = re.compile(
    r" (?:[a-z]{3,} )?(?:tablets|capsules|caplets|pills|doses|vials|syringes|sachets|inhalers|bags|sacks"
    r"|boxes|tins|cans|jars|bottles|cylinders|packets|packs|tubs|weights|bars|blocks|plates|kegs|drums|cartons)\b"
)
_POINT_WITHIN = re.compile(r"\. [a-z]")
_DOSES = ("gram", "litre")
"""2 x 500mg is two of them; 2 x 4m is a size."""


def _is_a_model(match: re.Match[str], scene: Scene) -> bool:
    """An iPhone 5C: behind a name, where nobody speaks of the weather."""
    before = scene.name_before(match.start())
    is_name = any(char.isupper() for char in before) and not scene.is_start(match.start() - len(before) - 1)
    return is_name and not scene.hints("heat", match.start())


@rule("measure", "d", rf"(?P<a>\d++) ?st[ -]?(?P<b>\d++(?:\.\d++)?) ?lbs?{END}")
def stones_and_pounds(match: re.Match[str], _scene: Scene) -> str:
    return f"{number(match['a'])} stone {number(match['b'])}"


@rule("measure", "d", rf"(?P<a>\d++) ?lbs? ?(?P<b>\d++) ?oz{END}")
def pounds_and_ounces(match: re.Match[str], scene: Scene) -> str:
    is_one = scene.is_before_noun(match)
    pounds = "pound" if is_one or match["a"] == "1" else "pounds"
    ounces = "ounce" if is_one or match["b"] == "1" else "ounces"
    return f"{number(match['a'])} {pounds} {number(match['b'])} {ounces}"


@rule("measure", "d", rf"(?P<a>\d++) ?(?:h|hrs?) ?(?P<b>[0-5]?\d) ?(?:m|mins?){END}")
def hours_and_minutes(match: re.Match[str], _scene: Scene) -> str:
    hours = "hour" if match["a"] == "1" else "hours"
    return f"{number(match['a'])} {hours} {number(match['b'])} {'minute' if match['b'] == '1' else 'minutes'}"


@rule("duration", "d", rf"(?P<a>\d++) ?(?:m|mins?) ?(?P<b>[0-5]?\d(?:\.\d+)?) ?(?:s|secs?){END}")
def minutes_and_seconds(match: re.Match[str], _scene: Scene) -> str:
    """39m 20s, 4min 12.5sec."""
    minutes = "minute" if match["a"] == "1" else "minutes"
    return (
        f"{number(match['a'])} {minutes} {number(match['b'])} {'second' if match['b'] == '1' else 'seconds'}"
    )


def _unit(scene: Scene, written: str, *, is_apart: bool) -> tuple[str, str] | None:
    """One and many of a unit, or nothing when this is none (or may not stand apart from its figure)."""
    written = written.replace(SQUARED, "2").replace(CUBED, "3")
    row = scene.known.units.get(written)
    if row:
        return None if is_apart and row[2] != "apart" else (row[0], row[1])
    base, slash, per = written.partition("/")
    row, other = scene.known.units.get(base), scene.known.units.get(per)
    if not slash or not row:
        return None
    name = _PER.get(per) or (other[0] if other else per if len(per) > 2 else "")
    return (f"{row[0]} per {name}", f"{row[1]} per {name}") if name else None


def _units_in(match: re.Match[str], scene: Scene) -> tuple[str, str] | None:
    found = _unit(scene, match["unit"], is_apart=match["gap"] is not None)
    if not found and scene.is_shouted and len(match["unit"]) > 1:
        original = scene.text[match.start("unit") : match.end("unit")]
        found = _unit(scene, original, is_apart=False) or _unit(scene, original.lower(), is_apart=False)
    if found and match["unit"] in ("m", "mn") and _is_million(match, scene):
        return None
    is_point = match["unit"] == "pt" and (
        scene.hints("points", match.start()) or scene.hints("sport", match.start())
    )
    if is_point:
        return "point", "points"
    if match["unit"] == "pts" and scene.after(match.end()) == "of":  # milk, blood
        return "pint", "pints"
    if found and len(match["unit"]) == 1 and not _is_a_quantity(match, scene):
        return None
    return found


def _is_a_quantity(match: re.Match[str], scene: Scene) -> bool:
    """A figure and one letter: a fuse of 13A, not Form 1A; ten minutes in 30s, not the under-5s."""
    if match["unit"] == "A":
        return scene.hints("electric", match.start())
    if match["unit"] == "s":
        return scene.is_in("seconds", scene.before(match.start())) or "." in (match["n"] or "")
    return match["unit"].islower() or not _is_a_place(match, scene)


def _is_a_place(match: re.Match[str], scene: Scene) -> bool:
    """Ward 4C, Flat 3F: the letter belongs to the name of a room."""
    return scene.is_in("rooms", scene.before(match.start()))


def _is_million(match: re.Match[str], scene: Scene) -> bool:
    """31.4m patients, not 31.4m across or the 100m hurdles."""
    after = scene.after(match.end())
    if match.string[match.end() : match.end() + 1] in ("-", "/") or scene.is_in("metre_nouns", after):
        return False
    return scene.is_in("people", after) or (
        len(after) > 3 and after.endswith("s") and not after.endswith("ss")
    )


@rule(
    "measure",
    "ds",
    rf"{_SIGN}(?P<a>{NUMBER}) ?(?:[A-Za-z]{{1,4}})?(?P<joint>{DASH}|(?: ?[x×] ?)| by )(?P<n>{NUMBER}){_UNIT}",
)
def range_or_size(match: re.Match[str], scene: Scene) -> str | None:
    """5-10km, 3ft x 4ft, 4x100m."""
    found = _units_in(match, scene)
    inner = re.match(r" ?([A-Za-z]{1,4})", match.string[match.end("a") : match.start("joint")])
    if not found or (inner and not _unit(scene, inner[1], is_apart=False)):
        return None
    first = number(match["a"])
    if inner:
        unit = _unit(scene, inner[1], is_apart=False)
        first += f" {_one_or_many(unit, '1' if scene.is_before_noun(match) else match['a'])}"
    sign = match["joint"].strip()
    joint = "by" if sign in ("x", "×", "by") else scene.joint(match)
    if sign in ("x", "×") and not inner and found[0].endswith(_DOSES):
        joint = "times"
    if joint == "times" and _THINGS.match(scene.face, match.end()):
        return f"{first} {number(match['n'])} {found[0]}"  # two five kilogram bags
    return f"{_minus(match)}{first} {joint} {number(match['n'])} {_said(found, match, scene)}"


def _one_or_many(unit: tuple[str, str] | None, written: str) -> str:
    return "" if unit is None else unit[0] if written == "1" else unit[1]


def _said(unit: tuple[str, str], match: re.Match[str], scene: Scene) -> str:
    """One metre wide, a two-metre path, a six foot fence, thirty feet high; but the hundred metres final."""
    is_race = unit[0] == "metre" and scene.is_in("metre_nouns", scene.after(match.end()))
    # A 24hr line, and 24hr care: "hrs" would be many.
    is_short = match["unit"] in ("hr", "min", "yr") and not match["gap"]
    is_short = is_short and _NOUN.match(scene.face, match.end()) is not None
    is_joined = match["gap"] == "-" or is_short or (scene.is_before_noun(match, many=True) and not is_race)
    return unit[0] if match["n"] == "1" or is_joined else unit[1]


@rule("measure", "ds", rf"{_SIGN}(?P<n>{NUMBER})(?: ?(?P<scale>million|billion|bn))?{_UNIT}")
def measure(match: re.Match[str], scene: Scene) -> Said | str | None:
    found = _units_in(match, scene)
    if not found:
        return None
    scale = f" {scale_word(match['scale'])}" if match["scale"] else ""
    figures = "fifteen hundred" if match["n"] == "1500" and match["unit"] == "m" else number(match["n"])
    spoken = f"{_minus(match)}{figures}{scale} {_said(found, match, scene)}"
    # "5 ft. high": the point belongs to the short form.
    has_point = _POINT_WITHIN.match(scene.face, match.end()) is not None
    return Said(spoken=spoken, end=match.end() + has_point, confidence=0.7 if match["unit"] == "m" else 1.0)


@rule("measure", "ds", rf"(?:(?P<n>\d{{1,4}}) ?)?(?P<part>{VULGAR}){_UNIT}")
def measure_with_a_part(match: re.Match[str], scene: Scene) -> str | None:
    """1½lb, ½ tsp."""
    return _in_part(match, scene, vulgar(scene.text[match.start("part")]))


@rule("measure", "d", rf"(?:(?P<n>\d{{1,4}})[ -])?(?P<a>[1-9])/(?P<b>[2-9]|1[0-6]){_UNIT}")
def measure_with_a_fraction(match: re.Match[str], scene: Scene) -> str | None:
    """1 1/2 tbsp."""
    top, bottom = int(match["a"]), int(match["b"])
    return _in_part(match, scene, fraction(top, bottom)) if top < bottom else None


def _in_part(match: re.Match[str], scene: Scene, part: str) -> str | None:
    """Two and a half miles, half a mile, a half mile walk, three quarters of an inch."""
    found = _units_in(match, scene)
    if not found:
        return None
    part, is_joined = re.sub("^one ", "a ", part), scene.is_before_noun(match) or match["gap"] == "-"
    if match["n"]:
        return f"{number(match['n'])} and {part} {found[0] if is_joined else found[1]}"
    if is_joined or scene.is_in("a_before", scene.before(match.start())):
        return f"{part.removeprefix('a ').removesuffix('s')} {found[0]}"
    whole = f"{'an' if found[0][0] in 'aeio' or found[0] == 'hour' else 'a'} {found[0]}"
    return f"half {whole}" if part == "a half" else f"{part} of {whole}"


@rule("cardinal", "d", rf"(?P<a>{NUMBER}){HYPHEN}(?P<n>{NUMBER}) ?(?P<scale>{SCALE})")
def range_of_large_numbers(match: re.Match[str], scene: Scene) -> str:
    return f"{number(match['a'])} {scene.joint(match)} {number(match['n'])} {scale_word(match['scale'])}"


@rule(
    "cardinal",
    "ds",
    rf"{_SIGN}(?P<n>{NUMBER})"
    rf"(?: ?(?P<scale>million|billion|trillion|thousand){END}"
    rf"|(?P<short>mn|mil|mln|m|M|bn|BN|trn|tn|k|K){END})",
)
def large_number(match: re.Match[str], scene: Scene) -> str | None:
    """3.5 million; 31.4m patients; a 10k run."""
    before, after = scene.before(match.start()), scene.after(match.end())
    # A 4M is a motorway or a model; 7.4M, and 2M homes, are millions.
    if match["short"] == "M" and "." not in match["n"] and not scene.is_in("people", after):
        return None
    is_run = scene.is_in("races", after) or (
        match["n"] in ("3", "5", "10") and scene.is_in("race_before", before) and not after.endswith("s")
    )
    is_picture = match["short"] == "K" and match["n"] in ("2", "4", "5", "6", "8", "12")
    if is_picture or (is_run and match["short"] in ("k", "K")):
        return f"{number(match['n'])} K"
    return f"{_minus(match)}{number(match['n'])} {scale_word(match['scale'] or match['short'])}"


@rule("measure", "d", rf"(?P<a>{NUMBER}) ?[x×] ?(?P<b>{NUMBER})(?: ?[x×] ?(?P<c>{NUMBER}))?(?P<s>s?){END}")
def dimensions(match: re.Match[str], _scene: Scene) -> str:
    parts = [number(match[name]) for name in "abc" if match[name]]
    return " by ".join(parts) + match["s"]


@rule(
    "measure",
    "s",
    rf"(?<=[\w)])/(?P<unit>kg|km|mi|day|d|week|wk|mo|month|year|yr|hour|hr|h|min|l|ml|night|person|head|kWh|litre|tonne|mile|pint|word|ft|lb|m)(?P<power>[23{SQUARED}{CUBED}]?){END}",
)
def per(match: re.Match[str], scene: Scene) -> str | None:
    """£12 /hour; only behind a figure, where no measure took it."""
    if not scene.face[max(0, match.start() - 3) : match.start()].rstrip("mbknp)")[-1:].isdigit():
        return None
    row = _unit(scene, match["unit"] + match["power"], is_apart=False)
    return f" per {row[0] if row else _PER.get(match['unit'], match['unit'])}"


@rule("measure", "l", rf"(?<=\bper )(?P<unit>(?:sq )?[A-Za-z]{{1,4}}){END}")
def unit_behind_per(match: re.Match[str], scene: Scene) -> str | None:
    """£2 per kg."""
    found = scene.known.units.get(match["unit"])
    return found[0] if found else None


@rule("measure", "l", rf"x(?= ?\d{{1,2}}{END})")
def so_many_times(match: re.Match[str], scene: Scene) -> str | None:
    """500mg x 2."""
    before = scene.before(match.start())
    return "times" if before[:1].isdigit() else None


EARLY_RULES = (stones_and_pounds,)
RULES = (
    range_of_percent,
    percent,
    percentage_points,
    range_of_temperature,
    temperature,
    range_of_degrees,
    degrees,
    feet_and_inches_and_a_part,
    feet_and_inches,
    pounds_and_ounces,
    hours_and_minutes,
    minutes_and_seconds,
    range_or_size,
    measure,
    measure_with_a_part,
    measure_with_a_fraction,
    range_of_large_numbers,
    large_number,
    dimensions,
    per,
    unit_behind_per,
    so_many_times,
)
