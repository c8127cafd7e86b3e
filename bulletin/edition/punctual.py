"""An executor that keeps time: what is not done when its share is over has failed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, InvalidStateError
from contextlib import suppress
from types import TracebackType
from typing import Any, TypeVar

T = TypeVar("T")

# Less is no share: nothing is begun that cannot end.
LEAST_S = 0.2


class Punctual(Executor):
    """
    Lends another executor for a share of the time.

    When the share is over, everything that is still at work fails with `late`; what is submitted after that
    has another share, as large as `share` then says. Work that cannot be interrupted goes on unheard.
    """

    def __init__(
        self, executor: Executor, *, share: Callable[[], float], late: Callable[[], Exception]
    ) -> None:
        """
        Begin no share yet: the first begins with the first work.

        Args:
            executor: Does the work.
            share: Seconds that may be taken, from now.
            late: The failure of what took longer.
        """
        self.was_late = False
        """Whether a share was over before its work was."""
        self._executor = executor
        self._share = share
        self._late = late
        self._ends_s: float | None = None
        self._timer: threading.Timer | None = None
        self._open: dict[Future[Any], Future[Any]] = {}
        self._lock = threading.Lock()

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Have something done within the share."""
        promised: Future[T] = Future()
        if not self._is_in_share():
            self.was_late = True
            promised.set_exception(self._late())
            return promised
        real = self._executor.submit(fn, *args, **kwargs)
        with self._lock:
            self._open[promised] = real
        real.add_done_callback(lambda done: self._hand_on(done, promised))
        promised.add_done_callback(lambda done: _let_go(done, real))
        return promised

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go; the executor itself is not ours to close."""
        if self._timer is not None:
            self._timer.cancel()

    def _is_in_share(self) -> bool:
        with self._lock:
            if self._ends_s is not None and time.monotonic() < self._ends_s:
                return True
            seconds = self._share()
            if seconds < LEAST_S:
                return False
            self._ends_s = time.monotonic() + seconds
            self._timer = threading.Timer(seconds, self._fail_late)
            self._timer.daemon = True
            self._timer.start()
            return True

    def _fail_late(self) -> None:
        with self._lock:
            late = [promised for promised in self._open if not promised.done()]
        for promised in late:
            with suppress(InvalidStateError):
                promised.set_exception(self._late())
                self.was_late = True

    def _hand_on(self, done: Future[T], promised: Future[T]) -> None:
        with self._lock:
            self._open.pop(promised, None)
        with suppress(InvalidStateError):
            if done.cancelled():
                promised.cancel()
            elif (error := done.exception()) is not None:
                promised.set_exception(error)
            else:
                promised.set_result(done.result())


def _let_go(promised: Future[Any], real: Future[Any]) -> None:
    """Cancel the work, and tell those who wait for a cancelled promise: a pool's worker would do that."""
    real.cancel()
    if promised.cancelled():
        promised.set_running_or_notify_cancel()
