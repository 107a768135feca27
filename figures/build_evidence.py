"""Every figure with its words, its place and its status."""

from __future__ import annotations

from collections.abc import Iterable

from domain import format as fmt
from domain.area import PROVINCE
from domain.catalog import INDICATORS
from domain.facts import ExternalFigure, Figure
from domain.period import PERIODS
from domain.status import Status
from domain.view import View
from figures.spec import Cell, Headline, Section, Table


def figure_table(figures: Iterable[Figure]) -> Table:
    """The figures of the report as printed."""
    rows = [
        (
            Cell(f.id),
            Cell(f.name),
            Cell(f.printed + f.unit, Status.PUBLISHED),
            Cell(f.period),
            Cell(f.scope),
            Cell(f"“{f.words}”"),
            Cell(f.place),
        )
        for f in figures
    ]
    return Table(
        Section(f"报告里的{len(rows)}个数", "逐字照录；“位置”数到段和句"),
        ("编号", "名称", "数值", "时点", "范围", "原文用字", "位置"),
        tuple(rows),
        99,
        "没有符合条件的数。",
    )


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
                Cell(fmt.full(value, entry), value.status),
                Cell(value.note or entry.definition),
            )
        )
    return Table(
        Section("由此推出的数", "由程序从原文数字计算，四舍五入的数按区间计算"),
        ("名称", "时点", "数值", "怎样得来"),
        tuple(rows),
        99,
    )


def external_table(figures: Iterable[ExternalFigure]) -> Table:
    """Public figures from elsewhere: beside the report's, never in their place."""
    rows = [
        (
            Cell(INDICATORS[f.indicator].name),
            Cell(f.date),
            Cell(f.printed + f.unit, Status.EXTERNAL),
            Cell(f.note, link=f.url),
        )
        for f in figures
    ]
    return Table(Section("外部资料", "与报告并列，互不替换"), ("名称", "时点", "数值", "说明与地址"), tuple(rows), 99)


def legend_table() -> Table:
    """What each mark of certainty means."""
    return Table(
        Section("标记的含义"), ("标记", "含义"), tuple((Cell("", status), Cell(status.meaning)) for status in Status), 9
    )


def evidence_headline() -> Headline:
    """What this page is for."""
    return Headline(
        (
            ("每个数都有出处：50个原文数、由它们推出的数和外部资料分开列", None),
            ("县（市、区）一级报告没有公布；系统里的市县数要么由各市填报，要么标明“演示”，要么“未报”。", None),
        )
    )
