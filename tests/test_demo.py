"""The demonstration edition: invented, and yet adding up to the published province."""

import pytest

from data_access import assets
from data_access.demo import SEED, apportion, counts, demo, pilot_list
from domain.area import PROVINCE, Level
from domain.catalog import INDICATORS
from domain.status import Status

# What the counties must add up to: published, or inside the bounds that the report implies.
TOTALS = """2017 town_branches 1231, 2017 village_branches 3295, 2017 adult_members 356300, 2017 volunteer_groups 1468
2017 registered_volunteers 94800, 2020 town_branches 1302, 2020 town_units 1365, 2020 village_branches 10907
2020 village_units 24444, 2020 adult_members 456600, 2020 volunteer_groups 1782, 2020 registered_volunteers 115400
2020 star_5 331, 2020 five_star_rated 331"""
COUNTIES = {"2017": 89, "2020": 90}
STARS = [f"star_{n}" for n in range(1, 6)]
UNITS = {"town_units", "village_units"}


@pytest.fixture(scope="module")
def numbers():
    return counts()


@pytest.fixture(scope="module")
def below(areas):
    """Every stored value below the province."""
    return {key: value for key, value in demo().items() if key.area != PROVINCE}


@pytest.mark.parametrize("row", TOTALS.replace("\n", ", ").split(", "))
def test_the_counties_add_up_to_the_province(numbers, row):
    period, key, total = row.split()
    assert sum(numbers[period][key].values()) == int(total)


@pytest.mark.parametrize("period", ["2017", "2020"])
def test_every_count_is_there_for_every_county_and_whole(numbers, areas, period):
    for by_county in numbers[period].values():
        assert sorted(by_county) == sorted(areas.counties(period))
        assert len(by_county) == COUNTIES[period]
        assert all(type(number) is int and number >= 0 for number in by_county.values())


@pytest.mark.parametrize("kind", ["town", "village"])
@pytest.mark.parametrize("period", ["2017", "2020"])
def test_no_county_has_more_branches_than_units(numbers, period, kind):
    branches, units = numbers[period][f"{kind}_branches"], numbers[period][f"{kind}_units"]
    assert all(0 <= branches[county] <= units[county] for county in units)
    assert all(units.values())


def test_the_same_seed_gives_the_same_numbers_and_another_seed_others(numbers):
    assert counts(SEED) == numbers
    assert demo() == demo(SEED)
    assert counts(SEED + 1) != numbers
    assert sum(counts(SEED + 1)["2020"]["village_branches"].values()) == 10_907
    assert pilot_list(SEED) == pilot_list()


def test_every_invented_value_says_so(below):
    invented = {key: value for key, value in below.items() if key.indicator not in {*UNITS, "population"}}
    assert {value.status for value in invented.values()} == {Status.DEMO}
    assert {value.source for value in invented.values()} == {"演示数据（虚拟）"}
    assert {value.status for key, value in below.items() if key.indicator in UNITS} <= {Status.DEMO, Status.EXTERNAL}
    assert all(value.interval.is_exact for value in below.values())


def test_above_the_counties_only_the_population_of_the_cities_is_stored(below, areas):
    above = {key.indicator for key in below if areas.find(key.area).level is Level.CITY}
    assert above == {"population"}


@pytest.mark.parametrize("kind", ["town", "village"])
@pytest.mark.parametrize("period", ["2017", "2020"])
def test_every_rate_of_a_county_is_marked_as_a_demonstration(demo_edition, areas, period, kind):
    rows = demo_edition.rows(f"{kind}_coverage", period, areas.counties(period))
    assert {row.value.status for row in rows} == {Status.DEMO}


def test_village_rates_spread_from_low_to_high(numbers):
    now = numbers["2020"]
    rates = [100 * now["village_branches"][county] / units for county, units in now["village_units"].items()]
    assert min(rates) < 15
    assert max(rates) > 75


def test_a_county_never_has_more_stars_than_volunteers(numbers):
    now = numbers["2020"]
    for county, volunteers in now["registered_volunteers"].items():
        assert sum(now[star][county] for star in STARS) <= volunteers


def test_there_are_fewer_volunteers_of_each_higher_star(numbers):
    sums = [sum(numbers["2020"][star].values()) for star in STARS]
    assert sums == sorted(sums, reverse=True)
    assert numbers["2020"]["five_star_rated"] == numbers["2020"]["star_5"]


def test_cangnan_of_2017_is_as_large_as_what_became_of_it(numbers):
    then, now = numbers["2017"]["adult_members"]["330327"], numbers["2020"]["adult_members"]
    assert then > now["330327"] / 2
    assert "330383" not in numbers["2017"]["adult_members"]


def test_nothing_is_invented_that_the_registry_does_not_know(numbers):
    assert {key for period in numbers.values() for key in period} <= set(INDICATORS)


def test_of_the_21_pilots_the_report_implies_two_and_the_rest_are_drawn(areas):
    listed = [m for m in (*assets.pilots(), *pilot_list()) if m.scheme == "county21"]
    assert len(listed) == len({m.area for m in listed}) == 21
    assert {m.area: m.basis for m in listed if m.basis != "demo"} == {"330482": "mentioned", "330604": "mentioned"}
    assert {areas.city_of(m.area) for m in listed} == set(areas.cities())
    assert all(areas.get(m.area).level is Level.COUNTY for m in listed)


def test_the_five_of_the_other_scheme_are_those_that_the_report_names(areas):
    five = [m for m in assets.pilots() if m.scheme == "five"]
    assert {areas.get(m.area).short for m in five} == {"富阳", "鄞州", "德清", "柯桥", "永康"}
    assert {m.basis for m in five} == {"named"}


SHARES = [
    (10, {"a": 1, "b": 1}, None, {"a": 5, "b": 5}),
    (10, {"a": 3, "b": 1}, None, {"a": 8, "b": 2}),  # 7.5 and 2.5: of equal remainders the first
    (10, {"a": 6, "b": 3, "c": 1}, None, {"a": 6, "b": 3, "c": 1}),
    (10, {"a": 9, "b": 1}, {"a": 4, "b": 6}, {"a": 4, "b": 6}),
    (9, {"a": 8, "b": 1, "c": 1}, {"a": 3, "b": 9, "c": 9}, {"a": 3, "b": 3, "c": 3}),
    (0, {"a": 2, "b": 1}, None, {"a": 0, "b": 0}),
]


@pytest.mark.parametrize(("total", "weights", "caps", "expected"), SHARES)
def test_shares_are_whole_proportional_and_under_their_caps(total, weights, caps, expected):
    assert apportion(total, weights, caps) == expected


def test_caps_that_leave_no_room_are_an_error():
    with pytest.raises(ValueError):
        apportion(10, {"a": 1, "b": 1}, {"a": 4, "b": 5})
