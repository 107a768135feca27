"""Who may do what: four roles, one table of authority."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """What an account is for; the value is its Chinese name."""

    VIEWER = "查看者"
    CITY_EDITOR = "市级填报"
    PROVINCE_EDITOR = "省级审核"
    ADMINISTRATOR = "管理员"


class Act(Enum):
    """What can be done; the value is the Chinese word for it. SEE is to look at submissions, VIEW at what is published."""

    VIEW = "查看"
    SEE = "查看填报"
    SUBMIT = "填报"
    RETURN = "退回"
    APPROVE = "通过"
    PUBLISH = "发布"
    ROLL_BACK = "回退"
    UNLOCK = "解锁"
    KEEP_REPORT = "存放报告原文"
    READ_AUDIT = "查看操作记录"
    MANAGE_USERS = "管理账号"
    BACKUP = "备份"


@dataclass(frozen=True, slots=True)
class Account:
    """Someone who acts. ``cities``: six-digit codes of the cities whose figures a city editor reports."""

    name: str
    role: Role
    cities: tuple[str, ...] = ()


SINGLE_USER = Account("本机用户", Role.ADMINISTRATOR)

_PROVINCE = frozenset(Act) - {Act.MANAGE_USERS, Act.BACKUP}
ALLOWED: dict[Role, frozenset[Act]] = {
    Role.VIEWER: frozenset({Act.VIEW}),
    Role.CITY_EDITOR: frozenset({Act.VIEW, Act.SEE, Act.SUBMIT}),
    Role.PROVINCE_EDITOR: _PROVINCE,
    Role.ADMINISTRATOR: frozenset(Act),
}
# Acts on one city's figures: a city editor may do them to his own cities alone.
OF_ONE_CITY = frozenset({Act.SEE, Act.SUBMIT})


class Forbidden(Exception):
    """The account may not do this; the message is Chinese and meant for the user."""


def may(account: Account, act: Act, city: str = "") -> bool:
    """Whether the account may do this to the figures of a city, a six-digit code.

    Without a city the answer for a city editor is whether he may do it to any city at all.
    """
    if act not in ALLOWED[account.role]:
        return False
    if account.role is Role.CITY_EDITOR and act in OF_ONE_CITY:
        return city in account.cities if city else bool(account.cities)
    return True


def require(account: Account, act: Act, city: str = "") -> None:
    """Pass in silence, or raise Forbidden."""
    if may(account, act, city):
        return
    who = f"“{account.name}”（{account.role.value}）"
    if city and may(account, act):
        raise Forbidden(f"{who}只能{act.value}自己负责的市，不能{act.value}其他市的数据。")
    raise Forbidden(f"{who}没有“{act.value}”的权限。请联系管理员。")
