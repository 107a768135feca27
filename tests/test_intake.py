"""What is found in the figures of a city, each fault made once and by hand."""

import pytest

from domain.dataset import Dataset, Edition
from domain.intake import PARTS, PERIODS_REPORTED, examine
from domain.interval import Interval
from domain.status import Status
from domain.submission import REPORTABLE, Entry, Severity
from domain.value import Key, Value

CITY, Q1, Q2 = "330900", "2021Q1", "2021Q2"  # 舟山市: four counties, the same at all times
COUNTIES = ("330902", "330903", "330921", "330922")  # 定海区, 普陀区, 岱山县, 嵊泗县
# One sound county: 4 of 5 towns, 10 of 20 villages, 15 stars among 100 volunteers
SOUND = dict(zip(REPORTABLE, (4, 5, 10, 20, 300, 2, 100, 5, 4, 3, 2, 1, 1), strict=True))
ERROR, WARNING = Severity.ERROR, Severity.WARNING


@pytest.fixture
def nothing(areas):
    return Dataset(Edition("test", "测试版", Status.REPORTED, ""), areas, {})


def before(areas, *values, status=Status.REPORTED):
    """An edition of (indicator, period, area, number or interval)."""
    stored = {
        Key(*key): Value(number if isinstance(number, Interval) else Interval.exactly(number), status)
        for *key, number in values
    }
    return Dataset(Edition("test", "测试版", Status.REPORTED, ""), areas, stored)


def city(period=Q1, changes=None, reasons=None, counties=COUNTIES):
    """All counties sound, but for ``changes`` {(area, indicator): number or None for not reported}."""
    changes, reasons = changes or {}, reasons or {}
    numbers = {(area, key): SOUND[key] for area in counties for key in SOUND} | changes
    return [
        Entry(key, period, area, number, reasons.get((area, key), ""))
        for (area, key), number in numbers.items()
        if number is not None
    ]


def said(problems):
    return [(p.severity, p.area, p.indicator, p.found, p.expected) for p in problems]


def test_a_sound_report_has_no_problem(nothing):
    assert examine(city(), CITY, Q1, nothing) == ()


@pytest.mark.parametrize(
    ("indicator", "number", "found", "expected"),
    [
        ("town_branches", 6, "乡镇（街道）红十字会6", "不多于乡镇（街道）应建数5"),
        ("village_branches", 21, "村（社区）红十字会21", "不多于村（社区）应建数20"),
        ("five_star_rated", 2, "五星级志愿者（当年评定）2", "不多于五星级志愿者1"),
        ("star_1", 91, "各星级合计101", "不多于注册志愿者100"),
    ],
)
def test_a_part_is_not_more_than_the_whole(nothing, indicator, number, found, expected):
    problems = examine(city(changes={("330921", indicator): number}), CITY, Q1, nothing)
    assert said(problems) == [(ERROR, "330921", indicator, found, expected)]


def test_a_part_may_be_the_whole_and_the_rule_of_five_stars_is_there_twice(nothing):
    changes = {("330921", "town_branches"): 5, ("330921", "star_1"): 90}
    assert examine(city(changes=changes), CITY, Q1, nothing) == ()
    assert (("five_star_rated",), "registered_volunteers") in PARTS


@pytest.mark.parametrize(
    ("entry", "found", "expected", "mend"),
    [
        (("star_1", Q2, "330902", 1), "2021年第二季度末的数", "2021年第一季度末的数", "请用这一期的模板填报"),
        (("star_1", "Q1", "330902", 1), "Q1的数", "2021年第一季度末的数", "请用这一期的模板填报"),
        (("village_coverage", Q1, "330902", 1), "指标“village_coverage”", "模板里的指标", "请删去，率和合计由系统计算"),
        (("star_1", Q1, "330902", -1), "−1", "不小于0的整数", "请改正"),
        (
            ("star_1", Q1, "330502", 1),
            "吴兴区（属于湖州市）",
            "2021年第一季度末属于舟山市的县（市、区）",
            "请删去，由所属的市报送",
        ),
        (
            ("star_1", Q1, CITY, 1),
            "舟山市",
            "2021年第一季度末属于舟山市的县（市、区）",
            "市和全省的数由系统合计，请删去这一行",
        ),
        (
            ("star_1", Q1, "339999", 1),
            "地区“339999”",
            "2021年第一季度末属于舟山市的县（市、区）",
            "请按模板里的代码填写",
        ),
    ],
)
def test_an_entry_in_the_wrong_place_is_said_to_be_so(nothing, entry, found, expected, mend):
    (problem,) = [p for p in examine([*city(), Entry(*entry)], CITY, Q1, nothing) if p.found != "填了2次"]
    assert (problem.severity, problem.found, problem.expected, problem.mend) == (ERROR, found, expected, mend)
    assert (problem.indicator, problem.area) == (entry[0], entry[2])


@pytest.mark.parametrize(
    ("period", "code", "found", "mend"),
    [
        (Q2, "330104", "江干区（当时没有这个区划）", "请改填上城区、钱塘区"),
        (Q1, "330113", "临平区（当时没有这个区划）", "请改填余杭区"),
    ],
)
def test_a_county_of_another_time_is_named_with_its_successor(nothing, period, code, found, mend):
    problems = examine([Entry("star_1", period, code, 1)], "330100", period, nothing)
    (problem,) = [p for p in problems if p.severity is ERROR]
    assert (problem.found, problem.mend) == (found, mend)


def test_what_is_there_twice_is_an_error_even_if_it_is_the_same(nothing):
    problems = examine([*city(), Entry("star_2", Q1, "330922", 4)], CITY, Q1, nothing)
    assert said(problems) == [(ERROR, "330922", "star_2", "填了2次", "只填一次")]


def test_what_is_not_filled_in_is_a_reminder(nothing):
    changes = {("330903", key): None for key in SOUND} | {("330921", "star_1"): None, ("330921", "village_units"): None}
    problems = examine(city(changes=changes), CITY, Q1, nothing)
    assert said(problems) == [
        (WARNING, "330903", "", "没有填", "每个县（市、区）都填"),
        (WARNING, "330921", "", "没有填村社应建、一星级志愿者", "各项都填"),
    ]


JUMPS = "与上期相差不超过50%，2020年底为{}"


@pytest.mark.parametrize(
    ("indicator", "was", "expected"),
    [
        ("adult_members", 199, JUMPS.format(199)),  # 300 is more than 298.5
        ("adult_members", 200, None),
        ("adult_members", 600, None),
        ("adult_members", 601, JUMPS.format(601)),
        ("adult_members", 0, None),  # no percentage of nothing
        ("village_branches", 10, None),
        ("village_branches", 11, "累计数不少于上期，2020年底为11"),
        ("village_units", 21, None),  # villages merge
        ("adult_members", Interval.exactly(601).plus(Interval(0, 9)), JUMPS.format("601–610")),
        ("adult_members", Interval(599, 610), None),
    ],
)
def test_a_jump_or_a_fall_wants_a_reason(areas, indicator, was, expected):
    dataset = before(areas, (indicator, "2020", "330902", was))
    problems = examine(city(), CITY, Q1, dataset)
    number = str(SOUND[indicator])
    assert said(problems) == ([(ERROR, "330902", indicator, number, expected)] if expected else [])
    explained = examine(city(reasons={("330902", indicator): " 清理 "}), CITY, Q1, dataset)
    assert [(p.severity, p.mend) for p in explained] == ([(WARNING, "填报说明：清理")] if expected else [])


def test_a_period_that_nothing_is_known_of_is_passed_over(areas):
    dataset = before(areas, ("adult_members", "2020", "330902", 601))
    (problem,) = examine(city("2021Q3"), CITY, "2021Q3", dataset)
    assert problem.expected == "与上期相差不超过50%，2020年底为601"


def test_invented_numbers_are_nothing_to_compare_with(areas, demo_edition):
    assert examine(city(), CITY, Q1, before(areas, ("adult_members", "2020", "330902", 9999), status=Status.DEMO)) == ()
    assert examine(city(), CITY, Q1, demo_edition) == ()


def test_counties_that_were_recast_are_compared_together(areas):
    """余杭区 became 余杭区 and 临平区 in 2021: 40 and 30 against 80 is no jump, 20 and 19 against 80 is one."""
    dataset = before(areas, ("adult_members", Q1, "330110", 80))

    def found(first, second, reason=""):
        entries = [Entry("adult_members", Q2, "330110", first), Entry("adult_members", Q2, "330113", second, reason)]
        problems = examine(entries, "330100", Q2, dataset)
        return [(p.severity, p.area, p.found, p.expected) for p in problems if p.indicator]

    assert found(40, 30) == []
    ground = "（余杭区、临平区合计）"
    expected = f"与上期相差不超过50%，2021年第一季度末为80{ground}"
    assert found(20, 19) == [(ERROR, "330110", f"39{ground}", expected)]
    assert found(20, 19, "清理") == [(WARNING, "330110", f"39{ground}", expected)]


def test_a_city_has_not_more_than_the_province(areas, published_edition):
    changes = {(area, "five_star_rated"): 83 for area in COUNTIES} | {(area, "star_5"): 83 for area in COUNTIES}
    problems = examine(city("2020", changes), CITY, "2020", published_edition)
    assert said(problems) == [(ERROR, CITY, "five_star_rated", "各县（市、区）合计332", "不多于全省331名")]


def test_errors_come_first(nothing):
    changes = {("330902", "star_1"): None, ("330922", "town_branches"): 6}
    assert [p.severity for p in examine(city(changes=changes), CITY, Q1, nothing)] == [ERROR, WARNING]


@pytest.mark.parametrize(
    ("where", "period", "found"), [(CITY, "2019", "2019"), (CITY, "2021", "2021"), ("330902", Q1, "330902")]
)
def test_another_frame_is_one_error(nothing, where, period, found):
    (problem,) = examine(city(), where, period, nothing)
    assert (problem.severity, problem.found) == (ERROR, found)


def test_every_quarter_and_both_years_can_be_reported():
    assert PERIODS_REPORTED[:3] == ("2017", "2020", "2021Q1")
    assert len(PERIODS_REPORTED) == 42
