"""Two people with accounts, for the tests of accounts, sign-in and sessions; the time is given, never waited for."""

from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import delete, select

from data_access import passwords
from data_access.accounts import AccountProblem, create_account
from data_access.schema import AccountRow, LoginAttemptRow, SessionRow
from domain.roles import SINGLE_USER, Account, Role

NOW = datetime(2021, 4, 8, 1, 30, tzinfo=UTC)
PASSWORD, OTHER = "一二三四五六七八九十", "correct horse"
EDITOR = Account("zhang", Role.CITY_EDITOR, ("330300",))
BOSS = Account("boss", Role.ADMINISTRATOR)
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # what is tested is not how hard a hash is


def settle(engine, monkeypatch):
    """Give a database the accounts of zhang and boss, who have the same password, and no other."""
    monkeypatch.setattr(passwords, "_hasher", CHEAP)
    with engine.begin() as connection:
        for table in (SessionRow, LoginAttemptRow, AccountRow):
            connection.execute(delete(table))
    create_account(engine, SINGLE_USER, EDITOR, PASSWORD, NOW)
    create_account(engine, SINGLE_USER, BOSS, PASSWORD, NOW)
    return engine


def later(**span):
    return NOW + timedelta(**span)


def stored(engine, column):
    with engine.connect() as connection:
        return sorted(connection.scalars(select(column)))


def refused(words, call, *arguments):
    with pytest.raises(AccountProblem, match=words):
        call(*arguments)
