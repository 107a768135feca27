"""Failed sign-ins, counted in the database and so across processes, for names that exist and names that do not."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from math import ceil

from sqlalchemy import Connection, Engine, delete, insert, select

from data_access import audit
from data_access.schema import LoginAttemptRow

MOST = 5
WINDOW = timedelta(minutes=15)


class TooManyAttempts(Exception):
    """The name is locked; the message is Chinese and says for how long."""


def stamp(moment: datetime) -> str:
    """A moment, with its time zone, as stored: UTC, of one width, so that texts compare like moments."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def begin(engine: Engine, name: str, now: datetime) -> None:
    """Count an attempt as failed before it is tried, so that attempts at the same moment are counted too.

    TooManyAttempts, and nothing is counted, after ``MOST`` of them within ``WINDOW``.
    """
    with engine.begin() as connection:
        audit.hold(connection)
        connection.execute(delete(LoginAttemptRow).where(LoginAttemptRow.at <= stamp(now - WINDOW)))
        query = select(LoginAttemptRow.at).where(LoginAttemptRow.name == name).order_by(LoginAttemptRow.at)
        earlier = connection.scalars(query).all()
        if len(earlier) >= MOST:
            wait = datetime.fromisoformat(earlier[-MOST]) + WINDOW - now
            raise TooManyAttempts(
                f"连续登录失败{MOST}次，已暂时锁定。请{ceil(wait / timedelta(minutes=1))}分钟后再试。"
            )
        connection.execute(insert(LoginAttemptRow).values(id=secrets.token_hex(16), name=name, at=stamp(now)))


def forgive(connection: Connection, name: str) -> None:
    """Forget the failures of a name, in the caller's transaction."""
    connection.execute(delete(LoginAttemptRow).where(LoginAttemptRow.name == name))
