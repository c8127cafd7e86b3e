"""Where a source says that it is to be found from now on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column; a source that was asked before has not moved as far as we know."""
    with op.batch_alter_table("sources") as sources:
        sources.add_column(sa.Column("moved_to", sa.Text, nullable=False, server_default=""))
