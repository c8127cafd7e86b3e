"""Titles, initials before a surname, monarchs, and Roman numerals."""

from __future__ import annotations

import re

from bulletin.script.speakable.knowledge import Row
from bulletin.script.speakable.numerals import cardinal, ordinal, roman
from bulletin.script.speakable.rules.patterns import END
from bulletin.script.speakable.scene import Said, Scene, rule
from bulletin.text.patterns import later

_WORD = later(r"[A-Za-z0-9]+(?:[/'-][A-Za-z]+)?")
_LONGEST_TITLE = 4
LONGEST_CELL = 40
"""Letters of a text that may be a title and nothing more."""


@rule(
    "title",
    "ud",
    r"(?:2nd|[A-Z])(?:[A-Za-z]*(?:[/-][A-Z][a-z]+|'d)?)(?:\.? [A-Z][a-z]{0,8}\b(?!')){0,3}",
    confidence=1.0,
)
def title(match: re.Match[str], scene: Scene) -> Said | None:
    """The longest title of the table that stands here."""
    found = _longest_title(match, scene)
    before = scene.name_before(match.start())
    # "A T Ms": machines, already set apart.
    if found is None or (match[0].startswith("Ms") and len(before) == 1 and before.isupper()):
        return None
    row, end = found
    is_inside = row[1] != "after" or scene.after(end + 1) or scene.face[end + 1 : end + 2] in (",", ";", ":")
    if scene.face[end : end + 1] == "." and is_inside:
        end += 1
    return Said(spoken=row[0], end=end)


@rule("title", "u", r"(?P<how>[AT])/(?=(?P<title>[A-Z][A-Za-z]+(?: [A-Z][a-z]+)?))")
def title_for_a_time(match: re.Match[str], scene: Scene) -> str | None:
    """A/Ch Insp, T/DCI: acting and temporary ranks."""
    title, first = match["title"], match["title"].split()[0]
    is_title = title in scene.known.titles or first in scene.known.titles or first in scene.known.letters
    return ("Acting " if match["how"] == "A" else "Temporary ") if is_title else None


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
    if when == "name":
        return _leads_a_name(start, end, scene)
    is_behind = scene.name_before(start)[:1].isupper() or _is_behind_comma(start, scene)
    return when == "always" or is_behind or _is_cell(start, end, scene)


_NAME = later(r"\.? *+(?:(?:and|&) (?=(?:Mr|Mrs|Ms|Miss|Dr|Lady|Sir|Prof)\b))?[A-Z]")
_NEW_SENTENCE = later(r"\. *+[A-Z][a-z]+ (?:said|is|was)")


def _leads_a_name(start: int, end: int, scene: Scene) -> bool:
    """Dr Patel, Mr and Mrs Hill; but not the end of "in Elm Dr. Ann said"."""
    if _NAME.match(scene.face, end) is None:
        return _is_cell(start, end, scene)
    return not (scene.name_before(start)[:1].isupper() and _NEW_SENTENCE.match(scene.face, end))


def _is_cell(start: int, end: int, scene: Scene) -> bool:
    """A title or short form that is all there is."""
    return end < LONGEST_CELL and not (scene.face[:start] + scene.face[end:]).strip(" .")


def _is_behind_comma(start: int, scene: Scene) -> bool:
    return scene.face[max(0, start - 2) : start] == ", "


@rule("abbreviation", "ul", r"[A-Za-z]{1,6}(?:/[A-Za-z]|'(?:[tldn]|re))?(?![^\W_])(?P<dot>\.?)")
def abbreviation(match: re.Match[str], scene: Scene) -> Said | None:
    written = match[0].removesuffix(".")
    row = scene.known.abbreviations.get(written)
    # A capital only because a sentence begins; but Max and Vs may be somebody or something.
    is_shortened = (
        len(written) > 3 or match["dot"] or scene.face[match.end() : match.end() + 2].strip().isdigit()
    )
    if row is None and is_shortened and scene.is_start(match.start()):
        row = scene.known.abbreviations.get(written.lower())
    if row is None or not _stands(row[1], match.start(), match.end(), scene):
        return None
    behind = match.string[match.end() - len(match["dot"]) :][:2]
    if behind[:1] == "-" or (behind[:1] == "'" and not (row[1] == "always" and written.islower())):
        return None
    capital = written[0].isupper() and row[0][0].islower() and scene.is_start(match.start())
    return Said(
        spoken=row[0][0].upper() + row[0][1:] if capital else row[0],
        end=scene.unstopped(match),
    )


def _stands(when: str, start: int, end: int, scene: Scene) -> bool:
    if when == "name":
        return re.compile(r" *+[A-Z]").match(scene.face, end) is not None
    if when == "party":
        return scene.face[start - 1 : start] == "(" and scene.face[end : end + 1] in (",", ")", ":")
    if when == "number":
        return re.compile(r" *+(?:\d|[IVX]+\b)").match(scene.face, end) is not None
    is_behind = scene.name_before(start)[:1].isupper() or scene.face[max(0, start - 2) : start] == "& "
    if when == "between":
        return is_behind and scene.name_after(end)[:1].isupper()
    return when == "always" or is_behind or _is_cell(start, end, scene)


@rule("roman", "u", rf"WW(?P<n>I{{1,3}}|[123]){END}")
def world_war(match: re.Match[str], _scene: Scene) -> str:
    value = roman(match["n"]) or int(match["n"])
    return f"World War {cardinal(value).capitalize()}"


_VOLUME = later(r"\b(?:Vol|Ch|Pt|Art|No|Bk|Fig|Sch|Op)\. ?$")


@rule("roman", "u", rf"(?P<n>[IVXLC]{{1,8}}){END}(?!\.[A-Z]|[&'-][A-Z])")
def roman_number(match: re.Match[str], scene: Scene) -> Said | None:
    """Henry VIII, World War II, the first XI."""
    value, before = roman(match["n"]), scene.name_before(match.start())
    if value is None:
        return None
    if _VOLUME.search(scene.face, max(0, match.start() - 6), match.start()):
        return Said(spoken=cardinal(value).capitalize(), value=str(value))
    if not before:
        if scene.face.strip() == match["n"] and len(match["n"]) > 1:  # a cell of a table
            return Said(spoken=cardinal(value), value=str(value), confidence=0.5)
        is_sure = len(match["n"]) > 2 and match["n"] not in scene.known.letters and value < 40
        return Said(spoken=cardinal(value), value=str(value), confidence=0.5) if is_sure else None
    if before in scene.known.regnal and value <= _highest(before, scene) and _is_regnal(match, scene):
        return Said(spoken=f"the {ordinal(value).capitalize()}", value=str(value))
    is_counted = scene.is_in("numbered", before.lower())
    is_side = match["n"] in ("XI", "XV") and (scene.is_in("team", before.lower()) or before[0].isupper())
    if not is_counted and not is_side and (len(match["n"]) < 2 or not before[0].isupper() or value > 39):
        return None
    if len(match["n"]) == 1 and not _is_single(match, scene, is_counted=is_counted):
        return None
    said = cardinal(value) if is_side or before.islower() else cardinal(value).capitalize()
    if before == "Grade" and scene.text[match.end() : match.end() + 1] == "*":
        return Said(spoken=f"{said} star", value=str(value), end=match.end() + 1)
    return Said(spoken=said, value=str(value), confidence=0.9 if is_counted or is_side else 0.6)


def _highest(name: str, scene: Scene) -> int:
    """The last number that any bearer of this name has had, where the table says so."""
    row = scene.known.regnal[name]
    return int(row[0]) if row and row[0].isdigit() else 99


def _is_single(match: re.Match[str], scene: Scene, *, is_counted: bool) -> bool:
    """World War I, Part V; but no letter, and no "I" that does something."""
    if match["n"] not in "IVX" or not scene.name_before(match.start())[:1].isupper():
        return False
    return _is_regnal(match, scene) or (is_counted and _is_no_pronoun(scene.after(match.end()), scene))


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
    return is_royal or not after or (after.islower() and _is_no_pronoun(after, scene))


def _is_no_pronoun(after: str, scene: Scene) -> bool:
    """Charles I was; World War I ended; but "what Charles I think" is not about a king."""
    return scene.is_in("reigned", after) or not scene.is_in("i_does", after)


def _has_a_surname(match: re.Match[str], scene: Scene) -> bool:
    """George V. Higgins is nobody's heir."""
    behind = re.compile(r"\. *+([A-Z][a-z]+)").match(scene.face, match.end())
    return behind is not None and not scene.is_in("starters", behind[1].lower())


@rule("letters", "u", r"(?P<letter>[A-Z])\.(?= *+[A-Z][^\W_]| ++(?:[A-Z]\.|[a-z]{3,}\b)|$)(?! *+$)")
def initial(match: re.Match[str], scene: Scene) -> str | None:
    """Samuel L. Jackson; not the end of "He drew plan B. The..."."""
    before, behind = scene.name_before(match.start()), scene.name_after(match.end())
    after = behind.lower()
    if behind.islower():
        return match["letter"] if scene.is_in("species", after) else None
    # In "at ten G M T. Then" the point is a full stop: letters in a row have none of their own.
    is_spelt = len(before) == 1 and scene.face[max(0, match.start() - 2) : match.start()] == f"{before} "
    # Plan B, vitamin B, hepatitis C: the letter is the name, and the point a full stop.
    is_named = scene.is_in("letter_before", before.lower())
    if is_spelt or is_named or scene.is_in("starters", after) or (before and not before[0].isupper()):
        return None
    return match["letter"]


@rule("roman", "u", rf"Mk\.? ?(?P<n>[IVX]{{1,5}}|\d{{1,2}}){END}")
def mark(match: re.Match[str], _scene: Scene) -> str | None:
    """A MkII Escort."""
    value = int(match["n"]) if match["n"].isdigit() else roman(match["n"])
    return f"Mark {cardinal(value).capitalize()}" if value else None


EARLY_RULES = (world_war, mark)
RULES = (title, title_for_a_time, roman_number, initial)
LATE_RULES = (abbreviation,)
