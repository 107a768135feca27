"""Sessions: an opaque token for the browser, of which only a hash is stored."""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from data_access.accounts import Then, account_of, authenticate, identify
from data_access.engine import DatabaseProblem, read_only
from data_access.login_attempts import stamp
from data_access.schema import AccountRow, SessionRow
from domain.access import Access
from domain.roles import Account, Act, require

IDLE = timedelta(minutes=Access().idle_minutes)
# The last use is stored no more often than this, lest every click write; a session ends so much early at worst.
_GRAIN = timedelta(minutes=1)


def open_session(engine: Engine, name: str, password: str, now: datetime, idle: timedelta = IDLE) -> str:
    """Sign in and return the session's token, 43 characters. AccountProblem as in ``authenticate``."""
    token = secrets.token_urlsafe(32)
    authenticate(engine, name, password, now, _stored(token, now, idle))
    return token


def open_session_by_email(engine: Engine, email: str, now: datetime, idle: timedelta = IDLE) -> str:
    """The same for whom an identity provider has confirmed the address of. AccountProblem as in ``identify``."""
    token = secrets.token_urlsafe(32)
    identify(engine, email, _stored(token, now, idle))
    return token


def _stored(token: str, now: datetime, idle: timedelta) -> Then:
    def store(connection: Connection, account: Account) -> None:
        connection.execute(delete(SessionRow).where(SessionRow.seen <= stamp(now - idle)))
        row = {"digest": _digest(token), "account": account.name, "seen": stamp(now)}
        connection.execute(insert(SessionRow).values(row))

    return store


def session_account(engine: Engine, token: str, now: datetime, idle: timedelta = IDLE) -> Account | None:
    """Whose session it is, as the account stands now; None if it was closed or not used for ``idle``."""
    mine = SessionRow.digest == _digest(token)
    query = select(AccountRow.__table__, SessionRow.seen).join(SessionRow, SessionRow.account == AccountRow.name)
    with read_only(engine) as connection:
        row = connection.execute(query.where(mine, AccountRow.disabled.is_(False))).first()
    if row is None or row.seen <= stamp(now - idle):
        return None
    if row.seen <= stamp(now - _GRAIN):
        with suppress(DatabaseProblem), engine.begin() as connection:  # who only reads goes on while another one writes
            connection.execute(update(SessionRow).where(mine).values(seen=stamp(now)))
    return account_of(row)


def last_uses(engine: Engine, by: Account) -> dict[str, str]:
    """Name → last use (UTC, ISO 8601) of each account's sessions that are still stored. Forbidden unless ``by`` may
    manage users.
    """
    require(by, Act.MANAGE_USERS)
    query = select(SessionRow.account, func.max(SessionRow.seen).label("seen")).group_by(SessionRow.account)
    with read_only(engine) as connection:
        return {row.account: row.seen for row in connection.execute(query)}


def close_session(engine: Engine, token: str) -> None:
    """Sign out; nothing happens if the session has ended already."""
    with engine.begin() as connection:
        connection.execute(delete(SessionRow).where(SessionRow.digest == _digest(token)))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
