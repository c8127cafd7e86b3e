"""Locks between programs: a file that one holds at a time, freed by the system when its holder dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from bulletin.errors import LockedError


@contextmanager
def hold(path: Path, *, taken: str, wait_s: float = 0.0) -> Iterator[None]:
    """
    Hold a lock; whoever holds it already may take it again.

    Args:
        path: The lock's file; it stays.
        taken: What to say when somebody else holds it.
        wait_s: How long to wait for it.

    Raises:
        LockedError: Somebody else holds it.
        OSError: The folder cannot be written.
    """
    lock = FileLock(path, is_singleton=True)
    try:
        lock.acquire(timeout=wait_s)
    except Timeout as error:
        raise LockedError(taken) from error
    try:
        yield
    finally:
        lock.release()


def is_free(path: Path) -> bool:
    """Tell whether nobody holds a lock at this moment."""
    try:
        with hold(path, taken=""):
            return True
    except (LockedError, OSError):
        return False
