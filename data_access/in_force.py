"""Which edition is in force, and which were before it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from sqlalchemy import Connection, Engine, select

from data_access import assets
from data_access.editions import listed, load, rows_of
from data_access.engine import read_only
from data_access.published import published
from data_access.schema import PublicationRow
from domain.dataset import Dataset, Edition
from domain.lists import InForce
from domain.status import Status

BEIJING = timezone(timedelta(hours=8))
_NEWEST = select(PublicationRow.__table__).order_by(PublicationRow.id.desc())
_NEWEST_ID = select(PublicationRow.id).order_by(PublicationRow.id.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Publication:
    """An edition came into force. ``submissions``: ids of what is in it; ``at``: Beijing time, ISO 8601."""

    id: int
    edition: str
    submissions: tuple[int, ...]
    by: str
    at: str
    reason: str


def local_time(now: datetime | None) -> str:
    """A moment (default: this one) as it is stored: Beijing time to the second, ISO 8601."""
    return (now or datetime.now(UTC)).astimezone(BEIJING).isoformat(timespec="seconds")


def latest(connection: Connection, edition: str = "") -> Publication | None:
    """What came into force last, or when this edition last did; None if nothing ever did."""
    query = _NEWEST.where(PublicationRow.edition == edition) if edition else _NEWEST
    row = connection.execute(query.limit(1)).mappings().first()
    if row is None:
        return None
    ids = tuple(json.loads(row["submissions"]))
    return Publication(row["id"], row["edition"], ids, row["author"], row["at"], row["reason"])


def current(engine: Engine) -> Publication | None:
    """What is in force by an act of the province; None as long as nothing was published."""
    with read_only(engine) as connection:
        return latest(connection)


def current_id(engine: Engine) -> int:
    """Number of the newest publication, 0 if there is none: the cheapest way to see that something changed."""
    with read_only(engine) as connection:
        return connection.scalar(_NEWEST_ID) or 0


def rows_in_force(connection: Connection) -> InForce:
    """The reported lists of the edition in force, with what else a new list is looked at beside."""
    now = latest(connection)
    return InForce(rows_of(connection, now.edition) if now else (), assets.areas(), assets.pilots())


def basis(engine: Engine) -> Dataset:
    """The values that new reports are looked at beside: the edition in force, never one of invented values."""
    now = current(engine)
    for edition in listed(engine):
        if now is not None and edition.code == now.edition and edition.local is Status.REPORTED:
            return load(engine, edition)[0]
    return Dataset(Edition("published", "报告版", Status.MISSING, ""), assets.areas(), published())
