"""账号: the list and its forms for an administrator, one's own password for everyone."""

from __future__ import annotations

from datetime import datetime

from data_access.accounts import listed_accounts
from data_access.in_force import local_time
from data_access.library import library
from data_access.sessions import last_uses
from data_access.settings import settings
from domain.access import Mode
from domain.roles import Account, Act, may
from domain.view import View
from figures import build_accounts as build
from figures.tools import AccountLine
from pages._account import viewer
from pages._show import Parts


def parts(shown: View) -> Parts:
    """What the one who is signed in may do about accounts."""
    mode, account = settings().access.mode, viewer()
    if mode is Mode.SINGLE:
        return build.no_accounts()
    if account is None:
        return build.closed()
    lines = _lines(account) if may(account, Act.MANAGE_USERS) else ()
    desk = build.desk(account, lines, shown.areas, mode is Mode.ACCOUNTS)
    elsewhere = () if mode is Mode.ACCOUNTS else (build.by_provider(),)
    return (build.accounts_headline(account, lines, shown.areas), *elsewhere, desk)


def _lines(by: Account) -> tuple[AccountLine, ...]:
    engine = library().engine
    uses = {name: _local(seen) for name, seen in last_uses(engine, by).items()}
    found = listed_accounts(engine, by)
    return tuple(build.line(a.account, a.email, a.disabled, _local(a.created)[:10], uses) for a in found)


def _local(stamp: str) -> str:
    """A stored moment as Beijing's date and time."""
    return local_time(datetime.fromisoformat(stamp))[:16].replace("T", " ")
