"""Is a high or low rate more than chance? Rates against the number of units."""

from __future__ import annotations

from math import sqrt

from domain import format as fmt
from domain.catalog import INDICATORS
from domain.dataset import Row
from domain.evidence import ref
from domain.indicator import Indicator, Ratio
from domain.status import Status
from domain.view import View
from figures.charts import Point, Scatter
from figures.marks import fraction
from figures.spec import Cell, Section, Table

# Two-sided limits of the binomial; only the outer one is named, the inner lies just inside it.
_INNER, _OUTER = 1.96, 3.09
_LIMITS = ((_INNER, ""), (_OUTER, "全省率上下的95%、99.8%界限"))
_BELOW, _ABOVE, _WITHIN, _UNKNOWN = "▼ 低于界限", "▲ 高于界限", "界限之内", "全省率未报，不能判断"
_ORDER = (_BELOW, _ABOVE, _WITHIN, _UNKNOWN, Status.MISSING.label)


def funnel(view: View) -> Scatter:
    """Every county of the province by units and rate, with binomial limits round the provincial rate."""
    entry, rows = _counties(view)
    chosen = view.selection.cities(view.areas)
    points, sizes = [], [1.0]
    for row in rows:
        if row.value.number is None or row.denominator is None or row.denominator.number is None:
            continue
        group = (
            "所选城市" if view.areas.city_of(row.area) in chosen else "其他县（市、区）" if chosen else "县（市、区）"
        )
        text = f"{row.name} {fmt.full(row.value, entry)}（{fraction(row)}）"
        sizes.append(row.denominator.number)
        points.append(Point(row.name, row.denominator.number, row.value.number, group, text))
    centre = view.province(entry.key).number
    lines = tuple(_limit(centre / 100, z, name, max(sizes)) for z, name in _LIMITS) if centre else ()
    flat = [line for pair in lines for line in pair]
    return Scatter(
        f"{entry.name}与应建数：界限之外才算真有高低",
        "应建数（个）",
        f"{entry.name}（%）",
        tuple(points),
        tuple(flat),
        _status(rows),
    )


def funnel_table(view: View) -> Table:
    """The same in rows: each county's rate beside the outer limits of its own number of units, those outside first."""
    entry, rows = _counties(view)
    centre = view.province(entry.key).number
    placed = [(row, *_placed(row, centre)) for row in rows]
    placed.sort(key=lambda one: (_ORDER.index(one[1]), one[0].value.number or 0.0))
    section = Section(f"{entry.name}：各县（市、区）是否在99.8%界限之内", "", _status(rows))
    heads = (
        "县（市、区）",
        "高低",
        "界限（%）",
        f"{entry.name}（%）",
        *(INDICATORS[key].label for key in _parts(entry)),
    )
    shown = tuple(_cells(view, entry, *one) for one in placed) if section.status is not Status.MISSING else ()
    return Table(section, heads, shown, 2, "各县（市、区）未报。")


def _counties(view: View) -> tuple[Indicator, list[Row]]:
    """The rate that is looked at, and its row for every county."""
    entry = view.indicator if view.indicator.is_rate else INDICATORS["village_coverage"]
    return entry, view.dataset.rows(entry.key, view.period, view.areas.counties(view.selection.vintage))


def _status(rows: list[Row]) -> Status:
    """Of the rates that are known."""
    return Status.of_known(row.value.status for row in rows if row.value.number is not None)


def _parts(entry: Indicator) -> tuple[str, ...]:
    return (entry.formula.numerator, entry.formula.denominator) if isinstance(entry.formula, Ratio) else ()


def _placed(row: Row, centre: float | None) -> tuple[str, str]:
    """Where a county lies, and the limits that say so."""
    rate, units = row.value.number, row.denominator.number if row.denominator else None
    if rate is None or not units:
        return Status.MISSING.label, "—"
    if centre is None:
        return _UNKNOWN, "—"
    low, high = _bounds(centre / 100, _OUTER, units)
    where = _BELOW if rate < low else _ABOVE if rate > high else _WITHIN
    return where, f"{fmt.decimal(low, 1)}–{fmt.decimal(high, 1)}"


def _cells(view: View, entry: Indicator, row: Row, where: str, limits: str) -> tuple[Cell, ...]:
    numbers = zip((entry.key, *_parts(entry)), (row.value, row.numerator, row.denominator), strict=False)
    written = (
        Cell(fmt.number(value, INDICATORS[key]), ref=ref(key, view.period, (row.area,)))
        for key, value in numbers
        if value is not None
    )
    return (Cell(row.name, code=row.area), Cell(where), Cell(limits), *written)


def _bounds(rate: float, z: float, units: float) -> tuple[float, float]:
    """Percent between which a share of ``units`` lies by chance."""
    spread = z * sqrt(rate * (1 - rate) / units)
    return max(0.0, 100 * (rate - spread)), min(100.0, 100 * (rate + spread))


def _limit(rate: float, z: float, name: str, largest: float) -> list[tuple[str, tuple[tuple[float, float], ...]]]:
    sizes = [largest * n / 40 for n in range(1, 41)]
    lower, upper = zip(*(_bounds(rate, z, n) for n in sizes), strict=True)
    return [(name, tuple(zip(sizes, upper, strict=True))), ("", tuple(zip(sizes, lower, strict=True)))]
