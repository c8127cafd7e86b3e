"""Scores, odds and votes: two numbers with a dash between, told apart by the words around."""

from __future__ import annotations

import re

from bulletin.script.speakable.numerals import cardinal
from bulletin.script.speakable.rules.patterns import END
from bulletin.script.speakable.scene import Said, Scene, rule
from bulletin.text.patterns import later

# A side that leads is named first, so falling figures are a score even where no other word tells.
_UNSURE = 0.5
NEAR = 40
"""Letters on either side in which another set or the other side's goals stand."""
# Against one: no side wins so, and a bookmaker's board shows no others.
_LONG_PRICES = frozenset((14, 16, 18, 20, 22, 25, 28, 33, 40, 50, 66, 80, 100, 125, 150, 200, 250, 500))
_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}"
_HOURS = later(rf"{_DAY} ?(?:[-–&]|to|and) ?{_DAY}[,:]? $")
"""Monday to Friday, 8-6: opening hours."""
_HOURS_BEFORE = later(rf",? {_DAY} ?(?:[-–&]|to|and) ?{_DAY}\b")
_TO_WIN = later(r" (?:to (?:win|be|become|land|lift)|on)\b(?! aggregate| penalties)")
_RETURNED = later(r"\b(?:won|home|backed|priced|available|returned|started|landed|tipped|drifted) at $")
_SETS = later(r"\b[0-7][-–][0-7](?:\(\d+\))?(?:, ?| )(?:and )?[0-7][-–][0-7]\b")
"""Two sets of tennis in a row."""


@rule(
    "sport", "d", rf"(?P<a>\d{{1,3}})[-–](?P<b>\d{{1,3}}){END}(?!%|[-–]\d|[.:]\d|,\d(?!\d?[-–])|-?year|-?day)"
)
def pair_of_numbers(match: re.Match[str], scene: Scene) -> Said | None:
    """2-1, 5-0, 7-2 favourite, 245-6, by 8-3."""
    first, second, at = int(match["a"]), int(match["b"]), match.start()
    if scene.is_in("in_order", scene.before(at)) or scene.after(match.end()) in ("grade", "grades"):
        return None
    is_hours = _is_open(match, scene) or _HOURS.search(scene.face, max(0, at - 28), at)
    is_hours = is_hours or _HOURS_BEFORE.match(scene.face, match.end())
    if is_hours and not scene.hints("sport", at):
        return Said(spoken=f"{cardinal(first)} to {cardinal(second)}", kind="time")
    if _is_a_price(match, scene, first, second):
        return Said(spoken=f"{cardinal(first)} to {cardinal(second)}", kind="odds")
    if _is_a_total(match, scene, first, second):
        return Said(spoken=f"{cardinal(first)} for {cardinal(second)}", confidence=0.8)
    if scene.hints("odds", at):
        return Said(spoken=f"{cardinal(first)} to {cardinal(second)}", kind="odds")
    if _is_bowling(scene, at, first, second):
        return Said(spoken=f"{cardinal(first)} for {cardinal(second)}")
    if max(first, second) in (6, 7) and _is_tennis(scene, at):
        return Said(spoken=f"{_goals(first, 'love')} {_goals(second, 'love')}")
    if first > second and scene.is_in("ahead", scene.after(match.end())):
        return Said(spoken=_score(first, second))
    is_between = scene.name_before(at)[:1].isupper() and scene.name_after(match.end())[:1].isupper()
    if (scene.hints("sport", at) or is_between) and not _counts_things(match, scene, first < second):
        return Said(spoken=_score(first, second))
    if scene.hints("votes", at) and first > second:
        return Said(spoken=f"{cardinal(first)} to {_goals(second)}", kind="vote")
    is_game = first > second and {first, second} <= {0, 15, 30, 40}
    if is_game or first == second or (first > second and second < 10 and first < 12):
        zero = "love" if is_game else "nil"
        return Said(spoken=f"{_goals(first, zero)} {_goals(second, zero)}", confidence=_UNSURE)
    return None


def _is_a_price(match: re.Match[str], scene: Scene, first: int, second: int) -> bool:
    """33-1; is 6-4 to win."""
    if scene.hints("cricket", match.start()):
        return False
    if _RETURNED.search(scene.face, max(0, match.start() - 14), match.start()):
        return True
    is_to_win = (
        scene.is_in("is", scene.before(match.start())) and _TO_WIN.match(scene.face, match.end()) is not None
    )
    return is_to_win or (second == 1 and first in _LONG_PRICES)


def _is_open(match: re.Match[str], scene: Scene) -> bool:
    """The shop is open 10-4; but England open 2-0, and the Australian Open ended 6-3."""
    is_open = scene.name_before(match.start()) in ("open", "opens", "hours")
    return is_open and "0" not in (match["a"], match["b"]) and int(match["a"]) <= 12 >= int(match["b"])


def _is_bowling(scene: Scene, at: int, first: int, second: int) -> bool:
    """Took 5-32: wickets, then runs."""
    if scene.before(at) in ("took", "taking", "takes", "claimed") and first <= 10 < second:
        return True
    return scene.hints("cricket", at) and (first >= 20 >= second or (first <= 10 and second > 10))


def _is_tennis(scene: Scene, at: int) -> bool:
    return scene.hints("tennis", at) or _SETS.search(scene.face, max(0, at - NEAR), at + NEAR) is not None


def _is_a_total(match: re.Match[str], scene: Scene, first: int, second: int) -> bool:
    """245-6, an innings: runs, then wickets."""
    before, at = scene.before(match.start()), match.start()
    is_state = scene.is_in("totals", before) or scene.name_before(at)[:1].isupper()
    is_small = first < 100 and not (before in ("were", "are", "reached") and first >= 20)
    is_game = scene.is_in("beats", before) or scene.is_in("ahead", scene.after(match.end()))
    return second <= 10 and is_state and not (is_small or is_game or scene.hints("odds", at))


def _score(first: int, second: int) -> str:
    """Two one; and forty, seven with a pause, which would be one number without."""
    is_one = first >= 20 and first % 10 == 0 and 0 < second < 10
    return f"{_goals(first)}{',' if is_one else ''} {_goals(second)}"


def _goals(number: int, zero: str = "nil") -> str:
    return cardinal(number) if number else zero


def _counts_things(match: re.Match[str], scene: Scene, is_rising: bool) -> bool:
    """Whether this is a range before what it counts: 2-3 hours."""
    after = scene.after(match.end())
    is_listed = scene.is_in("counted", after) or scene.is_in("people", after) or after in scene.known.units
    is_many = len(after) > 3 and after.endswith("s") and not after.endswith(("ss", "'s")) and after.islower()
    is_many = (
        is_many and not scene.is_in("not_attributive", after) and scene.name_after(match.end()).islower()
    )
    return is_rising and (is_listed or is_many)


_RESULT = later(r"\b[A-Z][a-z]+ \d{1,2},? [A-Z][a-z]+(?: [A-Z][a-z]+)? \d{1,2}\b")


@rule("sport", "d", rf"0{END}(?![.,:/-]\d|[%°])")
def no_goals(match: re.Match[str], scene: Scene) -> str | None:
    """Town 2 Rovers 0."""
    is_result = scene.name_before(match.start())[:1].isupper() and _RESULT.search(
        scene.face, max(0, match.start() - NEAR), match.end() + NEAR
    )
    return "nil" if is_result else None


@rule("sport", "d", rf"(?P<a>\d{{1,3}}) (?P<for>for) (?P<b>\d{{1,3}}) (?:dec(?:lared)?|d){END}")
def declaration(match: re.Match[str], _scene: Scene) -> str:
    return f"{cardinal(int(match['a']))} for {cardinal(int(match['b']))} declared"


_WHISTLES = {"FT": "Full-time", "HT": "Half-time", "KO": "Kick-off"}


@rule("sport", "u", r"(?P<word>FT|HT|KO)(?=:)")
def whistle(match: re.Match[str], scene: Scene) -> str | None:
    """FT: Town 2-2 Rovers; but "the FT: shares fell"."""
    return None if scene.before(match.start()) == "the" else _WHISTLES[match["word"]]


RULES = (whistle, no_goals, pair_of_numbers, declaration)
