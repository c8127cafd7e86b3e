"""The watch over a run that may hang."""

from __future__ import annotations

import threading

from bulletin.errors import Exit
from bulletin.schedule.watch import deadline


def test_what_ends_in_time_is_left_alone() -> None:
    left: list[int] = []

    with deadline(0.2, too_late=lambda _: Exit.DEADLINE, leave=left.append):
        pass
    threading.Event().wait(0.3)

    assert left == []


def test_more_time_is_granted_and_then_the_program_ends() -> None:
    left: list[int] = []
    ended = threading.Event()

    def leave(status: int) -> None:
        left.append(status)
        ended.set()

    with deadline(0.05, too_late=lambda asked: Exit.WITH_LOSS if asked else 0.05, leave=leave):
        assert ended.wait(5)

    assert left == [Exit.WITH_LOSS]


def test_a_fault_at_the_deadline_still_ends_the_program() -> None:
    left: list[int] = []
    ended = threading.Event()

    def fail(_: int) -> Exit:
        raise RuntimeError("no")

    with deadline(0.05, too_late=fail, leave=lambda status: (left.append(status), ended.set())):
        assert ended.wait(5)

    assert left == [Exit.FAILED]
