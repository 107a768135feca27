"""An edition in memory: one immutable value that answers every question of the pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from domain.area import Areas, Level
from domain.catalog import INDICATORS
from domain.derive import implied, origin
from domain.indicator import Difference, Formula, Growth, PointChange, Ratio
from domain.interval import Interval
from domain.period import LATEST, PERIODS, SHOWN
from domain.status import Status
from domain.value import Key, Value


@dataclass(frozen=True, slots=True)
class Edition:
    """Name of an immutable set of values. ``local`` is the status of its city and county values."""

    code: str
    title: str
    local: Status
    created: str


@dataclass(frozen=True, slots=True)
class Row:
    """One area's value with what it is made of; the row of every table, chart and map."""

    area: str
    name: str
    value: Value
    numerator: Value | None = None
    denominator: Value | None = None


@dataclass(frozen=True, eq=False)
class Dataset:
    """Values of one edition; the same only as itself, so that what is drawn of it can be kept by it.

    A stored value is never recomputed. Otherwise a formula answers, or the sum over the parts of the area,
    provided that all of them are there: of a partial sum the answer is 未报.
    """

    edition: Edition
    areas: Areas
    stored: Mapping[Key, Value]
    _memo: dict[Key, Value] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        self._memo.update(self.given)

    @cached_property
    def given(self) -> Mapping[Key, Value]:
        """What is stored, and what the published figures imply; everything else is computed from it."""
        return {**implied(self.stored), **self.stored}

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """The periods that a reader can choose: the report's two, and those of which something was reported."""
        return tuple(code for code in PERIODS if code in SHOWN or code in self._reported)

    @cached_property
    def latest(self) -> str:
        """The period shown first: the newest of which something was reported, else the report's."""
        return next((code for code in reversed(PERIODS) if code in self._reported), LATEST)

    @cached_property
    def _reported(self) -> set[str]:
        return {key.period for key, value in self.stored.items() if value.status is Status.REPORTED}

    def value(self, indicator: str, period: str, area: str) -> Value:
        """The value; MISSING where there is none. KeyError for an unknown indicator."""
        key = Key(indicator, period, area)
        if key not in self._memo:
            self._memo[key] = self._compute(key)
        return self._memo[key]

    def row(self, indicator: str, period: str, area: str) -> Row:
        """The value with its numerator and denominator, where it is a ratio."""
        formula = INDICATORS[indicator].formula
        found = self.areas.find(area)
        name = found.name if found else area
        parts: tuple[Value, ...] = ()
        if isinstance(formula, Ratio):
            parts = (self.value(formula.numerator, period, area), self.value(formula.denominator, period, area))
        return Row(area, name, self.value(indicator, period, area), *parts)

    def rows(self, indicator: str, period: str, areas: Iterable[str]) -> list[Row]:
        """One row an area, in the order given; areas that the period did not have are left out."""
        vintage = PERIODS[period].vintage
        return [self.row(indicator, period, area) for area in areas if self.areas.has(area, vintage)]

    @property
    def has_local(self) -> bool:
        """Whether there is any value below the province other than population."""
        return self.edition.local is not Status.MISSING

    def _compute(self, key: Key) -> Value:
        indicator = INDICATORS[key.indicator]
        if key.period not in PERIODS:
            return Value.missing("没有这一时点的数据")
        if not self.areas.has(key.area, PERIODS[key.period].vintage):
            return Value.missing("当时没有这一区划")
        if indicator.formula is None:
            return self.total(key)
        return self._formula(indicator.formula, key)

    def _formula(self, formula: Formula, key: Key) -> Value:
        match formula:
            case Ratio(numerator, denominator, scale):
                return self._ratio(self._at(numerator, key), self._at(denominator, key), scale)
            case Difference(whole, parts):
                return self._difference(self._at(whole, key), [self._at(part, key) for part in parts])
            case Growth(of) | PointChange(of):
                return self._change(of, key, isinstance(formula, PointChange))

    def _at(self, indicator: str, key: Key) -> Value:
        return self.value(indicator, key.period, key.area)

    def is_given(self, indicator: str, period: str, areas: tuple[str, ...]) -> bool:
        """Whether the value is stored or implied, and not computed from its parts."""
        return len(areas) == 1 and Key(indicator, period, areas[0]) in self.given

    def implied_from(self, indicator: str, period: str, areas: tuple[str, ...]) -> tuple[tuple[str, str], ...] | None:
        """(indicator, period) of the two published figures that imply this one, None if it is not implied."""
        key = Key(indicator, period, areas[0])
        if len(areas) > 1 or key in self.stored or key not in self.given:
            return None
        return origin(self.stored, key)

    def total(self, key: Key) -> Value:
        """The sum over the parts of the area, whatever is said of the area itself; 未报 unless all parts are there."""
        parts = self.areas.children(key.area, PERIODS[key.period].vintage)
        values = [self.value(key.indicator, key.period, part) for part in parts]
        known = [value for value in values if value.interval is not None]
        if not known:
            return Value.missing()
        if len(known) < len(parts):
            return Value.missing(f"{len(parts)}个下级中{len(parts) - len(known)}个未报")
        return _total(known)

    def _ratio(self, numerator: Value, denominator: Value, scale: int) -> Value:
        if numerator.interval is None or denominator.interval is None:
            return _missing(numerator, denominator)
        if denominator.interval.low <= 0:
            return Value.missing("分母为0")
        return _derived(numerator.interval.over(denominator.interval).times(scale), [numerator, denominator])

    def _difference(self, whole: Value, parts: list[Value]) -> Value:
        interval = whole.interval
        for part in parts:
            if interval is None or part.interval is None:
                return _missing(whole, part)
            interval = interval.minus(part.interval)
        return Value.missing() if interval is None else _derived(interval, [whole, *parts])

    def _change(self, of: str, key: Key, points: bool) -> Value:
        before = PERIODS[key.period].before
        if not before:
            return Value.missing("没有可比的上一期")
        vintages = PERIODS[before].vintage, PERIODS[key.period].vintage
        comparison = self.areas.comparable(key.area, *vintages)
        if not comparison.one_to_one:
            return Value.missing(comparison.reason)
        return self._between(self.value(of, before, key.area), self.value(of, key.period, key.area), points)

    def _between(self, first: Value, second: Value, points: bool) -> Value:
        if first.interval is None or second.interval is None:
            return _missing(first, second)
        if points:
            return _derived(second.interval.minus(first.interval), [first, second])
        if first.interval.low <= 0:
            return Value.missing("基期为0，不算增幅")
        return _derived(second.interval.over(first.interval).shifted(-1).times(100), [first, second])

    def change_of(self, indicator: str, period: str, before: tuple[str, ...], after: tuple[str, ...]) -> Value:
        """Change of a group of areas that together are comparable (龙港 with 苍南). Only county codes."""
        base = INDICATORS[indicator]
        values = [self.group(indicator, PERIODS[period].before, before), self.group(indicator, period, after)]
        return self._between(values[0], values[1], base.is_rate)

    def group(self, indicator: str, period: str, areas: tuple[str, ...]) -> Value:
        """A value of several areas taken together: sums, and ratios of sums."""
        formula = INDICATORS[indicator].formula
        if len(areas) == 1:
            return self.value(indicator, period, areas[0])
        if isinstance(formula, Ratio):
            return self._ratio(
                self.group(formula.numerator, period, areas),
                self.group(formula.denominator, period, areas),
                formula.scale,
            )
        if isinstance(formula, Growth | PointChange):
            return Value.missing("几个地区的变化要由合计计算")
        values = [self.value(indicator, period, area) for area in areas]
        if any(value.interval is None for value in values):
            return Value.missing("有未报的县（市、区）")
        return _total(values)

    def level(self, area: str) -> Level:
        """Level of an area; KeyError if no vintage knows it."""
        found = self.areas.find(area)
        if found is None:
            raise KeyError(area)
        return found.level


def _missing(*parts: Value) -> Value:
    """未报, for the reason of the first part that is."""
    return Value.missing(next((part.note for part in parts if part.interval is None), ""))


def _total(values: list[Value]) -> Value:
    interval = Interval.exactly(0)
    for value in values:
        assert value.interval is not None
        interval = interval.plus(value.interval)
    return Value(interval, Status.weakest(v.status for v in values), values[0].source)


def _derived(interval: Interval, parts: list[Value]) -> Value:
    """A computed value: at best 推导, or 填报 where all its parts are."""
    inherited = Status.weakest(part.status for part in parts)
    if inherited in (Status.PUBLISHED, Status.DERIVED, Status.BOUNDED):
        inherited = Status.DERIVED if interval.is_exact else Status.BOUNDED
    return Value(interval, inherited, parts[0].source)
