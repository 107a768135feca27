"""The tables. One row of ``observation`` is one value of one edition."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, MetaData, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from domain.lists import LIST_NAMES
from domain.roles import Role
from domain.status import Status
from domain.submission import State

_STATES = ", ".join(f"'{state.name}'" for state in State)
_STATUSES = ", ".join(f"'{status.name}'" for status in Status)
_KINDS = ", ".join(f"'{kind}'" for kind in LIST_NAMES)
_ROLES = ", ".join(f"'{role.name}'" for role in Role)


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


class ListedRow(Base):
    """A row of a reported list, as one edition has it; ``cells`` is JSON, column → text."""

    __tablename__ = "listed_row"
    __table_args__ = (CheckConstraint(f"kind IN ({_KINDS})", name="kind"),)

    edition: Mapped[str] = mapped_column(ForeignKey("edition.code", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    cells: Mapped[str] = mapped_column(Text)
    source: Mapped[str]


class DocumentRow(Base):
    """A document of the user's own; one for each role, so far only ``report``."""

    __tablename__ = "document"

    role: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    stored: Mapped[str] = mapped_column(Text)


class AccountRow(Base):
    """Someone who may sign in. ``name`` is folded; ``password`` an argon2id hash; ``cities`` codes with commas;
    ``email``, in lower case, is the one that the identity provider confirms, NULL where none was entered.
    """

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint(f"role IN ({_ROLES})", name="role"),
        CheckConstraint("(role = 'CITY_EDITOR') = (cities <> '')", name="cities_of_a_city_editor"),
        Index("uq_account_email", "email", unique=True),
    )

    name: Mapped[str] = mapped_column(primary_key=True)
    password: Mapped[str]
    role: Mapped[str]
    cities: Mapped[str]
    disabled: Mapped[bool]
    created: Mapped[str]
    email: Mapped[str | None]


class LoginAttemptRow(Base):
    """A sign-in that has not succeeded; ``id`` is random, ``name`` need not be anyone's."""

    __tablename__ = "login_attempt"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    at: Mapped[str]


class SessionRow(Base):
    """Someone who is signed in; ``digest`` is the SHA-256 of the token, which itself is kept nowhere."""

    __tablename__ = "session"

    digest: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("account.name", ondelete="CASCADE"))
    seen: Mapped[str]


class AuditRow(Base):
    """One act; ``hash`` covers all other columns, ``previous`` is the hash of the entry before."""

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str]
    account: Mapped[str]
    role: Mapped[str]
    act: Mapped[str]
    object: Mapped[str]
    detail: Mapped[str] = mapped_column(Text)
    previous: Mapped[str]
    hash: Mapped[str]


class AuditHeadRow(Base):
    """The one row that says how far the log goes; whoever changes data holds it until he is done."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    count: Mapped[int]
    hash: Mapped[str]


class SubmissionRow(Base):
    """What one city handed in for one period, the ``number``-th time; ``entries`` is JSON.

    ``unlocked`` is the province's reason for letting a published period be reported anew, "" while it is locked;
    ``version`` counts the changes of the row, the last of which is in ``changed_by`` and ``changed_at``.
    """

    __tablename__ = "submission"
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="state"),
        UniqueConstraint("kind", "city", "period", "number", name="uq_submission_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    city: Mapped[str]
    period: Mapped[str]
    number: Mapped[int]
    state: Mapped[str]
    entries: Mapped[str] = mapped_column(Text)
    file: Mapped[str]
    digest: Mapped[str]
    author: Mapped[str]
    at: Mapped[str]
    reason: Mapped[str]
    unlocked: Mapped[str]
    version: Mapped[int]
    changed_by: Mapped[str]
    changed_at: Mapped[str]


class PublicationRow(Base):
    """An edition came into force, by publishing or by going back to it; ``submissions`` are the ids in it, as JSON."""

    __tablename__ = "publication"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition: Mapped[str] = mapped_column(ForeignKey("edition.code"))
    submissions: Mapped[str] = mapped_column(Text)
    author: Mapped[str]
    at: Mapped[str]
    reason: Mapped[str]
