"""Alembic's entry: runs on the connection that ``data_access.engine`` hands over."""

from __future__ import annotations

from alembic import context

from data_access.schema import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
