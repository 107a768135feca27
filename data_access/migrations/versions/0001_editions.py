"""Editions, their values and their pilot lists."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_STATUSES = "'PUBLISHED', 'REPORTED', 'DERIVED', 'BOUNDED', 'EXTERNAL', 'DEMO', 'MISSING'"


def upgrade() -> None:
    """Create the tables. Values are spelt out: a migration must not change with the code."""
    op.create_table(
        "edition",
        sa.Column("code", sa.String, primary_key=True),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("local_status", sa.String, nullable=False),
        sa.Column("created", sa.String, nullable=False),
        sa.CheckConstraint(f"local_status IN ({_STATUSES})", name=op.f("ck_edition_local_status")),
    )
    op.create_table(
        "observation",
        _edition(),
        *(sa.Column(name, sa.String, primary_key=True) for name in ("indicator", "period", "area")),
        sa.Column("low", sa.String),
        sa.Column("high", sa.String),
        sa.Column("high_open", sa.Boolean, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("status", "printed", "source", "note")),
        sa.CheckConstraint(f"status IN ({_STATUSES})", name=op.f("ck_observation_status")),
        sa.CheckConstraint("(status = 'MISSING') = (low IS NULL)", name=op.f("ck_observation_missing_has_no_value")),
        sa.CheckConstraint("high IS NULL OR low IS NOT NULL", name=op.f("ck_observation_high_needs_low")),
    )
    op.create_table(
        "pilot_member",
        _edition(),
        sa.Column("scheme", sa.String, primary_key=True),
        sa.Column("area", sa.String, primary_key=True),
        sa.Column("basis", sa.String, nullable=False),
        sa.Column("note", sa.String, nullable=False),
        sa.CheckConstraint("scheme IN ('county21', 'five', 'city3')", name=op.f("ck_pilot_member_scheme")),
        sa.CheckConstraint("basis IN ('named', 'mentioned', 'reported', 'demo')", name=op.f("ck_pilot_member_basis")),
    )


def _edition() -> sa.Column[str]:
    return sa.Column("edition", sa.String, sa.ForeignKey("edition.code", ondelete="CASCADE"), primary_key=True)


def downgrade() -> None:
    """Drop the tables."""
    for table in ("pilot_member", "observation", "edition"):
        op.drop_table(table)
