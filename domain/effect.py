"""What an approval would change: cells, city rates with their ranks, and new findings of 勾稽."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain import format as fmt
from domain.area import Areas
from domain.catalog import INDICATORS
from domain.checks import Finding, check
from domain.dataset import Dataset
from domain.indicator import Ratio
from domain.interval import Interval
from domain.period import PERIODS
from domain.ranking import rank
from domain.rules import RULES
from domain.status import Status
from domain.submission import Submission
from domain.value import Key, Value

# Rates that a city has and that reports can change.
RATES: tuple[str, ...] = tuple(
    key for key, i in INDICATORS.items() if isinstance(i.formula, Ratio) and i.lowest != "province"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One reported value that would change."""

    key: Key
    name: str
    before: Value
    after: Value

    @property
    def sentence(self) -> str:
        """永嘉县乡镇已建 21 → 22个."""
        return (
            f"{self.name}{INDICATORS[self.key.indicator].label} {_arrow(self.key.indicator, self.before, self.after)}"
        )


@dataclass(frozen=True, slots=True)
class Move:
    """A rate of a city that would change, or its place among the cities: ``5``, ``2并列``, "" where not ranked."""

    key: Key
    name: str
    before: Value
    after: Value
    place_before: str
    place_after: str

    @property
    def sentence(self) -> str:
        """温州市村社建会率 44.1 → 46.0%，第7 → 第5."""
        label = INDICATORS[self.key.indicator].label
        places = _place(self.place_before), _place(self.place_after)
        place = places[0] if places[0] == places[1] else " → ".join(places)
        return f"{self.name}{label} {_arrow(self.key.indicator, self.before, self.after)}，{place}"


@dataclass(frozen=True, slots=True)
class Effect:
    """All of it; ``moves`` has the city itself first, then the others that it overtakes."""

    cells: tuple[Cell, ...]
    moves: tuple[Move, ...]
    findings: tuple[Finding, ...]


def effect(before: Dataset, after: Dataset, city: str, period: str) -> Effect:
    """What differs between two editions in a city (six-digit code) and a period, and in the order of the cities."""
    old = {finding for checked in check(before, RULES) for finding in checked.findings}
    new = [finding for checked in check(after, RULES) for finding in checked.findings]
    moves = sorted(_moves(before, after, period), key=lambda move: move.key.area != city)
    return Effect(_cells(before, after, city, period), tuple(moves), tuple(f for f in new if f not in old))


def _cells(before: Dataset, after: Dataset, city: str, period: str) -> tuple[Cell, ...]:
    places = dict.fromkeys((city, *after.areas.children(city, PERIODS[period].vintage)))
    found = []
    for area in places:
        for indicator in INDICATORS:
            key = Key(indicator, period, area)
            if key in before.stored or key in after.stored:
                values = before.value(*key), after.value(*key)
                if _said(values[0]) != _said(values[1]):
                    found.append(Cell(key, _name(after.areas, key), *values))
    return tuple(found)


def _moves(before: Dataset, after: Dataset, period: str) -> list[Move]:
    found, cities = [], after.areas.cities()
    for indicator in RATES:
        descending = INDICATORS[indicator].better >= 0
        first = {r.row.area: r for r in rank(before.rows(indicator, period, cities), descending)}
        last = {r.row.area: r for r in rank(after.rows(indicator, period, cities), descending)}
        for city in cities:
            values, places = (first[city].row.value, last[city].row.value), (first[city].place, last[city].place)
            if _said(values[0]) != _said(values[1]) or places[0] != places[1]:
                found.append(Move(Key(indicator, period, city), last[city].row.name, *values, *places))
    return found


def _said(value: Value) -> tuple[Interval | None, Status]:
    """What a reader sees of a value; the source of an unchanged number may be newer."""
    return value.interval, value.status


def _name(areas: Areas, key: Key) -> str:
    return areas.get(key.area, PERIODS[key.period].vintage).name


def _arrow(indicator: str, before: Value, after: Value) -> str:
    """44.1 → 46.0%: the unit once; one number where it stays."""
    entry = INDICATORS[indicator]
    texts = fmt.number(before, entry), fmt.number(after, entry)
    unit = entry.unit if after.interval is not None else ""
    if before.interval == after.interval:
        return texts[1] + unit
    if after.interval is None and before.interval is not None:
        return f"{texts[0]}{entry.unit} → {texts[1]}"
    return f"{texts[0]} → {texts[1]}{unit}"


def _place(place: str) -> str:
    return f"第{place}" if place else "不排名"


def reported(submission: Submission, number: int) -> dict[Key, Value]:
    """The values of a submission, the ``number``-th of its city and period, as they stand in an edition."""
    source = f"市报送 {submission.at[:10]} 版本{number}"
    return {
        Key(e.indicator, e.period, e.area): Value(Interval.exactly(e.number), Status.REPORTED, source, note=e.reason)
        for e in submission.entries
    }


def applied(dataset: Dataset, submission: Submission, number: int) -> Dataset:
    """The edition with this submission in place of whatever its city has reported for its period."""
    counties = dataset.areas.children(submission.city, PERIODS[submission.period].vintage)
    kept: Mapping[Key, Value] = {
        key: value
        for key, value in dataset.stored.items()
        if not (key.period == submission.period and key.area in counties and value.status is Status.REPORTED)
    }
    edition = replace(dataset.edition, local=Status.REPORTED)
    return Dataset(edition, dataset.areas, {**kept, **reported(submission, number)})
