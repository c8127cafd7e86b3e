"""Length: material chosen again by what was heard, until the bulletin is nearly as long as was asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bulletin.edition.estimate import estimate_s
from bulletin.edition.order import Order, Tools
from bulletin.edition.rooms import choose_stories, speak_lines, write_lines
from bulletin.edition.timing import heard_s, strain
from bulletin.edition.work import Work
from bulletin.errors import NothingFitError

# About half a sentence at 165 words a minute: nearer than that, choosing again finds nothing better.
CLOSE_ENOUGH_S = 3.0
# Half of what tempo and pauses could make good is still natural to hear.
EASY = 0.5
MOST_TRIES = 3
LONGEST_SENTENCE_S = 20.0
# What is tried on paper when speaking and choosing again does not come near: other sentences, other stories.
STEPS_S = tuple(1.5 * step for step in range(-12, 13))


def fit_material(work: Work, order: Order, tools: Tools) -> Work:
    """
    Bring what was spoken near to the asked length, as far as whole sentences can.

    The estimate of the voice's pace is off by a few per cent, and so is the bulletin; the error of one try is
    made good in the next. Lines that stay come from the clip cache, so a try costs only what is new.
    """
    best = tried = work
    for _ in range(MOST_TRIES):
        if _is_close(best, order) or _is_starved(tried, order) or not tools.has_time_for_niceties():
            break
        tried = replace(
            tried, correction_s=tried.correction_s + order.length.missing_s(heard_s(tried, order))
        )
        again = _spoken(_chosen(tried, order, tools), order, tools)
        if again is None or again.edition.script == tried.edition.script:
            break
        tried = again
        best = min(best, tried, key=lambda one: strain(one, order))
    if strain(best, order) > 1 and not _is_starved(tried, order) and tools.has_time_for_niceties():
        tried = _best_on_paper(tried, order, tools) or tried
        best = min(best, tried, key=lambda one: strain(one, order))
    return replace(best, fresh=tried.fresh)


def _is_close(work: Work, order: Order) -> bool:
    return abs(order.length.missing_s(heard_s(work, order))) <= CLOSE_ENOUGH_S and strain(work, order) <= EASY


def _is_starved(work: Work, order: Order) -> bool:
    """Whether all the material there is was used: choosing leaves less than a sentence free otherwise."""
    if work.pace is None:
        return False
    free_s = order.length.longest_s + work.correction_s - estimate_s(work.edition.script, work.pace, order)
    return free_s > LONGEST_SENTENCE_S


def _best_on_paper(work: Work, order: Order, tools: Tools) -> Work | None:
    """Choose for many a length, and speak the script that promises to come nearest."""
    if work.pace is None:
        return None
    pace, really = work.pace, heard_s(work, order) / estimate_s(work.edition.script, work.pace, order)

    def promised_s(one: Work) -> float:
        return abs(order.length.missing_s(really * estimate_s(one.edition.script, pace, order)))

    wishes = (replace(work, correction_s=work.correction_s + step_s) for step_s in STEPS_S)
    written: Iterable[Work | None] = (_chosen(wish, order, tools) for wish in wishes)
    promising = min((one for one in written if one), key=promised_s, default=None)
    return _spoken(promising, order, tools)


def _chosen(work: Work, order: Order, tools: Tools) -> Work | None:
    try:
        return write_lines(choose_stories(work, order, tools), order, tools)
    except NothingFitError:
        return None


def _spoken(work: Work | None, order: Order, tools: Tools) -> Work | None:
    return work and speak_lines(work, order, tools)
