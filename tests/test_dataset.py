"""Sums, ratios of sums and changes, on five counties of 湖州 with numbers that a reader can add up."""

from fractions import Fraction

import pytest

from domain.area import PROVINCE
from domain.catalog import INDICATORS
from domain.dataset import Dataset, Edition
from domain.interval import Interval
from domain.period import PERIODS
from domain.selection import Selection
from domain.status import Status
from domain.value import Key, Value

HUZHOU = "330500"
COUNTIES = ("330502", "330503", "330521", "330522", "330523")
CANGNAN, LONGGANG, WENZHOU = "330327", "330383", "330300"
BRANCHES = {"2017": (5, 10, 15, 20, 25), "2020": (10, 20, 30, 40, 50)}  # 75 and 150
UNITS = (100, 100, 50, 50, 100)  # 400


def reported(number):
    return Value(Interval.exactly(number), Status.REPORTED, "湖州市填报")


def villages(what, area, period="2020"):
    return Key(f"village_{what}", period, area)


@pytest.fixture
def edition(areas):
    """Builds an edition: 湖州's numbers with some of them replaced, or taken out where None."""
    numbers = {villages("units", c, p): reported(n) for p in BRANCHES for c, n in zip(COUNTIES, UNITS, strict=True)}
    for period, branches in BRANCHES.items():
        numbers |= {villages("branches", c, period): reported(n) for c, n in zip(COUNTIES, branches, strict=True)}
    name = Edition("test", "", Status.REPORTED, "")
    return lambda replaced=(): Dataset(name, areas, {k: v for k, v in (numbers | dict(replaced)).items() if v})


BY_HAND = [
    ("village_branches", "2020", 150),
    ("village_coverage", "2020", Fraction("37.5")),  # 150 / 400; the mean of the rates would be 44
    ("village_coverage", "2017", Fraction("18.75")),
    ("village_gap", "2020", 250),
    ("village_coverage_change", "2020", Fraction("18.75")),  # points, not the +100 %
    ("village_branches_growth", "2020", 100),
]


@pytest.mark.parametrize(("key", "period", "expected"), BY_HAND)
def test_a_city_is_computed_from_the_sums_of_its_counties(edition, key, period, expected):
    value = edition().value(key, period, HUZHOU)
    assert (value.interval, value.status) == (Interval.exactly(expected), Status.REPORTED)


def test_a_ratio_comes_with_what_it_is_made_of(edition):
    row = edition().row("village_coverage", "2020", HUZHOU)
    assert (row.name, row.numerator.number, row.denominator.number) == ("湖州市", 150, 400)


@pytest.mark.parametrize("what", ["branches", "coverage", "gap"])
def test_of_a_partial_sum_the_answer_is_not_reported(edition, what):
    value = edition({villages("branches", COUNTIES[0]): None}).value(*villages(what, HUZHOU))
    assert (value.status, value.note) == (Status.MISSING, "5个下级中1个未报")


def test_a_stored_value_is_never_computed_again(edition):
    found = edition({villages("branches", HUZHOU): reported(149), villages("coverage", HUZHOU): reported(37)})
    # 149 and 37 as stored, not 150 and 37.5; what is not stored follows from them.
    assert [found.value(*villages(what, HUZHOU)).number for what in ("branches", "coverage", "gap")] == [149, 37, 251]


@pytest.mark.parametrize("weak", [Status.DEMO, Status.EXTERNAL])
@pytest.mark.parametrize("what", ["branches", "coverage", "gap"])
def test_a_sum_is_as_sure_as_its_weakest_part(edition, weak, what):
    mixed = edition({villages("branches", COUNTIES[2]): Value(Interval.exactly(30), weak)})
    assert mixed.value(*villages(what, HUZHOU)).status is weak


def test_nought_is_a_number_but_no_base_and_no_denominator(edition):
    first = COUNTIES[0]
    none = edition({villages("branches", first, period): reported(0) for period in ("2017", "2020")})
    assert none.value(*villages("coverage", first)).interval == Interval.exactly(0)
    assert none.value(*villages("branches_growth", first)).note == "基期为0，不算增幅"
    assert edition({villages("units", first): reported(0)}).value(*villages("coverage", first)).note == "分母为0"


def test_bounds_are_carried_through(edition):
    vague = edition({villages("branches", HUZHOU): Value(Interval(Fraction(148), Fraction(152)), Status.BOUNDED)})
    assert vague.value(*villages("coverage", HUZHOU)).interval == Interval(Fraction(37), Fraction(38))
    assert vague.value(*villages("gap", HUZHOU)).interval == Interval(Fraction(248), Fraction(252))


SPLIT = """2017 330327 branches 10, 2017 330327 units 100, 2020 330327 branches 20, 2020 330327 units 60,
2020 330383 branches 10, 2020 330383 units 40"""


@pytest.fixture
def split(edition):
    """苍南 10 of 100 before; 苍南 20 of 60 and 龙港 10 of 40 after: 10 % and 30 of 100."""
    rows = (row.split() for row in SPLIT.split(","))
    return edition({villages(what, area, period): reported(int(n)) for period, area, what, n in rows})


def test_cangnan_and_longgang_are_compared_together(split):
    both = (CANGNAN, LONGGANG)
    assert split.group("village_coverage", "2020", both).interval == Interval.exactly(30)
    assert split.group("village_gap", "2020", both).interval == Interval.exactly(70)
    assert split.change_of("village_coverage", "2020", (CANGNAN,), both).interval == Interval.exactly(20)
    assert split.change_of("village_branches", "2020", (CANGNAN,), both).interval == Interval.exactly(200)
    assert split.group("village_branches", "2020", (*both, "330324")).status is Status.MISSING


@pytest.mark.parametrize("area", [CANGNAN, LONGGANG])
@pytest.mark.parametrize("key", ["village_coverage_change", "village_branches_growth"])
def test_neither_is_compared_alone(split, area, key):
    value = split.value(key, "2020", area)
    assert value.status is Status.MISSING
    assert "苍南县 → 苍南县、龙港市" in value.note


def test_a_county_has_no_value_before_it_was_founded(split):
    assert split.value("village_branches", "2017", LONGGANG).note == "当时没有这一区划"
    assert [r.area for r in split.rows("village_branches", "2017", (LONGGANG, CANGNAN))] == [CANGNAN]


def test_an_unknown_indicator_is_an_error_and_an_unknown_period_is_not_reported(edition):
    with pytest.raises(KeyError):
        edition().value("villages", "2020", HUZHOU)
    assert edition().value("village_branches", "1999", HUZHOU).status is Status.MISSING
    assert edition().value("village_branches_growth", "2017", HUZHOU).note == "没有可比的上一期"


@pytest.mark.parametrize("key", ["village_coverage", "town_coverage", "members_per_village", "volunteers_per_group"])
def test_wenzhous_ratio_in_the_demonstration_is_that_of_its_twelve_counties(demo_edition, areas, key):
    formula = INDICATORS[key].formula
    above, below = (
        sum(demo_edition.stored[Key(part, "2020", county)].interval.low for county in areas.children(WENZHOU))
        for part in (formula.numerator, formula.denominator)
    )
    assert demo_edition.value(key, "2020", WENZHOU).interval == Interval.exactly(above / below * formula.scale)


def test_the_provinces_published_figures_stay_what_they_are_in_the_demonstration(demo_edition, published_edition):
    value = demo_edition.value("town_branches", "2020", PROVINCE)
    assert value is demo_edition.stored[Key("town_branches", "2020", PROVINCE)]
    assert (value.status, value.printed) == (Status.PUBLISHED, "1302")
    for key in INDICATORS:
        for period in ("2017", "2019", "2020"):
            shown, known = (edition.value(key, period, PROVINCE) for edition in (demo_edition, published_edition))
            assert shown == known if known.interval else shown.status in (Status.MISSING, Status.DEMO, Status.EXTERNAL)


def test_a_reported_quarter_can_be_chosen_and_is_what_a_plain_address_means(areas, published_edition):
    reported = Value(Interval.exactly(7), Status.REPORTED)
    stored = {**published_edition.stored, Key("town_branches", "2021Q1", "330326"): reported}
    dataset = Dataset(Edition("r", "填报版", Status.REPORTED, ""), areas, stored)
    assert (published_edition.periods, published_edition.latest) == (("2017", "2020"), "2020")
    assert (dataset.periods, dataset.latest) == (("2017", "2020", "2021Q1"), "2021Q1")
    chosen, problems = Selection.from_query({"area": "330326"}, areas, (), dataset.periods, dataset.latest)
    assert (chosen.period, chosen.to_query(), problems) == ("2021Q1", {"area": "330326"}, [])
    older, _ = Selection.from_query({"period": "2020"}, areas, (), dataset.periods, dataset.latest)
    assert older.to_query() == {"period": "2020"}


def test_quarters_have_the_boundaries_of_their_time_and_follow_each_other():
    assert (PERIODS["2021Q1"].vintage, PERIODS["2021Q1"].before) == ("2020", "2020")
    assert (PERIODS["2021Q2"].vintage, PERIODS["2021Q2"].before) == ("now", "2021Q1")
    assert (PERIODS["2022Q1"].name, PERIODS["2022Q1"].before) == ("2022年第一季度末", "2021Q4")
