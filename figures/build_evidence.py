"""Every figure with its words, its place and its status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from domain import format as fmt
from domain.area import PROVINCE
from domain.catalog import INDICATORS
from domain.evidence import ref
from domain.facts import ExternalFigure, Figure
from domain.pages import pages_of
from domain.period import PERIODS
from domain.selection import TABS
from domain.source_text import Found
from domain.status import Status
from domain.view import View
from figures.spec import Cell, Headline, Section, Table
from figures.tools import Keep, Tabs


def tabs(view: View) -> Tabs:
    """The parts of the page of sources."""
    parts = tuple((label, f"tab={'' if tab == TABS[0] else tab}") for tab, label in zip(TABS, _LABELS, strict=True))
    return Tabs(parts, TABS.index(view.selection.tab))


def keep_text(name: str) -> Keep:
    """Where the user's own copy of the report goes."""
    return Keep(
        name,
        "报告原文请选自己的文件：Word（.docx）、文本（.txt）或有文字的 PDF，10 MB以内。文字只存在本机的数据库里，"
        "存入后每个数都能看到它所在的整句；不存入也不影响其他功能。",
    )


def figure_table(view: View, figures: Iterable[Figure], found: Mapping[str, Found]) -> Table:
    """The figures of the report as printed; each opens its card, its name the pages that show it."""
    rows = [
        (
            Cell(f.id, ref=f.id),
            Cell(f.name),
            Cell(f.printed + f.unit, Status.PUBLISHED, ref=f.id),
            Cell(f.period),
            Cell(f.scope),
            Cell(found[f.id].sentence if f.id in found else f"“{f.words}”"),
            Cell(f.place),
            _where(view, f),
        )
        for f in figures
    ]
    return Table(
        Section(f"报告里的{len(rows)}个数", "逐字照录；“位置”数到段和句；点数值看依据，点“见于”去用到它的页面"),
        ("编号", "名称", "数值", "时点", "范围", "原句" if found else "原文用字", "位置", "见于"),
        tuple(rows),
        99,
        "没有符合条件的数。",
        "查名称、数值或原文，如：会员、231",
    )


def _where(view: View, figure: Figure) -> Cell:
    """The first page that shows the figure, with it chosen where it can be; its card names all of them."""
    page = pages_of(figure.key if figure.indicator else figure.id)[0]
    query = {"edition": view.selection.edition}
    if figure.indicator in (page.series or page.draws):
        query["indicator"] = figure.indicator
    return Cell(page.title, page=f"./{page.path}?{urlencode({k: v for k, v in query.items() if v})}".rstrip("?"))


def derived_table(view: View) -> Table:
    """What the report's figures imply, computed from them."""
    wanted = [
        ("town_branches", "2017"),
        ("town_units", "2020"),
        ("town_gap", "2020"),
        ("village_branches", "2017"),
        ("village_units", "2020"),
        ("village_gap", "2020"),
        ("adult_members", "2017"),
        ("volunteer_groups", "2017"),
        ("registered_volunteers", "2017"),
        ("congress_delegates", "2019"),
        ("expert_pool", "2020"),
        ("grassroots_organisations", "2017"),
        ("other_organisations", "2020"),
        ("other_organisations", "2017"),
    ]
    rows = []
    for key, period in wanted:
        entry, value = INDICATORS[key], view.dataset.value(key, period, PROVINCE)
        rows.append(
            (
                Cell(entry.name),
                Cell(PERIODS[period].name),
                Cell(fmt.full(value, entry), value.status, ref=ref(key, period, (PROVINCE,))),
                Cell(value.note or entry.definition),
            )
        )
    return Table(
        Section("由此推出的数", "由程序从原文数字计算，四舍五入的数按区间计算"),
        ("名称", "时点", "数值", "怎样得来"),
        tuple(rows),
        99,
    )


def beside_headline() -> Headline:
    """What this part is for."""
    return Headline((("几处来源说法不同的数，并排放着，各写时点；谁也不替换谁", None),))


def beside_tables(view: View, figures: Iterable[Figure], external: Iterable[ExternalFigure]) -> tuple[Table, ...]:
    """Where sources differ: one table for each quantity, the report first."""
    quoted = list(external)
    printed = {f.key: f for f in figures if f.indicator}
    tables = []
    for key in dict.fromkeys(f.indicator for f in quoted):
        own = printed.get(key)
        rows = [_own_row(own)] if own else _implied_rows(view, key)
        rows += [_external_row(f) for f in quoted if f.indicator == key]
        tables.append(Table(Section(INDICATORS[key].name), _BESIDE, tuple(rows), 99))
    return tuple(tables)


_BESIDE = ("来源", "时点", "数值", "说明与地址")
_LABELS = ("逐句溯源", "勾稽", "核数", "口径词典", "并列来源")


def _own_row(figure: Figure) -> tuple[Cell, ...]:
    value = Cell(figure.printed + figure.unit, Status.PUBLISHED, ref=figure.id)
    return Cell("报告"), Cell(figure.period), value, Cell(figure.place)


def _implied_rows(view: View, key: str) -> list[tuple[Cell, ...]]:
    entry, value = INDICATORS[key], view.dataset.value(key, "2017", PROVINCE)
    if value.interval is None:
        return []
    shown = Cell(fmt.full(value, entry), value.status, ref=ref(key, "2017", (PROVINCE,)))
    return [(Cell("由外部总数与报告增幅倒推"), Cell(PERIODS["2017"].name), shown, Cell(value.note))]


def _external_row(figure: ExternalFigure) -> tuple[Cell, ...]:
    value = Cell(figure.printed + figure.unit, Status.EXTERNAL, ref=figure.id)
    return Cell("公开资料"), Cell(figure.date), value, Cell(figure.note, link=figure.url)


def units_table(view: View, units: Mapping[str, tuple[int, int]]) -> Table:
    """The denominators: implied by the report, and by the statistical division codes."""
    rows = []
    for kind, place in (("town", 0), ("village", 1)):
        key = f"{kind}_units"
        entry, own = INDICATORS[key], view.dataset.value(key, "2020", PROVINCE)
        shown = Cell(fmt.full(own, entry), own.status, ref=ref(key, "2020", (PROVINCE,)))
        rows.append((Cell(f"{entry.name}：由报告倒推"), Cell("2020年底"), shown, Cell(own.note)))
        for period, when in (("2017", "2017年10月"), ("2020", "2020年底区划")):
            number = Cell(f"{units[period][place]}{entry.unit}", Status.EXTERNAL)
            rows.append(
                (Cell(f"{entry.name}：统计用区划代码"), Cell(when), number, Cell("国家统计局；口径不同，不互相替换"))
            )
    return Table(Section("应建数（分母）"), _BESIDE, tuple(rows), 99)


def legend_table() -> Table:
    """What each mark of certainty means."""
    return Table(
        Section("标记的含义"), ("标记", "含义"), tuple((Cell("", status), Cell(status.meaning)) for status in Status), 9
    )


def evidence_headline() -> Headline:
    """What this page is for."""
    return Headline(
        (
            ("每个数都有出处：点开任何一个数，看它的区间、算法、位置和核对", None),
            ("县（市、区）一级报告没有公布；系统里的市县数要么由各市填报，要么标明“演示”，要么“未报”。", None),
        )
    )


DRAFT_NOTE = "每个数都与本版次核对：一致、不符（给出应为多少）、口径不同、无依据。文字不会存下来。"


def draft_headline() -> Headline:
    """What this part is for."""
    return Headline((("讲话稿、简报发出去之前，先把里面的每个数核一遍", None),))
