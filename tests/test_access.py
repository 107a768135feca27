"""Who is acting, by the settings; and settings that are wrong let nobody in."""

import pytest

from data_access import settings as module
from domain.access import Access, Mode, current_account, folded
from domain.roles import SINGLE_USER, Account, Role

EDITOR = Account("zhang", Role.CITY_EDITOR, ("330300",))
BOSS = Account("boss@zj.cn", Role.ADMINISTRATOR)
PEOPLE = {"boss@zj.cn": BOSS}
OIDC = """
[access]
mode = "oidc"
idle_minutes = 45
administrators = ["Boss@ZJ.cn"]
province_editors = ["p@zj.cn"]
viewers = ["v@zj.cn"]
[access.city_editors]
330300 = ["c@zj.cn", "d@zj.cn"]
330200 = ["c@zj.cn"]
"""
WRONG = {
    'access = "single"': "应是一个表",
    '[access]\nmode = "acounts"': "mode 应是 single、accounts、oidc 之一",
    '[access]\nmode = "closed"': "mode 应是",
    "[access]\nmode = 1": "mode 应是",
    '[access]\nmod = "accounts"': "mod 不认识",
    "[access]\nidle_minutes = 0": "1到1440",
    "[access]\nidle_minutes = 1441": "1到1440",
    "[access]\nidle_minutes = true": "1到1440",
    '[access]\nidle_minutes = "30"': "1到1440",
    '[access]\nmode = "oidc"': "administrators 至少",
    '[access]\nadministrators = "a@b"': "administrators 应是邮箱的列表",
    '[access]\nviewers = ["ab"]': "viewers 应是邮箱的列表",
    "[access]\nviewers = [1]": "viewers 应是邮箱的列表",
    '[access]\nviewers = ["a@b"]\nadministrators = ["A@b"]': "a@b 有两种角色：查看者、管理员",
    '[access]\ncity_editors = ["a@b"]': "city_editors 应是一个表",
    '[access.city_editors]\n330302 = ["a@b"]': "330302 不是设区市",
    '[access.city_editors]\n330300 = "a@b"': "city_editors.330300 应是邮箱的列表",
    "[access": "读不出来",
}


@pytest.fixture
def read(tmp_path, monkeypatch):
    def read(text):
        file = tmp_path / "settings.toml"
        file.write_text(text, "utf-8")
        monkeypatch.setenv("ZJRC_SETTINGS", str(file))
        module.settings.cache_clear()
        return module.settings()

    yield read
    module.settings.cache_clear()


@pytest.mark.parametrize(
    ("mode", "local", "session", "email", "expected"),
    [
        (Mode.SINGLE, True, None, "", SINGLE_USER),
        (Mode.SINGLE, False, None, "", None),
        (Mode.SINGLE, False, EDITOR, "boss@zj.cn", None),
        (Mode.ACCOUNTS, True, None, "boss@zj.cn", None),
        (Mode.ACCOUNTS, False, EDITOR, "", EDITOR),
        (Mode.OIDC, False, None, "boss@zj.cn", BOSS),
        (Mode.OIDC, False, None, " ＢOSS@zj.cn", BOSS),
        (Mode.OIDC, True, EDITOR, "", None),
        (Mode.OIDC, True, EDITOR, "other@zj.cn", None),
        (Mode.CLOSED, True, EDITOR, "boss@zj.cn", None),
    ],
)
def test_who_is_acting(mode, local, session, email, expected):
    access = Access(mode, people=PEOPLE)
    assert current_account(access, local=local, session=session, email=email) == expected


@pytest.mark.parametrize(("typed", "kept"), [("Ｚｈａｎｇ", "zhang"), (" STRASSE ", "strasse"), ("张三", "张三")])
def test_names_have_one_form(typed, kept):
    assert folded(typed) == kept


@pytest.mark.parametrize("text", ["", '[map]\napproval = "浙S（2024）1号"'])
def test_out_of_the_box_there_is_one_user(read, text):
    assert read(text).access == Access(Mode.SINGLE, 30, {})
    assert read(text).problem == ""


def test_accounts_are_a_choice(read):
    assert read('[access]\nmode = "accounts"').access == Access(Mode.ACCOUNTS, 30, {})


def test_an_identity_provider_knows_the_e_mail_and_the_settings_the_role(read):
    found = read(OIDC)
    assert (found.problem, found.access.mode, found.access.idle_minutes) == ("", Mode.OIDC, 45)
    assert found.access.people == {
        "boss@zj.cn": Account("boss@zj.cn", Role.ADMINISTRATOR),
        "p@zj.cn": Account("p@zj.cn", Role.PROVINCE_EDITOR),
        "v@zj.cn": Account("v@zj.cn", Role.VIEWER),
        "c@zj.cn": Account("c@zj.cn", Role.CITY_EDITOR, ("330300", "330200")),
        "d@zj.cn": Account("d@zj.cn", Role.CITY_EDITOR, ("330300",)),
    }


@pytest.mark.parametrize(("text", "words"), WRONG.items())
def test_wrong_settings_are_told_and_let_nobody_in(read, text, words):
    found = read(text)
    assert words in found.problem
    assert "填报和管理已关闭" in found.problem
    assert found.access == Access(Mode.CLOSED)


def test_wrong_access_leaves_the_map_as_it_was_set(read):
    found = read('[map]\napproval = "浙S（2024）1号"\n[access]\nmode = "none"')
    assert (found.map_approval, found.access.mode) == ("浙S（2024）1号", Mode.CLOSED)
