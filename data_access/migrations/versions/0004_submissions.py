"""What cities hand in, and which edition was in force when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_STATES = "'DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED', 'PUBLISHED', 'SUPERSEDED'"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "submission",
        sa.Column("id", sa.Integer, primary_key=True),
        *_texts("kind", "city", "period"),
        sa.Column("number", sa.Integer, nullable=False),
        *_texts("state"),
        sa.Column("entries", sa.Text, nullable=False),
        *_texts("file", "digest", "author", "at", "reason", "unlocked"),
        sa.Column("version", sa.Integer, nullable=False),
        *_texts("changed_by", "changed_at"),
        sa.CheckConstraint(f"state IN ({_STATES})", name=op.f("ck_submission_state")),
        sa.UniqueConstraint("kind", "city", "period", "number", name=op.f("uq_submission_number")),
    )
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("edition", sa.String, sa.ForeignKey("edition.code"), nullable=False),
        sa.Column("submissions", sa.Text, nullable=False),
        *_texts("author", "at", "reason"),
    )


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String, nullable=False) for name in names]


def downgrade() -> None:
    """Drop the tables."""
    for table in ("publication", "submission"):
        op.drop_table(table)
