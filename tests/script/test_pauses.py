"""Pauses: longer or shorter together, never past what an ear takes for a breath."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.model import Cue, CueName, Script
from bulletin.script.pauses import LONGEST_MS, SHORTEST_MS, room_s, stretch_pauses

PAUSES = st.lists(st.sampled_from([0, 350, 550, 700]) | st.integers(SHORTEST_MS, LONGEST_MS), max_size=40)


def script_of(pauses: list[int]) -> Script:
    return Script(items=tuple(Cue(name=CueName.SEPARATOR, pause_after_ms=pause) for pause in pauses))


def pauses_of(script: Script) -> list[int]:
    return [item.pause_after_ms for item in script]


@given(pauses=PAUSES, by_ms=st.integers(-20_000, 20_000))
def test_all_the_time_there_is_room_for_is_spread_to_the_millisecond(pauses: list[int], by_ms: int) -> None:
    script = script_of(pauses)
    room_ms = round(1000 * room_s(script, longer=by_ms > 0))

    after = pauses_of(stretch_pauses(script, by_ms / 1000))

    assert abs(sum(after) - sum(pauses)) == min(abs(by_ms), room_ms)
    assert all(SHORTEST_MS <= pause <= LONGEST_MS for pause in after if pause)


@given(pauses=PAUSES, by_ms=st.integers(-20_000, 20_000))
def test_a_longer_pause_stays_the_longer_one(pauses: list[int], by_ms: int) -> None:
    after = pauses_of(stretch_pauses(script_of(pauses), by_ms / 1000))

    ranked = [pair for pair in sorted(zip(pauses, after, strict=True)) if pair[0]]
    # Rounding may turn two that are within a millisecond.
    assert all(later >= earlier - 1 for (_, earlier), (_, later) in pairwise(ranked))


@pytest.mark.parametrize("by_s", [3.0, -3.0])
def test_where_nothing_follows_there_is_nothing_to_wait_for(by_s: float) -> None:
    assert pauses_of(stretch_pauses(script_of([350, 0]), by_s))[1] == 0
