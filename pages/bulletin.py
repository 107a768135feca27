"""通报与目标: what is still to be built, targets and who has reached them, who has reported, the bulletin."""

from __future__ import annotations

from datetime import UTC, datetime

from data_access.board import board
from data_access.library import library
from data_access.settings import settings
from domain.board import due_now
from domain.intake import PERIODS_REPORTED
from domain.roles import Act, may
from domain.view import View
from figures import build_bulletin as build
from figures.sheet import Columns
from figures.spec import Callout, Table
from pages._account import viewer
from pages._show import Parts


def parts(shown: View) -> Parts:
    """The sentence and its two numbers to set, the plan and the board beside targets and bulletin."""
    plan = build.plan_of(shown)
    left = (build.plan_ranking(shown, plan), build.plan_callout(plan), _board(shown))
    right = (build.target_bullets(shown, settings().near), *build.make_bulletin(shown))
    return (
        build.bulletin_headline(shown, plan),
        *build.plan_fields(shown),
        Columns(((7, left), (5, right))),
    )


def _board(shown: View) -> Table | Callout:
    """Of the chosen quarter, else of the one that is due."""
    account, now = viewer(), datetime.now(UTC)
    if account is None or not may(account, Act.SEE):
        return Callout("催报只有填报和审核的人能看", "请用有权限的账号登录。")
    period = shown.period if shown.period in PERIODS_REPORTED else due_now(now.date())
    return build.board_short(board(library().engine, account, (period,), now))
