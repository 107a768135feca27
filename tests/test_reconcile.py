"""86.37 % against +170 %, and the rise of the village rate, against sums done by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from data_access import assets
from domain.dataset import Dataset, Edition
from domain.interval import Interval
from domain.reconcile import rate_rise, two_scopes
from domain.status import Status


def ends(interval):
    return interval.low, interval.high


def test_towns_and_villages_alone_grew_by_170_percent(published_edition):
    case = two_scopes(published_edition)
    # 1231 + 3291 … 1231 + 3300; 1302 + 10907
    assert ends(case.narrow_before) == (4522, 4531)
    assert ends(case.narrow_after) == (12209, 12209)
    assert case.growth.low == Fraction(12209 - 4531, 4531) * 100
    assert case.growth.high == Fraction(12209 - 4522, 4522) * 100
    assert (round(float(case.growth.low), 1), round(float(case.growth.high), 1)) == (169.5, 170.0)


def test_all_types_leave_the_other_organisations(published_edition):
    case = two_scopes(published_edition)
    assert ends(case.all_after) == (17350, 17449)
    assert ends(case.all_before) == (9310, 9362)
    assert ends(case.other_after) == (5141, 5240)  # 17350 − 12209, 17449 − 12209
    assert ends(case.other_before) == (4779, 4840)  # 9310 − 4531, 9362 − 4522


def test_the_steps_of_the_waterfall_use_each_figure_once(published_edition):
    case = two_scopes(published_edition)
    assert ends(case.towns) == (71, 71)
    assert ends(case.villages) == (7607, 7616)
    # 17350 × 86.365/186.365 = 8040.3; 17449 × 86.375/186.375 = 8086.7; less 71 and 7616 or 7607
    assert ends(case.rest) == (354, 408)


def test_the_rise_of_the_village_rate_splits_into_built_and_merged(published_edition):
    rise = rate_rise(published_edition, {"2017": 31_971, "2020": 25_403})
    assert ends(rise.before) == (Fraction(3291, 31971) * 100, Fraction(3300, 31971) * 100)
    assert ends(rise.after) == (Fraction(10907, 25403) * 100,) * 2
    assert ends(rise.built) == (Fraction(7607, 31971) * 100, Fraction(7616, 31971) * 100)
    assert round(float(rise.merged.low), 2) == 8.82  # 42.94 − 34.12
    assert rise.before.plus(rise.built).plus(rise.merged).overlaps(rise.after)


def test_the_statistical_divisions_have_the_sums_that_are_named(published_edition):
    assert sum(villages for _, villages in assets.units("2017").values()) == 31_971
    assert sum(villages for _, villages in assets.units("2020").values()) == 25_403


def test_nothing_is_said_where_a_figure_is_missing(areas):
    empty = Dataset(Edition("empty", "空", Status.MISSING, ""), areas, {})
    assert two_scopes(empty) is None
    assert rate_rise(empty, {"2017": 1, "2020": 1}) is None


@pytest.mark.parametrize("text", ["86.37"])
def test_the_printed_growth_is_the_one_that_is_explained(published_edition, text):
    value = published_edition.value("grassroots_organisations_growth", "2020", "330000")
    assert value.printed == text
    assert value.interval == Interval.rounded(text)
