"""Control: off air and on again; stories held and released; editions approved."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from bulletin.store.database import Database, as_value
from bulletin.store.rows import Approval, Hold, Stop
from bulletin.store.schema import approvals, holds, releases, stops


class Control(Database):
    """The part of the store where a person has the last word."""

    def stop(self, by: str, reason: str, at: datetime) -> bool:
        """Take the station off air; False when it was already, and the first stop stands."""
        with self._writing() as connection:
            if _standing_stop(connection) is not None:
                return False
            connection.execute(insert(stops).values(by=by, reason=reason, at=at))
            return True

    def resume(self, by: str, at: datetime) -> bool:
        """Put the station on air again; False when it was not stopped."""
        with self._writing() as connection:
            ended = connection.execute(
                update(stops).where(stops.c.resumed_at.is_(None)).values(resumed_by=by, resumed_at=at)
            )
            return bool(ended.rowcount)

    def stopped(self) -> Stop | None:
        """Tell who took the station off air and why; None when it is on."""
        with self._reading() as connection:
            return _standing_stop(connection)

    def hold(self, story: str, *, by: str, reason: str, headline: str = "") -> bool:
        """
        Keep a story from the air until somebody releases it.

        Args:
            story: Its `SeenStory.key`, or an id that will mean the same story tomorrow.
            by: A person's name, or that of the rule that held it.
            reason: What the person who decides needs to know.
            headline: What lists call it.

        Returns:
            False when it is held already, and the first hold stands.
        """
        with self._writing() as connection:
            if _standing_hold(connection, story) is not None:
                return False
            connection.execute(
                insert(holds).values(story=story, headline=headline, reason=reason, by=by, at=self._now())
            )
            return True

    def release(self, story: str, *, by: str, reason: str = "") -> bool:
        """Let a held story go on air; False when it is not held."""
        with self._writing() as connection:
            hold = _standing_hold(connection, story)
            if hold is None:
                return False
            connection.execute(insert(releases).values(hold_id=hold, by=by, reason=reason, at=self._now()))
            return True

    def held(self) -> tuple[Hold, ...]:
        """List the stories that wait for a person, longest waiting first."""
        wanted = select(holds).outerjoin(releases).where(releases.c.hold_id.is_(None)).order_by(holds.c.id)
        with self._reading() as connection:
            return tuple(as_value(Hold, row) for row in connection.execute(wanted))

    def released(self) -> frozenset[str]:
        """Name the stories that somebody has let go on air, and nobody has held again since."""
        wanted = (
            select(holds.c.story)
            .join(releases)
            .where(
                holds.c.story.not_in(
                    select(holds.c.story).outerjoin(releases).where(releases.c.hold_id.is_(None))
                )
            )
        )
        with self._reading() as connection:
            return frozenset(connection.scalars(wanted))

    def approve(
        self, programme: str, airs_at: datetime, *, by: str, sha256: str = "", note: str = ""
    ) -> None:
        """Write down that a person has said yes to what will air in a slot; `sha256` says to what exactly."""
        with self._writing() as connection:
            connection.execute(
                insert(approvals).values(
                    programme=programme, airs_at=airs_at, by=by, at=self._now(), sha256=sha256, note=note
                )
            )

    def approvals(self, programme: str, airs_at: datetime) -> tuple[Approval, ...]:
        """List who has said yes to a slot's edition, in order."""
        wanted = (
            select(approvals)
            .where(approvals.c.programme == programme, approvals.c.airs_at == airs_at)
            .order_by(approvals.c.id)
        )
        with self._reading() as connection:
            return tuple(as_value(Approval, row) for row in connection.execute(wanted))


def _standing_stop(connection: Connection) -> Stop | None:
    row = connection.execute(select(stops).where(stops.c.resumed_at.is_(None))).first()
    return None if row is None else as_value(Stop, row)


def _standing_hold(connection: Connection, story: str) -> int | None:
    return connection.scalar(
        select(holds.c.id).outerjoin(releases).where(holds.c.story == story, releases.c.hold_id.is_(None))
    )
