"""One indicator over the map: levels at one or two periods, or the change between them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from domain.area import Areas
from domain.catalog import INDICATORS
from domain.dataset import Dataset, Row
from domain.indicator import Indicator, Ratio
from domain.period import PERIODS, SHOWN
from domain.status import Status
from domain.view import View
from figures.charts import AreaMap, Marker
from figures.marks import edge_labels, edges

SURE = ("named", "reported")
BASIS = {"named": "报告点名", "mentioned": "报告提及", "reported": "用户录入", "demo": "演示名单"}


def area_map(view: View, indicator: str = "", markers: bool = False, approval: dict[str, str] | None = None) -> AreaMap:
    """The chosen indicator at both periods; a change indicator only at the later one."""
    whole = _whole(view.dataset, indicator or view.selection.indicator, view.period)
    return replace(
        whole,
        focus=view.focus,
        selected=view.county,
        form=view.selection.form,
        dimmed=_dimmed(view, whole.codes),
        below=view.selection.below,
        markers=pilot_markers(view) if markers else (),
        approval=approval or {},
    )


@lru_cache(maxsize=128)
def _whole(dataset: Dataset, indicator: str, period: str) -> AreaMap:
    """The whole province, nothing chosen: the same for every reader of an edition, so built once."""
    entry = INDICATORS[indicator]
    both = SHOWN if period in SHOWN else (PERIODS[period].before, period)
    periods = (period,) if entry.is_change else both
    codes = tuple(sorted({code for p in periods for code in dataset.areas.counties(PERIODS[p].vintage)}))
    columns = {p: _column(dataset, entry, p, codes) for p in periods}
    numbers = {p: [None if r is None else r.value.number for r in rows] for p, rows in columns.items()}
    bounds = edges(entry, [n for n in numbers[periods[-1]] if n is not None])
    cities = dataset.areas.cities()
    return AreaMap(
        indicator=entry.key,
        title=entry.name,
        unit=entry.unit,
        decimals=entry.decimals,
        is_rate=entry.is_rate,
        is_change=entry.is_change,
        periods=tuple((p, PERIODS[p].name, PERIODS[p].vintage) for p in periods),
        period=period if period in periods else periods[-1],
        edges=bounds,
        labels=edge_labels(entry, bounds),
        codes=codes,
        values=numbers,
        parts=_parts(entry, columns),
        factor=entry.formula.scale if isinstance(entry.formula, Ratio) else 1,
        city_codes=cities,
        city_names=tuple(dataset.areas.get(code).name for code in cities),
        city_values={p: [dataset.value(entry.key, p, code).number for code in cities] for p in periods},
        status=_status(columns[periods[-1]]),
        notes=_notes(dataset.areas, entry, period, codes),
    )


def _column(dataset: Dataset, entry: Indicator, period: str, codes: tuple[str, ...]) -> list[Row | None]:
    """A row a county; of an indicator that ends at the city, the city's row."""
    vintage = PERIODS[period].vintage
    areas, by_city = dataset.areas, entry.lowest == "city"
    return [
        dataset.row(entry.key, period, areas.city_of(code) if by_city else code) if areas.has(code, vintage) else None
        for code in codes
    ]


def _parts(entry: Indicator, columns: dict[str, list[Row | None]]) -> dict[str, list[tuple[int, int] | None]] | None:
    if not isinstance(entry.formula, Ratio):
        return None
    return {period: [_part(row) for row in rows] for period, rows in columns.items()}


def _part(row: Row | None) -> tuple[int, int] | None:
    if row is None or row.numerator is None or row.denominator is None:
        return None
    first, second = row.numerator.number, row.denominator.number
    return None if first is None or second is None else (int(first), int(second))


def _status(rows: list[Row | None]) -> Status:
    return Status.of_known(row.value.status for row in rows if row is not None and row.value.interval is not None)


def _dimmed(view: View, codes: tuple[str, ...]) -> tuple[str, ...]:
    cities = view.selection.cities(view.areas)
    if len(cities) < 2:
        return ()
    return tuple(code for code in codes if view.areas.city_of(code) not in cities)


def _notes(areas: Areas, entry: Indicator, period: str, codes: tuple[str, ...]) -> dict[str, str]:
    if entry.lowest == "city":
        return dict.fromkeys(codes, "所在市的数")
    before = PERIODS[period].before
    if not entry.is_change or not before:
        return {}
    notes = {}
    for code in codes:
        comparison = areas.comparable(code, PERIODS[before].vintage, PERIODS[period].vintage)
        if not comparison.one_to_one:
            other = next(c for c in comparison.after if c != code)
            notes[code] = f"与{areas.get(other).short}合并"
    return notes


def pilot_markers(view: View) -> tuple[Marker, ...]:
    """The three schemes' counties; only what the report names or users entered is sure."""
    return tuple(
        Marker(m.area, m.scheme, BASIS[m.basis], m.basis in SURE, m.basis == "demo")
        for m in view.pilots
        if view.areas.find(m.area)
    )
