"""What is wrong with the figures that a city reports, before anyone else sees them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from domain import format as fmt
from domain.area import PROVINCE, Areas, Level
from domain.catalog import INDICATORS
from domain.checks import part_of_whole
from domain.dataset import Dataset
from domain.interval import Interval
from domain.period import PERIODS
from domain.rules import RULES
from domain.status import Status
from domain.submission import REPORTABLE, Entry, Problem, Severity
from domain.value import Key

PERIODS_REPORTED = tuple(code for code in PERIODS if code != "2019")  # 2019 belongs to a single figure of the report
JUMP = Fraction(1, 2)
# Once set up they stay; fewer of them than before want a reason, such as merged villages.
CUMULATIVE = ("town_branches", "village_branches")
STARS = tuple(f"star_{n}" for n in range(1, 6))
PARTS: tuple[tuple[tuple[str, ...], str], ...] = (
    *(
        ((rule.indicators[0],), rule.indicators[1])
        for rule in RULES
        if rule.test is part_of_whole and set(rule.indicators) <= set(REPORTABLE)
    ),
    (STARS, "registered_volunteers"),
)
_REASON = "请核对；确实如此的，在“说明”里写明原因"


@dataclass(frozen=True)
class _Case:
    """The entries that stand in the right place, and what they are looked at beside."""

    city: str
    period: str
    dataset: Dataset
    entries: Mapping[tuple[str, str], Entry]  # (area, indicator) → entry

    @property
    def areas(self) -> Areas:
        return self.dataset.areas

    @property
    def vintage(self) -> str:
        return PERIODS[self.period].vintage

    @property
    def counties(self) -> tuple[str, ...]:
        return self.areas.children(self.city, self.vintage)

    def sum(self, areas: Iterable[str], indicator: str) -> int | None:
        """The reported sum, None unless all of them are reported."""
        found = [self.entries.get((area, indicator)) for area in areas]
        return sum(entry.number for entry in found if entry) if all(found) else None

    def problem(self, severity: Severity, area: str, indicator: str, *words: str) -> Problem:
        found, expected, mend = words
        return Problem(severity, "", 0, "", found, expected, mend, area, indicator)


def examine(entries: Iterable[Entry], city: str, period: str, dataset: Dataset) -> tuple[Problem, ...]:
    """Everything that is wrong or missing in what a city (six-digit code) reports for a period; errors first.

    ``dataset`` is the edition in force: earlier reports and the province's own figures are taken from it, invented
    ones never. Each problem names ``area`` and ``indicator``; the place in the file is not known here.
    """
    entries = tuple(entries)
    wrong = _frame(city, period, dataset.areas)
    if wrong:
        return (wrong,)
    problems = [p for entry in entries for p in _place(entry, city, period, dataset.areas)]
    counted = Counter((e.area, e.indicator) for e in entries)
    problems += [_twice(area, indicator, n) for (area, indicator), n in counted.items() if n > 1]
    case = _Case(city, period, dataset, _usable(entries, city, period, dataset.areas))
    problems += [problem for test in _TESTS for problem in test(case)]
    return tuple(sorted(problems, key=lambda p: p.severity is not Severity.ERROR))


def _frame(city: str, period: str, areas: Areas) -> Problem | None:
    if period not in PERIODS_REPORTED:
        return Problem(Severity.ERROR, "", 0, "", period, "一个报送时点，如 2021Q1", "请改正时点")
    if city not in areas.cities():
        return Problem(Severity.ERROR, "", 0, "", city, "浙江省设区市的六位代码", "请改正报送的市", city)
    return None


def _usable(entries: Iterable[Entry], city: str, period: str, areas: Areas) -> dict[tuple[str, str], Entry]:
    right = [entry for entry in entries if not any(_place(entry, city, period, areas))]
    return {(entry.area, entry.indicator): entry for entry in right}


def _place(entry: Entry, city: str, period: str, areas: Areas) -> Iterator[Problem]:
    """Wrong period, indicator, area or sign of one entry."""

    def wrong(found: str, expected: str, mend: str) -> Problem:
        return Problem(Severity.ERROR, "", 0, "", found, expected, mend, entry.area, entry.indicator)

    if entry.period != period:
        name = PERIODS[entry.period].name if entry.period in PERIODS else entry.period
        yield wrong(f"{name}的数", f"{PERIODS[period].name}的数", "请用这一期的模板填报")
    if entry.indicator not in REPORTABLE:
        yield wrong(f"指标“{entry.indicator}”", "模板里的指标", "请删去，率和合计由系统计算")
    if entry.number < 0:
        yield wrong(fmt.decimal(entry.number, 0), "不小于0的整数", "请改正")
    if entry.area not in areas.children(city, PERIODS[period].vintage):
        yield wrong(*_foreign(entry.area, city, period, areas))


def _foreign(code: str, city: str, period: str, areas: Areas) -> tuple[str, str, str]:
    """Found, expected and mend for an area that is no county of the city at that time."""
    known, ours = areas.find(code), areas.get(city).name
    expected, vintage = f"{PERIODS[period].name}属于{ours}的县（市、区）", PERIODS[period].vintage
    if known is None:
        return f"地区“{code}”", expected, "请按模板里的代码填写"
    if known.level is not Level.COUNTY:
        return known.name, expected, "市和全省的数由系统合计，请删去这一行"
    if (owner := areas.city_of(code)) != city:
        return f"{known.name}（属于{areas.get(owner).name}）", expected, "请删去，由所属的市报送"
    now = "、".join(areas.get(new, vintage).name for new in areas.resolve(known.name, vintage))
    return f"{known.name}（当时没有这个区划）", expected, f"请改填{now}" if now else "请删去"


def _twice(area: str, indicator: str, times: int) -> Problem:
    return Problem(Severity.ERROR, "", 0, "", f"填了{times}次", "只填一次", "请删去重复的", area, indicator)


def _missing(case: _Case) -> Iterator[Problem]:
    for county in case.counties:
        lacking = [key for key in REPORTABLE if (county, key) not in case.entries]
        if len(lacking) == len(REPORTABLE):
            yield case.problem(Severity.WARNING, county, "", "没有填", "每个县（市、区）都填", "不填则显示“未报”")
        elif lacking:
            names = "、".join(INDICATORS[key].label for key in lacking)
            yield case.problem(Severity.WARNING, county, "", f"没有填{names}", "各项都填", "不填则显示“未报”，不是0")


def _parts(case: _Case) -> Iterator[Problem]:
    for county in case.counties:
        for parts, whole in PARTS:
            most = case.entries.get((county, whole))
            given = [entry for key in parts if (entry := case.entries.get((county, key)))]
            part = sum(entry.number for entry in given)
            if most is None or part <= most.number:
                continue
            name = INDICATORS[parts[0]].name if len(parts) == 1 else "各星级合计"
            expected = f"不多于{INDICATORS[whole].name}{most.number}"
            yield case.problem(Severity.ERROR, county, given[0].indicator, f"{name}{part}", expected, "请改正其中一个")


def _against_before(case: _Case) -> Iterator[Problem]:
    for county, indicator in case.entries:
        earlier = _earlier(case, county, indicator)
        if earlier is None:
            continue
        period, codes, before = earlier
        now = case.sum(codes, indicator)
        if county != codes[0] or now is None or before.high is None:  # of several counties on the same ground: once
            continue
        yield from _compared(case, county, indicator, (period, codes, before, before.high, now))


def _earlier(case: _Case, county: str, indicator: str) -> tuple[str, tuple[str, ...], Interval] | None:
    """The nearest period before with a reported figure of the same ground: its code, today's counties, the figure."""
    period = PERIODS[case.period].before
    while period:
        ground = case.areas.comparable(county, PERIODS[period].vintage, case.vintage)
        value = case.dataset.group(indicator, period, ground.before)
        if value.interval is not None and value.status is Status.REPORTED:
            return period, ground.after, value.interval
        period = PERIODS[period].before
    return None


def _compared(
    case: _Case, county: str, indicator: str, facts: tuple[str, tuple[str, ...], Interval, Fraction, int]
) -> Iterator[Problem]:
    period, codes, before, most, now = facts
    ground = "" if len(codes) == 1 else f"（{'、'.join(case.areas.get(c, case.vintage).name for c in codes)}合计）"
    was = f"{PERIODS[period].name}为{fmt.bounds(before, INDICATORS[indicator])}{ground}"
    fell = indicator in CUMULATIVE and now < before.low
    jumped = most > 0 and (now > most * (1 + JUMP) or now < before.low * (1 - JUMP))
    if not (fell or jumped):
        return
    expected = f"累计数不少于上期，{was}" if fell else f"与上期相差不超过50%，{was}"
    reason = "；".join(filter(None, (case.entries[code, indicator].reason.strip() for code in codes)))
    if reason:
        yield case.problem(Severity.WARNING, county, indicator, f"{now}{ground}", expected, f"填报说明：{reason}")
    else:
        yield case.problem(Severity.ERROR, county, indicator, f"{now}{ground}", expected, _REASON)


def _over_province(case: _Case) -> Iterator[Problem]:
    """The counties of one city cannot together be more than the whole province."""
    for indicator in REPORTABLE:
        whole = case.dataset.given.get(Key(indicator, case.period, PROVINCE))
        total = sum(e.number for (_, key), e in case.entries.items() if key == indicator)
        if whole is None or whole.interval is None or whole.interval.high is None or total <= whole.interval.high:
            continue
        expected = f"不多于全省{fmt.full(whole, INDICATORS[indicator])}"
        yield case.problem(Severity.ERROR, case.city, indicator, f"各县（市、区）合计{total}", expected, "请改正")


_TESTS: tuple[Callable[[_Case], Iterator[Problem]], ...] = (_parts, _against_before, _over_province, _missing)
