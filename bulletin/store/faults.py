"""What a database complains of, in one line for a volunteer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError

from bulletin.errors import StoreError

# sqlite.org/rescode.html; extended codes carry the primary one in their low byte.
SQLITE_LINES = {
    sqlite3.SQLITE_BUSY: "{name} was held by another program for more than {wait_s:g} s. "
    "Close what has it open (a backup, a database browser), then try again.",
    sqlite3.SQLITE_READONLY: "Cannot write {name}: it or its folder is read-only. Change the permissions.",
    sqlite3.SQLITE_PERM: "Cannot open {name}: no permission. Change its permissions.",
    sqlite3.SQLITE_CANTOPEN: "Cannot open {name}: {reason}. Look whether its folder can be written.",
    sqlite3.SQLITE_IOERR: "Cannot read or write {name}: {reason}. "
    "The disk is full or failing; free some space or use another.",
    sqlite3.SQLITE_FULL: "Cannot write {name}: the disk is full. Free some space; what was recorded is kept.",
    sqlite3.SQLITE_CORRUPT: "{name} is damaged. Put a backup in its place, or rename it to start a new one.",
    sqlite3.SQLITE_NOTADB: "{name} is no database. Name another file, or rename this one to start a new one.",
}
SQLITE_LINES[sqlite3.SQLITE_LOCKED] = SQLITE_LINES[sqlite3.SQLITE_BUSY]

# PostgreSQL's manual, appendix A "Error Codes"; the first two letters are the class.
UNREACHABLE = "Cannot reach {name}: {reason}. Look whether the server runs."
POSTGRESQL_LINES = {
    "55P03": "{name} was held by another program for more than {wait_s:g} s. Try again.",
    "53100": "Cannot write {name}: the server's disk is full. Free some space there.",
    "3D000": "{name} does not exist. Make it on the server, or correct [store] url.",
    "42501": "The user of {name} lacks a right: {reason}. Grant it on the server.",
    "25006": "Cannot write {name}: the server is read-only. Give the address of one that is not.",
    "28": "{name} refused the user or the password. Correct them.",
    "08": UNREACHABLE,
    "57": UNREACHABLE,
}
# By the standard of Python's drivers (PEP 249) an operational error is one that no programmer could prevent.
OTHER = "{name} cannot be used: {reason}. Look at its disk and permissions, or put a backup in its place."


@contextmanager
def in_words(name: str, *, wait_s: float) -> Iterator[None]:
    """
    Turn what goes wrong outside our control into one line; a fault of ours is raised whole.

    Args:
        name: What the line calls the database; never with a password.
        wait_s: How long it waits for a lock.

    Raises:
        StoreError: Locked, full, unreachable, read-only, damaged, or no database.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        line = _sqlite_line(cause) if isinstance(cause, sqlite3.Error) else _postgresql_line(cause)
        if line is None and isinstance(error, OperationalError | sqlite3.OperationalError):
            line = OTHER
        if line is None:
            raise
        told = line.format(name=name, wait_s=wait_s, reason=_reason(cause))
        raise StoreError(told[:1].upper() + told[1:] if told.startswith("the ") else told) from error


def _sqlite_line(error: sqlite3.Error) -> str | None:
    # What Python's module raises by itself has no code, and is a fault of ours.
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else SQLITE_LINES.get(code & 0xFF)


def _postgresql_line(error: BaseException | None) -> str | None:
    import psycopg

    state = getattr(error, "sqlstate", None)
    if state is None:
        # A connection that was refused or broke has no code; other errors without one are faults of ours.
        return _connecting_line(str(error)) if isinstance(error, psycopg.OperationalError) else None
    return POSTGRESQL_LINES.get(state) or POSTGRESQL_LINES.get(state[:2])


def _connecting_line(said: str) -> str:
    """Tell apart why there is no connection; the server's code does not reach us then, only its words."""
    if "does not exist" in said and "database" in said:
        return POSTGRESQL_LINES["3D000"]
    return POSTGRESQL_LINES["28"] if "authentication failed" in said else UNREACHABLE


def _reason(error: BaseException | None) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].strip().rstrip(".") if lines else "no reason was given"
