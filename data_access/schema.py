"""The tables. One row of ``observation`` is one value of one edition."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from domain.status import Status

_STATUSES = ", ".join(f"'{status.name}'" for status in Status)


class Base(DeclarativeBase):
    """Constraints are named alike on every database."""

    metadata = MetaData(
        naming_convention={
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class EditionRow(Base):
    """An immutable set of values; ``local_status`` is MISSING where it ends at the province."""

    __tablename__ = "edition"
    __table_args__ = (CheckConstraint(f"local_status IN ({_STATUSES})", name="local_status"),)

    code: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    local_status: Mapped[str]
    created: Mapped[str]


class ObservationRow(Base):
    """Bounds are exact decimals as text, so that no database rounds them; both NULL means 未报."""

    __tablename__ = "observation"
    __table_args__ = (
        CheckConstraint(f"status IN ({_STATUSES})", name="status"),
        CheckConstraint("(status = 'MISSING') = (low IS NULL)", name="missing_has_no_value"),
        CheckConstraint("high IS NULL OR low IS NOT NULL", name="high_needs_low"),
    )

    edition: Mapped[str] = mapped_column(ForeignKey("edition.code", ondelete="CASCADE"), primary_key=True)
    indicator: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    area: Mapped[str] = mapped_column(primary_key=True)
    low: Mapped[str | None]
    high: Mapped[str | None]
    high_open: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str]
    printed: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class PilotRow(Base):
    """A county of a pilot scheme, as one edition has it."""

    __tablename__ = "pilot_member"
    __table_args__ = (
        CheckConstraint("scheme IN ('county21', 'five', 'city3')", name="scheme"),
        CheckConstraint("basis IN ('named', 'mentioned', 'reported', 'demo')", name="basis"),
    )

    edition: Mapped[str] = mapped_column(ForeignKey("edition.code", ondelete="CASCADE"), primary_key=True)
    scheme: Mapped[str] = mapped_column(primary_key=True)
    area: Mapped[str] = mapped_column(primary_key=True)
    basis: Mapped[str]
    note: Mapped[str] = mapped_column(default="")


class DocumentRow(Base):
    """A document of the user's own; one for each role, so far only ``report``."""

    __tablename__ = "document"

    role: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    stored: Mapped[str] = mapped_column(Text)
