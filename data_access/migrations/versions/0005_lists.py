"""The reported lists of an edition: pilots, targets, honours, projects, trainings and places."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_KINDS = "'pilots', 'targets', 'honours', 'projects', 'trainings', 'places'"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "listed_row",
        sa.Column("edition", sa.String, sa.ForeignKey("edition.code", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("cells", sa.Text, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.CheckConstraint(f"kind IN ({_KINDS})", name=op.f("ck_listed_row_kind")),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("listed_row")
