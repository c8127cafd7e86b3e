"""Alerts: a person is told once for each cause, and once when it is well again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, insert, select, update

from bulletin.store.database import Database, as_value
from bulletin.store.rows import Alert
from bulletin.store.schema import alerts


class Alerts(Database):
    """The part of the store that keeps us from crying wolf."""

    def alert(self, cause: str, text: str, now: datetime) -> bool:
        """
        Note that something is wrong.

        Args:
            cause: The same words for the same trouble: "source echo".
            text: What a person would be told.
            now: When it was seen.

        Returns:
            Whether it is new, so that somebody is to be told.
        """
        with self._writing() as connection:
            again = connection.execute(
                update(alerts).where(_open(cause)).values(text=text, last_at=now, times=alerts.c.times + 1)
            )
            if again.rowcount:
                return False
            connection.execute(
                insert(alerts).values(cause=cause, text=text, first_at=now, last_at=now, times=1)
            )
            return True

    def recover(self, cause: str, now: datetime) -> bool:
        """Note that it is well again; True when somebody was told of the trouble."""
        with self._writing() as connection:
            return bool(
                connection.execute(update(alerts).where(_open(cause)).values(recovered_at=now)).rowcount
            )

    def open_alerts(self) -> tuple[Alert, ...]:
        """List what is wrong now, oldest first."""
        return self._alerts(alerts.c.recovered_at.is_(None))

    def alerts_since(self, since: datetime) -> tuple[Alert, ...]:
        """List what was wrong at any time from a moment on, oldest first."""
        return self._alerts((alerts.c.recovered_at.is_(None)) | (alerts.c.recovered_at >= since))

    def _alerts(self, where: ColumnElement[bool]) -> tuple[Alert, ...]:
        wanted = select(alerts).where(where).order_by(alerts.c.first_at, alerts.c.id)
        with self._reading() as connection:
            return tuple(as_value(Alert, row) for row in connection.execute(wanted))


def _open(cause: str) -> ColumnElement[bool]:
    return and_(alerts.c.cause == cause, alerts.c.recovered_at.is_(None))
