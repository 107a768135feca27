"""The address of a view: whatever is typed into it, a selection comes out."""

import itertools
import random
import re

import pytest

from domain.catalog import ON_MAP
from domain.selection import Selection

EDITIONS = ("demo", "published")


@pytest.fixture
def read(areas):
    return lambda **query: Selection.from_query(query, areas, EDITIONS)


def test_the_plain_address_is_the_plain_page(read):
    assert read() == (Selection(), [])
    assert Selection().to_query() == {}


BAD = {
    "area": "999999 上海市 330300.0 330300;330600 '; <script> １２３４５６ \x00 %00 ../etc".split() + ["龙港" * 50_000],
    "period": "2018 2019 ２０２０ -1 2020.0".split(),
    "indicator": ["village", "town_units", "VILLAGE_COVERAGE", "x" * 10**6],
    "map": ["globe"],
    "edition": ["2021"],
    "rate": "-1 100.1 200 abc NaN 60％ 1e1".split() + ["9" * 300],
    "quarters": "0 41 8.5 -3 八 1e1 8%".split() + ["9" * 300],
    "below": "NaN inf -5 −5 ４０ ４０％ 40％ 四十 1e3 0x10 1.2.3 . % 40%% ² ٤ 1_000 -- \ud800".split() + ["1" * 400],
}


@pytest.mark.parametrize(("key", "text"), [(key, text) for key, texts in BAD.items() for text in texts])
def test_what_is_not_understood_falls_back_to_the_default_and_is_said_in_chinese(read, key, text):
    chosen, problems = read(**{key: text})
    assert chosen == Selection()
    (problem,) = problems
    assert text[:20] in problem
    assert re.match("(地区|时点|指标|图形|版次|阈值|目标率|季度数)“.*”不", problem)
    assert len(problem) < 60


@pytest.mark.parametrize(
    ("text", "number"), [("40", 40), ("40%", 40), ("0", 0), ("33.3", 33.3), (".5", 0.5), ("7.", 7)]
)
def test_a_threshold_may_be_written_with_a_percent_sign(read, text, number):
    assert read(below=text) == (Selection(below=number), [])


# What is typed → the codes that it means
AREAS = {
    "330300": "330300",
    "温州市": "330300",
    " 330300 , 温州 ,": "330300",
    "330300,330600": "330300 330600",
    "温州,绍兴": "330300 330600",
    "瑞安": "330381",
    "玉环县": "331083",
    "浙江省": "",
    ",,": "",
    "330000,330300": "330300",
}


@pytest.mark.parametrize(("area", "codes"), AREAS.items())
def test_areas_are_found_by_code_or_name(read, area, codes):
    assert read(area=area) == (Selection(tuple(codes.split())), [])


# 瑞安 and 乐清 are both of 温州, 上虞 is of 绍兴.
COUNTIES = {
    "330381,330382": ("330300",),
    "330381,330604": ("330300", "330600"),
    "330100,330381": ("330100", "330300"),
    "330381,330300": ("330300",),
}


@pytest.mark.parametrize(("area", "codes"), COUNTIES.items())
def test_of_several_counties_their_cities_are_shown_and_it_is_said(read, area, codes):
    chosen, problems = read(area=area)
    assert chosen.areas == codes
    assert problems == ["县（市、区）一次只能看一个，已改为所在的市"]


MOVED = [("330383", "2017", "330327", "龙港市.*苍南县"), ("330113", "2020", "330110", "临平区.*余杭区")]


@pytest.mark.parametrize(("area", "period", "code", "names"), MOVED)
def test_a_county_of_another_time_becomes_the_one_on_its_ground_and_it_is_said(read, area, period, code, names):
    chosen, problems = read(area=area, period=period)
    assert chosen.areas == (code,)
    assert re.search(names, "".join(problems))


def test_what_is_understood_is_kept_beside_what_is_not(read):
    chosen, problems = read(area="330300,火星", period="2017", indicator="?", below="abc", map="tiles", edition="demo")
    assert chosen == Selection(("330300",), "2017", form="tiles", edition="demo")
    assert len(problems) == 3


def test_no_query_at_all_raises(read):
    chance = random.Random(1)
    letters = "0123456789,.%-+eE <>\"'&;温州龙港县０４　\x00\n𠮷"
    for _ in range(2000):
        query = {
            key: "".join(chance.choices(letters, k=chance.randrange(12)))
            for key in ("area", "period", "indicator", "below", "map", "edition", "rate", "quarters")
        }
        chosen, problems = read(**query)
        assert chosen.period in ("2017", "2020")
        assert chosen.indicator in ON_MAP
        assert all(isinstance(problem, str) for problem in problems)


def test_every_selection_survives_its_address(read):
    areas = [(), ("330300",), ("330300", "330600"), ("330381",), ("330327",)]
    thresholds = [None, 0.0, 0.5, 33.3, 40.0, 99.99, 123_456.0]
    choices = itertools.product(areas, ("2017", "2020"), ON_MAP, thresholds, ("region", "tiles"), ("", *EDITIONS))
    selections = {Selection(*choice) for choice in choices}
    assert len(selections) == 5 * 2 * len(ON_MAP) * 7 * 2 * 3
    assert all(read(**chosen.to_query()) == (chosen, []) for chosen in selections)


@pytest.mark.parametrize(
    ("rate", "quarters", "query"),
    [("60", "8", {}), ("0", "1", {"rate": "0", "quarters": "1"}), ("33.3%", "40", {"rate": "33.3", "quarters": "40"})],
)
def test_the_plan_that_closes_gaps_is_in_the_address(read, rate, quarters, query):
    chosen, problems = read(rate=rate, quarters=quarters)
    assert problems == []
    assert (chosen.rate, chosen.quarters) == (float(rate.removesuffix("%")), int(quarters))
    assert chosen.to_query() == query
    assert read(**query) == (chosen, [])


@pytest.mark.parametrize("text", ["1234567", "33.33333"])
def test_a_long_threshold_survives_its_address_too(read, text):
    chosen, problems = read(below=text)
    assert problems == []
    assert chosen.below == float(text)
    assert read(**chosen.to_query()) == (chosen, [])


def test_going_up_and_down_keeps_the_rest(areas):
    assert Selection(("330381",)).cities(areas) == ("330300",)
    assert Selection(("330381",)).county(areas) == "330381"
    assert Selection(("330300",)).county(areas) == ""


def test_a_city_lists_its_counties_of_the_time_and_the_province_its_cities(areas):
    assert len(Selection(("330300",)).shown(areas)) == 12
    assert len(Selection(("330300",), "2017").shown(areas)) == 11
    assert len(Selection().shown(areas)) == 11
    assert Selection(("330381",)).shown(areas) == Selection(("330300",)).shown(areas)
