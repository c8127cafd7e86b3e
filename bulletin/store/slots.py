"""Slots: who makes which bulletin, and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from math import isfinite
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import ColumnElement, Row, and_, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from bulletin.store.database import Database, as_value
from bulletin.store.rows import GOOD, Outcome, SlotRow, Tally
from bulletin.store.schema import slots

WEEK = timedelta(days=7)


class Slots(Database):
    """The part of the store that makes a bulletin once-only."""

    def claim(self, programme: str, airs_at: datetime, *, by: str) -> bool:
        """
        Take a slot.

        Args:
            programme: Its name.
            airs_at: With the station's zone, which is kept as text.
            by: Who takes it: machine and process.

        Returns:
            True for one caller only, ever; False when somebody has it.
        """
        try:
            with self._writing() as connection:
                connection.execute(
                    insert(slots).values(
                        programme=programme,
                        airs_at=airs_at,
                        local_date=airs_at.date().isoformat(),
                        zone=_zone_name(airs_at),
                        claimed_by=by,
                        claimed_at=self._now(),
                        attempts=1,
                        note="",
                    )
                )
        except IntegrityError:
            return False
        return True

    def reclaim(
        self,
        programme: str,
        airs_at: datetime,
        *,
        by: str,
        claimed_before: datetime,
        ended: Collection[Outcome] = (),
    ) -> bool:
        """
        Take over a slot whose run died, or try one again that ended badly.

        Args:
            programme: Its name.
            airs_at: Its moment.
            by: Who takes it now.
            claimed_before: A later claim stands.
            ended: Take it also where it ended so; without, only where it never ended.

        Returns:
            False when there is none, or somebody was quicker.
        """
        with self._writing() as connection:
            taken = connection.execute(
                update(slots)
                .where(
                    _is(programme, airs_at),
                    or_(slots.c.outcome.is_(None), slots.c.outcome.in_([one.value for one in ended])),
                    slots.c.claimed_at < claimed_before,
                )
                .values(
                    claimed_by=by,
                    claimed_at=self._now(),
                    attempts=slots.c.attempts + 1,
                    finished_at=None,
                    outcome=None,
                )
            )
            return taken.rowcount == 1

    def finish(
        self,
        programme: str,
        airs_at: datetime,
        *,
        outcome: Outcome,
        edition: Mapping[str, Any] | None = None,
        note: str = "",
        by: str | None = None,
    ) -> bool:
        """
        Write down how a slot ended; said again, the later word counts.

        Args:
            programme: Its name.
            airs_at: Its moment.
            outcome: How it ended.
            edition: The edition's record, or a part of it; its single values are kept.
            note: One line for the report.
            by: Who says so; a run whose slot was taken over in the meantime is not listened to.

        Returns:
            False when nobody claimed the slot, or somebody other than `by` has it now.
        """
        mine = _is(programme, airs_at)
        with self._writing() as connection:
            written = connection.execute(
                update(slots)
                .where(mine if by is None else and_(mine, slots.c.claimed_by == by))
                .values(
                    finished_at=self._now(), outcome=outcome.value, edition=_single_values(edition), note=note
                )
            )
            return written.rowcount == 1

    def slot(self, programme: str, airs_at: datetime) -> SlotRow | None:
        """Find a slot; None when nobody has claimed it."""
        found = self._slots(_is(programme, airs_at))
        return found[0] if found else None

    def slots_between(
        self, start: datetime, end: datetime, *, programme: str | None = None
    ) -> tuple[SlotRow, ...]:
        """List the claimed slots from `start` to before `end`, earliest first."""
        within = and_(slots.c.airs_at >= start, slots.c.airs_at < end)
        return self._slots(within if programme is None else and_(within, slots.c.programme == programme))

    def unfinished(self, before: datetime) -> tuple[SlotRow, ...]:
        """List the slots that were claimed before a moment and never finished: their runs died, or hang."""
        return self._slots(and_(slots.c.finished_at.is_(None), slots.c.claimed_at < before))

    def last_good(self, programme: str) -> SlotRow | None:
        """Find the newest slot that put a bulletin on air."""
        newest = select(func.max(slots.c.airs_at)).where(
            slots.c.programme == programme, slots.c.outcome.in_(GOOD)
        )
        found = self._slots(and_(slots.c.programme == programme, slots.c.airs_at == newest.scalar_subquery()))
        return found[0] if found else None

    def week(self, programme: str, now: datetime) -> Tally:
        """Count how the slots of the last seven days ended."""
        counted = (
            select(func.coalesce(slots.c.outcome, "unfinished").label("ended"), func.count().label("slots"))
            .where(slots.c.programme == programme, slots.c.airs_at > now - WEEK, slots.c.airs_at <= now)
            .group_by("ended")
        )
        with self._reading() as connection:
            return Tally(**{row.ended: row.slots for row in connection.execute(counted)})

    def _slots(self, where: ColumnElement[bool]) -> tuple[SlotRow, ...]:
        wanted = select(slots).where(where).order_by(slots.c.airs_at, slots.c.programme)
        with self._reading() as connection:
            return tuple(_slot(row) for row in connection.execute(wanted))


def _is(programme: str, airs_at: datetime) -> ColumnElement[bool]:
    return and_(slots.c.programme == programme, slots.c.airs_at == airs_at)


def _slot(row: Row[Any]) -> SlotRow:
    return as_value(
        SlotRow,
        row,
        airs_at=row.airs_at.astimezone(_zone(row.zone)),
        local_date=date.fromisoformat(row.local_date),
        outcome=row.outcome and Outcome(row.outcome),
    )


def _single_values(edition: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Leave out stories, script and other lists: the whole record lies beside the audio."""
    if edition is None:
        return None
    return {
        key: _plain(value) for key, value in edition.items() if not isinstance(value, list | tuple | Mapping)
    }


def _plain(value: Any) -> Any:
    """Make a value that JSON holds; the level of silence, minus infinity, is none of them."""
    if isinstance(value, float):
        return value if isfinite(value) else None
    return value if value is None or isinstance(value, int | str) else str(value)


def _zone_name(moment: datetime) -> str:
    return getattr(moment.tzinfo, "key", None) or moment.isoformat()[-6:]


def _zone(name: str) -> tzinfo:
    """Read a zone's name or offset; one that this machine does not know becomes UTC, the same moment."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    try:
        return datetime.fromisoformat(f"2000-01-01T00:00:00{name}").tzinfo or UTC
    except ValueError:
        return UTC
