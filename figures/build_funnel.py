"""Is a high or low rate more than chance? Rates against the number of units."""

from __future__ import annotations

from math import sqrt

from domain import format as fmt
from domain.catalog import INDICATORS
from domain.status import Status
from domain.view import View
from figures.charts import Point, Scatter
from figures.marks import fraction

# Two-sided limits of the binomial; only the outer one is named, the inner lies just inside it.
_LIMITS = ((1.96, ""), (3.09, "全省率上下的95%、99.8%界限"))


def funnel(view: View) -> Scatter:
    """Every county of the province by units and rate, with binomial limits round the provincial rate."""
    entry = view.indicator if view.indicator.is_rate else INDICATORS["village_coverage"]
    rows = view.dataset.rows(entry.key, view.period, view.areas.counties(view.selection.vintage))
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
        Status.DEMO if view.is_demo else Status.REPORTED,
    )


def _limit(rate: float, z: float, name: str, largest: float) -> list[tuple[str, tuple[tuple[float, float], ...]]]:
    sizes = [largest * n / 40 for n in range(1, 41)]
    spread = [(n, z * sqrt(rate * (1 - rate) / n)) for n in sizes]
    upper = tuple((n, min(100.0, 100 * (rate + s))) for n, s in spread)
    lower = tuple((n, max(0.0, 100 * (rate - s))) for n, s in spread)
    return [(name, upper), ("", lower)]
