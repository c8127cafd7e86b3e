"""Sources: how each one fared, so that it is asked politely next time."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import insert, select, update

from bulletin.model import SourceState
from bulletin.store.database import Database, as_value
from bulletin.store.schema import sources


class Sources(Database):
    """The part of the store that remembers what a server told us."""

    def source(self, name: str) -> SourceState | None:
        """Find a source's state; None when it was never asked."""
        with self._reading() as connection:
            row = connection.execute(select(sources).where(sources.c.name == name)).first()
            return None if row is None else as_value(SourceState, row)

    def sources(self) -> tuple[SourceState, ...]:
        """List the state of every source that was ever asked, by name."""
        with self._reading() as connection:
            return tuple(
                as_value(SourceState, row)
                for row in connection.execute(select(sources).order_by(sources.c.name))
            )

    def save_source(self, *states: SourceState) -> None:
        """Keep the state of sources in place of what was known of them."""
        with self._writing() as connection:
            for state in states:
                values = asdict(state)
                known = update(sources).where(sources.c.name == state.name).values(values)
                if not connection.execute(known).rowcount:
                    connection.execute(insert(sources).values(values))
