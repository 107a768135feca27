"""The page of accounts and its acts over HTTP, in every way of signing in."""

from __future__ import annotations

import json
import re

import pytest

from data_access import passwords
from data_access.accounts import create_first_administrator, listed_accounts
from data_access.audit import entries, verify
from data_access.library import library
from data_access.schema import AuditRow
from domain.roles import SINGLE_USER, Account, Role
from figures.to_html import to_html
from pages import _shell, accounts
from tests.people import CHEAP, NOW, stored
from tests.test_submission_web import PASSWORD, WENZHOU, ask, cookie, house, shared, sign_in

house, shared = house, shared
NEW = "夜阑卧听风吹雨铁马冰河"


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    monkeypatch.setattr(passwords, "_hasher", CHEAP)


def act(mine, **order):
    return ask("POST", "/account/act", json.dumps(order).encode(), mine)


def known():
    return {a.account.name: a for a in listed_accounts(library().engine, SINGLE_USER)}


def text(parts):
    html = "".join(map(to_html, parts))
    return re.sub("<template.*?</template>", "", html), re.sub(r"<[^>]*>", "|", html)


def page(monkeypatch, account):
    """Its HTML without the dialogs, and its words."""
    monkeypatch.setattr(accounts, "viewer", lambda: account)
    return text(accounts.parts(library().view({})[0]))


def test_a_single_user_is_told_why_there_are_none_and_makes_none(house, monkeypatch):
    house()
    html, words = page(monkeypatch, SINGLE_USER)
    assert "账号：没有" in words
    assert "一台机器自己用，不用登录" in words
    assert "data-account" not in html
    refused = act("", act="add", name="li", role="VIEWER", cities=[])
    assert (refused.status_code, "没有账号" in refused.json()["error"]) == (422, True)
    assert known() == {}
    assert _shell._ways() == ()


def test_an_administrator_sees_all_and_others_their_own_password(shared, monkeypatch):
    mine = cookie("温州")
    html, words = page(monkeypatch, Account("管理员", Role.ADMINISTRATOR))
    assert "账号：3个，可用3个" in words
    assert re.search(r"\|温州\|+市级填报\|+温州市\|+—\|+● 可用\|+\d{4}-\d\d-\d\d\|+\d{4}-\d\d-\d\d \d\d:\d\d\|", words)
    assert re.search(r"\|看客\|+查看者\|+—\|+—\|+● 可用\|+\d{4}-\d\d-\d\d\|+—\|", words)
    assert "换我的口令" in words
    html, words = page(monkeypatch, Account("温州", Role.CITY_EDITOR, (WENZHOU,)))
    assert "温州：市级填报（温州市）" in words
    assert re.findall("data-account=([a-z]+)", html) == ["own"]
    assert "看客" not in words
    assert "没有登录" in page(monkeypatch, None)[1]
    assert act(mine, act="enable", name="看客").status_code == 403
    monkeypatch.setattr(_shell, "viewer", lambda: Account("温州", Role.CITY_EDITOR, (WENZHOU,)))
    assert _shell._ways() == (("账号：温州（市级填报）", "accounts"), ("退出登录", "logout"))


def test_with_a_provider_there_are_addresses_and_no_passwords(house, monkeypatch):
    create_first_administrator(house('[access]\nmode = "oidc"\n'), "管理员", PASSWORD, NOW)
    _, words = page(monkeypatch, Account("管理员", Role.ADMINISTRATOR))
    assert "|邮箱|" in words
    assert "口令在身份平台上更换" in words
    assert "data-account=password" not in "".join(map(to_html, accounts.parts(library().view({})[0])))
    html, words = page(monkeypatch, Account("看客", Role.VIEWER))
    assert "口令在身份平台上更换" in words
    assert "data-account" not in html


def test_an_account_is_added_with_a_password_shown_once(shared):
    boss = cookie("管理员")
    added = act(boss, act="add", name="Ｌi", role="CITY_EDITOR", cities=["330400", "330100"], email="Li@example.cn")
    assert (added.status_code, added.json()["said"]) == (200, "已添加“li”（市级填报）。")
    made = added.json()["password"]
    assert len(made) >= 12
    li = known()["li"]
    assert (li.account, li.email) == (Account("li", Role.CITY_EDITOR, ("330100", "330400")), "li@example.cn")
    assert sign_in("li", made).status_code == 303
    given = act(boss, act="add", name="wang", role="VIEWER", cities=[], password=NEW)
    assert given.json()["password"] == ""
    assert sign_in("wang", NEW).status_code == 303
    assert not any(word in row for row in stored(shared, AuditRow.detail) for word in (made, NEW))


def test_role_cities_address_password_and_state_are_changed_and_end_the_sessions(shared):
    boss = cookie("管理员")
    for order, check in (
        ({"act": "assign", "role": "CITY_EDITOR", "cities": ["330100"]}, lambda a: a.account.cities == ("330100",)),
        ({"act": "assign", "role": "PROVINCE_EDITOR", "cities": []}, lambda a: a.account.role is Role.PROVINCE_EDITOR),
        ({"act": "email", "email": "wz@example.cn"}, lambda a: a.email == "wz@example.cn"),
        ({"act": "disable"}, lambda a: a.disabled),
    ):
        theirs = cookie("温州")
        assert act(boss, name="温州", **order).status_code == 200, order
        assert check(known()["温州"]), order
        assert ask("GET", "/api/v1/indicators", cookie=theirs).status_code == 401, order
        newest = entries(shared, 1)[0]
        assert (newest.account, newest.act, newest.object) == ("管理员", "MANAGE_USERS", "账号 温州")
    assert act(boss, act="enable", name="温州").json()["said"] == "已启用“温州”。"
    made = act(boss, act="password", name="温州").json()["password"]
    assert sign_in("温州").status_code == 401
    assert sign_in("温州", made).status_code == 303
    assert verify(shared) == ""


def test_everyone_changes_his_own_password_and_is_out(shared):
    mine, elsewhere = cookie("看客"), cookie("看客")
    for order, word in (
        ({"old": "不是这个口令哦呀", "password": NEW}, "用户名或口令不对"),
        ({"old": PASSWORD, "password": "短"}, "至少要10个字符"),
    ):
        refused = act(mine, act="own", name="看客", **order)
        assert (refused.status_code, word in refused.json()["error"]) == (422, True)
    done = act(mine, act="own", name="看客", old=PASSWORD, password=NEW).json()
    assert done == {"said": "口令已更换，请用新口令重新登录。", "out": True, "password": ""}
    for old in (mine, elsewhere):
        assert ask("GET", "/api/v1/indicators", cookie=old).status_code == 401
    assert sign_in("看客", NEW).status_code == 303


@pytest.mark.parametrize(
    ("order", "status", "word"),
    [
        ({"act": "disable", "name": "管理员"}, 422, "最后一个可用的管理员"),
        ({"act": "assign", "name": "管理员", "role": "VIEWER", "cities": []}, 422, "最后一个可用的管理员"),
        ({"act": "assign", "name": "温州", "role": "CITY_EDITOR", "cities": []}, 422, "至少要有一个设区市"),
        ({"act": "assign", "name": "温州", "role": "CITY_EDITOR", "cities": ["330302"]}, 422, "没有代码为330302"),
        ({"act": "assign", "name": "温州", "role": "KING", "cities": []}, 422, "没有看懂"),
        ({"act": "assign", "name": "nobody", "role": "VIEWER", "cities": []}, 422, "没有名为“nobody”"),
        ({"act": "add", "name": "温州", "role": "VIEWER", "cities": []}, 422, "已经有名为"),
        ({"act": "add", "name": "li", "role": "VIEWER", "cities": [], "password": "短"}, 422, "至少要10个字符"),
        ({"act": "dance", "name": "温州"}, 422, "没有看懂"),
        ({"act": "enable"}, 422, "没有看懂"),
    ],
)
def test_what_cannot_be_is_refused_in_chinese_and_changes_nothing(shared, order, status, word):
    boss, before = cookie("管理员"), known()
    answer = act(boss, **order)
    assert (answer.status_code, word in answer.json()["error"]) == (status, True)
    assert known() == before


def test_nobody_else_manages_accounts(shared):
    orders = (
        {"act": "add", "name": "li", "role": "ADMINISTRATOR", "cities": []},
        {"act": "assign", "name": "温州", "role": "ADMINISTRATOR", "cities": []},
        {"act": "email", "name": "温州", "email": "a@example.cn"},
        {"act": "password", "name": "管理员", "password": NEW},
        {"act": "disable", "name": "管理员"},
        {"act": "enable", "name": "温州"},
    )
    before = known()
    for mine in (cookie("温州"), cookie("看客")):
        assert [act(mine, **order).status_code for order in orders] == [403] * len(orders)
    assert ask("POST", "/account/act", b'{"act": "enable", "name": "x"}', headers={}).status_code == 401
    boss = cookie("管理员")
    assert ask("POST", "/account/act", b'{"act": "enable", "name": "x"}', boss, headers={}).status_code == 403
    assert known() == before
