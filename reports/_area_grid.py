"""A map as a table: a row an area, its numbers by period, and what is marked on it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from domain import format as fmt
from domain.area import PROVINCE, Areas
from domain.evidence import ref
from domain.status import Status
from figures.charts import AreaMap
from figures.marks import step
from reports.area_shapes import ABSENT, sign_name
from reports.blocks import Grid, GridCell

_CLOSE = 1_000_000  # a ratio of counts is found again exactly, so that halves round up as everywhere


def area_grid(figure: AreaMap, areas: Areas) -> Grid:
    """Code, city, county; number and class by period; notes and pilot marks. Without numbers only what is marked."""
    if not figure.labels:
        return _marked_only(figure, areas)
    columns = [_column(figure, period, areas, vintage) for period, _, vintage in figure.periods]
    notes = [figure.notes, _marks(figure)]
    extra = [(head, found) for head, found in zip(("备注", "图上标记"), notes, strict=True) if found]
    heads = ["代码", "市", "县（市、区）"]
    for _, name, _ in figure.periods:
        heads += [f"{figure.title}（{figure.unit}）{name}", "分档"]
    rows = []
    for code in _codes(figure, areas):
        cells = list(_place(code, areas))
        for column in columns:
            cells += column(code)
        rows.append((*cells, *(GridCell(found.get(code, "")) for _, found in extra)))
    return Grid((*heads, *(head for head, _ in extra)), tuple(rows), numeric_from=3, title=figure.title)


def _place(code: str, areas: Areas) -> tuple[GridCell, GridCell, GridCell]:
    city, found = areas.city_of(code), areas.find(code)
    county = found.name if found and code != city else ""
    return GridCell(code), GridCell(areas.get(city).name), GridCell(county)


def _codes(figure: AreaMap, areas: Areas) -> list[str]:
    """Every city before its counties; of one city in focus its own only; without those that the map leaves pale."""
    found = []
    for city in figure.city_codes if figure.focus == PROVINCE else (figure.focus,):
        own = [code for code in figure.codes if areas.city_of(code) == city and code not in figure.dimmed]
        found += [city, *own] if own else []
    return found


def _column(figure: AreaMap, period: str, areas: Areas, vintage: str) -> Callable[[str], list[GridCell]]:
    numbers = dict(zip(figure.codes, figure.values[period], strict=True))
    numbers |= dict(zip(figure.city_codes, figure.city_values[period], strict=True))
    compared = figure.is_rate or figure.is_change

    def cells(code: str) -> list[GridCell]:
        number, address = numbers.get(code), ref(figure.indicator, period, (code,))
        if number is None:
            absent = code in figure.notes or not areas.has(code, vintage)
            text = ABSENT if absent else Status.MISSING.label
            return [GridCell(text, status=None if absent else Status.MISSING, ref=address), GridCell("")]
        exact = Fraction(number).limit_denominator(_CLOSE)
        text = ("+" if figure.is_change and exact > 0 else "") + fmt.decimal(exact, figure.decimals)
        # The classes are the counties': a city's count is no larger for it, its rate can be compared.
        level = step(number, figure.edges) if compared or code not in figure.city_codes else 0
        cell = GridCell(text, float(text.replace("−", "-")), figure.status, address, level)
        return [cell, GridCell(figure.labels[level - 1] if level else "")]

    return cells


def _marks(figure: AreaMap) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for marker in figure.markers:
        found.setdefault(marker.code, []).append(f"{sign_name(marker.scheme)}（{marker.basis}）")
    return {code: "；".join(names) for code, names in found.items()}


def _marked_only(figure: AreaMap, areas: Areas) -> Grid:
    rows = tuple((*_place(code, areas), GridCell(text)) for code, text in sorted(_marks(figure).items()))
    return Grid(("代码", "市", "县（市、区）", figure.title), rows, numeric_from=4, title=figure.title)
