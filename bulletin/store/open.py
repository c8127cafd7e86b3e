"""Open: find the database, make sure it is ours, bring it up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, inspect, select, text

from bulletin.errors import StoreError
from bulletin.store.engine import READING, parse_url, postgresql_engine, shown, sqlite_engine
from bulletin.store.faults import in_words
from bulletin.store.schema import APPLICATION_ID, VERSION, VERSION_TABLE, metadata
from bulletin.store.store import Store
from bulletin.system.clock import now as present

WAIT_S = 10.0
"""Longer than any of our transactions by far; what holds a lock for that long is no bulletin."""


def open_store(url: str | Path, *, now: Callable[[], datetime] = present, wait_s: float = WAIT_S) -> Store:
    """
    Open a station's database; a new one is made, an older one brought up to date.

    Args:
        url: A SQLite file, or `postgresql://USER:PASSWORD@HOST/NAME`.
        now: The clock, with a zone.
        wait_s: How long to wait for another program's lock.

    Returns:
        The store; a context manager that closes it.

    Raises:
        StoreError: It cannot be opened, is another program's, or was written by a newer bulletin.
        MisuseError: The address cannot be read.
        MissingToolError: PostgreSQL's driver is not installed.
    """
    where = parse_url(str(url))
    name = shown(where)
    with in_words(name, wait_s=wait_s):
        engine = _open_file(where, wait_s) if isinstance(where, Path) else _open_server(where, wait_s)
    return Store(engine, name=name, now=now, wait_s=wait_s)


def _open_file(path: Path, wait_s: float) -> Engine:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"Cannot make the folder {path.parent} for the database: {error.strerror or error}."
        ) from error
    version = _look_at(path, wait_s)
    if version < VERSION:
        # A batch migration drops the table that it made anew; with foreign keys on, rows would go with it.
        bare = sqlite_engine(path, wait_s=wait_s, foreign_keys=False)
        try:
            _bring_up_to_date(bare)
        finally:
            bare.dispose()
    return sqlite_engine(path, wait_s=wait_s)


def _look_at(path: Path, wait_s: float) -> int:
    """Read a file's version, and touch it only if it is ours or new."""
    with closing(sqlite3.connect(path, timeout=wait_s)) as connection:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if application != APPLICATION_ID and (application or version or tables):
            raise StoreError(f"{path} is the database of another program. Name another file.")
        _refuse_newer(str(path), version)
        # Kept in the file. Where it is refused (a network share), the older journal is as safe, only slower.
        connection.execute("PRAGMA journal_mode = WAL")
    return version


def _open_server(url: URL, wait_s: float) -> Engine:
    engine = postgresql_engine(url, wait_s=wait_s)
    try:
        with engine.connect().execution_options(**READING) as connection, connection.begin():
            version = _version(connection)
            if version is None and set(inspect(connection).get_table_names()) & set(metadata.tables):
                raise StoreError(f"{shown(url)} holds tables of another program. Name another database.")
            _refuse_newer(shown(url), version or 0)
        if (version or 0) < VERSION:
            _bring_up_to_date(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _refuse_newer(name: str, version: int) -> None:
    if version > VERSION:
        raise StoreError(
            f"{name} was written by a newer bulletin (its version is {version}, this one knows {VERSION}). "
            "Update bulletin on this machine: pip install --upgrade bulletin"
        )


def _bring_up_to_date(engine: Engine) -> None:
    from bulletin.store.migrate import migrate

    with engine.begin() as connection:
        # Another process may have been first while we waited for the lock.
        if (_version(connection) or 0) < VERSION:
            migrate(connection)


def _version(connection: Connection) -> int | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.scalar(select(text("version_num")).select_from(text(VERSION_TABLE)))
    return None if found is None else int(found)
