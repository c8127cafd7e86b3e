"""Keep a released schema for the tests of later versions: `python -m tests.store.dumping`, once a release."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from bulletin.store import open_store
from bulletin.store.schema import APPLICATION_ID, VERSION
from tests.store.conftest import Clock
from tests.store.test_keeping import fill

RELEASED = Path(__file__).parent / "released"


def dump() -> Path:
    """Write a station with one row of every kind as SQL."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bulletin.db"
        with open_store(path, now=clock) as store:
            fill(store, clock)
        with closing(sqlite3.connect(path)) as connection:
            lines = list(connection.iterdump())
    target = RELEASED / f"schema-{VERSION}.sql"
    marks = [f"PRAGMA application_id = {APPLICATION_ID};", f"PRAGMA user_version = {VERSION};"]
    target.write_text("\n".join([*marks, *lines]) + "\n", encoding="utf-8")
    return target


if __name__ == "__main__":
    dump()
