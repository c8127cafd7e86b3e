"""A supervised child: our own module in its own process, asked over pipes, killed at a deadline.

What can hang, exit or eat memory (speech engines, feed parsing) lives in one. A message is its length in four
bytes, little-endian, and then that many bytes, both ways.
"""

from __future__ import annotations

import contextlib
import os
import queue
import struct
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import IO

from bulletin.errors import BulletinError
from bulletin.system import limits, programs

LENGTH = struct.Struct("<I")
LARGEST_MESSAGE_BYTES = 256 * 1024 * 1024
LAST_WORDS_LINES = 20
# What any system's pipe takes without a reader.
SMALL_REQUEST_BYTES = 2048
READER_GRACE_S = 1.0
# How long a child may go on after its parent has gone; a hung one would stay for ever.
ORPHAN_GRACE_S = 1.0


class ChildHungError(BulletinError):
    """The child did not answer in time and was killed."""


class ChildDiedError(BulletinError):
    """The child ended without an answer."""


class Child:
    """One of our modules at work in a process of its own; start it with `with`, or `close` it."""

    def __init__(
        self,
        module: str,
        *words: str,
        memory_mb: int | None = None,
        cpu_s: int | None = None,
        env: dict[str, str] | None = None,
    ) -> None:
        """
        Start the child.

        Args:
            module: Dotted name of a module that calls `serve` when run as a program.
            words: Its command line.
            memory_mb: Address space it may use; beyond that it dies, and we do not.
            cpu_s: Processor time that it may use, with `memory_mb`; beyond that it dies as well.
            env: What to add to its environment.
        """
        self._name = module.rpartition(".")[2]
        argv = [sys.executable, "-X", "utf8", "-m", module, *words]
        self._process = subprocess.Popen(
            argv,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **(env or {}), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._limit = limits.hold(self._process, memory_mb=memory_mb, cpu_s=cpu_s) if memory_mb else None
        self._answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._words: deque[str] = deque(maxlen=LAST_WORDS_LINES)
        self._readers = [
            threading.Thread(target=self._read_answers, daemon=True),
            threading.Thread(target=self._read_words, daemon=True),
        ]
        for reader in self._readers:
            reader.start()

    def ask(self, request: bytes, *, timeout_s: float) -> bytes:
        """
        Send a request and wait for its answer.

        Raises:
            ChildHungError: No answer within `timeout_s`; the child is dead now.
            ChildDiedError: The child ended instead of answering.
        """
        deadline = time.monotonic() + timeout_s
        answer = None
        with contextlib.suppress(queue.Empty):
            if self._send(request, timeout_s=timeout_s):
                answer = self._answers.get(timeout=max(0.0, deadline - time.monotonic()))
        if answer is not None:
            return answer
        if time.monotonic() >= deadline:
            self.close()
            raise ChildHungError(f"{self._name} did not answer within {timeout_s:.0f} s and was stopped.")
        raise self._died()

    @property
    def pid(self) -> int:
        """The child's process number."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether the child can still be asked."""
        return self._process.poll() is None

    def close(self) -> None:
        """End the child; it has nothing to save."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for reader in self._readers:
            reader.join(timeout=READER_GRACE_S)
        # A grandchild may hold the far end of a pipe; closing ours under a reader would then block for ever.
        if not any(reader.is_alive() for reader in self._readers):
            programs.stop(self._process)
        if self._limit is not None:
            self._limit.close()
            self._limit = None

    def __enter__(self) -> Child:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _send(self, request: bytes, *, timeout_s: float) -> bool:
        """Write a request; False when the child ended, or did not read it in time and was killed."""
        assert self._process.stdin is not None
        # A pipe holds 64 KiB (4 KiB on Windows): a child that does not read blocks the writer until it dies.
        watchdog = threading.Timer(timeout_s, self._process.kill)
        watchdog.daemon = True
        if len(request) > SMALL_REQUEST_BYTES:
            watchdog.start()
        try:
            self._process.stdin.write(LENGTH.pack(len(request)) + request)
            self._process.stdin.flush()
        except (OSError, ValueError):
            return False
        finally:
            watchdog.cancel()
        return True

    def _died(self) -> ChildDiedError:
        self.close()
        words = next((words for words in reversed(self._words) if words.strip()), "no last words")
        return ChildDiedError(f"{self._name} ended with status {self._process.returncode}: {words}")

    def _read_answers(self) -> None:
        assert self._process.stdout is not None
        with contextlib.suppress(OSError, ValueError):
            while (answer := read_message(self._process.stdout)) is not None:
                self._answers.put(answer)
        self._answers.put(None)

    def _read_words(self) -> None:
        assert self._process.stderr is not None
        with contextlib.suppress(OSError, ValueError):
            for line in self._process.stderr:
                self._words.append(line.decode("utf-8", "replace").rstrip())


def serve(
    handler: Callable[[bytes], bytes],
    *,
    ready: Sequence[Callable[[], None]] = (),
    idle_s: float | None = None,
) -> None:
    """
    Answer requests on standard input until it ends; the body of a child's `__main__`.

    Standard output is moved out of the way first: libraries print to it ("Audio saved to ..."), and a stray
    line there would be taken for an answer.

    Args:
        handler: Makes an answer of a request.
        ready: What to do once, before the first request.
        idle_s: End after so long without a request; a parent that needs the child again starts another.
    """
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    for step in ready:
        step()
    requests: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    with contextlib.suppress(queue.Empty):
        while (request := requests.get(timeout=idle_s)) is not None:
            answer = handler(request)
            answers.write(LENGTH.pack(len(answer)) + answer)
            answers.flush()


def _listen(requests: queue.SimpleQueue[bytes | None]) -> None:
    """Pass requests on; when the parent has gone, end the process even while its handler hangs."""
    # Unbuffered: a buffered reader that still waits when the interpreter ends would abort it.
    with open(0, "rb", buffering=0, closefd=False) as pipe:
        while (request := read_message(pipe)) is not None:
            requests.put(request)
    requests.put(None)
    time.sleep(ORPHAN_GRACE_S)
    os._exit(1)


def read_message(pipe: IO[bytes]) -> bytes | None:
    """Read one message; None at the end of the pipe, or when what comes is no message."""
    head = _read_all(pipe, LENGTH.size)
    if head is None:
        return None
    (size,) = LENGTH.unpack(head)
    return _read_all(pipe, size) if size <= LARGEST_MESSAGE_BYTES else None


def _read_all(pipe: IO[bytes], size: int) -> bytes | None:
    """Read so many bytes, in as many pieces as the pipe gives; None if it ends before."""
    pieces: list[bytes] = []
    while size > 0:
        piece = pipe.read(size)
        if not piece:
            return None
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)
