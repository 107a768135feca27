"""What a rounded figure says, worked out by hand."""

from fractions import Fraction

import pytest

from domain.interval import Interval

exactly, at_least, rounded = Interval.exactly, Interval.at_least, Interval.rounded


def ends(interval):
    """Both bounds with the brackets of their ends."""
    low = f"{'(' if interval.low_open else '['}{interval.low}"
    return low, f"{interval.high}{')' if interval.high_open else ']'}"


def test_45_66_wan_is_from_456550_up_to_but_not_including_456650():
    assert ends(rounded("45.66", 10_000)) == ("[456550", "456650)")
    assert ends(rounded("45.66", 10_000).whole()) == ("[456550", "456649]")


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        ("5.8", Fraction(575, 100), Fraction(585, 100)),
        ("231", Fraction(2305, 10), Fraction(2315, 10)),
        ("28.15", Fraction(28145, 1000), Fraction(28155, 1000)),
        ("1.0", Fraction(95, 100), Fraction(105, 100)),
    ],
)
def test_a_figure_stands_for_half_a_unit_of_its_last_decimal_on_either_side(printed, low, high):
    assert rounded(printed) == Interval(low, high, high_open=True)


@pytest.mark.parametrize("printed", ["5000多", "", "不足5000", "1,302"])
def test_words_are_not_a_figure(printed):
    with pytest.raises(ValueError):
        rounded(printed)


@pytest.mark.parametrize(
    ("low_open", "high_open", "low", "high"),
    [
        (False, False, 10, 20),
        (True, False, 11, 20),
        (False, True, 10, 19),
        (True, True, 11, 19),
    ],
)
def test_an_open_end_leaves_its_whole_number_out(low_open, high_open, low, high):
    assert Interval(Fraction(10), Fraction(20), low_open, high_open).whole() == Interval(Fraction(low), Fraction(high))


def test_whole_numbers_lie_inside_fractional_bounds():
    assert Interval(Fraction("9.2"), Fraction("20.9")).whole() == Interval(Fraction(10), Fraction(20))
    assert Interval(Fraction("4.2"), None).whole() == at_least(5)


@pytest.mark.parametrize(("low", "high", "opened"), [("10.2", "10.8", False), ("10", "11", True)])
def test_bounds_without_a_whole_number_contradict_each_other(low, high, opened):
    with pytest.raises(ValueError):
        Interval(Fraction(low), Fraction(high), opened, opened).whole()


def test_a_lower_bound_above_the_upper_one_is_refused():
    with pytest.raises(ValueError):
        Interval(Fraction(2), Fraction(1))


def test_at_least_has_no_upper_bound_and_is_drawn_at_the_lower_one():
    assert at_least(5000).high is None
    assert not at_least(5000).is_exact
    assert at_least(5000).middle == 5000


def test_growth_has_exact_bounds():
    # 120…130 after 100…125: at least 120 / 125 − 1 = −4 %, at most 130 / 100 − 1 = 30 %.
    before, after = Interval(Fraction(100), Fraction(125)), Interval(Fraction(120), Fraction(130))
    assert after.over(before).shifted(-1).times(100) == Interval(Fraction(-4), Fraction(30))


def test_open_ends_change_sides_in_a_division_and_in_a_difference():
    before = Interval(Fraction(100), Fraction(125), high_open=True)
    assert ends(exactly(50).over(before)) == ("(2/5", "1/2]")
    assert ends(exactly(500).minus(before)) == ("(375", "400]")


def test_sums_add_both_bounds():
    some = Interval(Fraction(1), Fraction(2), high_open=True)
    assert ends(some.plus(Interval(Fraction(10), Fraction(13)))) == ("[11", "15)")
    assert at_least(5000).plus(exactly(10)) == at_least(5010)


def test_a_lower_bound_stays_one_when_scaled_shifted_or_divided():
    assert at_least(5000).times(2) == at_least(10_000)
    assert at_least(5000).shifted(-1) == at_least(4999)
    assert at_least(5000).over(exactly(10)) == at_least(500)


@pytest.mark.parametrize("divisor", [exactly(0), Interval(Fraction(0), Fraction(3)), at_least(5)])
def test_nothing_is_divided_by_what_may_be_zero_or_endless(divisor):
    with pytest.raises(ValueError):
        exactly(1).over(divisor)


@pytest.mark.parametrize(("whole", "part"), [(at_least(5000), exactly(1)), (exactly(1), at_least(0))])
def test_nothing_is_subtracted_from_or_by_a_lower_bound(whole, part):
    with pytest.raises(ValueError):
        whole.minus(part)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Interval(Fraction(1), Fraction(3)), Interval(Fraction(2), Fraction(4)), True),
        (Interval(Fraction(1), Fraction(2)), Interval(Fraction(2), Fraction(3)), True),
        (Interval(Fraction(1), Fraction(2)), Interval(Fraction(3), Fraction(4)), False),
        (at_least(5000), exactly(9000), True),
        (at_least(5000), exactly(4999), False),
        (at_least(5000), at_least(9000), True),
        # Neighbours of a rounding share no value: 45.66 stops short of 45.665, where 45.67 begins.
        (rounded("45.66"), rounded("45.67"), False),
        (rounded("45.66"), rounded("45.66"), True),
    ],
)
def test_two_overlap_where_they_may_be_equal(one, other, expected):
    assert one.overlaps(other) is expected
    assert other.overlaps(one) is expected
