"""The report's items as lists: tables by kind, what happened when, and the table of the 52 systems."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from domain.area import PROVINCE
from domain.items import KINDS, SHOWN, WAITING, Item, System, dated, listed
from domain.pages import PAGES
from domain.status import Status
from domain.view import View
from figures.spec import BarRow, Callout, Cell, Download, Event, Mark, Roll, RollGroup, Section, Table, Timeline

NO_AMOUNT, NO_DATE, WHOLE = "—", "未注明", "全省"
_HEADS = ("事项", "地区", "时间", "数值", "说明", "来源")
_STATES = {WAITING: Cell("待填报", Status.MISSING), SHOWN: Cell("已展示")}
_ENTERED = {"targets": 13}  # kind of list → the system whose columns it has
_ACTIVITIES = ("campaign", "course", "proposal", "visit", "ceremony", "partner", "platform", "practice")


def source_cell(item: Item) -> Cell:
    """Where an item stands, with its badge; of another source its address."""
    if item.status is Status.EXTERNAL:
        return Cell("外部资料", item.status, link=item.source)
    return Cell(item.place, item.status)


def amount_cell(item: Item) -> Cell:
    """The amount as printed; opens the card of its figure."""
    return Cell(item.amount + item.unit or NO_AMOUNT, ref=item.figure)


def area_cell(view: View, item: Item) -> Cell:
    """The area, which it opens; 全省 is not to be taken for the chosen one."""
    found = view.areas.find(item.area)
    return Cell(WHOLE) if item.area == PROVINCE or found is None else Cell(found.name, code=item.area)


def bar(item: Item, within: bool = False) -> BarRow:
    """An item as a bar, open where it is only a lower bound; ``within`` that of the item before."""
    mark = Mark(item.amount, item.unit, item.status, item.figure)
    length = None if item.number is None else float(item.number)
    where = item.place if item.status is Status.PUBLISHED else item.when
    return BarRow(item.name, length, mark, where, item.is_open, within)


def of_kinds(view: View, items: Sequence[Item], kinds: Iterable[str]) -> tuple[Item, ...]:
    """Items of these kinds for the chosen areas, their own before the province's."""
    wanted = tuple(kinds)
    return tuple(i for i in listed(items, view.areas, view.selection.areas) if i.kind in wanted)


def _table(view: View, section: Section, items: Iterable[Item]) -> Table:
    rows = tuple(
        (
            Cell(item.name),
            area_cell(view, item),
            Cell(item.when or NO_DATE),
            amount_cell(item),
            Cell("；".join(filter(None, (item.field, item.note)))),
            source_cell(item),
        )
        for item in items
    )
    return Table(section, _HEADS, rows, 99, empty(view))


def empty(view: View) -> str:
    """Said where the report names nothing of the chosen areas."""
    return f"报告没有点名{view.subject_name}的这类事项。"


def training_table(view: View, items: Sequence[Item]) -> Table:
    """Courses and who taught them."""
    return _table(view, Section("培训", "2019年以来的三项，其余报告未注明时间"), of_kinds(view, items, ("training",)))


def studio_table(view: View, items: Sequence[Item]) -> Table:
    """The volunteers' studios that the report names, with their field."""
    rows = tuple(
        (Cell(i.name), area_cell(view, i), Cell(i.field or "报告未写"), source_cell(i))
        for i in of_kinds(view, items, ("studio",))
    )
    section = Section("志愿者工作室", "报告举例点名的5个，不是全部")
    return Table(section, ("工作室", "地区", "领域", "来源"), rows, 99, empty(view))


def shelf(view: View, items: Sequence[Item]) -> Table:
    """Documents, case collections and publicity."""
    section = Section("制度、案例与宣传", "报告多未注明印发日期和文号")
    return _table(view, section, of_kinds(view, items, ("document", "case", "publicity")))


def activity_table(view: View, items: Sequence[Item]) -> Table:
    """Campaigns, courses, proposals and other ways of working."""
    section = Section("活动与做法", "报告点名的市县在前，全省的在后")
    return _table(view, section, of_kinds(view, items, (*_ACTIVITIES, "meeting")))


def pilot_table(view: View, items: Sequence[Item]) -> Table:
    """The three schemes; their lists are on the page of the pilots."""
    found = of_kinds(view, items, ("pilot",))
    plain = _table(view, Section("三套试点", "名单不同，不相加；名单与比较见“试点”页"), found)
    rows = tuple((Cell(row[0].text, page=address(view, "pilots")), *row[1:]) for row in plain.rows)
    return Table(plain.section, plain.heads, rows, plain.numeric_from, plain.empty)


def plan_table(view: View, items: Sequence[Item]) -> Table:
    """Plans and assessments; what the report gives no number for waits for one, the members' plan until it has targets."""
    found = of_kinds(view, items, ("plan", "assessment"))
    plain = _table(view, Section("目标、通报与评估"), found)
    missing = {item.kind: Cell("待录入", Status.MISSING) for item in found}
    if any(row.cell("indicator") == "adult_members" for row in view.rows if row.kind == "targets"):
        missing["plan"] = Cell("见“计划与实际”")
    rows = tuple(
        (*row[:3], row[3] if item.amount else missing[item.kind], *row[4:])
        for row, item in zip(plain.rows, found, strict=True)
    )
    return Table(plain.section, plain.heads, rows, plain.numeric_from, plain.empty)


def plan_note() -> Callout:
    """What must be entered before plan and fact can be compared."""
    return Callout(
        "目标值待录入",
        "报告只说有三年行动计划和2020—2022年目标，没有目标值。录入地区、指标、年份、目标值和依据之后，才能比较计划与实际。",
    )


def timeline(view: View, items: Sequence[Item]) -> Timeline:
    """Everything that has a date."""
    events = tuple(
        Event(i.when, i.name, Cell("") if i.measure == "period" else _known(i), area_cell(view, i), source_cell(i))
        for i in dated(listed(items, view.areas, view.selection.areas))
    )
    return Timeline(Section("时间轴", "只列报告或来源注明日期的事项"), events)


def _known(item: Item) -> Cell:
    return amount_cell(item) if item.amount else Cell("")


def undated(view: View, items: Sequence[Item]) -> Roll:
    """Everything without a date, by kind: it is put nowhere on the timeline."""
    without = [i for i in listed(items, view.areas, view.selection.areas) if not i.date]
    groups = tuple(
        RollGroup(Cell(word), tuple(Cell(_placed_name(view, i)) for i in without if i.kind == kind))
        for kind, word in KINDS.items()
        if any(i.kind == kind for i in without)
    )
    section = Section("报告未注明日期", f"{len(without)}项，不排进时间轴；位置见各表", Status.PUBLISHED)
    return Roll(section, groups)


def _placed_name(view: View, item: Item) -> str:
    area = area_cell(view, item)
    return item.name if area.text == WHOLE else f"{item.name}（{area.text}）"


def system_table(view: View, systems: Iterable[System]) -> Table:
    """The 52 systems: on which page each is shown, or which columns users must supply first."""
    titles = {page.name: page.title for page in PAGES}
    entered = {_ENTERED.get(row.kind) for row in view.rows}
    rows = tuple(
        (
            Cell(str(s.number)),
            Cell(s.name),
            Cell(titles[s.page], page=address(view, s.page)),
            Cell("已填报", Status.REPORTED) if s.number in entered else _STATES[s.state],
            Cell("、".join(s.columns)),
        )
        for s in systems
    )
    note = "“待填报”：报告只提到，没有数；填报所列各列后即可展示"
    return Table(Section(f"报告涉及的{len(rows)}项工作", note), ("序号", "工作", "页面", "状态", "需填报"), rows, 99)


def address(view: View, page: str) -> str:
    """Address of another page with the same choice."""
    path = next(found.path for found in PAGES if found.name == page)
    query = urlencode(view.selection.to_query())
    return (path or ".") + (f"?{query}" if query else "")


def download(view: View) -> Download:
    """The list of this page as a file."""
    chosen = {"area": ",".join(view.selection.areas), "edition": view.selection.edition}
    query = urlencode({key: text for key, text in chosen.items() if text})
    return Download("下载事项清单（CSV）", "api/v1/items.csv" + (f"?{query}" if query else ""))
