"""账号: who may sign in, as what; one's own password; and why there are none where nobody signs in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.area import Areas
from domain.roles import Account, Role
from figures.spec import Callout, Headline
from figures.tools import AccountDesk, AccountLine


def no_accounts() -> tuple[Headline, Callout]:
    """What stands there where a single user works on his own machine."""
    text = (
        "一台机器自己用，不用登录，谁打开都是管理员，所以没有账号。多人共用时，请在设置文件里改为用账号或身份平台登录"
        "（见使用说明“多人使用”），用命令添加第一个管理员，其余的人就在这一页添加。"
    )
    return Headline((("账号：没有", None),)), Callout("现在是单机使用", text)


def closed() -> tuple[Headline, Callout]:
    """What stands there where nobody is known."""
    return Headline((("账号：不能查看", None),)), Callout(
        "没有登录", "请先登录；登录不了的，请看页脚的提示或找管理员。"
    )


def by_provider() -> Callout:
    """Where passwords are not ours."""
    return Callout("用身份平台登录", "口令在身份平台上更换，这里不存口令；账号按登记的邮箱认人。")


def accounts_headline(account: Account, lines: Sequence[AccountLine], areas: Areas) -> Headline:
    """Who is signed in; for an administrator how many accounts there are."""
    cities = "、".join(areas.get(code).name for code in account.cities)
    own = f"{account.name}：{account.role.value}{f'（{cities}）' if cities else ''}"
    if not lines:
        return Headline(((own, None),))
    active = sum(not line.disabled for line in lines)
    return Headline(((f"账号：{len(lines)}个，可用{active}个", None), (f"您是{own}", None)))


def desk(account: Account, lines: Sequence[AccountLine], areas: Areas, passwords: bool) -> AccountDesk:
    """The forms of an account: with ``lines`` those of an administrator too."""
    if not lines:
        return AccountDesk(account.name, passwords)
    roles = tuple((role.name, role.value) for role in Role)
    cities = tuple((code, areas.get(code).name) for code in areas.cities())
    return AccountDesk(account.name, passwords, tuple(lines), roles, cities)


def line(account: Account, email: str, disabled: bool, created: str, uses: Mapping[str, str]) -> AccountLine:
    """One account; ``created`` and ``uses`` (by name) are times as they are to be shown."""
    seen = uses.get(account.name, "")
    return AccountLine(account.name, account.role.name, account.cities, email, disabled, created, seen)
