"""Runs of the program, and what happened in them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from bulletin.store.database import Database, as_value
from bulletin.store.rows import Event, Run
from bulletin.store.schema import events, runs


class Runs(Database):
    """The part of the store that remembers what was done, and when."""

    def log_run(
        self,
        run: str,
        *,
        programme: str | None = None,
        by: str | None = None,
        airs_at: datetime | None = None,
        exit_code: int | None = None,
        note: str | None = None,
    ) -> None:
        """
        Write down a run: once at its start and once at its end.

        Args:
            run: Its name, chosen by the caller and used once.
            programme: What it makes.
            by: Machine and process.
            airs_at: Its slot.
            exit_code: How it ended; giving one ends the run.
            note: One line for the report.
        """
        given = {"programme": programme, "by": by, "airs_at": airs_at, "exit_code": exit_code, "note": note}
        changes = {key: value for key, value in given.items() if value is not None}
        if exit_code is not None:
            changes["ended_at"] = self._now()
        with self._writing() as connection:
            self._open(connection, run)
            if changes:
                connection.execute(update(runs).where(runs.c.name == run).values(changes))

    def event(self, run: str | None, kind: str, text: str) -> None:
        """Write down what happened; `run` is None outside a run, and one that is new begins with it."""
        with self._writing() as connection:
            if run is not None:
                self._open(connection, run)
            connection.execute(insert(events).values(run=run, at=self._now(), kind=kind, text=text))

    def events(self, *, run: str | None = None, since: datetime | None = None) -> tuple[Event, ...]:
        """List events in the order they happened: all, those of one run, those from a moment on."""
        wanted = select(events).order_by(events.c.id)
        if run is not None:
            wanted = wanted.where(events.c.run == run)
        if since is not None:
            wanted = wanted.where(events.c.at >= since)
        with self._reading() as connection:
            return tuple(as_value(Event, row) for row in connection.execute(wanted))

    def runs(self, *, since: datetime, programme: str | None = None) -> tuple[Run, ...]:
        """List the runs that started from a moment on, earliest first."""
        wanted = select(runs).where(runs.c.started_at >= since).order_by(runs.c.started_at, runs.c.name)
        if programme is not None:
            wanted = wanted.where(runs.c.programme == programme)
        with self._reading() as connection:
            return tuple(as_value(Run, row) for row in connection.execute(wanted))

    def _open(self, connection: Connection, run: str) -> None:
        if connection.scalar(select(runs.c.name).where(runs.c.name == run)) is None:
            connection.execute(
                insert(runs).values(name=run, programme="", by="", started_at=self._now(), note="")
            )
