"""Engines: one writer at a time on SQLite and on PostgreSQL alike, so that read-then-write loses nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from bulletin.errors import MissingToolError, MisuseError
from bulletin.store.schema import APPLICATION_ID

READING = {"bulletin_reading": True}
"""Execution options of a connection that will not write."""
# A server whose cable was pulled is given up after half a minute; by itself the system tries for fifteen.
PATIENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}


def sqlite_engine(path: Path, *, wait_s: float, foreign_keys: bool = True) -> Engine:
    """
    Make the engine of a SQLite file.

    Left alone, the driver starts a transaction at the first write, so that two processes can read the same
    row and both write it: of 800 such transactions 7 were lost. Hence the two hooks: we start transactions
    ourselves, and those that write take the lock at once.
    """
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": wait_s})

    def connected(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        # NORMAL would sync at checkpoints only; a slot once claimed must stay so after a power cut.
        connection.execute("PRAGMA synchronous = FULL")

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if _is_reading(connection) else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
    return engine


def postgresql_engine(url: URL, *, wait_s: float) -> Engine:
    """
    Make the engine of a PostgreSQL database.

    Raises:
        MissingToolError: Its driver is not installed.
    """
    try:
        engine = create_engine(url, connect_args=PATIENCE, pool_pre_ping=True)
    except ImportError as error:
        raise MissingToolError(
            "A PostgreSQL database needs psycopg. Install it with: pip install bulletin[postgresql]"
        ) from error

    def begun(connection: Connection) -> None:
        if _is_reading(connection):
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            return
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{round(wait_s * 1000)}ms'")
        # The twin of BEGIN IMMEDIATE: the lock is ours until the transaction ends, however it ends.
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")

    event.listen(engine, "begin", begun)
    return engine


def parse_url(address: str) -> URL | Path:
    """
    Tell a PostgreSQL address from a SQLite file.

    Raises:
        MisuseError: It is neither; the line does not repeat it, because it may hold a password.
    """
    if "://" not in address:
        return Path(address)
    try:
        url = make_url(address)
        backend = url.get_backend_name()
    except (ArgumentError, ValueError) as error:
        raise MisuseError(
            "The [store] url cannot be read. Write a file's name, or postgresql://USER@HOST/NAME."
        ) from error
    if backend == "sqlite" and url.database:
        return Path(url.database)
    if backend not in ("postgresql", "postgres"):
        raise MisuseError(f"The [store] url asks for {backend}; SQLite and PostgreSQL are known.")
    return url.set(drivername="postgresql+psycopg")


def shown(where: URL | Path) -> str:
    """Name a database for a person, without user, password and options."""
    if isinstance(where, Path):
        return str(where)
    port = f":{where.port}" if where.port else ""
    return f"the database {where.database or ''} on {where.host or 'this machine'}{port}"


def _is_reading(connection: Connection) -> bool:
    return "bulletin_reading" in connection.get_execution_options()
