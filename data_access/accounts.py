"""Accounts: who may sign in, as what, and whether he is who he says. Every change is in the audit log."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute

from data_access import assets, audit, login_attempts, passwords
from data_access.engine import read_only
from data_access.login_attempts import TooManyAttempts, stamp
from data_access.schema import AccountRow, SessionRow
from domain.access import email_address, folded
from domain.roles import SINGLE_USER, Account, Act, Role, require

_NAME = re.compile(r"[\w.@-]{1,40}")
_WRONG = "用户名或口令不对。"
_UNKNOWN = "此账号还没有授权：没有登记“{}”这个邮箱。请联系管理员。"
_DISABLED = "这个账号已停用。请联系管理员。"
_LAST = "这是最后一个可用的管理员，不能停用，也不能改成别的角色。请先另设一个管理员。"

Then = Callable[[Connection, Account], None]


class AccountProblem(Exception):
    """The account cannot be made, changed or used; the message is Chinese and meant for the user."""


@dataclass(frozen=True, slots=True)
class ListedAccount:
    """An account as it is managed; ``created``: UTC, ISO 8601; ``email``: "" where none was entered."""

    account: Account
    disabled: bool
    created: str
    email: str = ""


def create_account(engine: Engine, by: Account, new: Account, password: str, now: datetime, email: str = "") -> Account:
    """Store a new account and return it with its name folded; ``email`` as in ``set_email``.

    Forbidden unless ``by`` may manage users; AccountProblem for a bad name, password, e-mail or cities or one in use.
    """
    require(by, Act.MANAGE_USERS)
    return _create(engine, by, new, password, now, email)


def create_first_administrator(engine: Engine, name: str, password: str, now: datetime, email: str = "") -> Account:
    """The administrator that makes all others; for the command line. AccountProblem if one can already sign in."""

    def check(connection: Connection) -> None:
        if _administrators(connection):
            raise AccountProblem("已经有管理员了。请由管理员登录后添加账号。")

    return _create(engine, SINGLE_USER, Account(name, Role.ADMINISTRATOR), password, now, email, check)


def _create(
    engine: Engine,
    by: Account,
    new: Account,
    password: str,
    now: datetime,
    email: str,
    check: Callable[[Connection], None] = lambda _: None,
) -> Account:
    account, email = _checked(new, password), _checked_email(email)
    row: dict[str, object] = {"name": account.name, "role": account.role.name, "cities": ",".join(account.cities)}
    row |= {"email": email or None, "disabled": False, "created": stamp(now), "password": passwords.hashed(password)}
    said = {"新建": account.role.value, "城市": account.cities} | ({"邮箱": email} if email else {})
    with engine.begin() as connection:
        _record(connection, by, account.name, said)
        check(connection)
        _free(connection, email, account.name)
        if _row(connection, account.name) is not None:
            raise AccountProblem(f"已经有名为“{account.name}”的账号。请换一个用户名。")
        connection.execute(insert(AccountRow).values(row))
    return account


def _checked(new: Account, password: str) -> Account:
    name = folded(new.name)
    if not _NAME.fullmatch(name) or name == folded(SINGLE_USER.name):
        raise AccountProblem(f"用户名应是1到40个汉字、字母、数字或 . @ - _，不含空格，也不能是“{SINGLE_USER.name}”。")
    if fault := passwords.fault(name, password):
        raise AccountProblem(fault)
    return Account(name, new.role, _checked_cities(new.role, new.cities))


def _checked_cities(role: Role, cities: Collection[str]) -> tuple[str, ...]:
    known = assets.areas().cities()
    if strange := [code for code in cities if code not in known]:
        raise AccountProblem(f"没有代码为{'、'.join(strange)}的设区市。")
    if (role is Role.CITY_EDITOR) != bool(cities):
        raise AccountProblem(f"“{Role.CITY_EDITOR.value}”至少要有一个设区市，其他角色不指定设区市。")
    return tuple(sorted(set(cities)))


def _checked_email(typed: str) -> str:
    email = email_address(unicodedata.normalize("NFKC", typed).strip())
    if typed.strip() and not email:
        raise AccountProblem(f"“{typed}”不是邮箱。写法：zhang@example.cn，只用英文字母、数字和符号。")
    return email


def _free(connection: Connection, email: str, name: str) -> None:
    """AccountProblem if the address is another account's; to be called when changes are held back."""
    mine = _row_by(connection, AccountRow.email, email) if email else None
    if mine is not None and mine.name != name:
        raise AccountProblem(f"邮箱“{email}”已登记给账号“{mine.name}”。一个邮箱只能登记给一个账号。")


def set_email(engine: Engine, by: Account, name: str, email: str) -> None:
    """Enter the e-mail address by which an identity provider knows the account, "" for none; ends its sessions.

    Forbidden unless ``by`` may manage users; AccountProblem for what is no address, another's, or an unknown name.
    """
    require(by, Act.MANAGE_USERS)
    name, email = folded(name), _checked_email(email)
    with engine.begin() as connection:
        _record(connection, by, name, {"邮箱": email})
        _free(connection, email, name)
        _update(connection, name, email=email or None)


def set_password(engine: Engine, by: Account, name: str, password: str) -> None:
    """Give a new password and end all sessions of the account; its failed sign-ins are forgotten.

    Forbidden unless it is one's own or ``by`` may manage users; AccountProblem for a bad password or an unknown name.
    """
    name = folded(name)
    if by.name != name:
        require(by, Act.MANAGE_USERS)
    if fault := passwords.fault(name, password):
        raise AccountProblem(fault)
    hashed = passwords.hashed(password)
    with engine.begin() as connection:
        _record(connection, by, name, {"更换": "口令"})
        _update(connection, name, password=hashed)
        login_attempts.forgive(connection, name)


def assign(engine: Engine, by: Account, name: str, role: Role, cities: Collection[str] = ()) -> None:
    """Give an account another role or other cities (six-digit codes) and end its sessions.

    Forbidden unless ``by`` may manage users; AccountProblem for bad cities, an unknown name or the last administrator.
    """
    require(by, Act.MANAGE_USERS)
    name, codes = folded(name), _checked_cities(role, cities)
    with engine.begin() as connection:
        _record(connection, by, name, {"角色": role.value, "城市": codes})
        if role is not Role.ADMINISTRATOR and _administrators(connection) == [name]:
            raise AccountProblem(_LAST)
        _update(connection, name, role=role.name, cities=",".join(codes))


def disable(engine: Engine, by: Account, name: str) -> None:
    """Keep the account from signing in and end its sessions; it is never deleted, the log names it.

    Forbidden unless ``by`` may manage users; AccountProblem for an unknown name or the last administrator.
    """
    require(by, Act.MANAGE_USERS)
    name = folded(name)
    with engine.begin() as connection:
        _record(connection, by, name, {"停用": True})
        if _administrators(connection) == [name]:
            raise AccountProblem(_LAST)
        _update(connection, name, disabled=True)


def enable(engine: Engine, by: Account, name: str) -> None:
    """Let a disabled account sign in again. Forbidden and AccountProblem as for ``disable``."""
    require(by, Act.MANAGE_USERS)
    name = folded(name)
    with engine.begin() as connection:
        _record(connection, by, name, {"停用": False})
        _update(connection, name, disabled=False)


def listed_accounts(engine: Engine, by: Account) -> list[ListedAccount]:
    """All accounts by name. Forbidden unless ``by`` may manage users."""
    require(by, Act.MANAGE_USERS)
    with read_only(engine) as connection:
        rows = connection.execute(select(AccountRow.__table__).order_by(AccountRow.name)).all()
    return [ListedAccount(account_of(row), row.disabled, row.created, row.email or "") for row in rows]


def authenticate(
    engine: Engine, name: str, password: str, now: datetime, then: Then = lambda _connection, _account: None
) -> Account:
    """The account of that name, if this is its password.

    AccountProblem otherwise: it does not tell an unknown name from a wrong password, in words or in time, and locks
    the name for a while after five failures. ``then`` runs in the transaction that confirms the sign-in.
    """
    name = folded(name)
    if not _NAME.fullmatch(name):
        passwords.matches(None, password)
        raise AccountProblem(_WRONG)
    try:
        login_attempts.begin(engine, name, now)
    except TooManyAttempts as error:
        raise AccountProblem(str(error)) from None
    with read_only(engine) as connection:
        row = _row(connection, name)
    if not passwords.matches(None if row is None else row.password, password) or row is None:
        raise AccountProblem(_WRONG)
    return _confirmed(engine, row, then)


def _confirmed(engine: Engine, seen: Row[Any], then: Then) -> Account:
    """The password fits; meanwhile it may have been changed, or the account disabled."""
    with engine.begin() as connection:
        audit.hold(connection)
        row = _row(connection, seen.name)
        if row is None or row.password != seen.password:
            raise AccountProblem(_WRONG)
        account = _admitted(connection, row, then)
        login_attempts.forgive(connection, row.name)
    return account


def identify(engine: Engine, email: str, then: Then) -> Account:
    """The account that an e-mail address is entered for; the identity provider has confirmed whose it is.

    AccountProblem if there is none, or it is disabled. ``then`` runs in the same transaction.
    """
    known = email_address(email)
    with engine.begin() as connection:
        audit.hold(connection)
        row = _row_by(connection, AccountRow.email, known) if known else None
        if row is None:
            raise AccountProblem(_UNKNOWN.format(email))
        return _admitted(connection, row, then)


def _admitted(connection: Connection, row: Row[Any], then: Then) -> Account:
    if row.disabled:
        raise AccountProblem(_DISABLED)
    account = account_of(row)
    then(connection, account)
    return account


def account_of(row: Row[Any]) -> Account:
    """The account that a row of the table, or one joined with it, stands for."""
    return Account(row.name, Role[row.role], tuple(row.cities.split(",")) if row.cities else ())


def _row(connection: Connection, name: str) -> Row[Any] | None:
    return _row_by(connection, AccountRow.name, name)


def _row_by(connection: Connection, column: InstrumentedAttribute[Any], value: str) -> Row[Any] | None:
    return connection.execute(select(AccountRow.__table__).where(column == value)).first()


def _administrators(connection: Connection) -> list[str]:
    """Names of the administrators that can sign in."""
    active = (AccountRow.role == Role.ADMINISTRATOR.name, AccountRow.disabled.is_(False))
    return list(connection.scalars(select(AccountRow.name).where(*active)))


def _record(connection: Connection, by: Account, name: str, detail: Mapping[str, object]) -> None:
    """The entry comes before the change: it holds back whoever would change accounts at the same moment."""
    audit.record(connection, by, Act.MANAGE_USERS, f"账号 {name}", detail)


def _update(connection: Connection, name: str, **columns: object) -> None:
    """Change an account and end its sessions."""
    if connection.execute(update(AccountRow).where(AccountRow.name == name).values(columns)).rowcount != 1:
        raise AccountProblem(f"没有名为“{name}”的账号。")
    connection.execute(delete(SessionRow).where(SessionRow.account == name))
