"""Migrate: from any released version to the newest, all or nothing."""

from __future__ import annotations

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from bulletin.errors import StoreError
from bulletin.store.schema import APPLICATION_ID, VERSION

MIGRATIONS = Path(__file__).parent / "migrations"

# Alembic keeps what it works on in globals: two threads with a new database each broke one another's.
_ONE_AT_A_TIME = threading.Lock()


def migrate(connection: Connection) -> None:
    """
    Bring a database to the newest version, inside the caller's transaction.

    Raises:
        StoreError: A row refers to one that is not there; nothing is changed then.
    """
    config = Config()
    # The settings' reader takes % for a reference of its own.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    with _ONE_AT_A_TIME:
        command.upgrade(config, "head")
    if connection.dialect.name == "sqlite":
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if lost is not None:
            raise StoreError(f"The database cannot be brought up to date: rows of {lost[0]} are incomplete.")
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
