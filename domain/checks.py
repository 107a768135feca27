"""勾稽: the rules that the figures of an edition must obey, as data, and what came of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from domain.area import PROVINCE
from domain.catalog import INDICATORS
from domain.dataset import Dataset
from domain.indicator import Growth, Ratio
from domain.interval import Interval
from domain.period import PERIODS
from domain.status import Status
from domain.value import Key, Value


class Outcome(Enum):
    """What came of a rule; the shape tells them apart in black and white."""

    HOLDS = ("相符", "●", "ok")
    BROKEN = ("不符", "■", "bad")
    NO_BASIS = ("无从核对", "○", "none")

    def __init__(self, label: str, shape: str, role: str) -> None:
        self.label = label
        self.shape = shape
        self.role = role


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule does not hold. ``expected`` and ``found`` are intervals; ``severity`` is error or warning."""

    rule: str
    severity: str
    area: str
    indicator: str
    period: str
    expected: Interval | None
    found: Interval | None
    message: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: a sentence that people can read, the indicators it touches, and the test of one edition.

    ``test`` yields for every place where it could be tested a Finding, or None where it holds there.
    """

    key: str
    kind: str
    sentence: str
    indicators: tuple[str, ...]
    test: Callable[[Rule, Dataset], Iterator[Finding | None]]
    severity: str = "error"

    @property
    def needs_parts(self) -> bool:
        """Whether it is tested on the values of cities and counties."""
        return self.test in (sum_of_parts, growth_agrees, ratio_agrees)


@dataclass(frozen=True, slots=True)
class Checked:
    """A rule with the number of places where it was tested and those where it failed."""

    rule: Rule
    places: int
    findings: tuple[Finding, ...]

    @property
    def outcome(self) -> Outcome:
        """不符 if it failed anywhere, 无从核对 if it could be tested nowhere."""
        if self.findings:
            return Outcome.BROKEN
        return Outcome.HOLDS if self.places else Outcome.NO_BASIS


def check(dataset: Dataset, rules: Iterable[Rule]) -> tuple[Checked, ...]:
    """All rules on one edition."""
    return tuple(_checked(rule, dataset) for rule in rules)


def _checked(rule: Rule, dataset: Dataset) -> Checked:
    tested = list(rule.test(rule, dataset))
    return Checked(rule, len(tested), tuple(finding for finding in tested if finding is not None))


def _given(dataset: Dataset, indicator: str) -> Iterator[tuple[Key, Interval]]:
    """What an edition itself says of an indicator: stored, not computed."""
    for key, value in dataset.stored.items():
        if key.indicator == indicator and value.interval is not None:
            yield key, value.interval


def _finding(rule: Rule, key: Key, expected: Interval | None, found: Interval | None, message: str) -> Finding:
    return Finding(rule.key, rule.severity, key.area, key.indicator, key.period, expected, found, message)


def part_of_whole(rule: Rule, dataset: Dataset) -> Iterator[Finding | None]:
    """The first indicator is nowhere more than the second."""
    part, whole = rule.indicators
    for key, low in _given(dataset, part):
        most = dataset.value(whole, key.period, key.area).interval
        if most is None:
            continue
        broken = most.high is not None and low.low > most.high
        yield _finding(rule, key, most, low, "部分大于总体") if broken else None


def sum_of_parts(rule: Rule, dataset: Dataset) -> Iterator[Finding | None]:
    """What is said of a city or the province is the sum of what is said of all its parts."""
    (indicator,) = rule.indicators
    for key, value in dataset.given.items():
        if key.indicator != indicator or value.interval is None or not _has_parts(dataset, key):
            continue
        total = dataset.total(key).interval
        if total is None:
            continue
        yield None if total.overlaps(value.interval) else _finding(rule, key, value.interval, total, "下级合计对不上")


def _has_parts(dataset: Dataset, key: Key) -> bool:
    return bool(dataset.areas.children(key.area, PERIODS[key.period].vintage))


def ratio_agrees(rule: Rule, dataset: Dataset) -> Iterator[Finding | None]:
    """A rate that is given is numerator ÷ denominator, where these are given too."""
    rate, numerator, denominator = rule.indicators
    formula = INDICATORS[rate].formula
    assert isinstance(formula, Ratio)
    for key, value in _given(dataset, rate):
        over = _independent(dataset, key._replace(indicator=numerator))
        under = _independent(dataset, key._replace(indicator=denominator))
        if over is None or under is None or under.low <= 0:
            continue
        expected = over.over(under).times(formula.scale)
        yield None if expected.overlaps(value) else _finding(rule, key, expected, value, "分子除以分母不等于公布的率")


def growth_agrees(rule: Rule, dataset: Dataset) -> Iterator[Finding | None]:
    """A growth that is given follows from both periods, where these are given or the parts add up to them."""
    growth, of = rule.indicators
    for key, value in _given(dataset, growth):
        before = _independent(dataset, Key(of, PERIODS[key.period].before, key.area))
        after = dataset.value(of, key.period, key.area).interval
        if before is None or after is None or before.low <= 0:
            continue
        expected = after.over(before).shifted(-1).times(100)
        yield None if expected.overlaps(value) else _finding(rule, key, expected, value, "两期之比不等于公布的增幅")


def _independent(dataset: Dataset, key: Key) -> Interval | None:
    """A value that was not itself computed from the rate or growth: stored, or the sum of the parts."""
    stored = dataset.stored.get(key)
    return dataset.total(key).interval if stored is None else stored.interval


def whole_numbers(rule: Rule, dataset: Dataset) -> Iterator[Finding | None]:
    """Rounded figures that belong together leave at least one whole number for what they imply."""
    for key, value in dataset.given.items():
        if key.indicator not in rule.indicators or key in dataset.stored:
            continue
        if value.interval is None:
            yield _finding(rule, key, None, None, "几个公布数互相矛盾，倒推不出整数")
        else:
            yield None


def lower_bound(rule: Rule, dataset: Dataset) -> Iterator[Finding | None]:
    """A figure printed with 多 or 余 stays a lower bound: it has no upper end."""
    for indicator in rule.indicators:
        for key, interval in _given(dataset, indicator):
            printed = dataset.stored[key].printed
            if printed.endswith(("多", "余")):
                closed = interval.high is not None
                yield (
                    _finding(rule, key, Interval.at_least(interval.low), interval, "约数当成了准数") if closed else None
                )


def never_falls(rule: Rule, dataset: Dataset) -> Iterator[Finding | None]:
    """A cumulative figure of a later period is not smaller."""
    for indicator in rule.indicators:
        for key, now in _given(dataset, indicator):
            before = dataset.stored.get(key._replace(period=PERIODS[key.period].before), Value.missing()).interval
            if before is None:
                continue
            fell = now.high is not None and now.high < before.low
            yield _finding(rule, key, Interval.at_least(before.low), now, "累计数比上期少") if fell else None


def only_province(rule: Rule, dataset: Dataset) -> Iterator[Finding | None]:
    """A figure of a provincial scope has no values below the province, so that scopes cannot mix."""
    for indicator in rule.indicators:
        for key, interval in _given(dataset, indicator):
            yield None if key.area == PROVINCE else _finding(rule, key, None, interval, "省属口径的数出现在市县")


def one_origin(rule: Rule, dataset: Dataset) -> Iterator[Finding | None]:
    """Demonstration and reported values never stand in one edition below the province."""
    local = {k: v for k, v in dataset.stored.items() if k.area != PROVINCE}
    invented = any(value.status is Status.DEMO for value in local.values())
    for key, value in local.items():
        if value.status in (Status.DEMO, Status.REPORTED):
            mixed = invented and value.status is Status.REPORTED
            yield _finding(rule, key, None, value.interval, "演示数与填报数混在一个版次里") if mixed else None


def known_areas(rule: Rule, dataset: Dataset) -> Iterator[Finding | None]:
    """Every value belongs to an area that the boundaries of its period know."""
    for key, value in dataset.stored.items():
        known = dataset.areas.has(key.area, PERIODS[key.period].vintage)
        yield None if known else _finding(rule, key, None, value.interval, "当时没有这个区划")


def growths() -> tuple[tuple[str, str], ...]:
    """(growth, what grew) of every indicator that has one."""
    return tuple((key, i.formula.of) for key, i in INDICATORS.items() if isinstance(i.formula, Growth))
