"""Targets beside what was reached: the share, a light that also works without colour, and the straight way to the target."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from domain.area import Level
from domain.catalog import INDICATORS
from domain.dataset import Dataset
from domain.interval import Interval
from domain.period import PERIODS, SHOWN
from domain.status import Status
from domain.submission import ListRow
from domain.value import Value

NEAR = 90.0  # % of a target from which it counts as nearly reached
KIND = "targets"  # the list that they are entered in


class Light(Enum):
    """How far a target is reached: shape, word, and the role of its colour."""

    MET = ("●", "达标", "ok")
    NEAR = ("▲", "接近", "warn")
    SHORT = ("■", "需加力", "bad")
    UNKNOWN = ("○", "未报", "none")

    def __init__(self, shape: str, word: str, role: str) -> None:
        self.shape = shape
        self.word = word
        self.role = role


@dataclass(frozen=True, slots=True)
class Target:
    """What an area should have reached at the end of a year, in the indicator's unit; entered, so 填报."""

    area: str
    indicator: str
    year: int
    value: Value
    basis: str

    @property
    def number(self) -> Fraction:
        """The number to be reached."""
        assert self.value.interval is not None
        return self.value.interval.low


@dataclass(frozen=True, slots=True)
class Attainment:
    """A target at ``period``, "" if none fits. ``share`` is in % of the target, of a number that should be small
    the target in % of it; None if unknown. Bounds count by their worse end.

    ``due`` is what the straight way from ``base`` to the end of the target's year asks at the period; its ``note`` says
    why there is none. ``on_time`` is whether that is reached, None if it cannot be told.
    """

    target: Target
    period: str
    actual: Value
    share: Interval | None
    light: Light
    base: str
    due: Value
    on_time: bool | None

    @property
    def complete(self) -> bool:
        """Whether the period is the end of the target's year, where the way ends."""
        return bool(self.period) and _quarter(self.period) == _end(self.target)


def targets_of(rows: Iterable[ListRow]) -> tuple[Target, ...]:
    """The targets among published rows of lists, in their order."""
    return tuple(_target(row) for row in rows if row.kind == KIND)


def _target(row: ListRow) -> Target:
    text = row.cell("value")
    value = Value(Interval.exactly(Fraction(text)), Status.REPORTED, row.source, text)
    return Target(row.cell("area"), row.cell("indicator"), int(row.cell("year")), value, row.cell("basis"))


def attainment(dataset: Dataset, target: Target, period: str, near: float = NEAR) -> Attainment:
    """Plan against actual at a period; at the end of the target's year where the period is later. ``near`` is in %."""
    judged = _judged(target, period)
    actual = _actual(dataset, target, judged)
    share = _share(actual, target)
    base = next((code for code in reversed(SHOWN) if _quarter(code) < _end(target)), "")
    due = _due(dataset, target, judged, base) if judged else Value.missing("没有那一年年底的数")
    return Attainment(target, judged, actual, share, _light(share, near), base, due, _on_time(actual, due, target))


def _quarter(period: str) -> int:
    """Quarters since the year 0 at the end of a period."""
    year, _, quarter = period.partition("Q")
    return int(year) * 4 + int(quarter or 4)


def _end(target: Target) -> int:
    return target.year * 4 + 4


def _judged(target: Target, period: str) -> str:
    if _quarter(period) <= _end(target):
        return period
    return next((code for code in (str(target.year), f"{target.year}Q4") if code in PERIODS and code != "2019"), "")


def _actual(dataset: Dataset, target: Target, period: str) -> Value:
    if not period:
        return Value.missing(f"没有{target.year}年底的数")
    if INDICATORS[target.indicator].is_change and "Q" in period:
        return Value.missing("季度的变化与全年目标不可比")
    return dataset.value(target.indicator, period, target.area)


def _share(actual: Value, target: Target) -> Interval | None:
    """In % of the target, so that 100 is reached whichever way the indicator should go."""
    goal, interval = target.number, actual.interval
    if interval is None:
        return None
    if INDICATORS[target.indicator].better >= 0:
        return interval.times(100 / goal) if goal else Interval.exactly(100)
    if interval.high is None:
        return Interval(Fraction(0), 100 * goal / interval.low if interval.low else None)
    low = 100 * goal / interval.high if interval.high else Fraction(100)
    return Interval(low, 100 * goal / interval.low if interval.low > 0 else max(low, Fraction(100)))


def _light(share: Interval | None, near: float) -> Light:
    if share is None:
        return Light.UNKNOWN
    if share.low >= 100:
        return Light.MET
    return Light.NEAR if share.low >= Fraction(str(near)) else Light.SHORT


def _due(dataset: Dataset, target: Target, period: str, base: str) -> Value:
    indicator = INDICATORS[target.indicator]
    if not base or indicator.is_change or _quarter(period) < _quarter(base):
        return Value.missing("增幅和变化不按时序" if indicator.is_change else "没有可作起点的时点")
    reason = _moved(dataset, target.area, base, period)
    first = dataset.value(target.indicator, base, target.area)
    if reason or first.interval is None or first.interval.high is None:
        return Value.missing(reason or f"{PERIODS[base].name}未报，没有起点")
    way = Fraction(_quarter(period) - _quarter(base), _end(target) - _quarter(base))
    gone = Interval.exactly(target.number).times(way) if way else Interval.exactly(0)
    left = first.interval.times(1 - way) if way < 1 else Interval.exactly(0)
    return computed(left.plus(gone), first, target.value)


def _moved(dataset: Dataset, area: str, base: str, period: str) -> str:
    """Why the area's ground is another one than at the base, "" if it is the same."""
    if dataset.level(area) is not Level.COUNTY:
        return ""
    return dataset.areas.comparable(area, PERIODS[base].vintage, PERIODS[period].vintage).reason


def _on_time(actual: Value, due: Value, target: Target) -> bool | None:
    if actual.interval is None or due.interval is None:
        return None
    mine, asked = actual.interval, due.interval
    if INDICATORS[target.indicator].better < 0:
        mine, asked = asked, mine
    if asked.high is not None and mine.low >= asked.high:
        return True
    return False if mine.high is not None and mine.high < asked.low else None


def computed(interval: Interval, *parts: Value) -> Value:
    """A value computed of others: at best 推导 or 填报, 区间 where only its bounds are known."""
    status = Status.weakest(part.status for part in parts)
    if status in (Status.PUBLISHED, Status.DERIVED, Status.BOUNDED) or (
        status is Status.REPORTED and not interval.is_exact
    ):
        status = Status.DERIVED if interval.is_exact else Status.BOUNDED
    return Value(interval, status, parts[0].source)
