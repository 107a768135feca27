"""Who may do what, by a table written by hand."""

import pytest

from domain.roles import SINGLE_USER, Account, Act, Forbidden, Role, may, require

HANGZHOU, NINGBO, WENZHOU = "330100", "330200", "330300"
VIEWER = Account("看", Role.VIEWER)
CITY = Account("市", Role.CITY_EDITOR, (WENZHOU, NINGBO))
PROVINCE = Account("省", Role.PROVINCE_EDITOR)
ADMINISTRATOR = Account("管", Role.ADMINISTRATOR)
WHO = (VIEWER, CITY, PROVINCE, ADMINISTRATOR)
#                      查看者 市级 省级 管理员
TABLE = {
    Act.VIEW: "yes    yes  yes  yes",
    Act.SEE: "no     yes  yes  yes",
    Act.SUBMIT: "no     yes  yes  yes",
    Act.RETURN: "no     no   yes  yes",
    Act.APPROVE: "no     no   yes  yes",
    Act.PUBLISH: "no     no   yes  yes",
    Act.ROLL_BACK: "no     no   yes  yes",
    Act.UNLOCK: "no     no   yes  yes",
    Act.KEEP_REPORT: "no     no   yes  yes",
    Act.READ_AUDIT: "no     no   yes  yes",
    Act.MANAGE_USERS: "no     no   no   yes",
    Act.BACKUP: "no     no   no   yes",
}
CELLS = [
    (who, act, answer == "yes") for act, row in TABLE.items() for who, answer in zip(WHO, row.split(), strict=True)
]


def named(value):
    return value.name if isinstance(value, Account | Act) else str(value)


def test_the_table_has_every_act_and_every_role():
    assert set(TABLE) == set(Act)
    assert [who.role for who in WHO] == list(Role)


@pytest.mark.parametrize(("who", "act", "allowed"), CELLS, ids=named)
@pytest.mark.parametrize("city", ["", WENZHOU])
def test_authority_is_as_the_table_says(who, act, allowed, city):
    assert may(who, act, city) is allowed


@pytest.mark.parametrize(("who", "act", "allowed"), CELLS, ids=named)
def test_what_is_not_allowed_is_refused_in_words(who, act, allowed):
    if allowed:
        require(who, act)
    else:
        with pytest.raises(Forbidden, match=f"“{who.name}”（{who.role.value}）没有“{act.value}”的权限"):
            require(who, act)


@pytest.mark.parametrize("act", [Act.SEE, Act.SUBMIT])
def test_a_city_editor_has_his_own_cities_and_no_other(act):
    assert [may(CITY, act, city) for city in (WENZHOU, NINGBO, HANGZHOU)] == [True, True, False]
    with pytest.raises(Forbidden, match=f"只能{act.value}自己负责的市"):
        require(CITY, act, HANGZHOU)


@pytest.mark.parametrize("act", [Act.SEE, Act.SUBMIT])
def test_a_city_editor_without_a_city_reports_nothing(act):
    assert not may(Account("市", Role.CITY_EDITOR), act)


def test_what_is_published_is_for_every_city_editor():
    assert may(CITY, Act.VIEW, HANGZHOU)


def test_the_province_has_every_city():
    assert may(PROVINCE, Act.SUBMIT, HANGZHOU)


def test_on_ones_own_machine_one_may_do_everything():
    assert [act for act in Act if not may(SINGLE_USER, act, HANGZHOU)] == []
