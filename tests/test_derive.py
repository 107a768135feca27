"""What the report's figures imply, from hand arithmetic and from trying every whole number."""

import math
from fractions import Fraction

import pytest

from domain import format as fmt
from domain.area import PROVINCE
from domain.catalog import INDICATORS
from domain.derive import implied
from domain.interval import Interval
from domain.status import Status
from domain.value import Key, Value

# Each comment gives the quotients at both ends of the rounding; the whole numbers between them remain.
BY_HAND = [
    # 1302 / 1.0585 = 1230.04, 1302 / 1.0575 = 1231.21
    ("town_branches", "2017", 1231, 1231, Status.DERIVED, "1231个"),
    # 1782 / 1.21395 = 1467.94, 1782 / 1.21385 = 1468.06
    ("volunteer_groups", "2017", 1468, 1468, Status.DERIVED, "1468个"),
    # 10907 / 3.315 = 3290.20, 10907 / 3.305 = 3300.15
    ("village_branches", "2017", 3291, 3300, Status.BOUNDED, "3291–3300个"),
    # 456550 / 1.28155 = 356248.3, 456649 / 1.28145 = 356353.3
    ("adult_members", "2017", 356_249, 356_353, Status.BOUNDED, "35.625–35.635万名"),
    # 115350 / 1.21735 = 94755.0006, 115449 / 1.21725 = 94844.1
    ("registered_volunteers", "2017", 94_756, 94_844, Status.BOUNDED, "9.476–9.484万名"),
    # 1302 / 0.95385 = 1364.99, 1302 / 0.95375 = 1365.14
    ("town_units", "2020", 1365, 1365, Status.DERIVED, "1365个"),
    # 10907 / 0.44625 = 24441.5, 10907 / 0.44615 = 24446.9
    ("village_units", "2020", 24_442, 24_446, Status.BOUNDED, "24442–24446个"),
    # 1365 − 1302; 24442 − 10907 and 24446 − 10907
    ("town_gap", "2020", 63, 63, Status.DERIVED, "63个"),
    ("village_gap", "2020", 13_535, 13_539, Status.BOUNDED, "13535–13539个"),
    # 12 / 0.52175 = 22.9995, 12 / 0.52165 = 23.004
    ("congress_delegates", "2019", 23, 23, Status.DERIVED, "23名"),
    # 19 / 0.1055 = 180.09, 19 / 0.1045 = 181.82
    ("expert_pool", "2020", 181, 181, Status.DERIVED, "181名"),
    # 17350 / 1.86375 = 9309.2, 17449 / 1.86365 = 9362.8
    ("grassroots_organisations", "2017", 9310, 9362, Status.EXTERNAL, "9310–9362个"),
    # 17350 − 1302 − 10907, 17449 − 1302 − 10907
    ("other_organisations", "2020", 5141, 5240, Status.EXTERNAL, "5141–5240个"),
    # 9310 − 1231 − 3300, 9362 − 1231 − 3291
    ("other_organisations", "2017", 4779, 4840, Status.EXTERNAL, "4779–4840个"),
]


@pytest.mark.parametrize(("key", "period", "low", "high", "status", "written"), BY_HAND)
def test_the_report_implies_what_hand_arithmetic_does(published_edition, key, period, low, high, status, written):
    value = published_edition.value(key, period, PROVINCE)
    assert (value.interval, value.status) == (Interval(Fraction(low), Fraction(high)), status)
    assert fmt.full(value, INDICATORS[key]) == written


def half_up(number, places):
    return Fraction(math.floor(number * 10**places + Fraction(1, 2)), 10**places)


@pytest.mark.parametrize(
    ("key", "after", "growth"),
    [
        ("town_branches", (1302,), "5.8"),
        ("village_branches", (10907,), "231"),
        ("volunteer_groups", (1782,), "21.39"),
        ("registered_volunteers", (115_350, 115_449), "21.73"),  # what rounds to 11.54 万
        ("adult_members", (456_550, 456_649), "28.15"),  # what rounds to 45.66 万
    ],
)
def test_exactly_the_bases_whose_growth_rounds_to_the_print_are_possible(published_edition, key, after, growth):
    places = len(growth.partition(".")[2])
    middle = round(after[0] / (1 + float(growth) / 100))

    def fits(base):
        highest, lowest = (half_up(Fraction(100 * number, base) - 100, places) for number in (after[-1], after[0]))
        return lowest <= Fraction(growth) <= highest

    possible = [base for base in range(middle - 200, middle + 300) if fits(base)]
    interval = published_edition.value(key, "2017", PROVINCE).interval
    assert (interval.low, interval.high) == (possible[0], possible[-1])


@pytest.mark.parametrize(
    ("key", "part", "rate"),
    [
        ("town_units", 1302, "95.38"),
        ("village_units", 10907, "44.62"),
        ("expert_pool", 19, "10.5"),
        ("congress_delegates", 12, "52.17"),
    ],
)
def test_exactly_the_denominators_whose_rate_rounds_to_the_print_are_possible(published_edition, key, part, rate):
    places = len(rate.partition(".")[2])
    possible = [n for n in range(part, 30_000) if half_up(Fraction(100 * part, n), places) == Fraction(rate)]
    interval = published_edition.value(key, "2019" if key == "congress_delegates" else "2020", PROVINCE).interval
    assert (interval.low, interval.high) == (possible[0], possible[-1])


@pytest.mark.parametrize("key", ["town_coverage", "village_coverage"])
def test_the_provinces_coverage_of_2017_is_not_stated_and_the_note_says_why(published_edition, key):
    value = published_edition.value(key, "2017", PROVINCE)
    assert value.status is Status.MISSING
    assert "未公布" in value.note
    assert published_edition.value(f"{key}_change", "2020", PROVINCE).status is Status.MISSING


def test_what_is_derived_says_from_what(published_edition):
    assert published_edition.value("town_branches", "2017", PROVINCE).note == "由乡镇（街道）红十字会与其增幅倒推"
    assert published_edition.value("town_units", "2020", PROVINCE).note == "由乡镇（街道）红十字会与其占比倒推"


def stored(**province):
    return {Key(key.rpartition("_")[0], key[-4:], PROVINCE): value for key, value in province.items()}


def test_what_is_stored_is_not_derived_again():
    known = Value(Interval.exactly(1200), Status.REPORTED)
    values = stored(
        town_branches_2020=Value(Interval.exactly(1302), Status.PUBLISHED),
        town_branches_2017=known,
        town_branches_growth_2020=Value(Interval.rounded("5.8"), Status.PUBLISHED),
    )
    assert implied(values) == {}


def test_a_growth_without_a_value_after_it_implies_nothing():
    assert implied(stored(town_branches_growth_2020=Value(Interval.rounded("5.8"), Status.PUBLISHED))) == {}
