"""Reported lists on the pages: what cities and the province entered, beside what the report itself says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain import format as fmt
from domain.area import PROVINCE, Areas
from domain.catalog import INDICATORS
from domain.evidence import ref
from domain.lists import ListKind, within, written_row
from domain.period import PERIODS
from domain.roles import Account, Act, may
from domain.selection import ROSTER
from domain.status import Status
from domain.submission import ListRow
from domain.view import View
from figures.spec import Cell, Section, Table
from figures.tools import Choice, HandIn


def reported_table(view: View, kind: ListKind) -> tuple[Table, ...]:
    """The rows of one list for the chosen areas, each with its source; nothing where there are none."""
    own = concerning(view, kind.key)
    place = next(n for n, column in enumerate(kind.columns) if column.key == "area")
    found = []
    for row in own:
        cells = [Cell(text or "—") for text in written_row(kind, row, view.areas)]
        cells[place] = Cell(cells[place].text, code="" if row.cell("area") == PROVINCE else row.cell("area"))
        found.append((*cells, Cell(row.source, Status.REPORTED)))
    heads = (*(column.head for column in kind.columns), "来源")
    section = Section(f"填报的{kind.name}", "与报告所列分开，不相加", Status.REPORTED)
    return (Table(section, heads, tuple(found), 99),) if found else ()


def target_table(view: View, kind: ListKind) -> tuple[Table, ...]:
    """Targets beside what was reached at the end of their year, where that is known."""
    found = []
    for row in concerning(view, kind.key):
        indicator, area = INDICATORS[row.cell("indicator")], row.cell("area")
        name, label, year, target, basis = written_row(kind, row, view.areas)
        period = _period(year)
        known = view.dataset.value(indicator.key, period, area) if _has(view.areas, period, area) else None
        reached = Cell("—")
        if known is not None:
            reached = Cell(fmt.full(known, indicator), known.status, ref=ref(indicator.key, period, (area,)))
        place = Cell(name, code="" if area == PROVINCE else area)
        found.append((place, Cell(label), Cell(f"{year}年"), Cell(target), reached, Cell(basis), _source(row)))
    heads = ("地区", "指标", "年份", "目标值", "当年底实际", "依据文件", "来源")
    section = Section("计划与实际", "目标值为填报；实际取本版次的数", Status.REPORTED)
    return (Table(section, heads, tuple(found), 99),) if found else ()


def _source(row: ListRow) -> Cell:
    return Cell(row.source, Status.REPORTED)


def concerning(view: View, kind: str) -> list[ListRow]:
    """The rows of a kind of list: those of the chosen areas, of the cities that they lie in, and of the whole province."""
    chosen, areas = view.selection.areas, view.areas
    own = [row for row in view.rows if row.kind == kind]
    return [row for row in own if not chosen or any(_concerns(row.cell("area"), code, areas) for code in chosen)]


def _concerns(area: str, code: str, areas: Areas) -> bool:
    return area in (code, areas.city_of(code), PROVINCE) or areas.city_of(area) == code


def _period(year: str) -> str:
    """The period at the end of a year, "" where there is none."""
    return next((code for code in (year, f"{year}Q4") if code in PERIODS and code != "2019"), "")


def _has(areas: Areas, period: str, area: str) -> bool:
    return period in PERIODS and areas.has(area, PERIODS[period].vintage)


def content_choice(chosen: str, kinds: Iterable[ListKind], counts: str) -> Choice:
    """What is reported: the counts, what a roster is counted into, or one of the lists."""
    options = ((counts, "指标数"), (ROSTER, "志愿者名册（只计数）"), *((kind.key, kind.name) for kind in kinds))
    return Choice("报送内容", "content", options, chosen)


def list_hand_in(scope: str, name: str, kind: ListKind) -> HandIn:
    """The same steps for a list of a city or of the whole province."""
    return HandIn(scope, name, "", kind.name, kind.key)


def waiting_lists(kind: ListKind, number: int, account: Account) -> tuple[Table, ...]:
    """How many lists of the kind wait for publication; for who may publish."""
    if not may(account, Act.PUBLISH) or not number:
        return ()
    row = (Cell(kind.name), Cell(f"{number}份已通过"), Cell("", acts=(("发布", f"publish?kind={kind.key}"),)))
    return (Table(Section("等待发布"), ("内容", "已通过", ""), (row,), 99),)


def in_force_table(kind: ListKind, scope: str, rows: Sequence[ListRow], areas: Areas) -> Table:
    """The list that is published now."""
    own = [row for row in rows if row.kind == kind.key and within(scope, row.cell("area"), areas)]
    found = tuple((*(Cell(text or "—") for text in written_row(kind, row, areas)), _source(row)) for row in own)
    heads = (*(column.head for column in kind.columns), "来源")
    return Table(Section(f"现在发布的{kind.name}", f"{len(own)}行"), heads, found, 99, "还没有发布过。")
