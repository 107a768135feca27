"""Who is higher, who is lower, and how much is left to do."""

from __future__ import annotations

from dataclasses import replace

from domain import format as fmt
from domain.area import PROVINCE
from domain.catalog import INDICATORS
from domain.dataset import Row
from domain.evidence import ref
from domain.indicator import Indicator, Ratio
from domain.period import PERIODS
from domain.ranking import SMALL, Ranked, is_small, rank
from domain.status import Status
from domain.view import View
from figures.marks import BY_GROWTH, RATE_EDGES, cite, cited_fraction, marked, step
from figures.spec import BarRow, Bars, Callout, Headline, Progress, ProgressRow, Ranking, RankRow, Section


def ranking(view: View, wide: bool = False) -> Ranking:
    """The listed areas in order of the chosen indicator; ``wide`` adds what is left and the change."""
    indicator = view.indicator
    rows = view.compared()
    ranked = [one for one in rank(rows) if view.passes(one.row)]  # the place is that among all
    references = _references(view, indicator)
    top = 100.0 if indicator.is_rate else max([r.value.number or 0 for r in rows] + [n for _, n in references] + [0.0])
    heads = [indicator.unit]
    if isinstance(indicator.formula, Ratio):
        heads.append("已建 / 应建" if indicator.is_rate else "分子 / 分母")
    if wide:
        heads += _wide_heads(indicator)
    section = Section(_title(view), _note(view), _local_status(view, rows))
    shown = tuple(_row(view, r, wide) for r in ranked)
    return Ranking(section, tuple(heads), shown, references, top, _empty(view), f"{indicator.key}.{view.period}")


def _title(view: View) -> str:
    below = "" if view.selection.below is None else f"低于{view.selection.threshold}{view.indicator.unit}的"
    where = view.subject_name if view.selection.areas and not view.county else ""
    if view.county:
        where = view.areas.get(view.focus).name
    return f"{where}{below}{view.indicator.name}排名"


def _note(view: View) -> str:
    parts = [PERIODS[view.period].name]
    if view.is_demo:
        parts.append("市县数据未公开，图中数值为演示，待各市填报后替换")
    elif not view.dataset.has_local:
        parts.append("报告只公布全省数，市县数未报")
    return "；".join(parts)


def _local_status(view: View, rows: list[Row]) -> Status:
    return Status.of_known(row.value.status for row in rows if row.value.interval is not None)


def _empty(view: View) -> str:
    if view.indicator.lowest == "province":
        return "此指标只有全省数，没有市县数。"
    if view.selection.below is not None:
        return f"没有低于{view.selection.threshold}{view.indicator.unit}的地区。"
    return "没有符合条件的地区。"


def _references(view: View, indicator: Indicator) -> tuple[tuple[str, float], ...]:
    """Average lines where a mean makes sense: for ratios, of the province and of the one chosen city."""
    if not isinstance(indicator.formula, Ratio):
        return ()
    codes = [PROVINCE] + ([view.focus] if view.focus != PROVINCE else [])
    found = []
    for code in codes:
        value = view.dataset.value(indicator.key, view.period, code)
        if value.number is not None:
            name = "全省" if code == PROVINCE else view.areas.get(code).short
            found.append((f"{name} {fmt.number(value, indicator)}（{value.status.label}）", value.number))
    return tuple(found)


def _row(view: View, ranked: Ranked, wide: bool) -> RankRow:
    row, indicator = ranked.row, view.indicator
    cells = [cited_fraction(row, indicator.formula)] if isinstance(indicator.formula, Ratio) else []
    if wide:
        cells += _wide_cells(view, row)
    return RankRow(
        row.area,
        ranked.place,
        row.name,
        row.value.number,
        fmt.number(row.value, indicator),
        row.value.status,
        tuple(cells),
        step(row.value.number, RATE_EDGES) if indicator.is_rate else 0,
        row.area == view.county,
        ranked.why,
    )


def _wide_heads(indicator: Indicator) -> list[str]:
    heads = ["还差"] if indicator.is_rate else []
    return heads + ([f"较上期（{_unit_of_change(indicator)}）"] if indicator.change_key in INDICATORS else [])


def _unit_of_change(indicator: Indicator) -> str:
    return INDICATORS[indicator.change_key].unit


def _wide_cells(view: View, row: Row) -> list[str]:
    indicator, cells = view.indicator, []
    if indicator.is_rate:
        gap = indicator.key.replace("coverage", "gap")
        cells.append(cite(fmt.number(view.dataset.value(gap, view.period, row.area), INDICATORS[gap]), gap))
    if indicator.change_key in INDICATORS:
        cells.append(_change_text(view, row.area))
    return cells


def _change_text(view: View, area: str) -> str:
    before = PERIODS[view.period].before
    if not before:
        return "—"
    comparison = view.areas.comparable(area, PERIODS[before].vintage, view.selection.vintage)
    if not comparison.one_to_one:
        partners = [c for c in (*comparison.before, *comparison.after) if c != area]
        return f"与{view.areas.get(partners[0]).short}合并"
    change = INDICATORS[view.indicator.change_key]
    return cite(fmt.number(view.dataset.value(change.key, view.period, area), change), change.key)


def growth_bars(view: View) -> Bars:
    """The report's growth rates, largest first; a hollow bar where the totals are not published."""
    rows = []
    for key in BY_GROWTH:
        growth = view.province(f"{key}_growth", "2020")
        first, second = view.province(key, "2017"), view.province(key, "2020")
        both = ((first, "2017"), (second, "2020"))
        ends = " → ".join(cite(fmt.number(v, INDICATORS[key]), ref(key, p, (PROVINCE,))) for v, p in both)
        if key == "grassroots_organisations":
            ends = "总数报告未公布"
        hollow = Status.EXTERNAL if key == "grassroots_organisations" else growth.status
        shown = replace(marked(view, f"{key}_growth", "2020", (PROVINCE,)), status=hollow)
        rows.append(BarRow(INDICATORS[key].name, growth.number, shown, ends))
    note = "全省；右列为 2017年底 → 2020年底，2017年底数由增幅反推"
    return Bars(
        Section("2017→2020，三年增幅", note, view.province("village_branches_growth", "2020").status), tuple(rows)
    )


def coverage_gap(view: View) -> Progress:
    """How far the subject is from having a branch in every town and village."""
    rows = []
    for kind, word in (("town", "乡镇（街道）"), ("village", "村（社区）")):
        rate = view.value(f"{kind}_coverage")
        branches, units = view.value(f"{kind}_branches"), view.value(f"{kind}_units")
        known = branches.interval is not None and units.interval is not None
        both = ((branches, f"{kind}_branches"), (units, f"{kind}_units"))
        cited = (cite(fmt.number(v, INDICATORS[key]), ref(key, view.period, view.subject)) for v, key in both)
        text = " / ".join(cited) if known else "未报"
        rows.append(
            ProgressRow(
                word,
                None if rate.number is None else rate.number / 100,
                text,
                marked(view, f"{kind}_gap"),
            )
        )
    note = "分母由建会率反推" if view.subject == (PROVINCE,) else f"{PERIODS[view.period].name}，还没有红十字会的单位数"
    return Progress(Section(f"{view.subject_name}离全覆盖还有多远", note), tuple(rows))


def threshold_sentence(view: View) -> str:
    """「温州市12个县（市、区）中5个低于40%：…」; "" without a threshold."""
    below = view.selection.below
    if below is None:
        return ""
    codes = view.areas.counties(view.selection.vintage, view.selection.cities(view.areas) or (PROVINCE,))
    everyone = view.dataset.rows(view.selection.indicator, view.period, codes)
    where = view.areas.get(view.focus).name if view.county else view.subject_name
    limit = f"{view.selection.threshold}{view.indicator.unit}"
    missing = sum(row.value.interval is None for row in everyone)
    if missing == len(everyone):
        return f"{where}{len(everyone)}个县（市、区）的{view.indicator.name}未报，不能与{limit}比较"
    rows = sorted(view.listed(), key=lambda row: row.value.number or 0)
    unknown = f"，{missing}个未报" if missing else ""
    answer = f"{where}{len(everyone)}个县（市、区）中{len(rows)}个{view.indicator.name}低于{limit}{unknown}"
    names = "、".join(f"{row.name} {_cited(view, row)}" for row in rows[:8])
    return f"{answer}：{names}{' 等' if len(rows) > 8 else ''}" if rows else answer


def _cited(view: View, row: Row) -> str:
    return cite(fmt.full(row.value, view.indicator), ref(view.indicator.key, view.period, (row.area,)))


def coverage_headline(view: View) -> Headline:
    """The answer to the threshold, or the rate of the subject, then what is left."""
    answer = threshold_sentence(view)
    value = view.value(view.selection.indicator)
    shown = cite(fmt.full(value, view.indicator), ref(view.indicator.key, view.period, view.subject))
    plain = f"{PERIODS[view.period].name}，{view.subject_name}{view.indicator.name}{shown}"
    return Headline(((answer or plain, _local_status(view, view.compared()) if answer else value.status),))


def small_callout(view: View) -> Callout:
    """How to read the table: what is not ranked, and why."""
    small = [row.name for row in view.listed() if is_small(row)]
    names = f"本表：{'、'.join(small)}。" if small else ""
    return Callout(
        "怎么看", f"应建数不足{SMALL}个的地区只列已建和应建，不排名。{names}率为合计之比，不是各县率的平均。"
    )
