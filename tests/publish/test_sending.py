"""Sending to all: retried, named, side by side, and in time when it is a recall."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bulletin.errors import ByHandError, NoRetryError, PublishError
from bulletin.model import Edition, Receipt
from bulletin.publish.sending import recall_all, send_all

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
EDITION = Edition(programme="bulletin", slot=NOON, made_at=NOON, expires_at=NOON)
FILLER = Path("filler.mp3")


@dataclass
class Fake:
    """An outlet that fails as it is told."""

    name: str
    faults: list[Exception] = field(default_factory=list)
    tries: int = 3
    wait: Callable[[], object] = lambda: None
    calls: int = 0

    def send(self, edition: Edition) -> Receipt:
        self.calls += 1
        self.wait()
        if self.faults:
            raise self.faults.pop(0)
        return Receipt(outlet=self.name, where=f"at {self.name}", at=NOON, checked="seen")

    def recall(self, edition: Edition, *, filler: Path) -> Receipt:
        return self.send(edition)


def no_wait(_: float) -> None:
    pass


def test_one_outlet_that_fails_is_named_and_the_others_go_on() -> None:
    bad = Fake("bad", faults=[PublishError("no disk")] * 3)

    receipts, skipped = send_all(EDITION, (Fake("one"), bad, Fake("two")), sleep=no_wait)

    assert [receipt.outlet for receipt in receipts] == ["one", "two"]
    assert [(skip.what, skip.why) for skip in skipped] == [("outlet bad", "no disk")]


def test_a_fault_that_passes_is_waited_out_longer_each_time() -> None:
    waits: list[float] = []
    outlet = Fake("slow", faults=[PublishError("busy")] * 2)

    receipts, skipped = send_all(EDITION, (outlet,), sleep=waits.append)

    assert len(receipts) == 1
    assert skipped == ()
    assert waits == [1.0, 4.0]


def test_a_wrong_password_is_tried_once() -> None:
    outlet = Fake("stream", faults=[NoRetryError("wrong password")])

    _, skipped = send_all(EDITION, (outlet,), sleep=no_wait)

    assert outlet.calls == 1
    assert skipped[0].why == "wrong password"


def test_a_station_may_want_more_tries_or_one() -> None:
    patient = Fake("patient", faults=[PublishError("busy")] * 5, tries=6)
    hasty = Fake("hasty", faults=[PublishError("busy")], tries=1)

    receipts, skipped = send_all(EDITION, (patient, hasty), sleep=no_wait)

    assert [receipt.outlet for receipt in receipts] == ["patient"]
    assert hasty.calls == 1
    assert [skip.what for skip in skipped] == ["outlet hasty"]


def test_a_fault_inside_an_added_outlet_stops_no_other() -> None:
    broken = Fake("broken", faults=[ZeroDivisionError()])

    receipts, skipped = send_all(EDITION, (broken, Fake("one")), sleep=no_wait)

    assert len(receipts) == 1
    assert skipped[0].why.startswith("it failed inside (ZeroDivisionError)")


def test_what_plays_in_real_time_holds_up_no_file() -> None:
    told: list[str] = []
    file_is_there = threading.Event()
    stream = Fake("stream", wait=lambda: file_is_there.wait(5))
    folder = Fake("folder", wait=file_is_there.set)

    began = time.monotonic()
    send_all(EDITION, (stream, folder), tell=told.append)

    assert time.monotonic() - began < 2
    assert len(told) == 2


def test_without_outlets_there_is_nothing_to_do() -> None:
    assert send_all(EDITION, ()) == ((), ())


def test_a_recall_names_what_a_person_must_do() -> None:
    command = Fake("command", faults=[ByHandError("take it off by hand")])

    receipts, skipped = recall_all(EDITION, (command, Fake("folder")), filler=FILLER)

    assert [receipt.outlet for receipt in receipts] == ["folder"]
    assert skipped[0].why == "take it off by hand"


def test_a_recall_does_not_wait_for_a_server_that_never_answers() -> None:
    let_go = threading.Event()
    hanging = Fake("hanging", wait=lambda: let_go.wait(30))
    began = time.monotonic()

    receipts, skipped = recall_all(EDITION, (hanging, Fake("folder")), filler=FILLER, within_s=0.3)
    took_s = time.monotonic() - began
    let_go.set()

    assert took_s < 1
    assert [receipt.outlet for receipt in receipts] == ["folder"]
    assert "did not answer within 0.3 s" in skipped[0].why
    assert "by hand" in skipped[0].why
