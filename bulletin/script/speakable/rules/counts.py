"""Cardinals, ordinals, fractions, ranges, ratios, and numbers that name things."""

from __future__ import annotations

import re
import unicodedata

from bulletin.script.speakable.face import NUMERIC, VULGAR
from bulletin.script.speakable.numerals import (
    cardinal,
    digits,
    fraction,
    number,
    ordinal,
    plural,
    roman,
    telephone,
    vulgar,
)
from bulletin.script.speakable.rules.patterns import DASH, END, HYPHEN, NUMBER, WHOLE
from bulletin.script.speakable.scene import Said, Scene, rule
from bulletin.text.patterns import later


@rule("ratio", "d", rf"\d{{1,3}}[/x:-]\d{{1,3}}s?{END}|\d{{3,4}}{END}(?![,.:/-]\d)")
def named_number(match: re.Match[str], scene: Scene) -> str | None:
    """9/11, 24/7, 50/50."""
    row = scene.known.named_numbers.get(match[0])
    return row[0] if row else None


@rule("age", "d", r"(?P<n>\d{1,3})(?=[-–]years?[-–]old| years? old)")
def age(match: re.Match[str], _scene: Scene) -> str:
    """27-year-old; the words behind are plain."""
    return number(match["n"])


@rule("age", "d", rf"(?P<n>\d{{1,3}}) ?(?:yo|y/o|yrs? old){END}")
def short_age(match: re.Match[str], scene: Scene) -> str:
    """A 15yo boy, 82 y/o."""
    is_one = scene.is_in("a_before", scene.before(match.start())) or scene.name_after(match.end()).islower()
    return f"{number(match['n'])}{'-year-old' if is_one else ' years old'}"


@rule("ordinal", "d", rf"(?P<n>{WHOLE})(?:st|nd|rd|th){END}")
def place_in_a_row(match: re.Match[str], _scene: Scene) -> str | None:
    """21st, 1,000th; but 12st is a weight."""
    plain, ending = match["n"].replace(",", ""), match[0][-2:]
    is_teen = plain[-2:-1] == "1"
    agrees = ending == ("th" if is_teen else {"1": "st", "2": "nd", "3": "rd"}.get(plain[-1], "th"))
    return ordinal(int(plain)) if len(plain) < 15 and agrees else None


@rule(
    "range", "d", rf"(?P<a>\d{{1,3}})(?:st|nd|rd|th){DASH}(?P<b>\d{{1,3}})(?:st|nd|rd|th){END}(?!{HYPHEN}\d)"
)
def range_of_places(match: re.Match[str], scene: Scene) -> str | None:
    """The 12th-15th centuries."""
    if int(match["a"]) >= int(match["b"]):
        return None
    lead = scene.face[max(0, match.start() - 12) : match.start()].lower()
    joint = "and" if lead.endswith(("between ", "between the ")) else "to"
    return f"{ordinal(int(match['a']))} {joint} {ordinal(int(match['b']))}"


@rule("ordinal", "d", rf"(?P<n>\d{{1,2}})(?:st|nd|rd|th) (?P<side>XI|XV)s?{END}")
def sporting_side(match: re.Match[str], _scene: Scene) -> str:
    return f"{ordinal(int(match['n']))} {cardinal(roman(match['side']) or 0)}"


@rule("fraction", "d", rf"(?P<n>{WHOLE}) ?{VULGAR}")
def mixed_vulgar_fraction(match: re.Match[str], scene: Scene) -> str:
    return f"{number(match['n'])} and {_mixed(vulgar(scene.text[match.end() - 1]))}"


@rule("fraction", "s", VULGAR)
def vulgar_fraction(match: re.Match[str], scene: Scene) -> str:
    said = vulgar(scene.text[match.start()])
    return _half(match, scene) if said == "one half" else _part(match, scene, said)


def _half(match: re.Match[str], scene: Scene) -> str:
    """Half a mile, a half mile, half of them, half full."""
    before, after = scene.before(match.start()), scene.after(match.end())
    if scene.face[match.end() : match.end() + 1] == "-":
        return "half"
    if not after:
        return "a half"
    is_noun = before not in ("a", "an", "the") and not scene.is_in("behind_half", after)
    return "half a" if is_noun else "half"


def _mixed(said: str) -> str:
    return re.sub("^one ", "a ", said)


@rule("fraction", "d", rf"(?P<n>\d{{1,4}}) (?P<a>\d{{1,3}})/(?P<b>\d{{1,3}}){END}(?!/)")
def mixed_fraction(match: re.Match[str], scene: Scene) -> str | None:
    top, bottom = int(match["a"]), int(match["b"])
    # Beside other words 2 10/1 is a runner and its odds.
    if bottom == 1 and (scene.known.puts("fractions", "all") or scene.face.strip() == match[0]):
        return f"{number(match['n'])} and {number(match['a'])} over one"
    is_one = 0 < top < bottom or (bottom == 2 and top % 2)
    return f"{number(match['n'])} and {_mixed(fraction(top, bottom))}" if is_one else None


@rule("fraction", "d", r"(?P<a>\d{1,3})/(?P<b>[1-9]\d{0,2})(?:st|nd|rd|th|ST|ND|RD|TH)s?(?![^\W_])")
def fraction_with_an_ending(match: re.Match[str], _scene: Scene) -> str:
    """1/10th, 2/3rds."""
    return fraction(int(match["a"]), int(match["b"]))


def _is_a_split(match: re.Match[str], scene: Scene) -> bool:
    """A 70/30 split: the parts of a hundred."""
    is_whole = match["a"].isdigit() and match["b"].isdigit() and int(match["a"]) + int(match["b"]) == 100
    return is_whole and scene.hints("ratio_nouns", match.start())


def _part(match: re.Match[str], scene: Scene, said: str) -> str:
    """Half price, half a mile, three quarters of an hour, a three quarter mile."""
    after = scene.after(match.end())
    if not scene.is_in("parted", after):
        return said
    if scene.before(match.start()) in ("a", "an", "the"):
        return said.removesuffix("s")
    article = "an" if after[0] in "aeiou" or after == "hour" else "a"
    return f"{said} {article}" if said == "half" else f"{said} of {article}"


def _is_a_mark(match: re.Match[str], scene: Scene, top: int, bottom: int) -> bool:
    """8/10; 19/25 where somebody scored."""
    is_round = bottom % 10 == 0 and top > 1 and scene.after(match.end()) not in ("of", "a", "an")
    is_scored = bottom % 5 == 0 and scene.hints("scored", match.start())
    return top <= bottom and scene.after(match.end()) != "of" and (is_round or is_scored)


@rule("date", "d", rf"(?<!/)(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}}){END}(?![/\d])", confidence=0.7)
def american_day(match: re.Match[str], scene: Scene) -> str | None:
    """The office shuts on 12/25; but a house on 1/2 acre."""
    top, bottom, after = int(match["a"]), int(match["b"]), scene.after(match.end())
    is_on = scene.known.puts("dates", "month") and scene.before(match.start()) in ("on", "by", "until")
    if (
        not is_on
        or not (1 <= top <= 12 and 1 <= bottom <= 31)
        or (after and not scene.is_in("joining", after))
    ):
        return None
    names = list(dict.fromkeys(row[0] for row in scene.known.months.values()))
    return f"{names[top - 1]} {ordinal(bottom)}"


LARGEST_PART = 100
_LEAST_TOTAL = 30
"""Closed on 180/4: runs, then wickets."""
_TO_HAPPEN = later(r" to (?:win|go|stay|be|become|finish|land|lift|score|reach|make|qualify|retain|take)\b")
"""7/1 to go down."""
_OF_A_WHOLE = later(r" of (?:the|all|its|their|our|his|her|those|these|them|us|a|an|every)\b")
_PARTS = frozenset((24, 25, 30))


# Not the end of 31/31/100.
@rule("ratio", "d", rf"(?<!/)(?P<a>\d{{1,3}})/(?P<b>\d{{1,3}}){END}(?![/\d]|,\d{{3}})", confidence=0.7)
def slashed_pair(match: re.Match[str], scene: Scene) -> Said | None:
    """A half of something, marks out of ten, blood pressure, odds."""
    top, bottom = int(match["a"]), int(match["b"])
    if _is_a_split(match, scene):
        return Said(spoken=f"{cardinal(top)} {cardinal(bottom)}")
    if top < bottom <= LARGEST_PART and scene.is_in("halved", scene.after(match.end())):
        said = "half" if (top, bottom) == (1, 2) else fraction(top, bottom)
        return Said(spoken=_part(match, scene, said), kind="fraction")
    if 0 < top < bottom <= LARGEST_PART and _OF_A_WHOLE.match(scene.face, match.end()):
        return Said(spoken=fraction(top, bottom), kind="fraction")
    is_total = top >= _LEAST_TOTAL and 1 < bottom < 10 and scene.is_in("totals", scene.before(match.start()))
    is_bet = top > bottom and not is_total and _TO_HAPPEN.match(scene.face, match.end()) is not None
    if is_bet or scene.hints("odds", match.start()) or (top, bottom) == (100, 30):
        return Said(spoken=f"{cardinal(top)} to {cardinal(bottom)}", kind="odds")
    if is_total:
        return Said(spoken=f"{cardinal(top)} for {cardinal(bottom)}", kind="sport")
    if scene.known.puts("fractions", "all"):
        return Said(spoken=fraction(top, bottom), kind="fraction")
    if (top >= 60 and 30 <= bottom <= 150) or (top > bottom and scene.hints("blood", match.start())):
        return Said(spoken=f"{cardinal(top)} over {cardinal(bottom)}", kind="measure")
    if _is_a_mark(match, scene, top, bottom):
        return Said(spoken=f"{cardinal(top)} out of {cardinal(bottom)}")
    around = (scene.before(match.start()), scene.after(match.end()))
    if (top, bottom) == (1, 2) and not {"a", "an", "the"}.isdisjoint(around):
        return Said(spoken="half", kind="fraction")
    # 12/26 is an American's day after Christmas.
    is_alone = bottom > 2 and scene.face.strip() == match[0]
    is_day = top <= 12 and 20 < bottom <= 31 and bottom not in _PARTS
    if is_alone or (0 < top < bottom <= LARGEST_PART and not is_day):
        return Said(spoken=fraction(top, bottom), kind="fraction")
    return Said(spoken=f"{cardinal(top)} {cardinal(bottom)}", confidence=0.4)


@rule(
    "fraction",
    "d",
    rf"(?<!/)(?P<a>\d{{4,9}}|\d{{1,3}}(?=/\d{{1,3}}[,\d]\d))/(?P<b>{WHOLE}){END}(?![/\d])",
    confidence=0.5,
)
def long_slashed_pair(match: re.Match[str], scene: Scene) -> str | None:
    if scene.known.puts("fractions", "all") and match["b"].strip("0,"):
        return fraction(int(match["a"]), int(match["b"].replace(",", "")))
    if len(match["a"]) < 4:
        return None
    return f"{digits(match['a'])}, {digits(match['b'])}"


@rule("ratio", "d", rf"(?P<a>{NUMBER}):(?P<b>{NUMBER})(?::(?P<c>\d++))?(?![:\d])")
def ratio(match: re.Match[str], scene: Scene) -> str:
    """3:1. A degree of class 2:1 is a two one; John 3:16 is a verse."""
    if scene.is_verse(match.start()) and not match["c"]:
        return f"{number(match['a'])}, verse {number(match['b'])}"
    is_named = scene.before(match.start()) in ("a", "an", "or") and not scene.hints("ratio", match.start())
    is_degree = match[0] in ("2:1", "2:2") and (is_named or scene.hints("degree", match.start()))
    joint = " " if is_degree or _is_a_split(match, scene) else " to "
    return joint.join(number(match[name]) for name in "abc" if match[name])


@rule(
    "alnum",
    "d",
    rf"\d{{1,4}}-\d{{1,4}}(?:-[A-Za-z]{{1,2}}){{1,4}}(?:-\d{{1,4}}){{1,4}}{END}(?!-)",
    confidence=0.5,
)
def hyphened_code(match: re.Match[str], _scene: Scene) -> str:
    """1-413-te-b-1-5: no range, for letters stand between figures."""
    parts = match[0].split("-")
    return "-".join(number(part) if part.isdigit() else " ".join(part.upper()) for part in parts)


@rule("range", "ds", rf"(?P<a>{NUMBER}){DASH}(?P<b>{NUMBER})(?!{HYPHEN}\d)(?P<s>s?){END}", confidence=0.8)
def range_of_numbers(match: re.Match[str], scene: Scene) -> Said | str | None:
    if " " in match[0] and scene.before(match.start()) == "":
        return None
    if scene.face[match.start() - 1 : match.start()] == "-":
        return None
    if any(len(end) > 3 and end[0] == "0" for end in (match["a"], match["b"])):
        return Said(spoken=f"{digits(match['a'])}, {digits(match['b'])}{match['s']}", kind="telephone")
    first, last = number(match["a"]), number(match["b"])
    if _is_a_split(match, scene):
        return Said(spoken=f"{first} {last}", kind="ratio")
    return f"{first} {scene.joint(match)} {last}{'s' if match['s'] else ''}"


@rule("cardinal", "d", rf"(?P<n>\d++(?:{HYPHEN}\d++){{2,}}){END}")
def hyphened_numbers(match: re.Match[str], _scene: Scene) -> Said:
    """A formation, 4-4-2, or a sort code."""
    groups = re.split(HYPHEN, match["n"])
    if all(len(group) == 1 for group in groups):
        return Said(spoken=" ".join(number(group) for group in groups), kind="sport")
    if len(set(groups)) == 1:
        return Said(spoken=" ".join(number(group) for group in groups), kind="cardinal")
    return Said(spoken=", ".join(digits(group) for group in groups), kind="telephone")


@rule("decimal", "d", r"\d++(?:\.\d++){2,}")
def dotted_numbers(match: re.Match[str], _scene: Scene) -> str:
    """A version, an internet address, a paragraph."""
    groups = match[0].split(".")
    if [len(group) for group in groups] == [3, 3, 4]:
        return telephone(match[0])
    if len(groups) == 4:
        return " dot ".join(map(digits, groups))
    return " point ".join(map(number, groups))


@rule(
    "number_sign",
    "ul",
    rf"(?P<word>Nos?|nos?|NOS?|№)(?P<dot>\.?) ?(?P<n>\d{{1,4}}){END}"
    rf"(?P<rest>[-–]\d{{1,4}}{END})?(?![,.]\d|-)",
)
def number_of_a_thing(match: re.Match[str], scene: Scene) -> str | None:
    """No 10, Nos 4 and 6, No.7."""
    if (
        match["word"] == "no"
        and not match["dot"]
        and not scene.is_in("no_before", scene.before(match.start()))
    ):
        return None
    many = match["word"].lower() == "nos" or match["rest"]
    said = f"{'Numbers' if many else 'Number'} {number(match['n'])}"
    if match["rest"]:
        said += f" to {number(match['rest'][1:])}"
    return said if match["word"][0].isupper() else said.lower()


@rule("number_sign", "ul", r"(?P<word>[Nn]os?)\.(?= of )")
def number_of(match: re.Match[str], _scene: Scene) -> str:
    """No. of beds."""
    said = "Numbers" if match["word"].endswith("s") else "Number"
    return said if match["word"][0].isupper() else said.lower()


@rule("number_sign", "s", rf"[#№] ?(?P<n>\d{{1,6}}){END}")
def number_behind_a_hash(match: re.Match[str], _scene: Scene) -> str:
    return f"number {number(match['n'])}"


@rule("cardinal", "d", rf"(?P<n>{NUMBER})\+{END}")
def number_and_more(match: re.Match[str], _scene: Scene) -> str:
    return f"{number(match['n'])} plus"


@rule("cardinal", "s", rf"(?P<sign>[-+]|(?:[<>]=|[<>~±≥≤]) ?)(?P<n>{NUMBER})")
def signed_number(match: re.Match[str], _scene: Scene) -> str | None:
    words = {
        "-": "minus",
        "+": "plus",
        "<": "less than",
        ">": "more than",
        "~": "about",
        "±": "plus or minus",
    }
    words |= {"≥": "at least", "≤": "at most", ">=": "at least", "<=": "at most"}
    before = match.string[match.start() - 1 : match.start()] if match.start() else ""
    if before and not before.isspace() and before != "(":
        return None
    return f"{words[match['sign'].strip()]} {number(match['n'])}"


@rule("decimal", "s", r"\.(?P<n>\d++)")
def point_alone(match: re.Match[str], _scene: Scene) -> str | None:
    before = match.string[match.start() - 1 : match.start()] if match.start() else ""
    return None if before.isalnum() else f"point {digits(match['n'])}"


@rule("cardinal", "s", NUMERIC)
def foreign_number(match: re.Match[str], scene: Scene) -> str:
    value = unicodedata.numeric(scene.text[match.start()], 0.0)
    return number(f"{abs(value):.2f}".rstrip("0").rstrip("."))


@rule("cardinal", "d", rf"(?P<n>[1-9]\d{{0,3}})s{END}")
def number_in_the_plural(match: re.Match[str], scene: Scene) -> str:
    """The under-5s; Boeing 787s."""
    if match["n"].strip("0") == "1" and len(match["n"]) > 2:
        return cardinal(int(match["n"])).removeprefix("one ") + "s"
    is_jet = len(match["n"]) == 3 and scene.hints("aircraft", match.start())
    return plural(digits(match["n"]) if is_jet else number(match["n"]))


@rule("cardinal", "d", rf"(?P<n>[1-9]\d{{0,2}}(?: \d{{3}}){{1,3}}){END}(?![,.:/-]\d)", confidence=0.7)
def number_with_spaces(match: re.Match[str], scene: Scene) -> str | None:
    """10 000 trees, as the SI brochure has it; an ordinary space may part a telephone number."""
    written = scene.text[match.start() : match.end()]
    before, after = scene.before(match.start()), scene.after(match.end())
    is_counting = scene.is_in("counted", after) or scene.is_in("people", after)
    is_counting = is_counting or after in ("fewer", "more") or scene.is_in("counting_before", before)
    if " " in written and not is_counting:
        return None
    return number(match["n"].replace(" ", ""))


@rule("cardinal", "d", rf"(?P<n>{NUMBER})")
def plain_number(match: re.Match[str], _scene: Scene) -> Said:
    kind = "decimal" if "." in match["n"] else "cardinal"
    return Said(spoken=number(match["n"]), value=match["n"].replace(",", ""), kind=kind)


RULES = (
    age,
    mixed_vulgar_fraction,
    vulgar_fraction,
    mixed_fraction,
    fraction_with_an_ending,
    american_day,
    slashed_pair,
    long_slashed_pair,
    ratio,
    hyphened_code,
    hyphened_numbers,
    range_of_numbers,
    dotted_numbers,
    number_of_a_thing,
    number_of,
    number_behind_a_hash,
    number_and_more,
    signed_number,
    point_alone,
    foreign_number,
)
LATE_RULES = (number_in_the_plural, plain_number)
