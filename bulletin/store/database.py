"""A database that is open: short transactions, one line when it refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Row

from bulletin.store.engine import READING
from bulletin.store.faults import in_words

Value = TypeVar("Value")


class Database:
    """What every part of the store stands on."""

    def __init__(self, engine: Engine, *, name: str, now: Callable[[], datetime], wait_s: float) -> None:
        self._engine = engine
        self._name = name
        self._now = now
        self._wait_s = wait_s

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """Lend a connection that sees one moment's state."""
        with (
            in_words(self._name, wait_s=self._wait_s),
            self._engine.connect().execution_options(**READING) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Lend a connection that no other writer can come between; all of the block is kept, or none."""
        with in_words(self._name, wait_s=self._wait_s), self._engine.begin() as connection:
            yield connection


def as_value(kind: type[Value], row: Row[Any], **other: Any) -> Value:
    """Make a value of a row whose columns are named like its fields; `other` stands in for some of them."""
    named: dict[str, Any] = {
        field.name: getattr(row, field.name)
        for field in fields(kind)  # type: ignore[arg-type]
        if field.name not in other
    }
    return kind(**named, **other)
