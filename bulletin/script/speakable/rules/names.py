"""Titles, initials before a surname, monarchs, and Roman numerals."""

from __future__ import annotations

import re

from bulletin.script.speakable.knowledge import Row
from bulletin.script.speakable.numerals import cardinal, ordinal, roman
from bulletin.script.speakable.rules.patterns import END
from bulletin.script.speakable.scene import Said, Scene, rule

_WORD = re.compile(r"[A-Za-z0-9]+(?:/[A-Z][a-z]+)?")
_LONGEST_TITLE = 4


@rule(
    "title",
    "ud",
    r"(?:2nd|[A-Z])(?:[A-Za-z]*(?:/[A-Z][a-z]+)?)(?:\.? [A-Z][a-z]{0,8}\b(?!')){0,3}",
    confidence=1.0,
)
def title(match: re.Match[str], scene: Scene) -> Said | None:
    """The longest title of the table that stands here."""
    found = _longest_title(match, scene)
    if found is None:
        return None
    row, end = found
    if scene.face[end : end + 1] == "." and (row[1] != "after" or scene.after(end + 1)):
        end += 1
    return Said(spoken=row[0], end=end)


def _longest_title(match: re.Match[str], scene: Scene) -> tuple[Row, int] | None:
    words = []
    for word in _WORD.finditer(match[0]):
        words.append(word)
        if len(words) == _LONGEST_TITLE:
            break
    for count in range(len(words), 0, -1):
        row = scene.known.titles.get(" ".join(word[0] for word in words[:count]))
        end = match.start() + words[count - 1].end()
        if row and _fits(row[1], match.start(), end, scene):
            return row, end
    return None


def _fits(when: str, start: int, end: int, scene: Scene) -> bool:
    follows = re.compile(r"\.? *+[A-Z]").match(scene.face, end) is not None
    if when == "name":
        return follows and not re.compile(r"\. *+[A-Z][a-z]+ (?:said|is|was)").match(scene.face, end)
    return when == "always" or scene.name_before(start)[:1].isupper() or _is_behind_comma(start, scene)


def _is_behind_comma(start: int, scene: Scene) -> bool:
    return scene.face[max(0, start - 2) : start] == ", "


@rule("abbreviation", "ul", r"[A-Za-z]{1,6}(?:/[A-Za-z])?(?![^\W_])(?P<dot>\.?)")
def abbreviation(match: re.Match[str], scene: Scene) -> Said | None:
    written = match[0].removesuffix(".")
    row = scene.known.abbreviations.get(written)
    # A capital only because a sentence begins; but Max and Vs may be somebody or something.
    if row is None and len(written) > 3 and scene.is_start(match.start()):
        row = scene.known.abbreviations.get(written.lower())
    if row is None or not _stands(row[1], match.start(), match.end(), scene):
        return None
    if match.string[match.end() - len(match["dot"]) :][:1] == "'":
        return None
    capital = written[0].isupper() and row[0][0].islower() and scene.is_start(match.start())
    return Said(
        spoken=row[0][0].upper() + row[0][1:] if capital else row[0],
        end=scene.unstopped(match),
    )


def _stands(when: str, start: int, end: int, scene: Scene) -> bool:
    if when == "name":
        return re.compile(r" *+[A-Z]").match(scene.face, end) is not None
    if when == "number":
        return re.compile(r" *+\d").match(scene.face, end) is not None
    is_behind = scene.name_before(start)[:1].isupper()
    if when == "between":
        return is_behind and scene.name_after(end)[:1].isupper()
    return when == "always" or is_behind


@rule("roman", "u", rf"WW(?P<n>I{{1,3}}|[12]){END}")
def world_war(match: re.Match[str], _scene: Scene) -> str:
    value = roman(match["n"]) or int(match["n"])
    return f"World War {cardinal(value).capitalize()}"


@rule("roman", "u", rf"(?P<n>[IVXLC]{{1,8}}){END}(?!\.[A-Z]|[&'-][A-Z])")
def roman_number(match: re.Match[str], scene: Scene) -> Said | None:
    """Henry VIII, World War II, the first XI."""
    value, before = roman(match["n"]), scene.name_before(match.start())
    if value is None:
        return None
    if not before:
        is_sure = len(match["n"]) > 2 and match["n"] not in scene.known.letters and value < 40
        return Said(spoken=cardinal(value), value=str(value), confidence=0.5) if is_sure else None
    if before in scene.known.regnal and _is_regnal(match, scene):
        return Said(spoken=f"the {ordinal(value).capitalize()}", value=str(value))
    is_counted = scene.is_in("numbered", before.lower())
    is_side = match["n"] in ("XI", "XV") and (scene.is_in("team", before.lower()) or before[0].isupper())
    if not is_counted and not is_side and (len(match["n"]) < 2 or not before[0].isupper() or value > 39):
        return None
    if len(match["n"]) == 1 and (
        match["n"] not in "IVX" or not before[0].isupper() or not _is_regnal(match, scene)
    ):
        return None
    said = cardinal(value) if is_side or before.islower() else cardinal(value).capitalize()
    return Said(spoken=said, value=str(value), confidence=0.9 if is_counted or is_side else 0.6)


def _is_regnal(match: re.Match[str], scene: Scene) -> bool:
    """A single letter may be an initial or a pronoun: it must end its phrase, or a title must lead it."""
    if len(match["n"]) > 1:
        return True
    after = scene.name_after(match.end())
    if match["n"] not in "IVX" or _has_a_surname(match, scene):
        return False
    if (len(after) == 1 and after.isupper()) or scene.is_in("numerals", after.lower()):
        return False
    start = match.start() - len(scene.name_before(match.start())) - 1
    is_royal = scene.is_in("royal", scene.before(start))
    if match["n"] != "I":
        return is_royal or not after[:1].isupper() or scene.is_in("starters", after.lower())
    return (
        is_royal or not after or scene.is_in("reigned", after) or (after.islower() and after.endswith("ed"))
    )


def _has_a_surname(match: re.Match[str], scene: Scene) -> bool:
    """George V. Higgins is nobody's heir."""
    behind = re.compile(r"\. *+([A-Z][a-z]+)").match(scene.face, match.end())
    return behind is not None and not scene.is_in("starters", behind[1].lower())


@rule("letters", "u", r"(?P<letter>[A-Z])\.(?= *+[A-Z][^\W_]|$)(?! *+$)")
def initial(match: re.Match[str], scene: Scene) -> str | None:
    """Samuel L. Jackson; not the end of "He drew plan B. The..."."""
    before, after = scene.name_before(match.start()), scene.after(match.end())
    # In "at ten G M T. Then" the point is a full stop: letters in a row have none of their own.
    is_spelt = len(before) == 1 and scene.face[max(0, match.start() - 2) : match.start()] == f"{before} "
    if is_spelt or scene.is_in("starters", after) or (before and not before[0].isupper()):
        return None
    return match["letter"]


EARLY_RULES = (world_war,)
RULES = (title, roman_number, initial)
LATE_RULES = (abbreviation,)
