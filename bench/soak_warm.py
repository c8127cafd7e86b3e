"""Loaded into the process that the soak's runs are forked from: makes one bulletin, so that all is loaded."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

from soak_folder import write_station
from soak_work import Clock

from bulletin.config.station import read_station
from bulletin.schedule.ledger import Ledger
from bulletin.schedule.orders import due_slot, order_for
from bulletin.schedule.run import Shift, run_slot


def warm(folder: Path) -> None:
    """Make the bulletin of a throw-away station."""
    write_station(folder)
    station, clock = read_station(folder), Clock(datetime(2027, 1, 4, 12, 52, tzinfo=UTC), folder / "clock")
    slot = due_slot(station.programme("news"), station, clock())
    assert slot is not None
    with ThreadPoolExecutor(2) as threads, Ledger(station, now=clock) as ledger:
        order = order_for(folder, slot, now=clock())
        ended = run_slot(
            Shift(
                order=order, slot=slot, ledger=ledger, executor=threads, now=clock, sleep=clock.sleep,
                within=timedelta(minutes=2),
            )
        )  # fmt: skip
        assert ended.edition is not None, ended.said


with tempfile.TemporaryDirectory(prefix="soak-warm-") as spare:
    warm(Path(spare))
