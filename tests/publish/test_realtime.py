"""When what is played at its time begins, and when it may not begin any more."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from bulletin.errors import NoRetryError
from bulletin.model import Cue, CueName, Edition, Script
from bulletin.publish.realtime import wait_for

SIGNAL_S = 3.0


def edition(*, airs_in_s: float, has_signal: bool = True) -> Edition:
    slot = datetime.now(UTC) + timedelta(seconds=airs_in_s)
    pips = Cue(name=CueName.PIPS, pause_after_ms=0, start_s=0.0, end_s=SIGNAL_S)
    opening = Cue(name=CueName.OPENING, pause_after_ms=0, start_s=SIGNAL_S, end_s=SIGNAL_S + 2)
    items = (pips, opening) if has_signal else (opening,)
    return Edition(
        programme="news",
        slot=slot,
        made_at=slot,
        expires_at=slot + timedelta(minutes=1),
        script=Script(items=items),
    )


def waited_s(one: Edition, *, waits: bool = True) -> float:
    began = time.monotonic()
    wait_for(one, wanted=lambda: True, waits=waits)
    return time.monotonic() - began


@pytest.mark.parametrize("waits", [True, False])
def test_a_time_signal_is_started_ahead_of_the_minute(waits: bool) -> None:
    assert waited_s(edition(airs_in_s=SIGNAL_S + 0.6), waits=waits) == pytest.approx(0.6, abs=0.2)


def test_without_one_it_begins_at_its_time_or_at_once() -> None:
    assert waited_s(edition(airs_in_s=0.6, has_signal=False)) == pytest.approx(0.6, abs=0.2)
    assert waited_s(edition(airs_in_s=60, has_signal=False), waits=False) < 0.2
    assert waited_s(edition(airs_in_s=-300, has_signal=False)) < 0.2


def test_a_time_signal_that_would_be_late_is_not_played() -> None:
    with pytest.raises(NoRetryError, match="time signal, which would be false by now"):
        wait_for(edition(airs_in_s=SIGNAL_S - 2), wanted=lambda: True)
