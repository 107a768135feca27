"""Counties of three times, and which of them cover the same ground."""

import pytest

from domain.area import PROVINCE, Level

LONGGANG, CANGNAN = "330383", "330327"
# Counties of each city at the end of 2020; together 90.
SIZES = dict(zip(range(330100, 331200, 100), (13, 10, 12, 7, 5, 6, 9, 6, 4, 9, 9), strict=True))
PAIRS = [("2017", "2020"), ("2020", "now"), ("2017", "now")]


@pytest.mark.parametrize(("vintage", "count"), [("2017", 89), ("2020", 90), ("now", 90)])
def test_the_province_had_89_counties_in_2017_and_has_had_90_since(areas, vintage, count):
    assert len(areas.counties(vintage)) == len(set(areas.counties(vintage))) == count


def test_the_cities_hold_the_counties_that_they_are_known_to_hold(areas):
    assert sum(SIZES.values()) == 90
    assert {int(city): len(areas.children(city)) for city in areas.cities()} == SIZES
    assert len(areas.children("330300", "2017")) == 11


@pytest.mark.parametrize("vintage", ["2017", "2020", "now"])
def test_every_county_has_a_city_above_it_and_every_city_the_province(areas, vintage):
    for code in areas.counties(vintage):
        city = areas.get(areas.get(code, vintage).parent, vintage)
        assert city.level is Level.CITY
        assert city.parent == PROVINCE


def test_longgang_is_known_from_2020_on(areas):
    assert [v for v in ("2017", "2020", "now") if areas.has(LONGGANG, v)] == ["2020", "now"]


def test_hangzhou_lost_two_districts_and_won_two_after_2020(areas):
    then, now = set(areas.counties("2020")), set(areas.counties("now"))
    assert (then - now, now - then) == ({"330103", "330104"}, {"330113", "330114"})


# Old and short names and codes | vintage | the codes there
ALIASES = """临安市 2020 330112, 330185 2020 330112, 330185 2017 330112, 玉环县 2020 331083, 331021 2017 331083
玉环 2020 331083, 景宁 2020 331127, 景宁畲族自治县 2017 331127, 温州 2020 330300, 浙江省 now 330000, 江干区 2020 330104
江干区 now 330102 330114, 下城区 now 330105, 临平区 2020 330110, 龙港市 2017 330327, 330383 2017 330327
江东区 2020 330212, 330204 2017 330212, 奉化市 2020 330213, 330283 2020 330213, 上海市 2020, 3303 2020"""


@pytest.mark.parametrize("alias", ALIASES.replace("\n", ", ").split(", "))
def test_codes_and_names_of_any_time_find_the_areas_on_that_ground(areas, alias):
    text, vintage, *codes = alias.split()
    assert areas.resolve(text, vintage) == tuple(codes)
    assert areas.resolve(f" {text}\n", vintage) == tuple(codes)


def test_nothing_is_found_for_nothing(areas):
    assert areas.resolve("") == areas.resolve(" ") == ()


def test_the_short_name_is_the_one_that_people_say(areas):
    assert [areas.get(code).short for code in ("330324", "331127", "330300", "330102")] == [
        "永嘉",
        "景宁",
        "温州",
        "上城",
    ]


SHANGCHENG = (("330102", "330104", "330109"), ("330102", "330109", "330114"))  # 上城 江干 萧山 ↔ 上城 萧山 钱塘
GONGSHU = (("330103", "330105"), ("330105",))  # 下城 拱墅 ↔ 拱墅
YUHANG = (("330110",), ("330110", "330113"))  # 余杭 ↔ 余杭 临平
SPLIT = ((CANGNAN,), (CANGNAN, LONGGANG))


REDRAWN = [
    *((code, ("2020", "now"), SHANGCHENG) for code in ("330102", "330104", "330109", "330114")),
    *((code, ("2020", "now"), GONGSHU) for code in ("330103", "330105")),
    *((code, ("2020", "now"), YUHANG) for code in ("330110", "330113")),
    *((code, (before, after), SPLIT) for code in (CANGNAN, LONGGANG) for before, after in (PAIRS[0], PAIRS[2])),
]


@pytest.mark.parametrize(("code", "pair", "expected"), REDRAWN)
def test_redrawn_counties_are_compared_together(areas, code, pair, expected):
    found = areas.comparable(code, *pair)
    assert (found.before, found.after) == expected
    assert not found.one_to_one
    assert all(areas.get(one, pair[1]).name in found.reason for one in found.after)


# 临安 and 玉环 were renamed, not redrawn; 滨江 never changed.
UNCHANGED = {
    ("2017", "2020"): ("330112", "331083", "330102", "330300"),
    ("2020", "now"): ("330108", CANGNAN, LONGGANG, "330100"),
    ("2017", "now"): ("330108", PROVINCE),
}


@pytest.mark.parametrize(("pair", "code"), [(pair, code) for pair, codes in UNCHANGED.items() for code in codes])
def test_what_was_not_redrawn_is_compared_on_its_own(areas, code, pair):
    found = areas.comparable(code, *pair)
    assert (found.before, found.after) == ((code,), (code,))
    assert found.one_to_one


@pytest.mark.parametrize(("old", "new"), [("330185", "330112"), ("331021", "331083")])
def test_an_old_code_is_compared_as_the_new_one(areas, old, new):
    found = areas.comparable(old, "2017", "2020")
    assert (found.before, found.after) == ((new,), (new,))


def test_a_new_name_or_rank_moves_no_land(areas):
    # 临安市 → 临安区, 玉环县 → 玉环市, 奉化市 → 奉化区
    assert {change.old for change in areas.changes if not change.moves_land} == {"330185", "331021", "330283"}


@pytest.mark.parametrize("pair", PAIRS)
def test_the_groups_share_out_all_counties_of_both_times(areas, pair):
    groups = {areas.comparable(code, *pair) for code in (*areas.counties(pair[0]), *areas.counties(pair[1]))}
    assert sorted(code for group in groups for code in group.before) == sorted(areas.counties(pair[0]))
    assert sorted(code for group in groups for code in group.after) == sorted(areas.counties(pair[1]))


def test_counties_are_listed_within_what_is_asked_for_without_repetition(areas):
    assert len(areas.counties("2020", ["330300", "330600"])) == 12 + 6
    assert areas.counties("2020", ["330300", LONGGANG]) == areas.children("330300")
    assert areas.counties("2017", [LONGGANG]) == ()


def test_the_city_above_is_found_at_every_depth(areas):
    assert [areas.city_of(code) for code in (LONGGANG, "330300", PROVINCE, "330114")] == [
        "330300",
        "330300",
        PROVINCE,
        "330100",
    ]


def test_a_code_that_the_vintage_does_not_know_is_an_error(areas):
    with pytest.raises(KeyError):
        areas.get(LONGGANG, "2017")
