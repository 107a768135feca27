"""The e-mail address by which an identity provider knows an account."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column, empty; no address belongs to two accounts."""
    op.add_column("account", sa.Column("email", sa.String, nullable=True))
    op.create_index("uq_account_email", "account", ["email"], unique=True)


def downgrade() -> None:
    """Drop the column."""
    op.drop_index("uq_account_email", "account")
    op.drop_column("account", "email")
