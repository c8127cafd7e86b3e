"""Scores, odds and votes: two numbers with a dash between, told apart by the words around."""

from __future__ import annotations

import re

from bulletin.script.speakable.numerals import cardinal
from bulletin.script.speakable.rules.patterns import END
from bulletin.script.speakable.scene import Said, Scene, rule

# A side that leads is named first, so falling figures are a score even where no other word tells.
_UNSURE = 0.5


@rule("sport", "d", rf"(?P<a>\d{{1,3}})[-–](?P<b>\d{{1,3}}){END}(?!%|[-–]\d|[.,:]\d|-?year|-?day)")
def pair_of_numbers(match: re.Match[str], scene: Scene) -> Said | None:
    """2-1, 5-0, 7-2 favourite, 245-6, by 8-3."""
    first, second, at = int(match["a"]), int(match["b"]), match.start()
    if match[0] == "50-50":
        return Said(spoken="fifty fifty", kind="ratio")
    if scene.hints("odds", at):
        return Said(spoken=f"{cardinal(first)} to {cardinal(second)}", kind="odds")
    if scene.hints("cricket", at) and (first >= 20 >= second or (first <= 10 and second > 10)):
        return Said(spoken=f"{cardinal(first)} for {cardinal(second)}")
    if scene.hints("tennis", at) and max(first, second) in (6, 7):
        return Said(spoken=f"{_goals(first, 'love')} {_goals(second, 'love')}")
    if scene.hints("sport", at) and not _counts_things(match, scene, first < second):
        return Said(spoken=f"{_goals(first)} {_goals(second)}")
    if scene.hints("votes", at) and first > second:
        return Said(spoken=f"{cardinal(first)} to {cardinal(second)}", kind="vote")
    if first == second or (first > second and second < 10 and first < 12):
        return Said(spoken=f"{_goals(first)} {_goals(second)}", confidence=_UNSURE)
    return None


def _goals(number: int, zero: str = "nil") -> str:
    return cardinal(number) if number else zero


def _counts_things(match: re.Match[str], scene: Scene, is_rising: bool) -> bool:
    """Whether this is a range before what it counts: 2-3 hours."""
    after = scene.after(match.end())
    return is_rising and (scene.is_in("counted", after) or scene.is_in("people", after))


@rule("sport", "d", rf"(?P<a>\d{{1,3}}) (?P<for>for) (?P<b>\d{{1,3}}) (?:dec(?:lared)?|d){END}")
def declaration(match: re.Match[str], _scene: Scene) -> str:
    return f"{cardinal(int(match['a']))} for {cardinal(int(match['b']))} declared"


RULES = (pair_of_numbers, declaration)
