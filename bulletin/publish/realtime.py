"""Real time: waiting for an edition's moment, and stopping when the station is stopped."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from bulletin.errors import NoRetryError
from bulletin.system.clock import now

STEP_S = 0.5
LONGEST_WAIT_S = 3600.0

Wanted = Callable[[], bool]


def wait_for(slot: datetime, *, wanted: Wanted) -> None:
    """
    Wait until an edition airs; a slot that has passed is now.

    Raises:
        NoRetryError: It is more than an hour off, or the station was stopped meanwhile.
    """
    if (slot - now()).total_seconds() > LONGEST_WAIT_S:
        raise NoRetryError(
            f"It airs at {slot:%H:%M on %d %B}, too long to wait for. Send it again nearer the time."
        )
    while (left_s := (slot - now()).total_seconds()) > 0:
        insist(wanted)
        time.sleep(min(STEP_S, left_s))


def insist(wanted: Wanted) -> None:
    """Go on only while the station is on air. Raises NoRetryError."""
    if not wanted():
        raise NoRetryError("The station was stopped, so playing ended at once.")
