"""How values are written."""

from fractions import Fraction

import pytest

from domain import format as fmt
from domain.catalog import INDICATORS
from domain.interval import Interval
from domain.status import Status
from domain.value import Value


def value(low, high=None, printed="", status=Status.BOUNDED):
    high = low if high is None else high
    return Value(Interval(Fraction(low), Fraction(high)), status, printed=printed)


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("0.05", 1, "0.1"),
        ("44.6244", 2, "44.62"),
        ("44.625", 2, "44.63"),
        ("-83", 0, "\u221283"),
        ("-0.25", 1, "\u22120.3"),
        ("-0.04", 1, "0.0"),
        ("0", 2, "0.00"),
        ("1302", 0, "1302"),
        ("100", 1, "100.0"),
        ("12345678", 0, "12345678"),
    ],
)
def test_numbers_are_rounded_half_up_with_a_true_minus_sign(number, places, text):
    assert fmt.decimal(Fraction(number), places) == text


@pytest.mark.parametrize(
    ("key", "given", "text"),
    [
        ("town_branches", value(1302, printed="1302"), "1302个"),
        ("town_branches", value(10907), "10907个"),
        ("village_branches", value(3291, 3300), "3291–3300个"),
        ("village_units", value(24442, 24446), "24442–24446个"),  # 万 is for people
        ("adult_members", value(456550, 456649, "45.66万"), "45.66万名"),
        ("adult_members", value(356249, 356353), "35.625–35.635万名"),
        ("adult_members", value(9000, 9999), "9000–9999名"),
        ("adult_members", value(456600), "456600名"),
        ("adult_members", value(10001, 10004), "1.000万名"),  # the same at both ends as written
        ("town_coverage", value("95.38", printed="95.38"), "95.38%"),
        ("town_coverage", value("93.75"), "93.8%"),
        ("star_rate", value("2.8671", "2.8697"), "2.87名"),
        ("village_branches_growth", value("230.5", "231.5", "231"), "+231%"),
        ("village_branches_growth", value("12.25"), "+12.3%"),
        ("village_branches_growth", value("0"), "0.0%"),
        ("village_branches_growth", value("-12.25"), "\u221212.3%"),
        ("village_branches_growth", value("-1", "2"), "\u22121.0–2.0%"),
        ("village_coverage_change", value("18.75"), "+18.8百分点"),
        ("village_coverage_change", value("-18.75"), "\u221218.8百分点"),
    ],
)
def test_a_value_is_written_with_its_unit(key, given, text):
    assert fmt.full(given, INDICATORS[key]) == text


def test_a_lower_bound_keeps_the_word_of_its_source():
    stations = Value(Interval.at_least(5000), Status.PUBLISHED, printed="5000多")
    assert fmt.full(stations, INDICATORS["service_stations"]) == "5000多个"
    assert "5000" in (
        text := fmt.number(Value(Interval.at_least(5000), Status.REPORTED), INDICATORS["service_stations"])
    )
    assert "以上" in text


@pytest.mark.parametrize("key", ["town_branches", "village_coverage", "adult_members_growth"])
def test_what_is_not_reported_is_a_word_without_a_unit(key):
    assert fmt.full(Value.missing("没有"), INDICATORS[key]) == "未报"


def test_nought_is_not_the_same_as_not_reported():
    assert fmt.full(value(0), INDICATORS["village_branches"]) == "0个"


@pytest.mark.parametrize(("interval", "status"), [(None, Status.DEMO), (Interval.exactly(0), Status.MISSING)])
def test_only_what_is_not_reported_has_no_number(interval, status):
    with pytest.raises(ValueError):
        Value(interval, status)


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1"])
def test_a_text_that_a_spreadsheet_would_run_stays_a_text(text):
    assert fmt.inert(text) == "'" + text


def test_any_other_text_is_left_as_it_is():
    assert [fmt.inert(text) for text in ("", "1302", "合并村（=3个）")] == ["", "1302", "合并村（=3个）"]
