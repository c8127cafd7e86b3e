"""Migrations: from every released version to this one, all or nothing."""

from __future__ import annotations

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text

from bulletin.errors import StoreError
from bulletin.store import Outcome, Store, migrate, open_store
from bulletin.store import open as opening
from bulletin.store.schema import VERSION, VERSION_TABLE, metadata
from tests.store.conftest import Clock
from tests.store.dumping import RELEASED
from tests.store.test_keeping import fill

FIRST_AIRED = datetime(2026, 11, 23, 6, 50, tzinfo=UTC)
NEXT_STEP = """
import sqlalchemy as sa
from alembic import op

revision = "{new:04}"
down_revision = "{old:04}"


def upgrade():
    with op.batch_alter_table("runs") as runs:
        runs.add_column(sa.Column("host", sa.Text, nullable=False, server_default="studio"))
        runs.alter_column("note", nullable=True)
    {then}
"""


def restore(dump: Path, target: Path) -> Path:
    with closing(sqlite3.connect(target)) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))
    return target


def differences(connection: Connection) -> list[object]:
    """What the tables in the database and those in the code do not have in common."""
    seen = MigrationContext.configure(connection, opts={"compare_type": True, "version_table": VERSION_TABLE})
    return list(compare_metadata(seen, metadata))


def plant(monkeypatch: pytest.MonkeyPatch, folder: Path, then: str = "") -> None:
    """Let the program know one version more."""
    steps = folder / "100 % new"
    shutil.copytree(migrate.MIGRATIONS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    (steps / "versions" / "v_next.py").write_text(
        NEXT_STEP.format(new=VERSION + 1, old=VERSION, then=then), encoding="utf-8"
    )
    monkeypatch.setattr(migrate, "MIGRATIONS", steps)
    monkeypatch.setattr(migrate, "VERSION", VERSION + 1)
    monkeypatch.setattr(opening, "VERSION", VERSION + 1)


def test_every_released_version_is_kept_for_these_tests() -> None:
    steps = list((migrate.MIGRATIONS / "versions").glob("v*.py"))

    assert len(steps) == VERSION
    assert [path.name for path in sorted(RELEASED.iterdir())] == [
        f"schema-{number}.sql" for number in range(1, VERSION + 1)
    ]


@pytest.mark.parametrize("dump", sorted(RELEASED.glob("*.sql")), ids=lambda dump: dump.stem)
def test_a_station_of_a_released_version_keeps_everything(dump: Path, tmp_path: Path, clock: Clock) -> None:
    path = restore(dump, tmp_path / "bulletin.db")

    with open_store(path, now=clock) as store:
        with store._reading() as connection:
            assert differences(connection) == []
        good = store.last_good("bulletin")
        assert good is not None
        assert (good.airs_at, good.outcome) == (FIRST_AIRED, Outcome.MADE)
        assert {story.article.id for story in store.recent_stories(FIRST_AIRED)} == {"footbridge", "clinic"}
        assert store.stopped() is not None
        assert [event.kind for event in store.events()] == ["fetched", "stopped"]
        assert [alert.cause for alert in store.open_alerts()] == ["source echo"]
        assert store.claim("bulletin", clock.wait(days=1), by="studio")


def test_the_migrations_make_the_tables_that_the_code_knows(store: Store) -> None:
    with store._reading() as connection:
        assert differences(connection) == []


def test_an_older_database_is_brought_up_to_date_with_its_rows(
    url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with open_store(url, now=clock) as store:
        fill(store, clock)
    plant(monkeypatch, tmp_path)

    with open_store(url, now=clock) as store:
        assert [run.name for run in store.runs(since=clock.time)] == ["r1"]
        assert [event.run for event in store.events()] == ["r1", None]
        with store._reading() as connection:
            assert connection.scalar(text("SELECT host FROM runs")) == "studio"
            assert connection.scalar(text("SELECT version_num FROM bulletin_version")) == f"{VERSION + 1:04}"
    monkeypatch.undo()
    with pytest.raises(StoreError, match="newer bulletin"):
        open_store(url)


def test_a_step_that_fails_changes_nothing(
    url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with open_store(url, now=clock) as store:
        fill(store, clock)
    plant(monkeypatch, tmp_path, then="raise RuntimeError('the disk fell out')")

    with pytest.raises(RuntimeError, match="the disk fell out"):
        open_store(url)

    monkeypatch.undo()
    with open_store(url, now=clock) as store:
        assert len(store.events()) == 2
        with store._reading() as connection:
            assert differences(connection) == []


def test_a_step_that_loses_a_row_is_refused(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "bulletin.db"
    with open_store(path, now=clock) as store:
        fill(store, clock)
    plant(monkeypatch, tmp_path, then="op.execute('DELETE FROM runs')")

    with pytest.raises(StoreError, match="rows of events are incomplete"):
        open_store(path)

    monkeypatch.undo()
    with open_store(path, now=clock) as store:
        assert len(store.runs(since=clock.time - timedelta(days=1))) == 1


def test_threads_may_make_a_new_database_each(tmp_path: Path) -> None:
    def make(number: int) -> bool:
        with open_store(tmp_path / f"{number}.db") as store:
            return store.open_alerts() == ()

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(make, range(16)))
