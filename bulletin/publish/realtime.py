"""Real time: waiting for an edition's moment, and stopping when the station is stopped."""

from __future__ import annotations

import time
from collections.abc import Callable

from bulletin.errors import NoRetryError
from bulletin.model import Edition
from bulletin.system.clock import now

STEP_S = 0.5
LATEST_SIGNAL_S = 1.0
LONGEST_WAIT_S = 3600.0

Wanted = Callable[[], bool]


def wait_for(edition: Edition, *, wanted: Wanted, waits: bool = True) -> None:
    """
    Wait until an edition is to begin; what has passed is now.

    Args:
        edition: What is played.
        wanted: Whether the station is on air.
        waits: Otherwise it begins at once, unless it has a time signal.

    Raises:
        NoRetryError: It airs more than an hour from now, its time signal would be false, or the station was
            stopped meanwhile.
    """
    begins_at = edition.begins_at
    late_s = (now() - begins_at).total_seconds()
    if edition.time_signal_s and late_s > LATEST_SIGNAL_S:
        raise NoRetryError("It begins with a time signal, which would be false by now, so it was not played.")
    if not waits and not edition.time_signal_s:
        return
    if -late_s > LONGEST_WAIT_S:
        raise NoRetryError(
            f"It airs at {edition.slot:%H:%M on %d %B}, too long to wait for. Send it again nearer the time."
        )
    while (left_s := (begins_at - now()).total_seconds()) > 0:
        insist(wanted)
        time.sleep(min(STEP_S, left_s))


def insist(wanted: Wanted) -> None:
    """Go on only while the station is on air. Raises NoRetryError."""
    if not wanted():
        raise NoRetryError("The station was stopped, so playing ended at once.")
