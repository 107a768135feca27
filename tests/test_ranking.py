"""Places as far as the figures can tell."""

from fractions import Fraction

import pytest

from domain.dataset import Row
from domain.interval import Interval
from domain.ranking import median, rank
from domain.status import Status
from domain.value import Value


def known(low, high=None):
    return Value(Interval(Fraction(low), Fraction(low if high is None else high)), Status.REPORTED)


def row(code, value, units=None):
    return Row(code, code, value, known(1) if units else None, known(units) if units else None)


def places(rows, **options):
    return [(ranked.row.area, ranked.place) for ranked in rank(rows, **options)]


def test_the_highest_comes_first():
    assert places([row("a", known(1)), row("b", known(3)), row("c", known(2))]) == [("b", "1"), ("c", "2"), ("a", "3")]


def test_the_lowest_comes_first_where_that_is_asked():
    rows = [row("a", known(1)), row("b", known(3))]
    assert places(rows, descending=False) == [("a", "1"), ("b", "2")]


def test_equal_values_share_a_place_and_the_next_one_is_left_out():
    rows = [row("a", known(5)), row("b", known(7)), row("c", known(5)), row("d", known(1))]
    assert places(rows) == [("b", "1"), ("a", "2并列"), ("c", "2并列"), ("d", "4")]


def test_overlapping_bounds_cannot_be_told_apart():
    rows = [row("a", known(90)), row("b", known(50, 60)), row("c", known(55, 70)), row("d", known(10))]
    assert places(rows) == [("a", "1"), ("c", "2–3不可分"), ("b", "2–3不可分"), ("d", "4")]


def test_an_exact_value_inside_anothers_bounds_is_not_a_tie():
    assert [place for _, place in places([row("a", known(50, 60)), row("b", known(55))])] == ["1–2不可分"] * 2


def test_a_chain_of_overlaps_names_the_places_that_each_may_have():
    rows = [row("a", known(10, 20)), row("b", known(18, 30)), row("c", known(28, 40))]
    assert places(rows) == [("c", "1–2不可分"), ("b", "1–3不可分"), ("a", "2–3不可分")]


def test_a_lower_bound_may_reach_any_place_above_it():
    rows = [row("a", Value(Interval.at_least(5), Status.REPORTED)), row("b", known(9)), row("c", known(1))]
    assert places(rows) == [("b", "1–2不可分"), ("a", "1–2不可分"), ("c", "3")]


def test_rates_on_fewer_than_ten_units_follow_without_a_place_and_say_why():
    ranked = rank([row("a", known(100), 9), row("b", known(20), 10), row("c", known(50), 400)])
    assert [(r.row.area, r.place) for r in ranked] == [("c", "1"), ("b", "2"), ("a", "")]
    assert "不足10个" in ranked[-1].why


def test_what_is_not_reported_comes_last_with_its_reason():
    ranked = rank([row("a", Value.missing("没有填")), row("b", known(0)), row("c", known(100), 3)])
    assert [(r.row.area, r.place) for r in ranked] == [("b", "1"), ("c", ""), ("a", "")]
    assert ranked[-1].why == "没有填"


def test_nobody_is_left_out_or_doubled(demo_edition, areas):
    rows = demo_edition.rows("village_coverage", "2020", areas.counties())
    assert sorted(r.row.area for r in rank(rows)) == sorted(areas.counties())


@pytest.mark.parametrize(("numbers", "middle"), [([3, 1, 2], 2), ([4, 1, 3, 2], 2.5), ([7], 7), ([], None)])
def test_the_median_is_the_middle_of_what_is_known(numbers, middle):
    assert median([*(row("a", known(n)) for n in numbers), row("z", Value.missing())]) == middle
