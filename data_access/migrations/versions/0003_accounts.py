"""Accounts, sessions, and the log of what was done."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ROLES = "'VIEWER', 'CITY_EDITOR', 'PROVINCE_EDITOR', 'ADMINISTRATOR'"


def upgrade() -> None:
    """Create the tables; the log begins empty."""
    op.create_table(
        "account",
        sa.Column("name", sa.String, primary_key=True),
        *_texts("password", "role", "cities"),
        sa.Column("disabled", sa.Boolean, nullable=False),
        *_texts("created"),
        sa.CheckConstraint(f"role IN ({_ROLES})", name=op.f("ck_account_role")),
        sa.CheckConstraint("(role = 'CITY_EDITOR') = (cities <> '')", name=op.f("ck_account_cities_of_a_city_editor")),
    )
    op.create_table("login_attempt", sa.Column("id", sa.String, primary_key=True), *_texts("name", "at"))
    op.create_table(
        "session",
        sa.Column("digest", sa.String, primary_key=True),
        sa.Column("account", sa.String, sa.ForeignKey("account.name", ondelete="CASCADE"), nullable=False),
        *_texts("seen"),
    )
    _create_log()


def _create_log() -> None:
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        *_texts("at", "account", "role", "act", "object"),
        sa.Column("detail", sa.Text, nullable=False),
        *_texts("previous", "hash"),
    )
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("count", sa.Integer, nullable=False),
        *_texts("hash"),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_only_one")),
    )
    op.bulk_insert(head, [{"id": 1, "count": 0, "hash": "0" * 64}])


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String, nullable=False) for name in names]


def downgrade() -> None:
    """Drop the tables."""
    for table in ("audit_head", "audit", "session", "login_attempt", "account"):
        op.drop_table(table)
