"""The registry: every entry is complete and refers to entries that exist."""

import pytest

from domain.area import Level
from domain.catalog import INDICATORS, ON_MAP
from domain.indicator import Difference, Growth, PointChange, Ratio

REQUIRED = """town_branches town_units town_coverage village_branches village_units village_coverage
grassroots_organisations adult_members volunteer_groups registered_volunteers star_1 star_2 star_3 star_4 star_5
five_star_rated""".split()
every_indicator = pytest.mark.parametrize("entry", INDICATORS.values(), ids=INDICATORS.keys())


def operands(formula):
    match formula:
        case Ratio(numerator, denominator, _):
            return (numerator, denominator)
        case Difference(whole, parts):
            return (whole, *parts)
        case Growth(of) | PointChange(of):
            return (of,)
    return ()


@pytest.mark.parametrize("key", REQUIRED)
def test_what_the_users_ask_for_is_there(key):
    assert INDICATORS[key].key == key


@every_indicator
def test_every_entry_is_named_defined_and_sane(entry):
    assert entry.name.strip()
    assert entry.definition.strip()
    assert entry.scope.strip()
    assert entry.unit in {"个", "名", "人", "%", "百分点"}
    assert entry.decimals in {0, 1, 2}
    assert entry.better in {-1, 0, 1}
    assert entry.lowest in {level.value for level in Level}


@every_indicator
def test_every_formula_is_made_of_entries(entry):
    assert all(key in INDICATORS and key != entry.key for key in operands(entry.formula))


@every_indicator
def test_every_formula_ends_in_numbers_that_are_stored(entry):
    seen, waiting = set(), {entry.key}
    while waiting:
        assert not waiting & seen, "a formula leads back to itself"
        seen |= waiting
        waiting = {key for one in waiting for key in operands(INDICATORS[one].formula)}


@every_indicator
def test_no_formula_goes_deeper_than_what_it_is_made_of(entry):
    depth = [level.value for level in Level]
    for key in operands(entry.formula):
        assert depth.index(entry.lowest) <= depth.index(INDICATORS[key].lowest)


@every_indicator
def test_a_rate_changes_by_points_and_a_count_by_percent(entry):
    if entry.change_key in INDICATORS:
        change = INDICATORS[entry.change_key]
        assert change.is_change
        assert (type(change.formula), change.unit) == ((PointChange, "百分点") if entry.unit == "%" else (Growth, "%"))
        assert change.formula.of == entry.key
        assert (change.better, change.lowest) == (entry.better, entry.lowest)


@pytest.mark.parametrize(
    "key",
    [
        "town_branches",
        "town_coverage",
        "village_branches",
        "village_coverage",
        "grassroots_organisations",
        "adult_members",
        "volunteer_groups",
        "registered_volunteers",
    ],
)
def test_the_compared_series_have_a_change(key):
    assert INDICATORS[key].change_key in INDICATORS


@pytest.mark.parametrize(
    ("key", "numerator", "denominator"),
    [
        ("town_coverage", "town_branches", "town_units"),
        ("village_coverage", "village_branches", "village_units"),
    ],
)
def test_coverage_is_a_share_of_all_units(key, numerator, denominator):
    assert INDICATORS[key].formula == Ratio(numerator, denominator, 100)
    assert INDICATORS[key].is_rate


def test_more_coverage_is_better_and_a_bigger_gap_worse():
    assert INDICATORS["village_coverage"].better == 1
    assert INDICATORS["village_gap"].better == -1
    assert INDICATORS["village_units"].better == 0


def test_the_menu_offers_known_indicators_once():
    assert len(set(ON_MAP)) == len(ON_MAP)
    assert set(ON_MAP) <= set(INDICATORS)
    assert set(REQUIRED) - {"town_units", "village_units"} <= set(ON_MAP)


def test_names_are_not_shared():
    names = [entry.name for entry in INDICATORS.values()]
    assert len(set(names)) == len(names)


def test_the_two_ratings_of_2020_have_different_scopes():
    assert len({INDICATORS[key].scope for key in ("five_star_rated", "provincial_star_rated", "star_5")}) == 3
    assert len({INDICATORS[f"star_{n}"].scope for n in range(1, 6)}) == 1
