"""Pauses: a script's silences made longer or shorter together, by no more than an ear takes for a breath."""

from __future__ import annotations

from dataclasses import replace

from bulletin.model import Script

# Shorter, and two sentences run into one; longer, and a listener thinks that it is over.
SHORTEST_MS = 250
LONGEST_MS = 800


def room_s(script: Script, *, longer: bool) -> float:
    """How much longer, or shorter, all pauses together can become."""
    return sum(_rooms_ms(script, longer=longer)) / 1000


def stretch_pauses(script: Script, by_s: float) -> Script:
    """
    Spread time over the pauses, each in proportion to what it can take or give.

    The longer one stays the longer, so that a story's end is still heard as one.

    Args:
        script: Pauses of 0 stay; there is nothing behind them to wait for.
        by_s: Seconds to add, or to take when negative; what the pauses cannot hold is left out.
    """
    rooms_ms = _rooms_ms(script, longer=by_s > 0)
    whole_ms = sum(rooms_ms)
    if not whole_ms:
        return script
    sign = 1 if by_s > 0 else -1
    share = min(1.0, abs(by_s) * 1000 / whole_ms)
    items, until_ms, given_ms = [], 0, 0
    for item, room_ms in zip(script, rooms_ms, strict=True):
        until_ms += room_ms
        # Rounded on the way, not one by one: the whole is right to the millisecond.
        more_ms = round(share * until_ms) - given_ms
        given_ms += more_ms
        items.append(replace(item, pause_after_ms=item.pause_after_ms + sign * more_ms))
    return replace(script, items=tuple(items))


def _rooms_ms(script: Script, *, longer: bool) -> list[int]:
    return [
        max(0, (LONGEST_MS - pause_ms) if longer else (pause_ms - SHORTEST_MS)) if pause_ms else 0
        for pause_ms in (item.pause_after_ms for item in script)
    ]
