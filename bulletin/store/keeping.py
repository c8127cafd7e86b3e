"""Keeping: files that were made, rows that may go, and the copy that is packed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, func, insert, not_, select, update

from bulletin.errors import StoreError
from bulletin.store.database import Database, as_value
from bulletin.store.faults import in_words
from bulletin.store.rows import GOOD, Artefact, Pruned
from bulletin.store.schema import (
    alerts,
    appearances,
    artefacts,
    events,
    metadata,
    runs,
    slots,
    stories,
)
from bulletin.system.files import part_file, put_in_place


class Keeping(Database):
    """The part of the store that looks after itself."""

    def artefact(self, made: Artefact) -> None:
        """Write down a file that was made; one at the same path takes its place."""
        values = asdict(made)
        with self._writing() as connection:
            if not connection.execute(
                update(artefacts).where(artefacts.c.path == made.path).values(values)
            ).rowcount:
                connection.execute(insert(artefacts).values(values))

    def artefacts(self, *, before: datetime | None = None) -> tuple[Artefact, ...]:
        """List the files that were made, oldest first: all, or those before a moment."""
        wanted = select(artefacts).order_by(artefacts.c.made_at, artefacts.c.path)
        if before is not None:
            wanted = wanted.where(artefacts.c.made_at < before)
        with self._reading() as connection:
            return tuple(as_value(Artefact, row) for row in connection.execute(wanted))

    def prune(self, before: datetime) -> Pruned:
        """
        Forget what is older than a moment.

        The last good slot of each programme stays, since it may be on air; so do an open alert, and what
        people held, released, approved, changed and stopped: that is little, and somebody may ask.
        """
        with self._writing() as connection:
            return Pruned(
                appearances=_remove(connection, appearances, appearances.c.airs_at < before),
                stories=_remove(connection, stories, _is_forgotten(before)),
                events=_remove(connection, events, events.c.at < before),
                runs=_remove(connection, runs, runs.c.started_at < before),
                slots=_remove(connection, slots, and_(slots.c.airs_at < before, not_(_is_last_good()))),
                artefacts=_remove(connection, artefacts, artefacts.c.made_at < before),
                alerts=_remove(connection, alerts, alerts.c.recovered_at < before),
            )

    def backup(self, path: Path) -> None:
        """
        Copy the database into one new SQLite file while others go on writing.

        Args:
            path: The file; what stood there is replaced when the copy is whole.

        Raises:
            StoreError: It cannot be read, or not written there.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with part_file(path) as part, in_words(str(path), wait_s=self._wait_s):
                if self._engine.dialect.name == "sqlite":
                    self._copy_pages(part)
                else:
                    self._copy_rows(part)
                _seal(part)
                put_in_place(part, path)
        except OSError as error:
            raise StoreError(
                f"Cannot write the copy of the database to {path}: {error.strerror or error}. "
                "Free some space, or name another place."
            ) from error

    def _copy_pages(self, part: Path) -> None:
        with (
            closing(sqlite3.connect(self._engine.url.database or "", timeout=self._wait_s)) as ours,
            closing(sqlite3.connect(part)) as copy,
        ):
            ours.backup(copy)

    def _copy_rows(self, part: Path) -> None:
        from bulletin.store.open import open_store

        with self._reading() as ours, open_store(part) as copy, copy._writing() as theirs:
            for table in metadata.sorted_tables:
                rows = [dict(row._mapping) for row in ours.execute(select(table))]
                if rows:
                    theirs.execute(insert(table), rows)


def _seal(part: Path) -> None:
    """Make a copy one file that needs none beside it, and look through it."""
    with closing(sqlite3.connect(part)) as copy:
        copy.execute("PRAGMA journal_mode = DELETE")
        found = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise StoreError(f"The database is damaged and was not copied: {found}. Put an earlier backup back.")


def _remove(connection: Connection, table: Table, where: ColumnElement[bool]) -> int:
    return connection.execute(delete(table).where(where)).rowcount


def _is_forgotten(before: datetime) -> ColumnElement[bool]:
    aired = select(appearances.c.story_id).where(appearances.c.story_id == stories.c.id).exists()
    return and_(stories.c.last_seen < before, not_(aired))


def _is_last_good() -> ColumnElement[bool]:
    later = slots.alias()
    newer = (
        select(later.c.id)
        .where(
            later.c.programme == slots.c.programme,
            later.c.outcome.in_(GOOD),
            later.c.airs_at > slots.c.airs_at,
        )
        .exists()
    )
    # A slot without an outcome would make the whole answer unknown, and an unknown row is not removed.
    return and_(func.coalesce(slots.c.outcome, "").in_(GOOD), not_(newer))
