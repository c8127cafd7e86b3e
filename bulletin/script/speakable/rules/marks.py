"""Punctuation and signs: what makes a pause, what is said, and what is left out."""

from __future__ import annotations

import re

from bulletin.script.speakable.face import JOINER
from bulletin.script.speakable.rules.web import scene_words
from bulletin.script.speakable.scene import Said, Scene, rule


@rule("word", "ul", rf"[^\W\d_]++(?:{JOINER}++[^\W\d_]++)++")
def invisible_hyphen(match: re.Match[str], scene: Scene) -> str:
    """A word that carries soft hyphens or zero-width characters."""
    return scene_words(match[0].replace(JOINER, ""), scene)


@rule("punctuation", "ul", r"(?P<a>[A-Za-z]{1,10})/(?P<b>[A-Za-z]{1,10})(?![^\W_])(?!/)")
def one_or_the_other(match: re.Match[str], scene: Scene) -> str | None:
    """His/her; and/or."""
    if match[0].lower() == "and/or":
        return f"{match['a']} {match['b']}"
    if match[0].lower() == "s/he":
        return f"{match['a']}he or he"
    return f"{match['a']} or {match['b']}" if scene.is_in("slash_or", match[0].lower()) else None


@rule("punctuation", "s", r"(?:\.[ ]?){2,}|…")
def ellipsis(match: re.Match[str], scene: Scene) -> str:
    after = scene.face[match.end() : match.end() + 3].strip()
    return ". " if not after or after[:1].isupper() else ", "


_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*"
_DATE_BEFORE = re.compile(rf"{_MONTHS}(?: \d{{4}}| \d{{1,2}})? ?$")
_DATE_BEHIND = re.compile(rf" ?(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTHS}|{_MONTHS} \d{{1,2}})\b")


@rule("punctuation", "s", r"[-–—]{2,}|[–—]| [-–—] ?|[-–—] ")
def dash(match: re.Match[str], scene: Scene) -> str:
    """A pause; nothing at the start, where it is a bullet; a joint between two names."""
    before = scene.face[match.start() - 1 : match.start()] if match.start() else ""
    after = scene.face[match.end() : match.end() + 1]
    if match.start() <= scene.first:
        return " "
    if _DATE_BEHIND.match(scene.face, match.end()) and _DATE_BEFORE.search(
        scene.face, max(0, match.start() - 20), match.start()
    ):
        return " to "
    is_tight = " " not in match[0] and len(match[0]) == 1 and match[0] == "–"
    if is_tight and before.isalpha() and after.isalpha():
        return "-"
    # "two- and three-bedroom": a hyphen that waits for its word is no pause.
    is_hanging = match[0] == "- " and before.isalnum()
    return " " if is_hanging else ", "


@rule("punctuation", "s", r"[()|•·→]")
def pause(match: re.Match[str], scene: Scene) -> str:
    """Brackets, bullets and bars."""
    return " " if match.start() <= scene.first else ", "


@rule("punctuation", "s", r"\+{2,}|\+(?!\d)(?<![\w+ ]\+)")
def plus_signs(match: re.Match[str], scene: Scene) -> str:
    """+++ Breaking +++: an ornament; but C++."""
    is_name = match[0] == "++" and scene.face[match.start() - 1 : match.start()].isalpha()
    return " plus plus" if is_name else " "


@rule("punctuation", "s", r"-")
def hyphen_between_dates(match: re.Match[str], scene: Scene) -> str | None:
    """28 February-2 March."""
    before = _DATE_BEFORE.search(scene.face, max(0, match.start() - 20), match.start())
    return " to " if before and _DATE_BEHIND.match(scene.face, match.end()) else None


@rule("punctuation", "s", r"/")
def slash(match: re.Match[str], scene: Scene) -> str:
    around = scene.face[max(0, match.start() - 1) : match.end() + 2]
    is_between = around[2:3] != "" and (around[:3:2].isalnum() or around[:3:2] == "  ")
    # His/ her: a space behind is a slip; a capital behind it would open a line of verse.
    is_slip = around[:1].isalnum() and around[2:3] == " " and around[3:].islower()
    is_said = scene.known.puts("slashes", "said") and (is_between or is_slip)
    return " slash " if is_said else ", "


@rule("punctuation", "s", r"\.(?=[^\W\d_])")
def point_inside(match: re.Match[str], scene: Scene) -> str | None:
    """Two sentences without a space between, or a name with a dot in it."""
    before = scene.face[match.start() - 1 : match.start()] if match.start() else ""
    after = scene.face[match.end()]
    if not before.isalnum():
        return " " if before else ""
    is_name = before.isascii() and before.islower() and after.isascii() and after.islower()
    return " dot " if is_name else ". "


@rule("symbol", "s", r"[^\w\s.,;:!?'()_-]", confidence=0.9)
def sign(match: re.Match[str], scene: Scene) -> Said | None:
    row = scene.known.symbols.get(match[0])
    return Said(spoken=f" {row[0]} ") if row else None


RULES = (
    invisible_hyphen,
    one_or_the_other,
    ellipsis,
    dash,
    hyphen_between_dates,
    pause,
    plus_signs,
    slash,
    point_inside,
    sign,
)
