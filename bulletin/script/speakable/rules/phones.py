"""Telephone numbers and references: digits that a listener will write down or press."""

from __future__ import annotations

import re

from bulletin.script.speakable.numerals import digits, number, telephone
from bulletin.script.speakable.rules.patterns import END
from bulletin.script.speakable.rules.web import scene_words
from bulletin.script.speakable.scene import Said, Scene, rule
from bulletin.text.patterns import later

_GAMES = re.compile(r"[12]?\d-[12]?\d(?: [12]?\d-[12]?\d)+")
"""21-19 21-12: badminton."""
_OFFICERS = frozenset(("PC", "PCs", "PS", "WPC", "PCSO", "SC"))
"""Behind these ranks stands the number on a collar."""
_OR_ANOTHER = later(r" (?:or|and) (?:on |at )?0\d{2,4} ?\d")
"""105 or 020 7946 0999."""
_SHORTEST_ABROAD = 7
_GROUP = r"[ -]?\d{2,6}"


@rule(
    "telephone", "s", rf"\+(?P<n>\d{{1,3}}(?: ?\(0\)| ?\(\d{{3}}\))?(?:[ -]\d{{1,6}}|\d{{2,6}}){{2,5}}){END}"
)
def number_from_abroad(match: re.Match[str], _scene: Scene) -> str | None:
    if sum(char.isdigit() for char in match["n"]) < _SHORTEST_ABROAD:
        return None
    return f"plus {telephone(match['n'].replace('(0)', ' '))}"


@rule("telephone", "ds", rf"\(?(?P<n>0\d{{2,10}}\)?(?:{_GROUP}){{0,4}}){END}(?!\.\d)")
def national_number(match: re.Match[str], _scene: Scene) -> str | None:
    """01632 960123, (020) 7946 0000, 0800 496 0999."""
    count = sum(char.isdigit() for char in match["n"])
    is_short = match["n"].startswith(("0800", "0500", "0845")) and count >= 7
    return telephone(match["n"].replace(")", " ")) if is_short or 9 <= count <= 12 else None


@rule("telephone", "d", r"1-(?P<free>8\d\d)-(?P<rest>[A-Za-z\d]{1,7}(?:-[A-Za-z\d]{1,7}){0,3})(?![^\W_]|-)")
def number_to_spell(match: re.Match[str], scene: Scene) -> str:
    """1-800-FLOWERS: words to press on the keys of an American telephone."""
    lead = f"{number(match['free'])}" if match["free"].endswith("00") else digits(match["free"])
    rest = [scene_words(part, scene) if part.isalpha() else digits(part) for part in match["rest"].split("-")]
    return f"one, {lead}, {', '.join(rest)}"


@rule("telephone", "s", rf"\((?P<n>\d{{3}}\) ?\d{{3}}[- ]\d{{4}}){END}")
def number_with_area(match: re.Match[str], _scene: Scene) -> str:
    """(555) 010-4477, as Americans write theirs."""
    return telephone(match["n"])


@rule("telephone", "d", rf"(?:116 ?(?:000|006|111|117|123)|118 ?\d{{3}}){END}(?!,)")
def help_at_heart(match: re.Match[str], _scene: Scene) -> str:
    """The helplines whose numbers are the same all over Europe, and directory enquiries."""
    return telephone(match[0])


@rule("telephone", "d", rf"(?P<n>\d{{3,6}}){END}(?![,.:/]\d|[-–]\d|%)")
def short_number(match: re.Match[str], scene: Scene) -> str | None:
    row = scene.known.short_numbers.get(match["n"])
    if row is None:
        return None
    before, after = scene.before(match.start()), scene.after(match.end())
    is_called = scene.is_in("rings", before) or scene.is_in("rung", after)
    if scene.is_in("counting_before", before) and before not in ("to", "than") and after.endswith("s"):
        return None
    is_many = (len(after) > 3 and after.endswith("s")) or scene.is_in("counted", after)
    if not is_called and (is_many or scene.is_in("people", after)):
        return None
    is_near = scene.hints("phone", match.start()) and before in (
        "on",
        "to",
        "or",
        "number",
        "the",
        "is",
        "than",
        "and",
    )
    is_near = is_near or _OR_ANOTHER.match(scene.face, match.end()) is not None
    return digits(match["n"]) if row or is_called or is_near else None


@rule("telephone", "d", rf"(?P<n>\d{{3,12}}){END}(?![,.:/]\d|[-–]\d|%)", confidence=0.8)
def number_to_text(match: re.Match[str], scene: Scene) -> str | None:
    """Text 60777; quote reference 4471."""
    before = scene.before(match.start())
    is_short = before == "to" and scene.hints("rings", match.start()) and len(match["n"]) == 5
    is_sent = before in ("text", "dial", "dialling", "dialled", "sms") or is_short
    is_rung = before in ("ring", "ringing", "phone") and not scene.after(match.end()).endswith("s")
    named = scene.before(match.start() - 3) if before == "is" else before
    if scene.face[max(0, match.start() - 2) : match.start()] == ": ":
        is_counted = scene.after(match.end()).endswith("s") or scene.is_in("people", scene.after(match.end()))
        named = "" if is_counted else scene.before(match.start() - 2)
    is_quoted = scene.is_in("quoted", named) and (
        len(match["n"]) > 3 or scene.hints("quoting", match.start())
    )
    is_officer = scene.name_before(match.start()) in _OFFICERS and scene.name_after(match.end())[:1].isupper()
    return digits(match["n"]) if is_sent or is_rung or is_quoted or is_officer else None


@rule("telephone", "d", rf"(?P<n>\d{{2,6}}(?:[ -]\d{{2,6}}){{2,4}}){END}(?![,.:/]\d)", confidence=0.7)
def grouped_number(match: re.Match[str], _scene: Scene) -> str | None:
    if _GAMES.fullmatch(match["n"]):
        return None
    count = sum(char.isdigit() for char in match["n"])
    return telephone(match["n"]) if 8 <= count <= 16 else None


@rule(
    "telephone",
    "ul",
    rf"(?P<word>[Rr]ef(?:erence)?|[Cc]ode|[Pp]in|PIN)(?:: ?|\. ?| [Nn]o[:.]? )(?P<n>\d{{3,14}}){END}(?!\.\d)",
)
def reference(match: re.Match[str], _scene: Scene) -> str:
    """Ref: 1234."""
    word = match["word"].lower().removesuffix("erence").replace("ref", "reference")
    return f"{word.capitalize() if match['word'][0].isupper() else word} {digits(match['n'])}"


@rule("telephone", "ul", rf"(?P<word>[Ee]xt|[Ee]xtn)\.? ?(?P<n>\d{{2,6}}){END}")
def extension(match: re.Match[str], _scene: Scene) -> str:
    return f"extension {digits(match['n'])}"


@rule("telephone", "ul", r"(?P<word>[Tt]el|[Ff]ax|[Mm]ob)(?:\.|:|\.:)? ?(?=[(+]?\d)")
def word_for_a_telephone(match: re.Match[str], _scene: Scene) -> Said:
    words = {"tel": "telephone", "fax": "fax", "mob": "mobile"}
    said = words[match["word"].lower()]
    return Said(spoken=f"{said.capitalize() if match['word'][0].isupper() else said} ", kind="abbreviation")


RULES = (
    number_from_abroad,
    national_number,
    number_to_spell,
    number_with_area,
    help_at_heart,
    short_number,
    number_to_text,
    grouped_number,
    extension,
    reference,
    word_for_a_telephone,
)
