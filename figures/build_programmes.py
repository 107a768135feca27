"""Projects, honours, people and degrees as the report counts them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from domain import format as fmt
from domain.area import PROVINCE
from domain.items import Item, average, local
from domain.status import Status
from domain.view import View
from figures.build_items import NO_AMOUNT, NO_DATE, amount_cell, bar, of_kinds, source_cell
from figures.marks import marked
from figures.spec import (
    Bars,
    Card,
    Cards,
    Cell,
    Headline,
    Line,
    Mark,
    Roll,
    RollGroup,
    Section,
    Table,
)

DEGREES = ("辨识度", "满意度", "参与度", "粘合度", "美誉度")
UNMEASURED = "无量化口径"
# Programme, figure of its money, figure of what it paid for.
_FUNDS = (
    ("“情暖浙江”志愿服务发展计划（五轮累计）", "F36", "F35"),
    ("总会志愿服务和青少年社会实践项目", "F39", "F38"),
    ("城市博爱家园提升试点（省本级会费）", "F25", "F26"),
    ("卫健、教育等部门扶持", "F37", ""),
)
_MEDALS = ("●", "◐", "○")


def programmes_headline(view: View, items: Sequence[Item]) -> Headline:
    """What must not be added, and how much of it the report ties to the chosen areas."""
    first = "阵地、资金和荣誉多是历年累计，表扬、星级和大赛是2020年当年数，两类不相加"
    return Headline(((first, None), (_named(view, local(items, view.areas, view.selection.areas)), Status.DERIVED)))


def _named(view: View, own: Sequence[Item]) -> str:
    """What the report ties to the chosen areas; what it ties to a county's city is not the county's."""
    if not view.selection.areas:
        return f"报告点名到市县的事项{len(own)}项，其余都是全省数，没有分到市县。"
    if not own:
        return f"报告没有点名{view.subject_name}；以下都是全省事项，没有分到市县。"
    above = view.focus if view.county else ""
    groups = {view.subject_name: [i for i in own if i.area != above], "所在市": [i for i in own if i.area == above]}
    said = [f"点名{name}的事项{len(found)}项：{_names(found)}" for name, found in groups.items() if found]
    return f"报告{'；'.join(said)}。标“全省”的没有分到市县。"


def _names(items: Sequence[Item]) -> str:
    return "、".join(dict.fromkeys(i.name for i in items))


def money_table(view: View, items: Sequence[Item]) -> Table:
    """Programmes with their money and, where both are exact, the mean for each piece."""
    by_figure = {i.figure: i for i in items if i.figure}
    rows = [_fund_row(name, by_figure[fund], by_figure.get(count)) for name, fund, count in _FUNDS]
    paired = {figure for row in _FUNDS for figure in row[1:]}
    for item in of_kinds(view, items, ("project", "fund")):
        if item.figure not in paired or not item.figure:
            blank = Cell(NO_AMOUNT)
            rows.append((Cell(item.name), amount_cell(item), blank, blank, Cell(item.note), source_cell(item)))
    heads = ("项目", "个数", "资金", "平均每个", "说明", "来源")
    note = "累计，全省；平均只在两数都确切时计算，不等于每个项目实得"
    return Table(Section("项目与资金", note), heads, tuple(rows), 99)


def _fund_row(name: str, fund: Item, count: Item | None) -> tuple[Cell, ...]:
    mean = average(fund, count) if count else None
    each = Cell(NO_AMOUNT) if mean is None else Cell(_plain(mean) + fund.unit, Status.DERIVED)
    pieces = Cell(NO_AMOUNT) if count is None else amount_cell(count)
    return (Cell(name), pieces, amount_cell(fund), each, Cell(fund.note), source_cell(fund))


def _plain(number: Fraction) -> str:
    return fmt.decimal(number, 2).removesuffix(".00")


def honour_bars(view: View, items: Sequence[Item]) -> Bars:
    """National and provincial honours; those of good people lie within the latter."""
    found = {i.figure: i for i in items}
    note = "近年来累计，全省；“多”只是下限，右端不封口"
    rows = (bar(found["F48"]), bar(found["F49"]), bar(found["F50"], within=True))
    return Bars(Section("国家级、省级荣誉", note), rows)


def medals(view: View, items: Sequence[Item]) -> Roll:
    """One mark a medal; shape and word tell them apart."""
    won = [i for i in items if i.kind == "award" and not i.figure]
    entries = next(i for i in items if i.figure == "F41")
    groups = tuple(
        RollGroup(
            Cell(f"{item.name.partition('：')[2]} {item.amount}{item.unit}"),
            tuple(Cell(shape) for _ in range(int(item.number or 0))),
        )
        for shape, item in zip(_MEDALS, won, strict=True)
    )
    note = f"2020年当年；项目名报告未载。{entries.place}"
    title = f"省首届志愿服务项目大赛：{entries.amount}{entries.unit}参赛项目"
    return Roll(Section(title, note, entries.status), groups)


def honour_table(view: View, items: Sequence[Item]) -> Table:
    """Lists of one year and cumulative ones, told apart and not added."""
    in_bars = ("F48", "F49", "F50")
    found = [i for i in of_kinds(view, items, ("honour", "rating")) if i.figure not in in_bars]
    found.sort(key=lambda i: i.measure != "flow")
    rows = tuple(
        (
            Cell(i.name),
            Cell("当年" if i.measure == "flow" else "累计"),
            Cell(i.when or NO_DATE),
            Cell(i.level),
            amount_cell(i),
            Cell(i.note),
            source_cell(i),
        )
        for i in found
    )
    heads = ("名单", "计法", "时间", "级别", "个数", "说明", "来源")
    return Table(Section("表扬与评定名单", "全省；范围和计法不同，不相加；名单报告未附"), heads, rows, 99)


def people_cards(view: View, items: Sequence[Item]) -> Cards:
    """12 of 23 delegates and 19 of 181 experts: the wholes follow from the printed shares."""
    found = {i.figure: i for i in items}
    whole = (PROVINCE,)
    return Cards(
        (
            _share_card(found["F23"], found["F24"], "浙江代表总数", marked(view, "congress_delegates", "2019", whole)),
            _share_card(found["F42"], found["F43"], "专家库总人数", marked(view, "expert_pool", "2020", whole)),
        )
    )


def _share_card(part: Item, share: Item, word: str, whole: Mark) -> Card:
    printed = Mark(share.amount, share.unit, share.status, share.figure)
    lines = (Line(share.name, printed), Line(word, whole))
    return Card(part.name, Mark(part.amount, part.unit, part.status, part.figure), lines, part.place)


def degree_cards(items: Sequence[Item]) -> Cards:
    """The five degrees: what the report offers for each. It measures none of them, so there is no number and no score."""
    return Cards(
        tuple(
            _degree(name, [i for i in items if (i.part, i.paragraph) == (3, n)]) for n, name in enumerate(DEGREES, 2)
        ),
        quiet=True,
    )


def _degree(name: str, evidence: Sequence[Item]) -> Card:
    place = evidence[0].place.rpartition(" ")[0]
    lines = (*(Line(i.name, strong=i.amount + i.unit) for i in evidence), Line(place, Mark("", "", evidence[0].status)))
    return Card(name, Mark(UNMEASURED, "", Status.MISSING), lines)
