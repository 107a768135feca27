"""催报: how far a city has come with a period, when it was due, and what to write to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.lists import LIST_NAMES
from domain.period import PERIODS
from domain.submission import State

DAYS = 10  # after the end of the period
_QUARTER_ENDS = {"1": (3, 31), "2": (6, 30), "3": (9, 30), "4": (12, 31)}


LIST_STATES = (State.SUBMITTED, State.RETURNED, State.APPROVED)  # of lists that someone has to do something about


@dataclass(frozen=True, slots=True)
class HandedInList:
    """The newest list of a kind (see ``domain.lists``) in one of ``LIST_STATES``, and how many rows it has."""

    kind: str
    state: State
    rows: int


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One city and period. ``state`` is that of the newest submission, None without one; ``at`` is when it came to it.

    ``filled`` of ``expected`` numbers (counties × indicators) are in it; ``late`` where it is not handed in in time.
    ``lists`` are the city's; they belong to no period and are never late.
    """

    city: str
    name: str
    period: str
    due: date
    late: bool
    state: State | None
    at: str
    reason: str
    filled: int
    expected: int
    lists: tuple[HandedInList, ...] = ()


def last_day(period: str) -> date:
    """When a period ends. ValueError for a code that is no quarter and no year."""
    year, _, quarter = period.partition("Q")
    return date(int(year), *_QUARTER_ENDS[quarter or "4"])


def due(period: str) -> date:
    """The last day to hand in: ten days after the period's end. ValueError for a code that is no quarter and no year."""
    return last_day(period) + timedelta(DAYS)


def due_now(today: date) -> str:
    """The newest quarter that has ended, the one that cities report now."""
    quarters = [code for code in PERIODS if "Q" in code and last_day(code) < today]
    return quarters[-1] if quarters else next(code for code in PERIODS if "Q" in code)


def list_states(lists: Sequence[HandedInList]) -> list[tuple[State, int, str]]:
    """How many lists there are in each state that has any, and their names: (已提交, 2, 试点名单、荣誉)."""
    found = []
    for state in LIST_STATES:
        names = [LIST_NAMES[each.kind] for each in lists if each.state is state]
        if names:
            found.append((state, len(names), "、".join(names)))
    return found


def reminder(rows: Sequence[BoardRow], city: str, period: str) -> str:
    """What to write to a city, "" where nothing is open. KeyError if the row is not there."""
    row = {(row.city, row.period): row for row in rows}[city, period]
    if row.state in (State.APPROVED, State.PUBLISHED) or (row.state is State.SUBMITTED and row.filled >= row.expected):
        return ""
    last = f"{row.due.year}年{row.due.month}月{row.due.day}日"
    match row.state:
        case State.SUBMITTED:
            open_ = f"已提交，还有{row.expected - row.filled}个数没有填，请补报或说明"
        case State.RETURNED:
            open_ = f"已退回（{row.reason}），请改正后重新提交"
        case State.DRAFT:
            open_ = f"已填{row.filled}个数，共{row.expected}个，还没有提交"
        case _:
            open_ = "还没有提交"
    late = "，已过期限" if row.late and row.state is not State.SUBMITTED else ""
    return f"{row.name}红十字会：{PERIODS[period].name}的组织建设数据应于{last}前报送{late}。目前{open_}。"
