"""What is known: of a subject by measure, time and place, or of a figure of the report."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from domain import format as fmt
from domain.area import PROVINCE
from domain.catalog import INDICATORS
from domain.dataset import Dataset
from domain.facts import Figure
from domain.interval import Interval
from domain.period import PERIODS
from domain.proof.lexicon import ELSEWHERE
from domain.proof.numerals import chinese
from domain.status import Status

_COUNTS = ("count", "gap", "units")


@dataclass(frozen=True, slots=True)
class Known:
    """A right figure: ``interval`` (None: not known, ``note`` says why), how it is written, where it stands.

    ``digits`` are those printed, ``step`` the worth of the last of them (0: exact); ``key`` is that of a claim.
    """

    key: str
    name: str
    area: str
    period: str
    interval: Interval | None
    status: Status
    written: str = ""
    place: str = ""
    note: str = ""
    step: Fraction = Fraction(0)
    printed: Fraction | None = None
    unit: str = ""


@dataclass(frozen=True)
class Knowledge:
    """The dataset and the report's figures behind one question: ``of``."""

    dataset: Dataset
    figures: Mapping[str, Figure]
    _memo: dict[tuple[str, ...], Known] = field(default_factory=dict, compare=False, repr=False)

    def of(self, key: str, name: str, measure: str, period: str, area: str) -> Known:
        """What is known of the series (or keys joined by +, or figure) ``key``."""
        asked = (key, name, measure, period, area)
        if asked not in self._memo:
            self._memo[asked] = self._of(*asked)
        return self._memo[asked]

    def _of(self, key: str, name: str, measure: str, period: str, area: str) -> Known:
        if key in self.figures:
            return _printed(self.figures[key], name)
        if key == "counties":
            return self._counties(area, period)
        if "+" in key:
            return self._sum(key.split("+"), name, measure, period, area)
        if measure == "growth":
            key = f"{key}_growth"
        elif measure == "points":
            key = f"{key}_change"
        elif measure == "delta":
            return self._delta(key, name, period, area)
        if key not in INDICATORS:
            return Known("", name, area, period, None, Status.MISSING)
        return self._series(key, area, period)

    def _counties(self, area: str, period: str) -> Known:
        """How many counties the area had: from the administrative tree, not from the report."""
        if period not in PERIODS or area != PROVINCE:
            return Known("", "县（市、区）", area, period, None, Status.MISSING)
        count = len(self.dataset.areas.counties(PERIODS[period].vintage))
        interval, written = Interval.exactly(count), f"{count}个"
        return Known("", "县（市、区）", area, period, interval, Status.EXTERNAL, written, "行政区划")

    def _series(self, key: str, area: str, period: str) -> Known:
        for indicator, year, written, low, high, whose in ELSEWHERE:
            if (indicator, year, PROVINCE) == (key, period, area):
                interval = Interval(Fraction(low), Fraction(high))
                return Known(key, INDICATORS[key].name, area, year, interval, Status.EXTERNAL, written, whose)
        value, entry = self.dataset.value(key, period, area), INDICATORS[key]
        if value.interval is None:
            return Known(key, entry.name, area, period, None, value.status, note=value.note)
        written = fmt.full(value, entry).lstrip("+")
        figure = self._figure(key) if value.status is Status.PUBLISHED else None
        place = figure.place if figure else value.source.partition(" http")[0] if not value.note else value.note
        printed, step = _parsed(value.printed) if value.printed else (None, Fraction(0))
        return Known(
            key, entry.name, area, period, value.interval, value.status, written, place, value.note, step, printed,
            entry.unit,
        )  # fmt: skip

    def _figure(self, key: str) -> Figure | None:
        return next(
            (f for f in self.figures.values() if f.indicator and key in (f.indicator, f"{f.indicator}_growth")
             and (f.measure == "growth") == key.endswith("_growth")),
            None,
        )  # fmt: skip

    def _intervals(self, keys: Sequence[str], period: str, area: str) -> tuple[Interval | None, Status]:
        values = [self.dataset.value(key, period, area) for key in keys]
        total: Interval | None = Interval.exactly(0)
        for value in values:
            total = None if total is None or value.interval is None else total.plus(value.interval)
        return total, Status.weakest(value.status for value in values)

    def _sum(self, keys: Sequence[str], name: str, measure: str, period: str, area: str) -> Known:
        interval, status = self._intervals(keys, period, area)
        if measure == "growth" and (first := _before(period)):
            before, other = self._intervals(keys, first, area)
            status = Status.weakest((status, other))
            whole = interval is not None and before is not None and before.low > 0
            interval = interval.over(before).shifted(-1).times(100) if whole else None  # type: ignore[union-attr, arg-type]
            return _derived("", name, area, period, interval, status, "%", 1)
        return _derived("", name, area, period, interval, status, INDICATORS[keys[0]].unit, 0)

    def _delta(self, key: str, name: str, period: str, area: str) -> Known:
        """How many more than at the period before: the difference of the two ends."""
        now, before = (self.dataset.value(key, p, area) for p in (period, _before(period)))
        interval = None
        if now.interval and before.interval and now.interval.high is not None:
            interval = now.interval.minus(before.interval)
        status = Status.weakest((now.status, before.status))
        return _derived(key, f"{name}增加数", area, period, interval, status, INDICATORS[key].unit, 0)


def _before(period: str) -> str:
    return PERIODS[period].before if period in PERIODS else ""


def _derived(
    key: str, name: str, area: str, period: str, interval: Interval | None, status: Status, unit: str, places: int
) -> Known:
    if interval is None:
        return Known(key, name, area, period, None, Status.MISSING)
    if status in (Status.PUBLISHED, Status.DERIVED, Status.BOUNDED):
        status = Status.DERIVED if interval.is_exact else Status.BOUNDED
    ends = [fmt.decimal(end, places) for end in (interval.low, interval.high) if end is not None]
    written = "–".join(dict.fromkeys(ends)) + unit
    return Known(key, name, area, period, interval, status, written, "由报告原文的数推出", unit=unit)


def _parsed(printed: str) -> tuple[Fraction, Fraction]:
    """``45.66万`` → 456600 and 100; ``5000多`` → 5000 and 1."""
    match = re.match(r"[0-9.]+", printed)
    assert match is not None, printed
    scale = 10_000 if printed[match.end() :].startswith("万") else 1
    return Fraction(match[0]) * scale, Fraction(scale, 10 ** len(match[0].partition(".")[2]))


def _printed(figure: Figure, name: str) -> Known:
    """A figure of the report that has no series."""
    open_ended = figure.kind == "at_least"
    unit, scale = figure.unit.removeprefix("万"), 10_000 if figure.unit.startswith("万") else 1
    match = re.match(r"[0-9.]+", figure.printed)
    number = Fraction(match[0]) if match else chinese(figure.printed) or Fraction(0)
    decimals = len(match[0].partition(".")[2]) if match else 0
    interval = Interval.at_least(number * scale) if open_ended else Interval.exactly(number * scale)
    if figure.kind == "period":
        interval = Interval(number, Fraction(figure.printed[-4:]))
    period = next((year for year in reversed(PERIODS) if year in figure.period), "")
    return Known(
        figure.id, figure.name, PROVINCE, period, interval, Status.PUBLISHED, figure.printed + figure.unit,
        figure.place, figure.period, Fraction(scale, 10**decimals), number * scale, unit,
    )  # fmt: skip
