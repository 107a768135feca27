"""Who is acting, by the settings; and settings that are wrong let nobody in."""

import pytest

from data_access import settings as module
from domain.access import Access, Mode, current_account, email_address, folded
from domain.roles import SINGLE_USER, Account, Role

EDITOR = Account("zhang", Role.CITY_EDITOR, ("330300",))
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
    '[access]\nmode = "oidc"\nadministrators = ["a@b"]': "administrators 不认识",
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
    ("mode", "local", "session", "expected"),
    [
        (Mode.SINGLE, True, None, SINGLE_USER),
        (Mode.SINGLE, False, None, None),
        (Mode.SINGLE, False, EDITOR, None),
        (Mode.ACCOUNTS, True, None, None),
        (Mode.ACCOUNTS, False, EDITOR, EDITOR),
        (Mode.OIDC, True, None, None),
        (Mode.OIDC, False, EDITOR, EDITOR),
        (Mode.CLOSED, True, EDITOR, None),
    ],
)
def test_who_is_acting(mode, local, session, expected):
    assert current_account(Access(mode), local=local, session=session) == expected


@pytest.mark.parametrize(("typed", "kept"), [("Ｚｈａｎｇ", "zhang"), (" STRASSE ", "strasse"), ("张三", "张三")])
def test_names_have_one_form(typed, kept):
    assert folded(typed) == kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Zhang.San+1@ZJ.cn", "zhang.san+1@zj.cn"),
        ("ｚhang@zj.cn", ""),  # full width: another's address
        ("Kate@zj.cn", ""),  # the kelvin sign is no k
        ("a b@zj.cn", ""),
        ("a@b@zj.cn", ""),
        ("zj.cn", ""),
        ("a@zj.cn\n", ""),
        ("", ""),
        ("a" * 65 + "@zj.cn", ""),
    ],
)
def test_addresses_have_one_form_and_no_look_alikes(given, kept):
    assert email_address(given) == kept


@pytest.mark.parametrize("text", ["", '[map]\napproval = "浙S（2024）1号"'])
def test_out_of_the_box_there_is_one_user(read, text):
    assert read(text).access == Access(Mode.SINGLE, 30)
    assert read(text).problem == ""


def test_accounts_are_a_choice(read):
    assert read('[access]\nmode = "accounts"').access == Access(Mode.ACCOUNTS, 30)


def test_an_identity_provider_is_a_choice(read):
    found = read('[access]\nmode = "oidc"\nidle_minutes = 45')
    assert (found.problem, found.access) == ("", Access(Mode.OIDC, 45))


@pytest.mark.parametrize(("text", "words"), WRONG.items())
def test_wrong_settings_are_told_and_let_nobody_in(read, text, words):
    found = read(text)
    assert words in found.problem
    assert "填报和管理已关闭" in found.problem
    assert found.access == Access(Mode.CLOSED)


def test_wrong_access_leaves_the_map_as_it_was_set(read):
    found = read('[map]\napproval = "浙S（2024）1号"\n[access]\nmode = "none"')
    assert (found.map_approval, found.access.mode) == ("浙S（2024）1号", Mode.CLOSED)
