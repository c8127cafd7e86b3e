"""The ledger: the store and the bell, for work that must go on when either is out of order."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from bulletin.config.station import Station
from bulletin.edition.memory import open_memory
from bulletin.errors import BulletinError
from bulletin.schedule.alerting import Bell
from bulletin.store import Store
from bulletin.system.files import write_whole
from bulletin.system.folders import log_folder

log = logging.getLogger(__name__)

T = TypeVar("T")

DATABASE = "the database"
"""The cause of an alert while the store cannot be used."""
# A lock that another program holds for longer is not let go in time for the bulletin.
WAIT_S = 5.0


class Ledger:
    """
    Writes down what happens, and tells people once for each cause.

    Without the store the bulletin still goes out: questions get the answer that keeps it going, `fault` says
    why, and what people were told is kept in a file until the store is back.
    """

    def __init__(self, station: Station, *, now: Callable[[], datetime], wait_s: float = WAIT_S) -> None:
        """
        Open nothing yet.

        Args:
            station: Whose memory it is.
            now: The clock.
            wait_s: How long to wait for another program's lock on the database.
        """
        self.fault = ""
        """Why the store cannot be used; empty while it can."""
        self._station = station
        self._now = now
        self._wait_s = wait_s
        self._store: Store | None = None
        self._bell = Bell(station, now=now)
        self._open: set[str] | None = None
        """Causes that people were told of; asked once, for nearly all is well nearly always."""

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None

    def ask(self, question: Callable[[Store], T], *, otherwise: T) -> T:
        """Ask the store, or tell it something; `otherwise` is the answer when it cannot be used."""
        if self.fault:
            return otherwise
        try:
            if self._store is None:
                self._store = open_memory(self._station, now=self._now, wait_s=self._wait_s)
            return question(self._store)
        except BulletinError as error:
            self.fault = str(error)
            log.warning("the store is out of order: %s", error)
            return otherwise

    def event(self, run: str | None, kind: str, text: str) -> None:
        """Write down what happened."""
        log.info("%s: %s", kind, text)
        self.ask(lambda store: store.event(run, kind, text), otherwise=None)

    def trouble(self, cause: str, text: str) -> None:
        """Tell people that something is wrong, unless they know."""
        told = self.ask(lambda store: store.alert(cause, text, self._now()), otherwise=None)
        self._open = None
        if told if told is not None else self._note(cause, text):
            self._bell.trouble(cause, text)

    def well(self, cause: str, text: str) -> None:
        """Tell people that it is well again, if they were told of the trouble."""
        if self._open is None:
            self._open = self.ask(lambda store: {one.cause for one in store.open_alerts()}, otherwise=None)
        is_open = self._open is not None and cause in self._open
        told = is_open and self.ask(lambda store: store.recover(cause, self._now()), otherwise=False)
        if self._forget(cause) or told:
            self._bell.well(cause, text)

    def ping(self) -> None:
        """Report a good run."""
        self._bell.ping()

    def tell_of_store(self) -> None:
        """Tell people once when the store cannot be used, and once when it can again."""
        self.ask(lambda store: store.stopped(), otherwise=None)
        if self.fault:
            self.trouble(DATABASE, f"What happens is not recorded: {self.fault} Bulletins are still made.")
        else:
            self.well(DATABASE, "What happens is recorded again.")

    @property
    def _notes(self) -> Path:
        """Beside the logs: the disk of the station may be what is out of order."""
        whose = str((self._station.folder or self._station.output).resolve())
        return log_folder() / f"told-{hashlib.sha256(whose.encode()).hexdigest()[:16]}.json"

    def _note(self, cause: str, text: str) -> bool:
        notes = self._read_notes()
        with suppress(OSError):
            write_whole(self._notes, json.dumps({**notes, cause: text}, ensure_ascii=False))
        return cause not in notes

    def _forget(self, cause: str) -> bool:
        notes = self._read_notes()
        if cause not in notes:
            return False
        with suppress(OSError):
            write_whole(self._notes, json.dumps({key: notes[key] for key in notes if key != cause}))
        return True

    def _read_notes(self) -> dict[str, str]:
        try:
            notes = json.loads(self._notes.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return notes if isinstance(notes, dict) else {}
