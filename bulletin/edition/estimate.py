"""Estimate: how long a script will be, by the voice's pace and before a word is spoken."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache

from bulletin.edition.order import Order
from bulletin.edition.sounding import sounds_of
from bulletin.errors import MisuseError
from bulletin.master.stitch import unspoken_seconds
from bulletin.model import CueName, Rundown, Script, Story
from bulletin.publish.mode import ModeName
from bulletin.script.lines import STORY_PAUSE_MS
from bulletin.script.writing import write_script
from bulletin.speak.pace import Pace

FASTER = 0.05
"""What a faster voice takes off the length; it may be 6 %."""
SHORTEST_NEWS_S = 5.0
"""One short sentence."""


def script_of(stories: Sequence[Story], order: Order) -> Script:
    """Write the script of some stories, as the order wants it."""
    station = order.station.settings.station
    return write_script(
        Rundown(stories=tuple(stories), budget_s=order.length.longest_s),
        station_name=station.name,
        place=station.place,
        day=order.slot,
        airs_at=order.slot if order.tells_time else None,
        voices=order.newsreaders,
        wording=order.wording,
        lexicon=order.lexicon,
        is_sombre=order.mode is ModeName.OBITUARY,
        has_time_signal=order.time_signal and order.tells_time and order.mode is not ModeName.OBITUARY,
        knowledge=order.knowledge,
        next_at=order.next_at,
        headlines=order.headlines,
        quotations=order.quotations,
    )


def estimate_s(script: Script, pace: Pace, order: Order) -> float:
    """Add up what is spoken, played and paused."""
    return unspoken_seconds(script, sounds=sounds_of(order)) + sum(
        line.recording.seconds if line.recording else pace.seconds(line.spoken) for line in script.lines
    )


def frame_s(order: Order, pace: Pace) -> float:
    """Estimate opening and close, with nothing between them."""
    return estimate_s(script_of((), order), pace, order)


def require_room(order: Order, pace: Pace) -> None:
    """
    Insist that there is time for more than the opening and the close.

    Raises:
        MisuseError: There is not; the line says how much they take.
    """
    frame = frame_s(order, pace)
    if order.length.longest_s < frame + SHORTEST_NEWS_S:
        raise MisuseError(
            f"A bulletin of {order.length.longest_s:.0f} s has no room for news: its opening and close take "
            f"{frame:.0f} s. Ask for {math.ceil((frame + SHORTEST_NEWS_S) / 5) * 5} s or more with --length."
        )


def slack_s(order: Order) -> float:
    """How much too long a lone story may seem: it has no separator, and a voice can be a little faster."""
    return _separator_s(order) + FASTER * order.length.longest_s


def _separator_s(order: Order) -> float:
    return sounds_of(order).seconds(CueName.SEPARATOR) + STORY_PAUSE_MS / 1000


def overhead_of(order: Order, pace: Pace) -> Callable[[Story], float]:
    """Estimate what a story brings besides its passages: headline, speakers said again, pauses, sound."""
    frame = frame_s(order, pace)
    separator = _separator_s(order)

    # While stories are weighed, one is asked about again and again.
    @cache
    def overhead_s(story: Story) -> float:
        return estimate_s(script_of((story,), order), pace, order) - frame + separator - story.seconds

    return overhead_s
