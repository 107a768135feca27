"""Signing in and being locked out, on both kinds of database."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import event

from data_access import passwords
from data_access.accounts import AccountProblem, authenticate, set_password
from data_access.audit import entries
from data_access.schema import AccountRow, LoginAttemptRow
from data_access.sessions import open_session
from tests.people import BOSS, EDITOR, NOW, OTHER, PASSWORD, later, refused, settle, stored

# Four wrong passwords from one process, while another does the same.
TRIES = """
import sys, time
from datetime import datetime
from pathlib import Path
from sqlalchemy import create_engine
from data_access.accounts import AccountProblem, authenticate
url, now, mine, other = sys.argv[1:]
engine = create_engine(url)
Path(mine).touch()
while not Path(other).exists():
    time.sleep(0.001)
for _ in range(4):
    try:
        authenticate(engine, "zhang", "wrong password", datetime.fromisoformat(now))
    except AccountProblem as problem:
        print("locked" if "锁定" in str(problem) else "wrong")
"""


@pytest.fixture
def engine(filled, monkeypatch):
    return settle(filled, monkeypatch)


def fail(engine, times, name="zhang", now=NOW):
    for _ in range(times):
        refused("用户名或口令不对", authenticate, engine, name, OTHER, now)


def test_the_right_password_signs_in(engine):
    assert authenticate(engine, "zhang", PASSWORD, NOW) == EDITOR


@pytest.mark.parametrize("typed", ["ZHANG", "Ｚｈａｎｇ", " zhang "])
def test_a_name_is_the_same_however_it_is_typed(engine, typed):
    assert authenticate(engine, typed, PASSWORD, NOW) == EDITOR


def test_full_width_characters_of_a_password_count_as_plain_ones(engine):
    set_password(engine, BOSS, "zhang", "ａｂｃｄｅ１２３４５")
    assert authenticate(engine, "zhang", "abcde12345", NOW) == EDITOR


@pytest.mark.parametrize(
    ("name", "password"),
    [("zhang", OTHER), ("zhang", ""), ("zhang", PASSWORD + "x"), ("zhang", "x" * 100_000), ("zhang", "\ud800"),
     ("nobody", PASSWORD), ("", PASSWORD), ("zhang\x00", PASSWORD), ("a b", PASSWORD), ("\ud800", PASSWORD)],
)  # fmt: skip
def test_a_wrong_name_and_a_wrong_password_are_told_alike(engine, name, password):
    refused("^用户名或口令不对。$", authenticate, engine, name, password, NOW)


@pytest.mark.parametrize("name", ["nobody", "a b"])
def test_an_unknown_name_costs_a_comparison_too(engine, name, monkeypatch):
    compared, real = [], passwords.matches
    monkeypatch.setattr(passwords, "matches", lambda hashed, typed: compared.append(hashed) or real(hashed, typed))
    refused("用户名或口令不对", authenticate, engine, name, PASSWORD, NOW)
    assert compared == [None]


def test_no_password_is_the_password_of_no_one():
    assert not passwords.matches(None, "")


def test_passwords_are_stored_as_argon2id_with_a_salt_each(engine):
    hashes = stored(engine, AccountRow.password)
    assert [text[:10] for text in hashes] == ["$argon2id$"] * 2
    assert hashes[0] != hashes[1]


def test_a_hash_is_hard_to_guess():
    assert passwords.hashed(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_no_secret_is_in_the_log(engine):
    set_password(engine, BOSS, "zhang", OTHER)
    token = open_session(engine, "zhang", OTHER, NOW)
    hashes = stored(engine, AccountRow.password)
    log = str(entries(engine, 100))
    assert [secret for secret in (PASSWORD, OTHER, token, *hashes) if secret in log] == []


def test_five_failures_lock_the_name_even_for_the_right_password(engine):
    fail(engine, 5)
    refused("已暂时锁定。请15分钟后再试", authenticate, engine, "zhang", PASSWORD, NOW)
    assert authenticate(engine, "boss", PASSWORD, NOW) == BOSS


def test_four_failures_do_not(engine):
    fail(engine, 4)
    assert authenticate(engine, "zhang", PASSWORD, NOW) == EDITOR


def test_success_begins_the_count_anew(engine):
    for _ in range(2):
        fail(engine, 4)
        authenticate(engine, "zhang", PASSWORD, NOW)
    assert stored(engine, LoginAttemptRow.name) == []


def test_the_lock_ends_after_fifteen_minutes(engine):
    fail(engine, 5)
    refused("请1分钟后", authenticate, engine, "zhang", PASSWORD, later(minutes=14, seconds=59))
    assert authenticate(engine, "zhang", PASSWORD, later(minutes=15)) == EDITOR


def test_failures_of_more_than_fifteen_minutes_do_not_add_up(engine):
    fail(engine, 3)
    fail(engine, 2, now=later(minutes=15))
    assert authenticate(engine, "zhang", PASSWORD, later(minutes=15)) == EDITOR


def test_a_locked_attempt_does_not_prolong_the_lock(engine):
    fail(engine, 5)
    refused("请5分钟后", authenticate, engine, "zhang", OTHER, later(minutes=10))
    assert authenticate(engine, "zhang", PASSWORD, later(minutes=15)) == EDITOR


def test_a_name_that_nobody_has_is_locked_as_well(engine):
    fail(engine, 5, "nobody")
    refused("锁定", authenticate, engine, "nobody", OTHER, NOW)


def test_a_new_password_lifts_the_lock(engine):
    fail(engine, 5)
    set_password(engine, BOSS, "zhang", OTHER)
    assert authenticate(engine, "zhang", OTHER, NOW) == EDITOR


@pytest.fixture
def hesitant(engine):
    """An engine that hesitates between having counted the attempts and adding one."""

    def hesitate(_connection, _cursor, statement, *_):
        if statement.startswith("INSERT INTO login_attempt"):
            time.sleep(0.05)

    event.listen(engine, "before_cursor_execute", hesitate)
    yield engine
    event.remove(engine, "before_cursor_execute", hesitate)


def test_attempts_at_the_same_moment_are_all_counted(hesitant):
    together = Barrier(8)

    def attempt(_):
        together.wait(timeout=30)
        with pytest.raises(AccountProblem) as caught:
            authenticate(hesitant, "zhang", OTHER, NOW)
        return "锁定" in str(caught.value)

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(attempt, range(8))) == [False] * 5 + [True] * 3


def test_attempts_of_two_processes_are_counted_together(engine, tmp_path):
    command = [sys.executable, "-c", TRIES, engine.url.render_as_string(False), NOW.isoformat()]
    marks = (str(tmp_path / "1"), str(tmp_path / "2"))
    how = {"cwd": Path(__file__).parents[1], "text": True, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    both = [subprocess.Popen([*command, *order], **how) for order in (marks, marks[::-1])]
    said = [process.communicate(timeout=60) for process in both]
    assert sorted("".join(out for out, _ in said).split()) == ["locked"] * 3 + ["wrong"] * 5, said
