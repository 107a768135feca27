"""志愿者名册: the way in for one, and what is said of it once it is counted; of no person anything."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from domain.area import Areas
from domain.catalog import INDICATORS
from domain.period import PERIODS
from domain.roster import STARS, UNKNOWN, Reason, RosterCounts, RowProblem
from domain.roster import Cell as Leaf
from domain.roster_tally import AREA, DATE, FIELDS, HOURS, KIND, STAR, STAR_SOURCES, UNUSED
from domain.submission import REPORTABLE, Entry
from figures.spec import Callout, Cell, Piece, Section, Table
from figures.tools import RosterIn

_MOST = 200  # rows shown of the full table; the file has all of them
_FIELD = {
    Reason.BAD_DATE: DATE,
    Reason.TOO_LATE: DATE,
    Reason.BAD_STAR: STAR,
    Reason.BAD_HOURS: HOURS,
    Reason.KIND_UNLISTED: KIND,
}  # every other reason is about the county
_HEADS = ("县（市、区）", "星级", "注册年份", "类别", "人数")


def roster_in(city: str, name: str, period: str) -> RosterIn:
    """The four steps from the file to the draft."""
    return RosterIn(city, name, period, PERIODS[period].name)


def roster_pieces(
    counts: RosterCounts, counted: Sequence[Entry], strangers: Sequence[str], areas: Areas
) -> tuple[Piece, ...]:
    """What was read and what was dropped, the counts, what could not be counted, what goes into the draft;
    last the head of what is said of that.

    ``counted`` are the entries for the draft; ``strangers`` codes of counties of other cities.
    """
    note = "姓名、证件号、电话等列在计数之前已经丢掉，没有存下任何人的信息"
    return (
        Section(f"名册计入{_number(counts.total)}人", note),
        *_remarks(counts, strangers, areas),
        _columns(counts),
        *_problems(counts),
        _by_star(counts, areas),
        _leaves(counts, areas),
        _entries(counted, counts, areas),
        Section("存入后的草稿", "连同以前报的数一起校验"),
    )


def roster_csv(counts: RosterCounts, areas: Areas) -> str:
    """All counts as a table for Excel and WPS; where a number is hidden it says so."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("地区代码", *_HEADS))
    writer.writerows((leaf.area, *_words(leaf, counts, areas)) for leaf in sorted(counts.cells))
    return "\ufeff" + text.getvalue()


def _remarks(counts: RosterCounts, strangers: Sequence[str], areas: Areas) -> Iterator[Callout]:
    if counts.stars_from == STAR_SOURCES[HOURS]:
        yield Callout("星级是推算的", "名册里没有星级，按服务时长推算；没有经过评定，请核实后再报。")
    if counts.missing_columns:
        yield Callout(f"名册里没有{'、'.join(counts.missing_columns)}", "相应的分组写作“未知”或“未填”，不是0。")
    if strangers:
        names = "、".join(_name(code, counts, areas) for code in strangers)
        yield Callout("有不属于本市的县（市、区）", f"{names}的人数不存入草稿。")


def _columns(counts: RosterCounts) -> Table:
    read = [(letter, FIELDS[field], "● 用于计数", "ok") for field, letter in counts.columns.items()]
    dropped = [
        (letter, name, *(("－ 没有用到", "none") if name == UNUSED else ("■ 个人信息，先丢掉", "warn")))
        for letter, _, name in (text.partition("列 ") for text in counts.dropped_columns)
    ]
    in_order = sorted((*read, *dropped), key=lambda column: (len(column[0]), column[0]))
    rows = tuple(
        (Cell(f"{letter}列"), Cell("其他" if name == UNUSED else name), Cell(what, role=role))
        for letter, name, what, role in in_order
    )
    return Table(Section("各列怎样处理", _sheet(counts)), ("列", "认作", "处理"), rows, 99)


def _problems(counts: RosterCounts) -> tuple[Table, ...]:
    rows = tuple((Cell(p.reason.value), Cell(f"{p.count}"), Cell(_where(p, counts))) for p in counts.problems)
    heads = ("问题", "行数", "位置（最多列20行）")
    return (Table(Section("有问题的行", "内容不显示，请在原文件里查看"), heads, rows, 99),) if rows else ()


def _where(problem: RowProblem, counts: RosterCounts) -> str:
    field = _FIELD.get(problem.reason, AREA)
    column = f"{counts.columns[field]}列" if field in counts.columns else ""
    rows = "、".join(map(str, problem.rows))
    return f"{_sheet(counts)}{column}第{rows}行{'等' if problem.count > len(problem.rows) else ''}"


def _sheet(counts: RosterCounts) -> str:
    return f"第{counts.sheet}张工作表" if counts.sheet else ""


def _by_star(counts: RosterCounts, areas: Areas) -> Table:
    stars = (0, *STARS, UNKNOWN)
    rows = tuple(
        (
            Cell(_name(area, counts, areas)),
            Cell(_number(counts.shown(area))),
            *(Cell(_number(counts.shown(area, star))) for star in stars),
        )
        for area in sorted({leaf.area for leaf in counts.cells})
    )
    note = "人数少、会认出人来的格子已隐去" if counts.options.suppress_below else ""
    heads = ("县（市、区）", "合计", *map(_star, stars))
    return Table(Section("按县（市、区）和星级", note), heads, rows, empty="没有可以计入的人。")


def _leaves(counts: RosterCounts, areas: Areas) -> Table:
    leaves = sorted(counts.cells)
    rows = tuple(tuple(map(Cell, _words(leaf, counts, areas))) for leaf in leaves[:_MOST])
    note = f"共{len(leaves)}行" + (f"，先列{_MOST}行，全部在计数表里" if len(leaves) > _MOST else "")
    section = Section("按县（市、区）、星级、注册年份和类别", note)
    return Table(section, _HEADS, rows, len(_HEADS) - 1, "没有可以计入的人。")


def _entries(counted: Sequence[Entry], counts: RosterCounts, areas: Areas) -> Table:
    keys = sorted({entry.indicator for entry in counted}, key=REPORTABLE.index)
    numbers = {(entry.area, entry.indicator): entry.number for entry in counted}
    rows = tuple(
        (Cell(_name(area, counts, areas)), *(Cell(str(numbers.get((area, key), "—"))) for key in keys))
        for area in dict.fromkeys(entry.area for entry in counted)
    )
    section = Section("存入草稿的数", "草稿里其他的数保持原样；“—”为没有数出，不是0")
    return Table(section, ("县（市、区）", *(INDICATORS[key].label for key in keys)), rows, empty="没有可以存入的数。")


def _words(leaf: Leaf, counts: RosterCounts, areas: Areas) -> tuple[str, str, str, str, str]:
    year = "未知" if leaf.year == UNKNOWN else f"{leaf.year}年"
    return _name(leaf.area, counts, areas), _star(leaf.star), year, leaf.kind, _number(counts.shown(*leaf))


def _star(star: int) -> str:
    return {UNKNOWN: "星级未知", 0: "没有星级"}.get(star, f"{'零一二三四五'[star]}星")


def _number(number: int | None) -> str:
    return "（隐去）" if number is None else str(number)


def _name(code: str, counts: RosterCounts, areas: Areas) -> str:
    return areas.get(code, counts.options.vintage).name
