"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

WHEN = sa.DateTime(timezone=True)
APPEND_ONLY = ("edits", "releases", "approvals", "lexicon_changes")


def upgrade() -> None:
    """Make every table of version 1."""
    _schedule()
    _news()
    _people()
    _files()
    for table in APPEND_ONLY:
        _append_only(table)


def _schedule() -> None:
    op.create_table(
        "slots",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("programme", sa.Text, nullable=False),
        sa.Column("airs_at", WHEN, nullable=False),
        sa.Column("local_date", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("claimed_by", sa.Text, nullable=False),
        sa.Column("claimed_at", WHEN, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("finished_at", WHEN),
        sa.Column("outcome", sa.Text),
        sa.Column("edition", sa.JSON),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_slots"),
        sa.UniqueConstraint("programme", "airs_at", name="uq_slots_programme_airs_at"),
        sa.CheckConstraint(
            "outcome IN ('made', 'with_loss', 'filler', 'missed', 'failed')", name=op.f("ck_slots_outcome")
        ),
        sa.CheckConstraint("(outcome IS NULL) = (finished_at IS NULL)", name=op.f("ck_slots_finished")),
    )
    op.create_table(
        "runs",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("programme", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("started_at", WHEN, nullable=False),
        sa.Column("airs_at", WHEN),
        sa.Column("ended_at", WHEN),
        sa.Column("exit_code", sa.Integer),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_runs"),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("run", sa.Text),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.ForeignKeyConstraint(["run"], ["runs.name"], name="fk_events_run", ondelete="CASCADE"),
    )
    op.create_index("ix_events_run", "events", ["run"])
    op.create_index("ix_events_at", "events", ["at"])
    op.create_table(
        "alerts",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("cause", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("first_at", WHEN, nullable=False),
        sa.Column("last_at", WHEN, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("recovered_at", WHEN),
        sa.PrimaryKeyConstraint("id", name="pk_alerts"),
    )
    still_open = sa.text("recovered_at IS NULL")
    op.create_index(
        "uq_alerts_open",
        "alerts",
        ["cause"],
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )


def _news() -> None:
    op.create_table(
        "sources",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("next_try", WHEN),
        sa.Column("fetched_at", WHEN),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary),
        sa.PrimaryKeyConstraint("name", name="pk_sources"),
    )
    op.create_table(
        "stories",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("content_key", sa.Text, nullable=False),
        sa.Column("article", sa.JSON, nullable=False),
        sa.Column("first_seen", WHEN, nullable=False),
        sa.Column("last_seen", WHEN, nullable=False),
        sa.Column("changed_at", WHEN, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
        sa.UniqueConstraint("key", name="uq_stories_key"),
    )
    op.create_index("ix_stories_last_seen", "stories", ["last_seen"])
    op.create_table(
        "appearances",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("story_id", sa.Integer, nullable=False),
        sa.Column("programme", sa.Text, nullable=False),
        sa.Column("airs_at", WHEN, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("start_s", sa.Float),
        sa.Column("seconds", sa.Float),
        sa.Column("headline", sa.Text, nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_appearances"),
        sa.ForeignKeyConstraint(
            ["story_id"], ["stories.id"], name="fk_appearances_story_id", ondelete="CASCADE"
        ),
        sa.UniqueConstraint(
            "programme", "airs_at", "story_id", name="uq_appearances_programme_airs_at_story_id"
        ),
    )
    op.create_index("ix_appearances_story_id", "appearances", ["story_id"])


def _people() -> None:
    op.create_table(
        "holds",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("story", sa.Text, nullable=False),
        sa.Column("headline", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_holds"),
    )
    op.create_index("ix_holds_story", "holds", ["story"])
    op.create_table(
        "releases",
        sa.Column("hold_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.PrimaryKeyConstraint("hold_id", name="pk_releases"),
        sa.ForeignKeyConstraint(["hold_id"], ["holds.id"], name="fk_releases_hold_id"),
    )
    op.create_table(
        "approvals",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("programme", sa.Text, nullable=False),
        sa.Column("airs_at", WHEN, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_approvals"),
    )
    op.create_index("ix_approvals_programme_airs_at", "approvals", ["programme", "airs_at"])
    op.create_table(
        "edits",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("story", sa.Text, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_edits"),
    )
    op.create_index("ix_edits_story", "edits", ["story"])
    op.create_table(
        "lexicon_changes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("written", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_lexicon_changes"),
    )
    op.create_index("ix_lexicon_changes_written", "lexicon_changes", ["written"])
    op.create_table(
        "stops",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("resumed_by", sa.Text),
        sa.Column("resumed_at", WHEN),
        sa.PrimaryKeyConstraint("id", name="pk_stops"),
    )


def _files() -> None:
    op.create_table(
        "artefacts",
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("made_at", WHEN, nullable=False),
        sa.Column("size_bytes", sa.Integer, nullable=False),
        sa.Column("duration_s", sa.Float),
        sa.Column("loudness_lufs", sa.Float),
        sa.PrimaryKeyConstraint("path", name="pk_artefacts"),
    )
    op.create_index("ix_artefacts_sha256", "artefacts", ["sha256"])


def _append_only(table: str) -> None:
    """Let the database refuse to change or remove a row, whoever asks."""
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only()"
    )
