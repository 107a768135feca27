"""数据报送: the form, the file, its effect, handing in; approval, publication and the way back."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from data_access import assets
from data_access.audit import entries, verify_new
from data_access.board import board
from data_access.library import Library, library
from data_access.submission_store import KIND
from data_access.submissions import listed
from domain.area import PROVINCE
from domain.board import due_now
from domain.intake import PERIODS_REPORTED
from domain.roles import Account, Act, may
from domain.selection import ROSTER
from domain.submission import State
from domain.view import View
from figures import build_lists as lists
from figures import build_submissions as build
from figures.build_roster import roster_in
from figures.spec import Callout, Table
from figures.tools import Choice, HandIn, RosterIn
from pages._account import viewer
from pages._show import Parts


def parts(shown: View) -> Parts:
    """The city's own work, or the province's."""
    account, opened = viewer(), library()
    if account is None or not may(account, Act.SEE):
        return (Callout("这里只有填报和审核的人能看", "请用有权限的账号登录，或请管理员开通。"),)
    choice = lists.content_choice(shown.selection.content, assets.list_kinds().values(), KIND)
    if shown.selection.content not in (KIND, ROSTER):
        return _list_parts(shown, account, opened, choice)
    period, city = shown.selection.report or due_now(datetime.now(UTC).date()), shown.focus
    city = "" if city == PROVINCE else city
    if city and not may(account, Act.SEE, city):
        return (Callout("不是您负责的市", "请在上面的“设区市”里选自己负责的市。"),)
    handed_in = [s for s in listed(opened.engine, account, period) if not city or s.city == city]
    waiting = Counter(s.period for s in listed(opened.engine, account) if s.state is State.APPROVED)
    name = shown.areas.get(city).name if city else ""
    return (
        build.submissions_headline(name, period, handed_in),
        choice,
        build.period_choice(period, PERIODS_REPORTED),
        _way_in(shown, city, name, period),
        build.submission_table(handed_in, shown.areas, account),
        *build.publish_table(sorted(waiting.items()), account),
        *(() if city else (build.board_table(board(opened.engine, account, (period,), datetime.now(UTC))),)),
        build.edition_table(opened.editions, opened.default, account),
        *_log(opened, account),
    )


def _way_in(shown: View, city: str, name: str, period: str) -> HandIn | RosterIn | Callout:
    """The steps of the chosen city; a roster's counts are reported as the others are."""
    if not city:
        return build.no_city()
    return roster_in(city, name, period) if shown.selection.content == ROSTER else build.hand_in(city, name, period)


def _log(opened: Library, account: Account) -> tuple[Table, ...]:
    """The last acts, for who may read them."""
    if not may(account, Act.READ_AUDIT):
        return ()
    rows = [(e.at, e.account, Act[e.act].value, e.object) for e in entries(opened.engine, 20)]
    return (build.audit_table(rows, verify_new(opened.engine)),)


def _list_parts(shown: View, account: Account, opened: Library, choice: Choice) -> Parts:
    """The same for a list: of the chosen city, or of the whole province for who may report it."""
    kind, scope = assets.list_kinds()[shown.selection.content], shown.focus
    if scope != PROVINCE and not may(account, Act.SEE, scope):
        return (choice, Callout("不是您负责的市", "请在上面的“设区市”里选自己负责的市。"))
    found = listed(opened.engine, account, kind=kind.key)
    own = [s for s in found if scope in (PROVINCE, s.city)]
    name = shown.areas.get(scope).name
    may_report = may(account, Act.SUBMIT, scope)
    rows = opened.lists.get(opened.default, ())
    return (
        build.submissions_headline(name, kind.key, [s for s in own if s.city == scope]),
        choice,
        lists.list_hand_in(scope, name, kind) if may_report else build.no_city(),
        build.submission_table(own, shown.areas, account),
        *lists.waiting_lists(kind, sum(s.state is State.APPROVED for s in found), account),
        lists.in_force_table(kind, scope, rows, shown.areas),
        build.edition_table(opened.editions, opened.default, account),
        *_log(opened, account),
    )
