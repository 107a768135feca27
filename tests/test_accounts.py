"""Managing accounts on both kinds of database, every change in the log."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError

from data_access.accounts import (
    AccountProblem,
    ListedAccount,
    authenticate,
    create_account,
    create_first_administrator,
    disable,
    enable,
    listed_accounts,
    set_password,
)
from data_access.audit import entries, verify
from data_access.schema import AccountRow
from domain.roles import SINGLE_USER, Account, Forbidden, Role
from tests.people import BOSS, EDITOR, NOW, OTHER, PASSWORD, refused, settle, stored

ROW = {"name": "x", "password": "x", "role": "VIEWER", "cities": "", "disabled": False, "created": "x"}


@pytest.fixture
def engine(filled, monkeypatch):
    return settle(filled, monkeypatch)


def done(engine):
    """Who did what to which account last."""
    newest = entries(engine, 1)[0]
    return newest.account, newest.act, newest.object, newest.detail


def test_accounts_are_listed_by_name(engine):
    made = "2021-04-08T01:30:00.000000+00:00"
    disable(engine, BOSS, "zhang")
    assert listed_accounts(engine, BOSS) == [ListedAccount(BOSS, False, made), ListedAccount(EDITOR, True, made)]


def test_a_new_account_has_its_cities_once_and_its_name_folded(engine):
    new = Account("Ｌｉ", Role.CITY_EDITOR, ("330300", "330100", "330300"))
    made = create_account(engine, BOSS, new, PASSWORD, NOW)
    assert made == Account("li", Role.CITY_EDITOR, ("330100", "330300")) == authenticate(engine, "li", PASSWORD, NOW)
    assert done(engine) == (
        "boss", "MANAGE_USERS", "账号 li", {"新建": "市级填报", "城市": ["330100", "330300"]},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("new", "password", "words"),
    [
        (Account("", Role.VIEWER), PASSWORD, "用户名应是"),
        (Account("a b", Role.VIEWER), PASSWORD, "用户名应是"),
        (Account("a\u200bb", Role.VIEWER), PASSWORD, "用户名应是"),
        (Account("a" * 41, Role.VIEWER), PASSWORD, "用户名应是"),
        (SINGLE_USER, PASSWORD, "本机用户"),
        (Account("ＺＨＡＮＧ", Role.VIEWER), PASSWORD, "已经有名为“zhang”的账号"),
        (Account("li", Role.CITY_EDITOR), PASSWORD, "至少要有一个设区市"),
        (Account("li", Role.VIEWER, ("330300",)), PASSWORD, "其他角色不指定设区市"),
        (Account("li", Role.CITY_EDITOR, ("330302",)), PASSWORD, "没有代码为330302的设区市"),
        (Account("li", Role.VIEWER), "123456789", "至少要10个字符"),
        (Account("li", Role.VIEWER), "x" * 201, "最多200个字符"),
        (Account("secretary.li", Role.VIEWER), "Secretary.Li", "不能与用户名相同"),
    ],
)
def test_a_bad_account_is_refused_in_words_and_leaves_nothing(engine, new, password, words):
    before = done(engine)
    refused(words, create_account, engine, BOSS, new, password, NOW)
    assert stored(engine, AccountRow.name) == ["boss", "zhang"]
    assert done(engine) == before


@pytest.mark.parametrize("length", [10, 200])
def test_passwords_of_the_shortest_and_the_longest_kind_are_taken(engine, length):
    set_password(engine, EDITOR, "zhang", "x" * length)
    assert authenticate(engine, "zhang", "x" * length, NOW) == EDITOR


@pytest.mark.parametrize("by", [EDITOR, Account("p", Role.PROVINCE_EDITOR), Account("v", Role.VIEWER)])
def test_only_administrators_manage_accounts(engine, by):
    new = Account("li", Role.ADMINISTRATOR)
    for call in (
        lambda: create_account(engine, by, new, PASSWORD, NOW),
        lambda: set_password(engine, by, "boss", OTHER),
        lambda: disable(engine, by, "boss"),
        lambda: enable(engine, by, "boss"),
        lambda: listed_accounts(engine, by),
    ):
        with pytest.raises(Forbidden, match="没有“管理账号”的权限"):
            call()
    assert stored(engine, AccountRow.name) == ["boss", "zhang"]


def test_everyone_may_change_his_own_password(engine):
    set_password(engine, EDITOR, "zhang", OTHER)
    assert authenticate(engine, "zhang", OTHER, NOW) == EDITOR
    refused("用户名或口令不对", authenticate, engine, "zhang", PASSWORD, NOW)
    assert done(engine) == ("zhang", "MANAGE_USERS", "账号 zhang", {"更换": "口令"})


@pytest.mark.parametrize("password", ["short", "x" * 201])
def test_a_bad_new_password_changes_nothing(engine, password):
    refused("口令", set_password, engine, EDITOR, "zhang", password)
    assert authenticate(engine, "zhang", PASSWORD, NOW) == EDITOR


def test_a_disabled_account_cannot_sign_in_until_it_is_enabled(engine):
    disable(engine, BOSS, "Zhang")
    assert done(engine) == ("boss", "MANAGE_USERS", "账号 zhang", {"停用": True})
    refused("已停用", authenticate, engine, "zhang", PASSWORD, NOW)
    refused("用户名或口令不对", authenticate, engine, "zhang", OTHER, NOW)
    enable(engine, BOSS, "zhang")
    assert done(engine) == ("boss", "MANAGE_USERS", "账号 zhang", {"停用": False})
    assert authenticate(engine, "zhang", PASSWORD, NOW) == EDITOR


@pytest.mark.parametrize("call", [disable, enable, lambda *who: set_password(*who, OTHER)])
def test_an_account_that_is_not_there_cannot_be_changed(engine, call):
    before = done(engine)
    refused("没有名为“nobody”的账号", call, engine, BOSS, "nobody")
    assert done(engine) == before


def test_the_last_administrator_stays(engine):
    refused("最后一个可用的管理员", disable, engine, BOSS, "boss")
    create_account(engine, BOSS, Account("li", Role.ADMINISTRATOR), PASSWORD, NOW)
    disable(engine, BOSS, "boss")
    refused("最后一个可用的管理员", disable, engine, BOSS, "li")


def test_two_administrators_cannot_disable_each_other_at_once(engine):
    create_account(engine, BOSS, Account("li", Role.ADMINISTRATOR), PASSWORD, NOW)
    assert race(lambda name: disable(engine, BOSS, name), ["boss", "li"]) == ["done", "refused"]


def test_the_first_administrator_is_made_when_there_is_none(engine):
    refused("已经有管理员", create_first_administrator, engine, "li", PASSWORD, NOW)
    with engine.begin() as connection:
        connection.execute(update(AccountRow).where(AccountRow.name == "boss").values(disabled=True))
    made = create_first_administrator(engine, "li", PASSWORD, NOW)
    assert made == Account("li", Role.ADMINISTRATOR) == authenticate(engine, "li", PASSWORD, NOW)
    assert done(engine)[0] == "本机用户"


def test_there_is_only_one_first_administrator(engine):
    with engine.begin() as connection:
        connection.execute(delete(AccountRow).where(AccountRow.name == "boss"))
    assert race(lambda name: create_first_administrator(engine, name, PASSWORD, NOW), ["a", "b"]) == ["done", "refused"]


def race(call, names):
    """What comes of calls at the same moment, sorted."""
    together = Barrier(len(names))

    def attempt(name):
        together.wait(timeout=30)
        try:
            call(name)
        except AccountProblem:
            return "refused"
        return "done"

    with ThreadPoolExecutor(len(names)) as pool:
        return sorted(pool.map(attempt, names))


def test_the_log_is_whole_after_all_that(engine):
    assert verify(engine) == ""


@pytest.mark.parametrize(
    ("row", "constraint"),
    [
        (ROW | {"role": "BOSS"}, "ck_account_role"),
        (ROW | {"role": "CITY_EDITOR"}, "ck_account_cities_of_a_city_editor"),
        (ROW | {"cities": "330300"}, "ck_account_cities_of_a_city_editor"),
    ],
)
def test_the_table_takes_no_bad_account(engine, row, constraint):
    with pytest.raises(IntegrityError, match=constraint), engine.begin() as connection:
        connection.execute(insert(AccountRow).values(row))
