"""The clock and the machine's zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from bulletin.system import clock
from bulletin.system.clock import machine_zone, now

LONDON = ZoneInfo("Europe/London")


@time_machine.travel(datetime(2026, 7, 1, 12, 0, tzinfo=UTC), tick=False)
def test_the_time_is_told_with_its_zone() -> None:
    assert now() == datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
    assert now(LONDON).hour == 13
    assert now().tzinfo is UTC


@pytest.mark.parametrize("name", ["Europe/London", ":Europe/London"])
def test_a_zone_that_is_set_has_a_name_and_knows_its_clock_changes(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("TZ", name)

    zone = machine_zone()

    assert zone == LONDON
    assert datetime(2026, 1, 1, tzinfo=zone).utcoffset() == timedelta(0)
    assert datetime(2026, 7, 1, tzinfo=zone).utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize(
    "nonsense", ["Middle/Earth", "../../etc/passwd", "<+03>-3", "GMT0BST,M3.5.0/1,M10.5.0"]
)
def test_a_zone_that_nobody_knows_is_passed_over(monkeypatch: pytest.MonkeyPatch, nonsense: str) -> None:
    monkeypatch.setenv("TZ", nonsense)
    monkeypatch.setattr(clock, "_linked_zone", lambda: "Europe/London")

    assert machine_zone() == LONDON


def test_a_machine_without_a_named_zone_still_tells_its_offset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "")
    monkeypatch.setattr(clock, "_linked_zone", lambda: "")

    assert datetime(2026, 7, 1, tzinfo=machine_zone()).utcoffset() is not None
