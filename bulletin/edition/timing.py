"""Timing: the asked length to the tenth of a second, by tempo, pauses and how long the last chord rings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bulletin.edition.order import Order, Tools
from bulletin.edition.rooms import speak_lines
from bulletin.edition.sounding import sounds_of
from bulletin.edition.welcome import NOTICE_MODE
from bulletin.edition.work import Work
from bulletin.master.stitch import unspoken_seconds
from bulletin.model import Cue, Script
from bulletin.script.pauses import room_s, stretch_pauses

# A change of pace that nobody notices from one bulletin to the next.
TEMPO = (0.94, 1.06)
# A line that is spoken at the same pace again comes from the cache. So that another name or sentence does not
# have all the others spoken anew, the pace goes in steps, and what is missing then is left to the pauses.
STEP = 0.01
LONGEST_RING_S = 4.0
# Pauses are set first: up to here they are no reason to speak it all again.
EASY = 0.35
EXACT_S = 0.05
MOST_TRIES = 2


def fit_time(work: Work, order: Order, tools: Tools) -> Work:
    """
    Bring what was spoken to the asked length, where that is in reach; otherwise it stays as it is natural.

    Small differences are spread over the pauses. Larger ones are spoken again a little faster or slower, then
    spread over the pauses, and what is still missing is filled by the closing sound. A typed notice is as
    long as it is.
    """
    missing_s = order.length.missing_s(heard_s(work, order))
    if abs(missing_s) <= EXACT_S or work.edition.mode == NOTICE_MODE:
        return work
    if strain(work, order) > 1:
        return work.noted(_far_off(missing_s))
    if abs(missing_s) > EASY * room_s(work.edition.script, longer=missing_s > 0):
        work = _at_fitting_tempo(work, order, tools)
    script = _laid_out(work.edition.script, order.length.missing_s(heard_s(work, order)), order)
    fitted = replace(work, edition=replace(work.edition, script=script))
    left_s = order.length.missing_s(heard_s(fitted, order))
    told = fitted.noted("On length by " + ", ".join(_means(work, fitted)) + ".")
    return told if abs(left_s) <= EXACT_S else told.noted(_far_off(left_s))


def heard_s(work: Work, order: Order) -> float:
    """How long the bulletin is as it was spoken."""
    return work.spoken_s + unspoken_seconds(work.edition.script, sounds=sounds_of(order))


def strain(work: Work, order: Order) -> float:
    """How much of what tempo, pauses and closing sound can make good is wanted; over 1 is out of reach."""
    missing_s = order.length.missing_s(heard_s(work, order))
    script, tempo, spoken_s = work.edition.script, work.edition.tempo, work.spoken_s
    if missing_s >= 0:
        slower_s = spoken_s * max(0.0, tempo / (TEMPO[0] + STEP / 2) - 1)
        reach_s = slower_s + room_s(script, longer=True) + _ring_room_s(script, order)
    else:
        faster_s = spoken_s * max(0.0, 1 - tempo / (TEMPO[1] - STEP / 2))
        reach_s = faster_s + room_s(script, longer=False)
    return abs(missing_s) / max(reach_s, 1e-6)


def _at_fitting_tempo(work: Work, order: Order, tools: Tools) -> Work:
    """Speak all again, a little faster or slower; the pauses then have little left to do."""
    for _ in range(MOST_TRIES):
        missing_s = order.length.missing_s(heard_s(work, order))
        tempo = work.edition.tempo * work.spoken_s / max(work.spoken_s + missing_s, 1e-6)
        tempo = round(min(max(round(tempo / STEP) * STEP, TEMPO[0]), TEMPO[1]), 4)
        if tempo == work.edition.tempo or not tools.has_time_for_niceties():
            return work
        work = speak_lines(replace(work, edition=replace(work.edition, tempo=tempo)), order, tools)
    return work


def _laid_out(script: Script, missing_s: float, order: Order) -> Script:
    sounds = sounds_of(order)
    before_s = unspoken_seconds(script, sounds=sounds)
    script = stretch_pauses(script, missing_s)
    left_s = missing_s - (unspoken_seconds(script, sounds=sounds) - before_s)
    last = script.items[-1]
    if left_s <= EXACT_S or not isinstance(last, Cue):
        return script
    rings = replace(last, longer_s=last.longer_s + min(left_s, _ring_room_s(script, order)))
    return replace(script, items=(*script.items[:-1], rings))


def _ring_room_s(script: Script, order: Order) -> float:
    last = script.items[-1] if script.items else None
    can_ring = isinstance(last, Cue) and sounds_of(order).can_ring(last.name)
    return LONGEST_RING_S - last.longer_s if can_ring and isinstance(last, Cue) else 0.0


def _means(before: Work, after: Work) -> Iterator[str]:
    tempo = after.edition.tempo
    if tempo != 1:
        yield f"speaking {abs(tempo - 1):.1%} {'faster' if tempo > 1 else 'slower'}"
    pairs = zip(before.edition.script, after.edition.script, strict=True)
    changes_ms = [new.pause_after_ms - old.pause_after_ms for old, new in pairs if old.pause_after_ms]
    mean_ms = sum(changes_ms) / max(1, len(changes_ms))
    if mean_ms:
        yield f"pauses {abs(mean_ms):.0f} ms {'longer' if mean_ms > 0 else 'shorter'} on average"
    last = after.edition.script.items[-1]
    if isinstance(last, Cue) and last.longer_s:
        yield f"a closing sound {last.longer_s:.1f} s longer"


def _far_off(missing_s: float) -> str:
    if missing_s > 0:
        return f"Too little material: the bulletin is {missing_s:.1f} s shorter than asked. Add sources."
    return f"The bulletin is {-missing_s:.1f} s longer than asked: it could not be cut without losing sense."
