"""Money in every form."""

from __future__ import annotations

import re

from bulletin.script.speakable.knowledge import Row
from bulletin.script.speakable.numerals import cardinal, digits, number, year
from bulletin.script.speakable.rules.patterns import CURRENCY, DASH, END, HYPHEN, NUMBER, SCALE, scale_word
from bulletin.script.speakable.scene import Scene, rule

_AMOUNT = (
    rf"(?P<minus>(?<![^\W_])[-–] ?)?(?P<sign>{CURRENCY}) ?(?P<n>\d{{1,3}}(?: \d{{3}})++(?!\d)|{NUMBER})"
    rf"(?:[ -]?(?P<scale>{SCALE}))?"
)


def _price(scene: Scene, row: Row, written: str, *, is_attributive: bool = False) -> str:
    """A price without a scale word: one pound ninety-nine, fifty pence."""
    written = written.replace(" ", "")
    whole, _, part = written.replace(",", "").partition(".")
    one, many, hundredth, hundredths = row
    unit = one if is_attributive or int(whole) == 1 else many
    if not part or not part.strip("0"):
        return f"{number(whole)} {unit}"
    if len(part) == 1 and not int(whole):  # £0.5
        part = f"{part}0"
    if len(part) != 2:
        return f"{number(written if len(part) == 1 else written.rstrip('0'))} {many}"
    cents = int(part)
    small = f"{cardinal(cents)} {hundredth if cents == 1 else hundredths}"
    if not int(whole):
        return small
    if scene.known.puts("prices", "full"):
        return f"{number(whole)} {unit} and {small}"
    # "Seven pounds five" would be heard as seven pounds fifty.
    return f"{number(whole)} {unit} {small if cents < 10 else cardinal(cents)}"


@rule(
    "range",
    "su",
    rf"(?P<sign>{CURRENCY}) ?(?P<a>{NUMBER})(?: ?(?P<s1>{SCALE}))?{DASH}"
    rf"(?P<sign2>{CURRENCY})?(?P<b>{NUMBER})(?: ?(?P<s2>{SCALE}))?",
)
def range_of_money(match: re.Match[str], scene: Scene) -> str:
    """£5-£10, £5-10m, £5m to £10m."""
    row = scene.known.currencies[match["sign"]]
    end = scale_word(match["s2"])
    first = number(match["a"])
    if "." in match["a"] and not end:
        first = _price(scene, row, match["a"])
    elif match["s1"] and match["s1"] != match["s2"]:
        first += f" {scale_word(match['s1'])} {row[1]}"
    elif match["sign2"] and not end and scene.known.puts("prices", "full"):
        first = _price(scene, row, match["a"])
    is_attributive = scene.is_before_noun(match)
    unit = row[0] if is_attributive else row[1]
    second = f"{number(match['b'])} {end} {unit}"
    if not end:
        second = _price(scene, row, match["b"], is_attributive=is_attributive)
    return f"{first} {scene.joint(match)} {second}"


@rule("money", "su", _AMOUNT)
def amount(match: re.Match[str], scene: Scene) -> str:
    row = scene.known.currencies[match["sign"]]
    minus = "minus " if match.groupdict().get("minus") else ""
    is_attributive = scene.is_before_noun(match)
    if match["scale"]:
        return (
            f"{minus}{number(match['n'])} {scale_word(match['scale'])} {row[0] if is_attributive else row[1]}"
        )
    return minus + _price(scene, row, match["n"], is_attributive=is_attributive)


@rule("money", "u", rf"(?P<sign>GBP|EUR|USD|CHF|Rs)\.? ?(?P<n>{NUMBER})(?: ?(?P<scale>{SCALE}))?")
def amount_behind_a_code(match: re.Match[str], scene: Scene) -> str:
    return amount.say(match, scene)  # type: ignore[return-value]


@rule("money", "d", rf"(?P<n>{NUMBER})(?: ?(?P<scale>{SCALE}))? ?(?P<sign>GBP|EUR|USD|CHF|[€£]){END}(?!\d)")
def amount_before_a_code(match: re.Match[str], scene: Scene) -> str:
    return amount.say(match, scene)  # type: ignore[return-value]


@rule("money", "d", rf"(?P<a>\d++){HYPHEN}(?P<b>\d++)p{END}")
def range_of_pence(match: re.Match[str], _scene: Scene) -> str:
    return f"{number(match['a'])} to {number(match['b'])} pence"


@rule("range", "d", rf"(?P<a>\d++)p{DASH}£(?P<n>{NUMBER}){END}")
def range_of_pence_to_pounds(match: re.Match[str], scene: Scene) -> str:
    """50p-£1."""
    pounds = _price(scene, scene.known.currencies["£"], match["n"])
    return f"{number(match['a'])} pence {scene.joint(match)} {pounds}"


@rule("money", "d", rf"(?P<n>{NUMBER})p{END}")
def pence(match: re.Match[str], _scene: Scene) -> str:
    """45p; but 1080p is how sharp a picture is."""
    if match["n"] in ("720", "1080", "1440", "2160"):
        return f"{year(int(match['n'])) if len(match['n']) > 3 else 'seven twenty'} P"
    return f"{number(match['n'])} {'p' if match['n'] == '1' else 'pence'}"


@rule("money", "d", rf"(?P<n>{NUMBER})(?:{DASH}(?P<to>{NUMBER}))? ?¢{END}")
def cents(match: re.Match[str], scene: Scene) -> str:
    """50¢; a 5¢ tax."""
    first = f"{number(match['n'])} {scene.joint(match)} " if match["to"] else ""
    last = match["to"] or match["n"]
    is_one = last == "1" or scene.is_before_noun(match)
    return f"{first}{number(last)} {'cent' if is_one else 'cents'}"


@rule("money", "s", rf"(?P<sign>{CURRENCY})\.(?P<n>\d++)")
def part_of_a_pound(match: re.Match[str], scene: Scene) -> str:
    row = scene.known.currencies[match["sign"]]
    return (
        _price(scene, row, f"0.{match['n']}")
        if len(match["n"]) == 2
        else f"point {digits(match['n'])} {row[1]}"
    )


RULES = (
    range_of_money,
    amount,
    amount_behind_a_code,
    part_of_a_pound,
    amount_before_a_code,
    cents,
    range_of_pence,
    range_of_pence_to_pounds,
    pence,
)
