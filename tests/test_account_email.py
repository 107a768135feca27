"""The e-mail address of an account, and signing in by it, on both kinds of database and from the command line."""

import io

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from data_access.accounts import create_account, create_first_administrator, disable, listed_accounts, set_email
from data_access.audit import entries, verify
from data_access.schema import AccountRow, LoginAttemptRow, SessionRow
from data_access.sessions import open_session, open_session_by_email, session_account
from domain.roles import SINGLE_USER, Account, Forbidden, Role
from tests.people import BOSS, EDITOR, NOW, PASSWORD, later, refused, settle, stored


@pytest.fixture
def engine(filled, monkeypatch):
    return settle(filled, monkeypatch)


def addresses(engine):
    return {listed.account.name: listed.email for listed in listed_accounts(engine, BOSS)}


def done(engine):
    newest = entries(engine, 1)[0]
    return newest.account, newest.act, newest.object, newest.detail


def test_an_address_is_entered_changed_and_taken_away_and_each_ends_the_sessions(engine):
    token = open_session(engine, "zhang", PASSWORD, NOW)
    set_email(engine, BOSS, "ZHANG", " Ｚhang@ZJ.cn ")  # typed by an administrator, not sent by a stranger
    assert addresses(engine) == {"boss": "", "zhang": "zhang@zj.cn"}
    assert done(engine) == ("boss", "MANAGE_USERS", "账号 zhang", {"邮箱": "zhang@zj.cn"})
    assert session_account(engine, token, NOW) is None
    token = open_session_by_email(engine, "Zhang@zj.cn", NOW)
    assert session_account(engine, token, later(minutes=29)) == EDITOR
    set_email(engine, BOSS, "zhang", "")
    assert session_account(engine, token, NOW) is None
    assert addresses(engine) == {"boss": "", "zhang": ""}
    assert done(engine) == ("boss", "MANAGE_USERS", "账号 zhang", {"邮箱": ""})
    assert verify(engine) == ""


def test_accounts_are_made_with_an_address(engine):
    create_account(engine, BOSS, Account("li", Role.VIEWER), PASSWORD, NOW, "Li@zj.cn")
    assert done(engine)[3] == {"新建": "查看者", "城市": [], "邮箱": "li@zj.cn"}
    with engine.begin() as connection:
        connection.execute(update(AccountRow).where(AccountRow.name == "boss").values(disabled=True))
    create_first_administrator(engine, "wang", PASSWORD, NOW, "wang@zj.cn")
    assert addresses(engine) == {"boss": "", "li": "li@zj.cn", "wang": "wang@zj.cn", "zhang": ""}


def test_what_is_no_address_or_anothers_is_refused_and_leaves_nothing(engine):
    set_email(engine, BOSS, "boss", "boss@zj.cn")
    set_email(engine, BOSS, "boss", "BOSS@zj.cn")  # one's own
    before = done(engine)
    for typed in ("zhang", "a b@zj.cn", "张@zj.cn", "a@b@c"):
        refused("不是邮箱", set_email, engine, BOSS, "zhang", typed)
    refused("邮箱“boss@zj.cn”已登记给账号“boss”", set_email, engine, BOSS, "zhang", "Boss@ZJ.cn")
    new = Account("li", Role.VIEWER)
    refused("已登记给账号“boss”", create_account, engine, BOSS, new, PASSWORD, NOW, "boss@zj.cn")
    refused("没有名为“nobody”的账号", set_email, engine, BOSS, "nobody", "n@zj.cn")
    with pytest.raises(Forbidden, match="没有“管理账号”的权限"):
        set_email(engine, EDITOR, "zhang", "zhang@zj.cn")
    assert (addresses(engine), done(engine)) == ({"boss": "boss@zj.cn", "zhang": ""}, before)
    with pytest.raises(IntegrityError, match=r"(?i)unique"), engine.begin() as connection:
        connection.execute(update(AccountRow).values(email="boss@zj.cn"))


def test_an_address_that_is_not_entered_opens_nothing(engine):
    set_email(engine, BOSS, "zhang", "zhang@zj.cn")
    for sent in ("boss@zj.cn", "ｚhang@zj.cn", "zhang@zj.cn ", "", "x" * 100_000):
        refused("此账号还没有授权", open_session_by_email, engine, sent, NOW)
    disable(engine, BOSS, "zhang")
    refused("已停用", open_session_by_email, engine, "zhang@zj.cn", NOW)
    assert (stored(engine, SessionRow.account), stored(engine, LoginAttemptRow.name)) == ([], [])


def test_signing_in_elsewhere_does_not_forgive_wrong_passwords(engine):
    set_email(engine, SINGLE_USER, "zhang", "zhang@zj.cn")
    for _ in range(5):
        refused("用户名或口令不对", open_session, engine, "zhang", "wrong password", NOW)
    open_session_by_email(engine, "zhang@zj.cn", NOW)
    refused("已暂时锁定", open_session, engine, "zhang", PASSWORD, NOW)


def test_addresses_are_kept_by_commands(run, monkeypatch):
    def typed():
        monkeypatch.setattr("sys.stdin", io.StringIO("correct horse battery\n"))

    typed()
    assert run("user", "first", "管理", "--email", "Boss@zj.cn") == (0, "管理：管理员，邮箱 boss@zj.cn\n")
    typed()
    code, said = run("user", "add", "李四", "--email", "li@zj.cn", "--json")
    assert (code, [person["email"] for person in said["accounts"]]) == (0, ["li@zj.cn", "boss@zj.cn"])
    assert run("user", "email", "李四", "--email", "boss@zj.cn")[0] == 2
    assert "李四：查看者，邮箱 si@zj.cn\n" in run("user", "email", "李四", "--email", "si@zj.cn")[1]
    assert run("user", "email", "李四") == (0, "李四：查看者\n管理：管理员，邮箱 boss@zj.cn\n")
