"""The store: its parts behind one door."""

from __future__ import annotations

from types import TracebackType

from bulletin.store.alerts import Alerts
from bulletin.store.changes import Changes
from bulletin.store.control import Control
from bulletin.store.keeping import Keeping
from bulletin.store.runs import Runs
from bulletin.store.slots import Slots
from bulletin.store.sources import Sources
from bulletin.store.stories import Stories


class Store(Slots, Runs, Sources, Stories, Control, Changes, Alerts, Keeping):
    """
    A station's memory, open.

    Every method is one short transaction, safe to call from many threads and processes; none is to be called
    around slow work. Each raises StoreError when the database is locked, full, gone or damaged.
    """

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database; a SQLite file is then one file again."""
        self._engine.dispose()
