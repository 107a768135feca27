"""Sessions on both kinds of database."""

from datetime import timedelta

import pytest

from data_access import passwords
from data_access.accounts import disable, set_password
from data_access.schema import SessionRow
from data_access.sessions import close_session, open_session, session_account
from tests.people import BOSS, EDITOR, NOW, OTHER, PASSWORD, later, refused, settle, stored


@pytest.fixture
def engine(filled, monkeypatch):
    return settle(filled, monkeypatch)


def test_a_session_is_of_the_account_that_opened_it(engine):
    token, other = (open_session(engine, name, PASSWORD, NOW) for name in ("zhang", "boss"))
    assert session_account(engine, token, NOW) == EDITOR
    assert session_account(engine, other, NOW) == BOSS


@pytest.mark.parametrize("token", ["", "x", "\ud800", "' OR 1=1 --"])
def test_a_token_that_was_never_given_is_of_nobody(engine, token):
    open_session(engine, "zhang", PASSWORD, NOW)
    assert session_account(engine, token, NOW) is None


def test_without_the_password_there_is_no_session(engine):
    refused("用户名或口令不对", open_session, engine, "zhang", OTHER, NOW)
    assert stored(engine, SessionRow.digest) == []


def test_the_token_itself_is_kept_nowhere(engine):
    token = open_session(engine, "zhang", PASSWORD, NOW)
    (kept,) = stored(engine, SessionRow.digest)
    assert (len(token), len(kept)) == (43, 64)
    assert session_account(engine, kept, NOW) is None


def test_a_session_ends_after_thirty_minutes_without_use(engine):
    token = open_session(engine, "zhang", PASSWORD, NOW)
    assert session_account(engine, token, later(minutes=29, seconds=59)) == EDITOR
    assert session_account(engine, token, later(minutes=59)) == EDITOR
    assert session_account(engine, token, later(minutes=89)) is None


def test_use_within_a_minute_is_not_written(engine):
    token = open_session(engine, "zhang", PASSWORD, NOW)
    session_account(engine, token, later(seconds=59))
    assert stored(engine, SessionRow.seen) == ["2021-04-08T01:30:00.000000+00:00"]
    session_account(engine, token, later(seconds=60))
    assert stored(engine, SessionRow.seen) == ["2021-04-08T01:31:00.000000+00:00"]


def test_the_time_without_use_can_be_set(engine):
    token = open_session(engine, "zhang", PASSWORD, NOW, timedelta(minutes=5))
    assert session_account(engine, token, later(minutes=5), timedelta(minutes=5)) is None
    assert session_account(engine, token, later(minutes=5), timedelta(minutes=6)) == EDITOR


def test_a_new_session_clears_away_those_that_have_ended(engine):
    open_session(engine, "zhang", PASSWORD, NOW)
    open_session(engine, "boss", PASSWORD, later(minutes=30))
    assert stored(engine, SessionRow.account) == ["boss"]


def test_signing_out_ends_one_session_alone(engine):
    token, other = (open_session(engine, "zhang", PASSWORD, NOW) for _ in range(2))
    close_session(engine, token)
    close_session(engine, token)
    assert session_account(engine, token, NOW) is None
    assert session_account(engine, other, NOW) == EDITOR


@pytest.mark.parametrize(
    "change",
    [lambda engine: set_password(engine, EDITOR, "zhang", OTHER), lambda engine: disable(engine, BOSS, "zhang")],
)
def test_a_new_password_and_a_disabled_account_end_all_sessions(engine, change):
    token, other = (open_session(engine, name, PASSWORD, NOW) for name in ("zhang", "boss"))
    change(engine)
    assert session_account(engine, token, NOW) is None
    assert session_account(engine, other, NOW) == BOSS
    assert stored(engine, SessionRow.account) == ["boss"]


def test_a_password_changed_while_one_signs_in_opens_no_session(engine, monkeypatch):
    real = passwords.matches

    def slow(hashed, typed):
        monkeypatch.setattr(passwords, "matches", real)
        set_password(engine, BOSS, "zhang", OTHER)
        return real(hashed, typed)

    monkeypatch.setattr(passwords, "matches", slow)
    refused("用户名或口令不对", open_session, engine, "zhang", PASSWORD, NOW)
    assert stored(engine, SessionRow.account) == []
