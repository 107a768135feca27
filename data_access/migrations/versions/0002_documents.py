"""The user's own documents: so far the report's text."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "document",
        sa.Column("role", sa.String, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("name", "text", "stored")),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("document")
