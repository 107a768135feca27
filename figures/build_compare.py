"""2017 beside 2020: pairs of areas, growth with bounds, numerator and denominator apart."""

from __future__ import annotations

from collections.abc import Iterator

from domain import format as fmt
from domain.area import PROVINCE, Comparison
from domain.catalog import INDICATORS
from domain.evidence import ref
from domain.indicator import Indicator, Ratio
from domain.interval import Interval
from domain.period import PERIODS, SHOWN
from domain.status import Status
from domain.value import Value
from domain.view import View
from figures.charts import Dumbbell, End, Pair, Slope
from figures.marks import BY_GROWTH, cite
from figures.spec import Callout, Cell, Headline, Section, Table

FIRST, LAST = SHOWN
NBS_VILLAGES_2017 = 31_971  # statistical division codes of 2017-10-31, sum of the 89 counties


def pairs(view: View) -> Iterator[tuple[str, Comparison, Value, Value, Value]]:
    """Name, comparable group, value before, after and their change, for each listed area once."""
    seen: set[tuple[str, ...]] = set()
    codes = view.selection.shown(view.areas) if view.selection.areas else view.areas.cities()
    for code in codes:
        group = view.areas.comparable(code, PERIODS[FIRST].vintage, PERIODS[LAST].vintage)
        if group.after in seen:
            continue
        seen.add(group.after)
        name = "＋".join(view.areas.get(c).name for c in group.after) if len(group.after) > 1 else _name(view, code)
        key = view.selection.indicator
        yield (
            name,
            group,
            view.dataset.group(key, FIRST, group.before),
            view.dataset.group(key, LAST, group.after),
            view.dataset.change_of(key, LAST, group.before, group.after),
        )


def _name(view: View, code: str) -> str:
    found = view.areas.find(code)
    return found.name if found else code


def _pairs(view: View) -> list[Pair]:
    """Both ends of every listed area, the largest now first."""
    key, entry = view.selection.indicator, view.indicator
    found = [
        Pair(name, end(first, entry, ref(key, FIRST, group.before)), end(last, entry, ref(key, LAST, group.after)))
        for name, group, first, last, _ in pairs(view)
    ]
    return sorted(found, key=lambda pair: -1 if pair.after is None else pair.after, reverse=True)


def end(value: Value, entry: Indicator, address: str) -> End:
    """A value as one end of a pair."""
    return End(value.number, fmt.number(value, entry), value.status, address)


def dumbbell(view: View) -> Dumbbell:
    """Both ends of every listed area, largest first."""
    entry, rows = view.indicator, _pairs(view)
    return Dumbbell(entry.name, entry.unit, PERIODS[FIRST].name, PERIODS[LAST].name, tuple(rows), _weakest(rows))


def _weakest(rows: list[Pair]) -> Status:
    """Of the ends that are known."""
    return Status.of_known(
        point.status for pair in rows for point in (pair.first, pair.last) if point.number is not None
    )


def slope(view: View) -> Slope:
    """The same as lines of those whose both ends are known; beside them the province, if it has two numbers."""
    key, entry = view.selection.indicator, view.indicator
    known = [pair for pair in _pairs(view) if pair.before is not None and pair.after is not None]
    ends = (end(view.province(key, period), entry, ref(key, period, (PROVINCE,))) for period in SHOWN)
    whole = Pair(view.areas.get(PROVINCE).name, *ends)
    return Slope(
        entry.name,
        entry.unit,
        PERIODS[FIRST].name,
        PERIODS[LAST].name,
        tuple(known),
        _weakest(known),
        None if whole.before is None or whole.after is None else whole,
        not isinstance(entry.formula, Ratio),
    )


def change_table(view: View) -> Table:
    """Before, after and change of every listed area; for rates the counts behind them too."""
    entry = view.indicator
    unit = "百分点" if entry.is_rate else "%"
    heads = ["地区", PERIODS[FIRST].name, PERIODS[LAST].name, f"{'变化' if entry.is_rate else '增幅'}（{unit}）"]
    formula = entry.formula
    if isinstance(formula, Ratio):
        heads += [f"{INDICATORS[k].label} {FIRST}→{LAST}" for k in (formula.numerator, formula.denominator)]
    rows, has_change = [], entry.change_key in INDICATORS
    for name, group, first, last, grown in pairs(view):
        code = group.after[0] if len(group.after) == 1 else ""
        cells = [
            Cell(name, code=code),
            Cell(fmt.number(first, entry), ref=ref(entry.key, FIRST, group.before)),
            Cell(fmt.number(last, entry), ref=ref(entry.key, LAST, group.after)),
            Cell(
                _change_text(grown, entry), ref=ref(entry.change_key, LAST, group.after) if code and has_change else ""
            ),
        ]
        if isinstance(formula, Ratio):
            cells += [Cell(_ends(view, key, group)) for key in (formula.numerator, formula.denominator)]
        rows.append(tuple(cells))
    section = Section(f"{entry.name}：两期与变化", _why(view), _weakest(_pairs(view)))
    return Table(section, tuple(heads), tuple(rows))


def _why(view: View) -> str:
    reasons = dict.fromkeys(group.reason for _, group, *_ in pairs(view) if group.reason)
    return "；".join(reasons)


def _ends(view: View, key: str, group: Comparison) -> str:
    first, last = view.dataset.group(key, FIRST, group.before), view.dataset.group(key, LAST, group.after)
    return f"{fmt.number(first, INDICATORS[key])} → {fmt.number(last, INDICATORS[key])}"


def _change_text(grown: Value, entry: Indicator) -> str:
    if grown.interval is None:
        return grown.note or Status.MISSING.label
    change = INDICATORS.get(entry.change_key)
    if change is None:
        return "—"
    text = fmt.number(grown, change)
    low, high = grown.interval.low, grown.interval.high
    if low < 0 and (high is None or high > 0):
        return f"{text} 持平或不确定"
    return f"▼ {text}" if low < 0 else text


def province_table(view: View) -> Table:
    """Every headline series of the province: 2017 with its bounds, 2020, increase, growth as printed."""
    rows = []
    for key in BY_GROWTH:
        entry = INDICATORS[key]
        first, last = view.province(key, FIRST), view.province(key, LAST)
        growth = view.province(f"{key}_growth", LAST)
        more = _increase(first, last, key)
        rows.append(
            (
                Cell(f"{entry.name}（{entry.unit}）"),
                _cell(first, key, FIRST),
                _cell(last, key, LAST),
                more,
                _cell(growth, f"{key}_growth", LAST),
            )
        )
    note = "2017年底数由2020年底数与增幅反推；各类合计的总数取自外部资料"
    return Table(
        Section("全省：2017年底与2020年底", note), ("指标", "2017年底", "2020年底", "增量", "增幅（%）"), tuple(rows)
    )


def _cell(value: Value, key: str, period: str) -> Cell:
    return Cell(fmt.number(value, INDICATORS[key]), value.status, ref=ref(key, period, (PROVINCE,)))


def _increase(first: Value, last: Value, key: str) -> Cell:
    if first.interval is None or last.interval is None:
        return Cell(Status.MISSING.label, Status.MISSING)
    interval = last.interval.minus(first.interval)
    by = Status.DERIVED if interval.is_exact else Status.BOUNDED
    more = Value(interval, Status.weakest([by, first.status, last.status]))
    return Cell("+" + fmt.number(more, INDICATORS[key]), more.status)


def rate_callout(view: View) -> Callout:
    """Why the rate of 2017 is not stated, with the two reference bases, labelled."""
    villages = view.province("village_branches", FIRST)
    units = view.province("village_units", LAST)
    title = "2017年底建会率：报告未公布，不作同比"
    if villages.interval is None or units.interval is None:
        return Callout(title, "")
    on_2017 = Value(villages.interval.times(100).over(Interval.exactly(NBS_VILLAGES_2017)), Status.EXTERNAL)
    on_2020 = Value(villages.interval.times(100).over(units.interval), Status.BOUNDED)
    rate = INDICATORS["village_coverage"]
    return Callout(
        title,
        f"仅供参考：按2017年10月统计用区划{NBS_VILLAGES_2017}个村（社区）计，约{fmt.full(on_2017, rate)}（外部）；"
        f"按2020年分母{fmt.full(units, INDICATORS['village_units'])}计，约{fmt.full(on_2020, rate)}（区间）。"
        "两数之差来自撤村并村后的分母变化，不是新建。增长231%即增至原来的3.31倍。",
    )


def compare_headline(view: View) -> Headline:
    """The chosen indicator of the subject at both ends."""
    key, entry = view.selection.indicator, view.indicator
    first, last = view.value(key, FIRST), view.value(key, LAST)

    def say(value: Value, period: str) -> str:
        return cite(fmt.full(value, entry), ref(key, period, view.subject))

    if first.interval is None or last.interval is None:
        text = (
            f"{view.subject_name}{entry.name}：{PERIODS[LAST].name}{say(last, LAST)}，"
            f"{PERIODS[FIRST].name}{'未公布' if first.interval is None else say(first, FIRST)}"
        )
        return Headline(((text, last.status),))
    text = (
        f"{view.subject_name}{entry.name}：{PERIODS[FIRST].name}{say(first, FIRST)}，"
        f"{PERIODS[LAST].name}{say(last, LAST)}"
    )
    return Headline(((text, Status.weakest([first.status, last.status])),))
