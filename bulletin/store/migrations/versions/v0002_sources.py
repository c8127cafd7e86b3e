"""What is known of a source: its address, when it was asked, what it gave, how to read its answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the columns; a source that was known before version 2 is asked anew and without conditions."""
    with op.batch_alter_table("sources") as sources:
        for name in ("address_key", "came_from", "content_type"):
            sources.add_column(sa.Column(name, sa.Text, nullable=False, server_default=""))
        for name in ("gone", "gave"):
            sources.add_column(sa.Column(name, sa.Integer, nullable=False, server_default="0"))
        for name in ("asked_at", "newest"):
            sources.add_column(sa.Column(name, WHEN))
