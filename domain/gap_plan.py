"""补短板: how many more branches lift the counties, or only the whole, to a chosen rate, and how many that is a quarter."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from domain.area import Level
from domain.dataset import Dataset
from domain.interval import Interval
from domain.period import PERIODS
from domain.targets import computed
from domain.value import Value

# How the smallest number is shared out: said wherever it is shown.
RULE = "每次给建会率最低的县（市、区）1个，直到够数；相同时先给尚未建会多的，再按代码"


@dataclass(frozen=True, slots=True)
class GapRow:
    """One area below the whole. ``needed`` lifts each of its counties to the rate, at least so many where some of them
    are ``missing``; ``quarterly`` of it are due each quarter; ``allotted`` is its part of the whole's smallest number.
    """

    area: str
    name: str
    branches: Value
    units: Value
    needed: Value
    quarterly: Value
    allotted: Value
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GapPlan:
    """What brings an area to ``rate`` % within so many ``quarters``; ``rows`` with most to do first, 未报 last.

    ``needed`` is the sum over all counties, each lifted by itself; ``least`` the smallest number that lifts the area
    as a whole; ``missing`` are the names of counties whose numbers are not there, never counted as 0.
    """

    area: str
    name: str
    kind: str
    period: str
    rate: Fraction
    quarters: int
    rows: tuple[GapRow, ...]
    needed: Value
    quarterly: Value
    least: Value
    missing: tuple[str, ...]


def gap_plan(
    dataset: Dataset, period: str, area: str, rate: float | Fraction, quarters: int, kind: str = "village"
) -> GapPlan:
    """The plan of the province, a city or a county; ``rate`` from 0 to 100, ``kind`` village or town.

    ValueError for another rate or less than one quarter.
    """
    share = Fraction(str(rate)) / 100
    if not 0 <= share <= 1 or quarters < 1:
        raise ValueError("目标率应在0到100之间，至少一个季度")
    areas, vintage = dataset.areas, PERIODS[period].vintage
    counties = areas.counties(vintage, (area,))
    lacks = {code: lacking(*_pair(dataset, kind, period, code), share) for code in counties}
    allotted = _allotted(dataset, kind, period, counties, share)
    below = (area,) if dataset.level(area) is Level.COUNTY else areas.children(area, vintage)
    rows = [_row(dataset, kind, period, code, quarters, lacks, allotted) for code in below]
    needed = _sum(lacks.values())
    least = lacking(*_pair(dataset, kind, period, area), share)
    names = tuple(areas.get(code, vintage).name for code in counties if lacks[code].interval is None)
    found = tuple(sorted(rows, key=_order))
    whole = dataset.areas.get(area, vintage).name
    return GapPlan(
        area, whole, kind, period, share * 100, quarters, found, needed, _each(needed, quarters), least, names
    )


def _order(row: GapRow) -> tuple[bool, Fraction, str]:
    interval = row.needed.interval
    return interval is None, -interval.low if interval else Fraction(0), row.area


def _pair(dataset: Dataset, kind: str, period: str, area: str) -> tuple[Value, Value]:
    return dataset.value(f"{kind}_branches", period, area), dataset.value(f"{kind}_units", period, area)


def lacking(branches: Value, units: Value, share: Fraction) -> Value:
    """How many more branches reach that share (0–1) of the units; never less than none."""
    have, of = branches.interval, units.interval
    if have is None or of is None:
        return Value.missing(branches.note if have is None else units.note)
    nothing = Fraction(0)
    low = nothing if have.high is None else max(nothing, ceil(share * of.low) - have.high)
    high = None if of.high is None else max(nothing, ceil(share * of.high) - have.low)
    return computed(Interval(low, high), branches, units)


def _each(value: Value, quarters: int) -> Value:
    """So many a quarter, rounded up."""
    if value.interval is None:
        return value
    low, high = value.interval.low, value.interval.high
    each = Interval(Fraction(ceil(low / quarters)), None if high is None else Fraction(ceil(high / quarters)))
    return computed(each, value)


def _sum(values: Iterable[Value]) -> Value:
    """The sum of what is known; a lower bound where something is not, 未报 where nothing is."""
    values = list(values)
    known = [value for value in values if value.interval is not None]
    if not known:
        return Value.missing("没有一个县（市、区）报了数" if len(values) > 1 else values[0].note if values else "")
    total = Interval.exactly(0)
    for value in known:
        assert value.interval is not None
        total = total.plus(value.interval)
    if len(known) < len(values):
        total = Interval.at_least(total.low)
    return computed(total, *known)


def _row(
    dataset: Dataset,
    kind: str,
    period: str,
    code: str,
    quarters: int,
    lacks: dict[str, Value],
    allotted: dict[str, int] | None,
) -> GapRow:
    vintage = PERIODS[period].vintage
    own = dataset.areas.counties(vintage, (code,))
    needed = _sum(lacks[county] for county in own)
    names = tuple(dataset.areas.get(county, vintage).name for county in own if lacks[county].interval is None)
    part = Value.missing("有未报的县（市、区），分不下去")
    if allotted is not None:
        part = computed(Interval.exactly(sum(allotted.get(county, 0) for county in own)), *lacks.values())
    name = dataset.areas.get(code, vintage).name
    branches, units = _pair(dataset, kind, period, code)
    return GapRow(code, name, branches, units, needed, _each(needed, quarters), part, names)


def _allotted(
    dataset: Dataset, kind: str, period: str, counties: Sequence[str], share: Fraction
) -> dict[str, int] | None:
    """County → its part of the smallest number that lifts all of them together, None unless every number is exact."""
    known = []
    for code in counties:
        have, of = (value.interval for value in _pair(dataset, kind, period, code))
        if have is None or of is None or not (have.is_exact and of.is_exact):
            return None
        known.append((code, int(have.low), int(of.low)))
    number = max(0, ceil(share * sum(of for *_, of in known)) - sum(have for _, have, _ in known))
    return shared_out(known, number)


def shared_out(counties: Iterable[tuple[str, int, int]], number: int) -> dict[str, int]:
    """Share out ``number`` over (code, branches, units) by ``RULE``; nobody gets more than its units leave room for."""
    queue = [(have / of, have - of, code, have, of) for code, have, of in counties if have < of]
    heapq.heapify(queue)
    found: dict[str, int] = {}
    for _ in range(number):
        if not queue:
            break
        _, _, code, have, of = queue[0]
        found[code] = found.get(code, 0) + 1
        if have + 1 < of:
            heapq.heapreplace(queue, ((have + 1) / of, have + 1 - of, code, have + 1, of))
        else:
            heapq.heappop(queue)
    return found
