"""数据报送: what a city has to do, what came in, who is late, which edition is in force."""

from __future__ import annotations

from collections.abc import Sequence

from domain.area import Areas
from domain.board import BoardRow, list_states, reminder
from domain.dataset import Edition
from domain.lists import LIST_NAMES
from domain.period import PERIODS
from domain.roles import Account, Act, may
from domain.submission import State, Submission
from figures.spec import Callout, Cell, Headline, Section, Table
from figures.tools import Choice, HandIn

_SHAPES = {
    State.DRAFT: "○",
    State.SUBMITTED: "▲",
    State.RETURNED: "■",
    State.APPROVED: "◆",
    State.PUBLISHED: "●",
    State.SUPERSEDED: "－",
}


def submissions_headline(city: str, period: str, handed_in: Sequence[Submission]) -> Headline:
    """Where the city stands with a period or a kind of list, or how many cities have come how far."""
    when = LIST_NAMES.get(period) or PERIODS[period].name
    if city:
        newest = next((s for s in handed_in if s.state is not State.SUPERSEDED), None)
        state = f"{newest.state.label}（{newest.at[:16].replace('T', ' ')}）" if newest else "还没有报送"
        return Headline(((f"{city}{when}：{state}", None),))
    arrived = {s.city for s in handed_in if s.state not in (State.DRAFT, State.RETURNED, State.SUPERSEDED)}
    done = {s.city for s in handed_in if s.state is State.PUBLISHED}
    return Headline(((f"{when}：11个市报来{len(arrived)}个，已发布{len(done)}个", None),))


def period_choice(period: str, periods: Sequence[str]) -> Choice:
    """The period that is reported."""
    return Choice("报送时点", "report", tuple((code, PERIODS[code].name) for code in periods), period)


def hand_in(city: str, name: str, period: str) -> HandIn:
    """The five steps of a city."""
    return HandIn(city, name, period, PERIODS[period].name)


def no_city() -> Callout:
    """What to do first."""
    return Callout("先选一个市", "在上面的“设区市”里选定一个市，就能下载它的报送表、上传和提交。")


def submission_table(handed_in: Sequence[Submission], areas: Areas, account: Account) -> Table:
    """What came in, the newest first, with what this account may do about it."""
    rows = [
        (
            Cell(areas.get(s.city).name),
            Cell(PERIODS[s.period].name if s.period else LIST_NAMES[s.kind]),
            Cell(f"{_SHAPES[s.state]} {s.state.label}"),
            Cell(f"{len(s.entries)}个" if s.period else f"{len(s.rows)}行"),
            Cell(s.file or "—"),
            Cell(s.by),
            Cell(s.at[:16].replace("T", " ")),
            Cell(s.reason),
            Cell("", acts=tuple(_acts(s, account))),
        )
        for s in handed_in
    ]
    heads = ("市", "时点或内容", "状态", "数目", "文件", "经办", "时间", "原因", "")
    return Table(Section("报送记录"), heads, tuple(rows), 99, "还没有报送。")


def _acts(handed_in: Submission, account: Account) -> list[tuple[str, str]]:
    """(label, act) of the buttons: what may follow, as far as the account may do it."""
    own = f"id={handed_in.id}&version={handed_in.version}"
    following = {
        State.DRAFT: ((Act.SUBMIT, "提交", "submit"),),
        State.SUBMITTED: ((Act.APPROVE, "通过", "approve"), (Act.RETURN, "退回", "give_back")),
        State.APPROVED: ((Act.RETURN, "退回", "give_back"),),
        State.PUBLISHED: ((Act.UNLOCK, "解锁", "unlock"),) if handed_in.period else (),  # lists are never locked
    }
    found = [("看影响", f"effect?{own}")]
    found += [(label, f"{name}?{own}") for act, label, name in following.get(handed_in.state, ()) if may(account, act)]
    return found


def board_table(rows: Sequence[BoardRow]) -> Table:
    """Who is due, late, has submitted: one row a city, with the reminder to copy."""
    shown = [
        (
            Cell(row.name, code=row.city),
            state_cell(row),
            Cell(row.due.isoformat()),
            late_cell(row),
            Cell(f"{row.filled} / {row.expected}"),
            Cell(row.at[:16].replace("T", " ")),
            Cell(_lists(row)),
            Cell(reminder(rows, row.city, row.period)),
        )
        for row in rows
    ]
    heads = ("市", "状态", "应于", "", "已填 / 应填", "时间", "名单", "催报文字（可复制）")
    note = "应于期末后10天内报送；名单不定期，不算逾期"
    return Table(Section("催报", note), heads, tuple(shown), 99, "没有可看的市。")


def state_cell(row: BoardRow) -> Cell:
    """How far the city has come."""
    return Cell(f"{_SHAPES[row.state]} {row.state.label}") if row.state else Cell("○ 未报", role="none")


def late_cell(row: BoardRow) -> Cell:
    """Whether it is too late."""
    return Cell("■ 已过期" if row.late else "", role="bad")


def _lists(row: BoardRow) -> str:
    """▲ 已提交2份：试点名单、荣誉."""
    states = list_states(row.lists)
    return "；".join(f"{_SHAPES[state]} {state.label}{count}份：{names}" for state, count, names in states)


def audit_table(rows: Sequence[tuple[str, str, str, str]], problem: str) -> Table:
    """The last acts: (time, who, what, on what); above them whether the chain of the log is whole."""
    shown = tuple(tuple(Cell(text) for text in row) for row in rows)
    note = problem or "逐条首尾相扣，经核对没有被改动"
    return Table(Section("操作记录", note), ("时间", "经办", "操作", "对象"), shown, 99, "还没有操作。")


def publish_table(periods: Sequence[tuple[str, int]], account: Account) -> tuple[Table, ...]:
    """Periods in which something approved waits for publication: (period, how many cities); for who may publish."""
    if not may(account, Act.PUBLISH) or not periods:
        return ()
    rows = tuple(
        (Cell(PERIODS[code].name), Cell(f"{number}个市已通过"), Cell("", acts=(("发布", f"publish?period={code}"),)))
        for code, number in periods
    )
    return (Table(Section("等待发布"), ("时点", "已通过", ""), rows, 99),)


def edition_table(editions: Sequence[Edition], current: str, account: Account) -> Table:
    """Every edition, the newest first; any other can be put in force again."""
    rows = []
    for edition in reversed(editions):
        acts = (("改用这一版", f"roll_back?edition={edition.code}"),) if may(account, Act.ROLL_BACK) else ()
        now = edition.code == current
        rows.append(
            (
                Cell(edition.title),
                Cell("", edition.local),
                Cell(edition.created[:10]),
                Cell("● 现在用的" if now else "", acts=() if now else acts),
            )
        )
    return Table(
        Section("版次", "存入后不再改动；改用另一版只改“现在用哪一版”"), ("版次", "市县数", "存入", ""), tuple(rows), 99
    )
