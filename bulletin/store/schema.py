"""The tables, as the newest migration leaves them.

Moments are UTC. A slot also keeps its local date and zone as text, so that "Tuesday's bulletin" is a question
that needs no clock rules.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

from bulletin.store.rows import Outcome

VERSION = 3
"""Number of the newest migration; SQLite files carry it as their `user_version`."""
APPLICATION_ID = 0x424C544E
"""Marks a SQLite file as ours: "BLTN" in ASCII."""
VERSION_TABLE = "bulletin_version"
APPEND_ONLY = ("edits", "releases", "approvals", "lexicon_changes")
"""Who changed, released and approved what: rows that the database itself refuses to change or remove."""


class Words(TypeDecorator[str]):
    """Text from anywhere: what no database takes (NUL, half a surrogate pair) is left out or becomes ?."""

    impl = Text
    cache_ok = True

    def process_bind_param(
        self,
        value: str | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> str | None:
        """Make it fit."""
        return None if value is None else value.replace("\0", "").encode(errors="replace").decode()


class Moment(TypeDecorator[datetime]):
    """A moment with a zone; UTC in the database and when read back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        """Refuse a moment without a zone: nobody could say later which it was."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no zone")
        return value.astimezone(UTC)

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        """Give SQLite's moments their zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

slots = Table(
    "slots",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("programme", Words, nullable=False),
    Column("airs_at", Moment, nullable=False),
    Column("local_date", Words, nullable=False),
    Column("zone", Words, nullable=False),
    Column("claimed_by", Words, nullable=False),
    Column("claimed_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("finished_at", Moment),
    Column("outcome", Words),
    Column("edition", JSON(none_as_null=True)),
    Column("note", Words, nullable=False),
    # The one thing that makes a bulletin once-only, whoever is asked to make it and however often.
    UniqueConstraint("programme", "airs_at"),
    CheckConstraint(f"outcome IN ({', '.join(repr(o.value) for o in Outcome)})", name="outcome"),
    CheckConstraint("(outcome IS NULL) = (finished_at IS NULL)", name="finished"),
)

runs = Table(
    "runs",
    metadata,
    Column("name", Words, primary_key=True),
    Column("programme", Words, nullable=False),
    Column("by", Words, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("airs_at", Moment),
    Column("ended_at", Moment),
    Column("exit_code", Integer),
    Column("note", Words, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run", Words, ForeignKey("runs.name", ondelete="CASCADE"), index=True),
    Column("at", Moment, nullable=False, index=True),
    Column("kind", Words, nullable=False),
    Column("text", Words, nullable=False),
)

sources = Table(
    "sources",
    metadata,
    Column("name", Words, primary_key=True),
    Column("address_key", Words, nullable=False),
    Column("etag", Words),
    Column("last_modified", Words),
    Column("failures", Integer, nullable=False),
    Column("gone", Integer, nullable=False),
    Column("next_try", Moment),
    Column("asked_at", Moment),
    Column("fetched_at", Moment),
    Column("error", Words, nullable=False),
    Column("gave", Integer, nullable=False),
    Column("newest", Moment),
    Column("came_from", Words, nullable=False),
    Column("moved_to", Words, nullable=False),
    Column("content_type", Words, nullable=False),
    Column("body", LargeBinary),
)

stories = Table(
    "stories",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Words, nullable=False, unique=True),
    Column("content_key", Words, nullable=False),
    Column("article", JSON, nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False, index=True),
    Column("changed_at", Moment, nullable=False),
)

appearances = Table(
    "appearances",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("story_id", Integer, ForeignKey("stories.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("programme", Words, nullable=False),
    Column("airs_at", Moment, nullable=False),
    Column("place", Integer, nullable=False),
    Column("start_s", Float),
    Column("seconds", Float),
    Column("headline", Words, nullable=False),
    Column("said", Words, nullable=False),
    UniqueConstraint("programme", "airs_at", "story_id"),
)

holds = Table(
    "holds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("story", Words, nullable=False, index=True),
    Column("headline", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("by", Words, nullable=False),
    Column("at", Moment, nullable=False),
)

releases = Table(
    "releases",
    metadata,
    Column("hold_id", Integer, ForeignKey("holds.id"), primary_key=True),
    Column("by", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("at", Moment, nullable=False),
)

approvals = Table(
    "approvals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("programme", Words, nullable=False),
    Column("airs_at", Moment, nullable=False),
    Column("by", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("sha256", Words, nullable=False),
    Column("note", Words, nullable=False),
    Index(None, "programme", "airs_at"),
)

edits = Table(
    "edits",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", Words, nullable=False),
    Column("story", Words, nullable=False, index=True),
    Column("field", Words, nullable=False),
    Column("before", Words, nullable=False),
    Column("after", Words, nullable=False),
    Column("reason", Words, nullable=False),
)

lexicon_changes = Table(
    "lexicon_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", Words, nullable=False),
    Column("written", Words, nullable=False, index=True),
    Column("before", Words, nullable=False),
    Column("after", Words, nullable=False),
)

artefacts = Table(
    "artefacts",
    metadata,
    Column("path", Words, primary_key=True),
    Column("sha256", Words, nullable=False, index=True),
    Column("kind", Words, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("duration_s", Float),
    Column("loudness_lufs", Float),
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("cause", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("first_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("times", Integer, nullable=False),
    Column("recovered_at", Moment),
)
Index(
    "uq_alerts_open",
    alerts.c.cause,
    unique=True,
    sqlite_where=text("recovered_at IS NULL"),
    postgresql_where=text("recovered_at IS NULL"),
)

stops = Table(
    "stops",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("by", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("resumed_by", Words),
    Column("resumed_at", Moment),
)
