"""Targets and what is still to be built: small numbers, reckoned by hand."""

from fractions import Fraction

import pytest

from data_access import assets
from data_access.settings import settings
from domain.dataset import Dataset, Edition
from domain.gap_plan import gap_plan, shared_out
from domain.interval import Interval
from domain.selection import Selection
from domain.status import Status
from domain.submission import ListRow
from domain.targets import Light, attainment, targets_of
from domain.value import Key, Value
from domain.view import View
from figures import build_bulletin as build
from figures import charts
from figures.to_html import to_html
from reports.blocks import Grid
from reports.of_pieces import blocks_of

SEA, DINGHAI, PUTUO, DAISHAN, SHENGSI = "330900", "330902", "330903", "330921", "330922"
LONGGANG, CANGNAN = "330383", "330327"
BUILT = {DINGHAI: (10, 100), PUTUO: (50, 80), DAISHAN: (3, 7), SHENGSI: (20, 20)}


def edition(areas, numbers, status=Status.REPORTED):
    """Of (indicator, period, area) → number."""
    stored = {Key(*key): Value(Interval.exactly(number), status, "某报送") for key, number in numbers.items()}
    return Dataset(Edition("x", "填报版", status, ""), areas, stored)


def sea(areas, built=BUILT, status=Status.REPORTED, period="2020"):
    keys = ("village_branches", "village_units")
    numbers = {(key, period, code): n for code, pair in built.items() for key, n in zip(keys, pair, strict=True)}
    return edition(areas, numbers, status)


def row(area, indicator, year, value, basis="某文件"):
    cells = {"area": area, "indicator": indicator, "year": str(year), "value": value, "basis": basis}
    return ListRow("targets", tuple(cells.items()), "省报送 2021-04-08 版本1")


def exact(value):
    assert value.interval.is_exact
    return value.interval.low


def in_numbers(plan):
    return [(one.area, exact(one.needed), exact(one.quarterly), exact(one.allotted)) for one in plan.rows]


def test_every_county_is_lifted_by_itself_and_the_city_by_the_lowest_first(areas):
    plan = gap_plan(sea(areas), "2020", SEA, 60, 8)
    # 60 − 10; 48 of 80 are there; 4.2 → 5, 3 are there; all 20 are there. 125 of 207 lack 42: one of them to 岱山,
    # which 43 of 100 overtake.
    assert in_numbers(plan) == [(DINGHAI, 50, 7, 41), (DAISHAN, 2, 1, 1), (PUTUO, 0, 0, 0), (SHENGSI, 0, 0, 0)]
    assert (exact(plan.needed), exact(plan.quarterly), exact(plan.least), plan.missing) == (52, 7, 42, ())
    assert {v.status for v in (plan.needed, plan.quarterly, plan.least, plan.rows[0].allotted)} == {Status.REPORTED}
    assert gap_plan(sea(areas, status=Status.DEMO), "2020", SEA, 60, 8).least.status is Status.DEMO


@pytest.mark.parametrize(("rate", "needed", "allotted"), [(0, [0, 0, 0, 0], 0), (100, [90, 30, 4, 0], 124)])
def test_nothing_is_needed_for_0_and_everything_for_100_per_cent(areas, rate, needed, allotted):
    plan = gap_plan(sea(areas), "2020", SEA, rate, 1)
    assert [exact(one.needed) for one in plan.rows] == needed == [exact(one.allotted) for one in plan.rows]
    assert exact(plan.needed) == exact(plan.least) == allotted


def test_a_rate_is_exact_and_what_makes_no_sense_is_refused(areas):
    # In binary 33.3 % of 1000 would be a little less or more than 333.
    built = {DINGHAI: (333, 1000), PUTUO: (332, 1000), DAISHAN: (0, 0), SHENGSI: (1, 1)}
    assert [exact(one.needed) for one in gap_plan(sea(areas, built), "2020", SEA, 33.3, 8).rows] == [1, 0, 0, 0]
    for rate, quarters in ((100.5, 8), (-1, 8), (60, 0)):
        with pytest.raises(ValueError, match="目标率"):
            gap_plan(sea(areas), "2020", SEA, rate, quarters)


def test_who_has_not_reported_is_named_and_never_counted_as_0(areas):
    built = {code: pair for code, pair in BUILT.items() if code != SHENGSI}
    plan = gap_plan(sea(areas, built), "2020", SEA, 60, 8)
    assert plan.missing == ("嵊泗县",)
    assert plan.needed.interval == Interval.at_least(52)
    assert plan.quarterly.interval == Interval.at_least(7)
    assert plan.needed.status is Status.BOUNDED
    assert plan.least.interval is None
    assert [one.area for one in plan.rows] == [DINGHAI, DAISHAN, PUTUO, SHENGSI]
    assert plan.rows[-1].needed.interval is None
    assert plan.rows[-1].missing == ("嵊泗县",)
    assert all(one.allotted.interval is None for one in plan.rows)


def test_of_the_report_only_the_whole_province_can_be_reckoned(published_edition):
    plan = gap_plan(published_edition, "2020", "330000", 60, 8)
    # 24442 to 24446 villages: 14666 to 14668 of them less 10907
    assert plan.least.interval == Interval(Fraction(3759), Fraction(3761))
    assert plan.least.status is Status.BOUNDED
    assert (plan.needed.interval, len(plan.missing), len(plan.rows)) == (None, 90, 11)
    towns = gap_plan(published_edition, "2020", "330000", 98, 8, "town")
    assert (exact(towns.least), towns.least.status) == (36, Status.DERIVED)  # 1338 of 1365 less 1302


def test_in_the_demonstration_the_smallest_number_is_never_more_than_the_sum_and_fits_into_it(demo_edition, areas):
    for city in areas.cities():
        for rate in (45, 60, 85):
            plan = gap_plan(demo_edition, "2020", city, rate, 8)
            assert exact(plan.least) <= exact(plan.needed)
            assert sum(exact(one.allotted) for one in plan.rows) == exact(plan.least)
            assert all(exact(one.allotted) <= exact(one.needed) for one in plan.rows)
            assert all(one.needed.status is Status.DEMO for one in plan.rows)
    province = gap_plan(demo_edition, "2020", "330000", 60, 8)
    assert sum(exact(one.needed) for one in province.rows) == exact(province.needed)


def test_a_county_counts_where_it_was_at_the_time(demo_edition):
    codes = {p: {one.area for one in gap_plan(demo_edition, p, "330300", 60, 8).rows} for p in ("2017", "2020")}
    assert codes["2020"] - codes["2017"] == {LONGGANG}
    assert CANGNAN in codes["2017"]
    (own,) = gap_plan(demo_edition, "2020", CANGNAN, 60, 8).rows
    assert exact(own.needed) == exact(own.allotted) == 13  # 246.6 → 247 of 411, less 234


@pytest.mark.parametrize(
    ("counties", "number", "shares"),
    [
        ([("a", 1, 10), ("b", 2, 20)], 1, {"b": 1}),  # the same rate: who has more left
        ([("b", 1, 10), ("a", 1, 10)], 1, {"a": 1}),  # the same in all: the smaller code
        ([("a", 1, 10), ("b", 2, 10)], 3, {"a": 2, "b": 1}),  # a, then as both have 2 a again, then b
        ([("a", 1, 2), ("b", 5, 5)], 9, {"a": 1}),  # no more than there is room for
        ([("a", 0, 0), ("b", 7, 5)], 2, {}),
    ],
)
def test_the_lowest_rate_gets_the_next_one(counties, number, shares):
    assert shared_out(counties, number) == shares


@pytest.fixture
def lights(areas):
    """Light, exact share, and the period that is judged of one reported number of 定海区 against a target."""

    def ask(number, goal, *, year=2022, period="2021Q2", indicator="village_branches", near=90.0):
        numbers = {} if number is None else {(indicator, period, DINGHAI): number}
        (target,) = targets_of([row(DINGHAI, indicator, year, goal), ListRow("honours", ())])
        return attainment(edition(areas, numbers), target, period, near)

    return ask


@pytest.mark.parametrize(
    ("number", "goal", "light", "share"),
    [
        (30, "30", Light.MET, 100),
        (31, "30", Light.MET, Fraction(310, 3)),
        (27, "30", Light.NEAR, 90),
        (899, "1000", Light.SHORT, Fraction(899, 10)),
        (0, "30", Light.SHORT, 0),
        (5, "0", Light.MET, 100),
        (1, "1.5", Light.SHORT, Fraction(200, 3)),
    ],
)
def test_a_light_says_how_much_of_the_target_is_reached(lights, number, goal, light, share):
    found = lights(number, goal)
    assert (found.light, found.share) == (light, Interval.exactly(share))
    assert lights(None, goal).light is Light.UNKNOWN
    assert lights(None, goal).share is None


def test_the_threshold_of_nearly_is_set(lights):
    assert lights(27, "30", near=95).light is Light.SHORT
    assert lights(21, "30", near=70).light is Light.NEAR


@pytest.mark.parametrize(
    ("number", "goal", "light", "share"),
    [(110, "99", Light.NEAR, 90), (99, "99", Light.MET, 100), (0, "0", Light.MET, 100), (5, "0", Light.SHORT, 0)],
)
def test_of_what_should_be_small_less_is_better(lights, number, goal, light, share):
    found = lights(number, goal, indicator="village_gap")
    assert (found.light, found.share.low) == (light, share)


def test_a_rounded_number_counts_by_its_worse_end(published_edition):
    for goal, light in (("44.61", Light.MET), ("44.62", Light.NEAR), ("49.58", Light.SHORT)):
        (target,) = targets_of([row("330000", "village_coverage", 2020, goal)])
        found = attainment(published_edition, target, "2020")
        assert (found.light, found.actual.status, found.complete) == (light, Status.PUBLISHED, True)


def test_a_quarter_is_judged_by_its_share_of_the_straight_way(areas):
    numbers = {"2020": 20, "2021Q2": 30, "2021Q3": 34}
    dataset = edition(areas, {("village_branches", p, DINGHAI): n for p, n in numbers.items()})
    (target,) = targets_of([row(DINGHAI, "village_branches", 2022, "60")])
    # from 20 by 5 a quarter over 8 quarters
    for period, due, on_time in (("2020", 20, True), ("2021Q2", 30, True), ("2021Q3", 35, False), ("2022Q4", 60, None)):
        found = attainment(dataset, target, period)
        assert (found.base, exact(found.due), found.on_time) == ("2020", due, on_time)
    assert attainment(dataset, target, "2017").due.interval is None
    assert attainment(edition(areas, {}), target, "2021Q2").due.note == "2020年底未报，没有起点"


def test_a_target_is_looked_at_no_later_than_its_year(lights, areas):
    assert lights(None, "9", year=2020, period="2021Q2").period == "2020"
    assert lights(None, "9", year=2021, period="2022Q3").period == "2021Q4"
    assert lights(9, "9", year=2019, period="2020").period == ""
    assert lights(9, "9", year=2019, period="2020").light is Light.UNKNOWN
    assert lights(None, "9", year=2035, period="2021Q2").period == "2021Q2"


def test_what_cannot_be_compared_is_not_judged(lights, demo_edition):
    growth = lights(20, "20", indicator="village_branches_growth")
    assert (growth.light, growth.actual.note) == (Light.UNKNOWN, "季度的变化与全年目标不可比")
    for area in (CANGNAN, LONGGANG):
        (target,) = targets_of([row(area, "village_branches", 2020, "300")])
        found = attainment(demo_edition, target, "2020")
        assert (found.light, found.actual.status) == (Light.SHORT, Status.DEMO)
        assert found.due.note == "区划已调整：苍南县 → 苍南县、龙港市，须合并比较"


def view(dataset, *codes, rows=(), **chosen):
    return View(dataset, Selection(codes, **chosen), (), tuple(rows))


def headline(shown):
    return build.bulletin_headline(shown, build.plan_of(shown)).sentences


def test_the_sentence_says_what_is_to_be_built(areas, published_view):
    assert headline(view(sea(areas), SEA)) == (
        (
            "舟山市要到60%，还需新建52个村（社区）红十字会，分8个季度，每季约7个；最少42个即可使全市达标",
            Status.REPORTED,
        ),
    )
    county = headline(view(sea(areas), DAISHAN, rate=100.0, quarters=3))
    assert county[1] == ("岱山县还需4个，每季约2个", Status.REPORTED)
    few = sea(areas, {DINGHAI: (10, 100), PUTUO: (50, 80)})
    first, second = headline(view(few, SEA))
    assert first == (
        "舟山市要到60%，还需新建50个以上村（社区）红十字会，分8个季度，每季约7个以上；有未报的，全市最少数算不出",
        Status.BOUNDED,
    )
    assert second == ("未报、没有计入的2个县（市、区）：岱山县、嵊泗县", Status.MISSING)
    assert headline(view(sea(areas), SEA, rate=0.0))[0][0] == "舟山市各县（市、区）的村（社区）建会率都已到0%"
    assert "合计已达标" in headline(view(sea(areas), SEA, rate=40.0))[0][0]  # 83 of 207 reach 40 %, 定海区 does not
    assert headline(published_view())[0] == (
        "浙江省要到60%，最少还需新建3759–3761个村（社区）红十字会；县（市、区）都未报，分不到各地",
        Status.BOUNDED,
    )
    assert "算不出到60%" in headline(published_view(SEA))[0][0]


def test_who_has_most_to_build_comes_first_and_every_number_has_its_card(areas):
    built = {DINGHAI: (10, 100), PUTUO: (50, 80), DAISHAN: (3, 7)}
    shown = view(sea(areas, built, Status.DEMO), DAISHAN)
    ranking = build.plan_ranking(shown, build.plan_of(shown))
    assert [(one.place, one.name, one.text, one.selected) for one in ranking.rows] == [
        ("1", "定海区", "50", False),
        ("2", "岱山县", "2", True),
        ("3", "普陀区", "0", False),
        ("", "嵊泗县", "未报", False),
    ]
    html = to_html(ranking)
    assert "data-card=village_branches.2020.330902>10<" in html
    assert html.count("z-hatch") == 3
    assert ranking.section.status is Status.DEMO
    assert "演示数据，不是实际数字" in ranking.section.note


def test_targets_are_drawn_with_light_word_tick_and_way(areas):
    numbers = {("village_branches", "2020", DINGHAI): 20, ("village_branches", "2021Q2", DINGHAI): 27}
    rows = [row(DINGHAI, "village_branches", 2021, "30", "<b>文件</b>"), row(SEA, "village_coverage", 2021, "95")]
    shown = view(edition(areas, numbers, Status.DEMO), SEA, rows=rows, period="2021Q2")
    figure = build.target_bullets(shown, 90.0)
    first, second = figure.rows
    assert (first.light, first.share, first.reached.text, first.goal.text) == (Light.NEAR, "达成90.0%", "27个", "30个")
    assert first.reached.ref == "village_branches.2021Q2.330902"
    assert first.note.startswith("按时序进度（自2020年底起）应到25个，已到；依据：<b>文件</b>（省报送")
    assert (second.light, second.reached.text, second.share) == (Light.UNKNOWN, "未报", "")
    html = to_html(figure)
    for word in ("▲ 接近", "○ 未报", "▲ 接近：90%以上", "&lt;b&gt;", "z-hatch", ">演示<", "按时序进度"):
        assert word in html
    assert html.count("<u style=left:92.59%>") == 2  # 1 of 1.08
    assert html.count("<s style=left:77.16%>") == 1  # 25 of 30
    assert html.count("<i class") == 1  # 未报 has no bar
    _, grid = blocks_of([figure])
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.rows[1]][2:6] == ["95%", "未报", "", "○ 未报"]


def test_no_share_is_rounded_up_to_the_target(areas):
    dataset = edition(areas, {("village_branches", "2020", DINGHAI): 9999})
    figure = build.target_bullets(view(dataset, rows=[row(DINGHAI, "village_branches", 2020, "10000")]), 90.0)
    assert (figure.rows[0].share, figure.rows[0].light) == ("达成99.9%", Light.NEAR)
    assert (figure.rows[0].what, figure.rows[0].due) == ("村（社区）红十字会，2020年底", None)


def test_without_targets_the_page_says_so_and_leads_to_where_they_are_entered(published_view):
    figure = build.target_bullets(published_view(SEA), 90.0)
    assert isinstance(figure, charts.Bullets)
    html = to_html(figure)
    assert "没有目标值" in html
    assert 'href="submissions?area=330900&amp;content=targets"' in html
    assert "%" not in html


def test_the_bulletin_is_made_of_the_chosen_period(demo_view):
    section, word, tables = build.make_bulletin(demo_view(SEA, period="2017", edition="demo"))
    assert word.address == "make?kind=bulletin&period=2017&edition=demo&format=docx"
    assert tables.address == "make?kind=tables&period=2017&edition=demo&format=xlsx"
    assert "演示数据" in section.note


def test_systems_of_plans_lead_to_this_page():
    pages = {system.number: (system.page, system.state) for system in assets.systems()}
    assert [pages[number] for number in (13, 24, 25)] == [("bulletin", "waiting")] * 3


@pytest.fixture
def house(tmp_path, monkeypatch):
    def write(text):
        (tmp_path / "settings.toml").write_text(text, "utf-8")
        monkeypatch.setenv("ZJRC_SETTINGS", str(tmp_path / "settings.toml"))
        settings.cache_clear()
        return settings()

    yield write
    settings.cache_clear()


def test_the_threshold_is_a_setting_and_nonsense_is_said(house):
    assert house("[bulletin]\nnear = 85\n").near == 85
    for text in ("near = 100", "near = 0", 'near = "90"', "near = true", "near = nan"):
        found = house(f"[bulletin]\n{text}\n")
        assert found.near == 90
        assert "[bulletin] 的 near" in found.problem
    assert house("bulletin = 3\n").near == 90
