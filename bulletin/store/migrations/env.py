"""Alembic's way in: the connection and its transaction are the caller's."""

from __future__ import annotations

from alembic import context

from bulletin.store.schema import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    # SQLite cannot change a table in place; Alembic then makes a new one and copies.
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
