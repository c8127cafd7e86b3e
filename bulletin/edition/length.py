"""Length: choose again by what was heard, until the bulletin is as long as was asked."""

from __future__ import annotations

from dataclasses import replace

from bulletin.edition.estimate import estimate_s
from bulletin.edition.order import Order, Tools
from bulletin.edition.rooms import choose_stories, speak_lines, write_lines
from bulletin.edition.work import Work
from bulletin.errors import NothingFitError
from bulletin.master.stitch import heard_seconds

# About half a sentence at 165 words a minute: nearer than that, choosing again finds nothing better.
CLOSE_ENOUGH_S = 3.0
MOST_TRIES = 3
LONGEST_SENTENCE_S = 20.0


def fit_length(work: Work, order: Order, tools: Tools) -> Work:
    """
    Bring what was spoken to the asked length, as far as whole sentences can.

    The estimate of the voice's pace is off by a few per cent, and so is the bulletin; the error of one try is
    made good in the next. Lines that stay come from the clip cache, so a try costs only what is new.
    """
    best, best_gap_s = work, gap_s(work, order)
    tried, tried_gap_s = work, best_gap_s
    for _ in range(MOST_TRIES):
        if abs(best_gap_s) <= CLOSE_ENOUGH_S or _is_starved(tried, order):
            break
        if tools.ladder and not tools.ladder.has_time_for_niceties():
            break
        tried = replace(tried, correction_s=tried.correction_s + tried_gap_s)
        again = _again(tried, order, tools)
        if again is None or again.edition.script == tried.edition.script:
            break
        tried, tried_gap_s = again, gap_s(again, order)
        if abs(tried_gap_s) < abs(best_gap_s):
            best, best_gap_s = tried, tried_gap_s
    return _told(replace(best, fresh=tried.fresh), best_gap_s)


def gap_s(work: Work, order: Order) -> float:
    """Seconds that are missing; negative when there are too many."""
    return order.length_s - heard_seconds(work.edition.script, work.clips_by_place)


def _is_starved(work: Work, order: Order) -> bool:
    """Whether all the material there is was used: choosing leaves less than a sentence free otherwise."""
    if work.pace is None:
        return False
    free_s = order.length_s + work.correction_s - estimate_s(work.edition.script, work.pace)
    return free_s > LONGEST_SENTENCE_S


def _again(work: Work, order: Order, tools: Tools) -> Work | None:
    try:
        return speak_lines(write_lines(choose_stories(work, order, tools), order, tools), order, tools)
    except NothingFitError:
        return None


def _told(work: Work, missing_s: float) -> Work:
    if missing_s <= 4 * CLOSE_ENOUGH_S:
        return work
    return work.noted(
        f"There was too little material: the bulletin is {missing_s:.0f} s shorter than asked. Add sources."
    )
