"""Claiming: a slot is made by one run at a time, however many machines there are."""

from __future__ import annotations

import os
import socket
from datetime import datetime, timedelta

from bulletin.schedule.ledger import Ledger
from bulletin.store import Outcome, SlotRow, Store

# No run takes longer: a claim that is older is a dead machine's.
LONGEST_RUN = timedelta(minutes=30)
INSTANT = timedelta(microseconds=1)


def who() -> str:
    """Name this machine and process."""
    return f"{socket.gethostname()}:{os.getpid()}"


def take(ledger: Ledger, programme: str, airs_at: datetime, *, now: datetime) -> bool:
    """
    Take a slot whose bulletin is not live, while holding the programme's lock on this machine.

    A slot that ended before is taken again: it ended badly, or what it put on air is gone since. A claim of
    this machine that never ended is a dead run's, for the lock is ours. Without the store, the lock must do.

    Returns:
        False when another machine is at work on it.
    """

    def ask(store: Store) -> bool:
        if store.claim(programme, airs_at, by=who()):
            return True
        row = store.slot(programme, airs_at)
        if row is None or is_alive_elsewhere(row, now=now):
            return False
        # Only as we have just seen it: whoever takes it over in between has it.
        before = row.claimed_at + INSTANT
        return store.reclaim(programme, airs_at, by=who(), claimed_before=before, ended=tuple(Outcome))

    return ledger.ask(ask, otherwise=True)


def is_alive_elsewhere(row: SlotRow, *, now: datetime) -> bool:
    """Tell whether another machine is at work on a slot."""
    here = row.claimed_by.rpartition(":")[0] == socket.gethostname()
    return row.finished_at is None and not here and now - row.claimed_at < LONGEST_RUN


def has_lived(row: SlotRow, *, now: datetime) -> bool:
    """
    Tell whether the time of what a slot put on air is over before the slot is.

    A notice in it has ended, and without it there is a bulletin; or it said good morning, and there is none.
    """
    told = (row.edition or {}).get("expires_at")
    return told is not None and datetime.fromisoformat(str(told)) <= now
