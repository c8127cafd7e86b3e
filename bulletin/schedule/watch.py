"""The watch: at the deadline it ends the program, whatever hangs, and leaves the air safe."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bulletin.errors import Exit

log = logging.getLogger(__name__)


@contextmanager
def deadline(
    seconds: float, *, too_late: Callable[[int], Exit | float], leave: Callable[[int], object] = os._exit
) -> Iterator[None]:
    """
    Let a block take so long and no longer.

    A thread that hangs in a name look-up or in a library cannot be ended; the program can. Its engines and
    its locks go with it.

    Args:
        seconds: How long.
        too_late: Called at the deadline, in another thread, with the number of times that it was called
            before: makes the air safe and tells the exit status, or grants some more seconds.
        leave: Ends the program.
    """
    over = threading.Event()

    def watch() -> None:
        left_s, asked = max(0.0, seconds), 0
        while not over.wait(left_s):
            answer: Exit | float = Exit.FAILED
            try:
                answer = too_late(asked)
            except Exception:
                log.exception("the end of a late run failed")
            if isinstance(answer, Exit):
                logging.shutdown()
                leave(answer)
                return
            left_s, asked = answer, asked + 1

    threading.Thread(target=watch, daemon=True, name="deadline").start()
    try:
        yield
    finally:
        over.set()
