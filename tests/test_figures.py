"""What is drawn: escaped, marked with its certainty, and never put together where scopes differ."""

import importlib
import inspect
import itertools
import json
import pkgutil
import re
from dataclasses import replace
from pathlib import Path

import pytest

import figures
from domain.catalog import INDICATORS, ON_MAP
from domain.checks import check
from domain.facts import PilotMember
from domain.rules import RULES
from domain.status import Status
from figures import (
    build_cards,
    build_checks,
    build_compare,
    build_funnel,
    build_map,
    build_pilots,
    build_ranking,
    build_stars,
    charts,
    spec,
    to_echarts,
    tools,
)
from figures.html_charts import ticks
from figures.to_area_map import to_area_map
from figures.to_html import badge, to_html
from figures.to_plotly import scatter

CSS = (Path(__file__).parents[1] / "assets" / "app.css").read_text("utf-8")
WENZHOU = "330300"
SCOPES = ("star_5", "provincial_star_rated", "five_star_rated")
BAD = '<script>"x"</script>'
MARK, HEAD, CELL = spec.Mark(BAD, BAD, Status.DEMO), spec.Section(BAD, BAD, Status.DEMO), spec.Cell(BAD, code=WENZHOU)
END = charts.End(1.0, BAD, Status.DEMO, BAD)
RANK_ROW = spec.RankRow(WENZHOU, "1", BAD, 1.0, BAD, Status.DEMO, (BAD,), 3, False, BAD)
PIECES = [
    spec.Headline(((BAD, Status.DEMO), (BAD, None))),
    spec.Callout(BAD, BAD),
    spec.Cards((spec.Card(BAD, MARK, (spec.Line(BAD, MARK, BAD),), BAD),)),
    spec.Ranking(HEAD, (BAD,), (RANK_ROW,), ((BAD, 50.0),)),
    spec.Ranking(HEAD, (), (), empty=BAD),
    spec.Bars(HEAD, (spec.BarRow(BAD, 1.0, MARK, BAD),)),
    spec.Progress(HEAD, (spec.ProgressRow(BAD, 0.5, BAD, MARK),)),
    spec.Dots(HEAD, (spec.DotBlock(BAD, BAD, 3, MARK, True, BAD),)),
    spec.Table(HEAD, (BAD,), ((spec.Cell(BAD, Status.DEMO), CELL, spec.Cell(BAD, step=2), spec.Cell(BAD, link=BAD)),)),
    spec.Table(HEAD, (), (), empty=BAD),
    spec.Strips(HEAD, (spec.StripRow(BAD, BAD, (0.1,), 0.1, BAD),)),
    spec.Roll(HEAD, (spec.RollGroup(CELL, (spec.Cell(BAD, Status.DEMO), spec.Cell(BAD))),)),
    tools.Switch(BAD, True, "check=1"),
    tools.Foot((BAD,), ((BAD, BAD),)),
    tools.Tabs(((BAD, BAD),), 0),
    tools.Keep(BAD, BAD),
    tools.Draft(BAD),
    charts.Dumbbell(BAD, BAD, BAD, BAD, (charts.Pair(BAD, END, END),), Status.DEMO),
    charts.Stack(BAD, BAD, (BAD,), ((BAD, (1.0,)),), Status.DEMO, ((BAD,),), (WENZHOU,), ("star_1",), "2020"),
    spec.Waterfall(HEAD, (spec.Step(BAD, 0, 1, BAD, Status.DERIVED),), 1),
]


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: type(piece).__name__)
def test_no_text_becomes_markup(piece):
    html = to_html(piece)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert not re.search(r'="[^"]*"x"', html)  # nor does a quotation mark end an attribute


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_badge_that_is_styled_and_explained(status):
    html = badge(status)
    assert status.label in html
    assert status.meaning in html
    assert f".{re.search('zb-[a-z]+', html)[0]}::before" in CSS
    assert [other for other in Status if badge(other) == html] == [status]


@pytest.mark.parametrize("keys", [*itertools.combinations(SCOPES, 2)])
def test_stars_of_different_scopes_are_not_stacked(demo_view, keys):
    with pytest.raises(build_stars.ScopeError, match="评定范围不同，不可相加"):
        build_stars.star_stack(demo_view(), keys)


def test_331_and_178_stand_apart_and_have_no_total(published_view):
    dots = build_stars.two_scopes(published_view())
    assert [(block.count, block.filled) for block in dots.blocks] == [(331, True), (178, False)]
    assert "509" not in to_html(dots)


@pytest.mark.parametrize("below", [25, 40])
def test_the_threshold_sentence_agrees_with_a_count_by_hand(demo_view, demo_edition, areas, below):
    branches, units = (
        {code: demo_edition.value(key, "2020", code).number for code in areas.children(WENZHOU)}
        for key in ("village_branches", "village_units")
    )
    low = [code for code in units if 100 * branches[code] < below * units[code]]
    low.sort(key=lambda code: branches[code] / units[code])
    sentence = build_ranking.threshold_sentence(demo_view(WENZHOU, below=float(below)))
    assert sentence.startswith(f"温州市12个县（市、区）中{len(low)}个村（社区）建会率低于{below}%：")
    assert re.findall("[一-鿿]+(?= )", sentence.partition("：")[2]) == [areas.get(code).name for code in low[:8]]
    assert sentence.endswith(" 等") == (len(low) > 8)
    assert 0 < len(low) < 12


def test_where_nothing_is_reported_nothing_is_said_to_be_above_the_threshold(published_view):
    assert "中0个" not in build_ranking.threshold_sentence(published_view(WENZHOU, below=40.0))


def test_the_map_has_the_counties_of_both_times_once(demo_view, areas):
    drawn = build_map.area_map(demo_view())
    # 龙港 came and no other code went, so both times together are the 90 of 2020.
    assert drawn.codes == tuple(sorted(areas.counties("2020")))
    assert [len(column) for column in drawn.values.values()] == [90, 90]
    assert [column[drawn.codes.index("330383")] is None for column in drawn.values.values()] == [True, False]


def test_the_map_carries_the_status_of_what_it_shows(demo_view, published_view):
    drawn = [build_map.area_map(view()) for view in (demo_view, published_view)]
    assert [found.status for found in drawn] == [Status.DEMO, Status.MISSING]
    assert set(drawn[1].values["2020"]) == {None}


def test_the_map_of_a_change_says_which_counties_are_compared_together(demo_view):
    drawn = build_map.area_map(demo_view(), "village_coverage_change")
    assert drawn.notes == {"330327": "与龙港合并", "330383": "与苍南合并"}
    assert [drawn.values["2020"][drawn.codes.index(code)] for code in drawn.notes] == [None, None]


def test_the_three_schemes_have_three_marks(demo_view):
    view = demo_view()
    view = replace(view, pilots=(*view.pilots, PilotMember("330304", "city3", "reported", "")))
    drawn = to_area_map(build_map.area_map(view, markers=True), "")["markers"]
    count = {scheme: [m["sure"] for m in drawn if m["scheme"] == scheme] for scheme in ("county21", "five", "city3")}
    assert count == {"county21": [False] * 21, "five": [True] * 5, "city3": [True]}
    assert all(symbol in build_pilots.scheme_counts(view).text for symbol in "○◆□")


def builders():
    """Everything that is built of a view alone, so that a new figure is looked at too."""
    modules = [importlib.import_module(f"figures.{found.name}") for found in pkgutil.iter_modules(figures.__path__)]
    for name, found in (pair for module in modules for pair in inspect.getmembers(module, inspect.isfunction)):
        asked = [p.name for p in inspect.signature(found).parameters.values() if p.default is p.empty]
        if found.__module__.startswith("figures.build_") and name[0] != "_" and asked == ["view"]:
            yield found


@pytest.mark.parametrize("edition", ["demo_view", "published_view"])
@pytest.mark.parametrize("codes", ["", WENZHOU, f"{WENZHOU} 330600", "330383"])
def test_every_figure_can_be_drawn_of_every_selection(request, edition, codes):
    make, found = request.getfixturevalue(edition), set(builders())
    assert len(found) > 25
    for number, (period, indicator) in enumerate(itertools.product(("2017", "2020"), ON_MAP)):
        view = make(*codes.split(), period=period, indicator=indicator, below=(None, 40.0)[number % 2])
        drawn = [build(view) for build in found]
        pieces = [piece for one in drawn for piece in (one if isinstance(one, tuple) else (one,))]
        assert sum(len(to_html(piece)) for piece in pieces if isinstance(piece, spec.Piece)) > 5000
        assert to_area_map(build_map.area_map(view, markers=True), "")["unit"] == INDICATORS[indicator].unit


def test_charts_carry_the_status_of_their_numbers(demo_view):
    view = demo_view(WENZHOU)
    lines = build_compare.slope(view)
    drawn = json.loads(to_echarts.slopes(lines).dump_options_with_quotes())
    titles = [drawn["title"][0]["text"], scatter(build_funnel.funnel(view)).layout.title.text]
    assert all(title.endswith("演示") for title in titles)
    assert drawn["yAxis"][0]["name"] == "村（社区）建会率（%，演示）"
    assert len(drawn["series"]) == 11  # 苍南 with 龙港 is one of the twelve; the province has no rate of 2017
    assert {line["lineStyle"]["type"] for line in drawn["series"]} == {"dashed"}
    assert all(point["tooltip"]["formatter"].endswith("（演示）") for line in drawn["series"] for point in line["data"])
    assert sum(build_stars.star_stack(demo_view()).parts[-1][1]) == 331  # the cities' five-star volunteers


def test_the_province_is_a_line_where_it_is_a_mean_and_words_where_it_is_a_total(demo_view, published_view):
    total, mean = (
        json.loads(to_echarts.slopes(build_compare.slope(demo_view(indicator=key))).dump_options_with_quotes())
        for key in ("village_branches", "volunteers_per_group")
    )
    solid = [
        [line["name"] for line in drawn["series"] if line["lineStyle"]["type"] == "solid"] for drawn in (total, mean)
    ]
    assert solid == [[], ["浙江省"]]
    said = [point["tooltip"]["formatter"] for point in mean["series"][-1]["data"]]
    assert said == ["浙江省<br>2017年底：64.5–64.6名（区间）", "浙江省<br>2020年底：64.7–64.8名（区间）"]
    assert "2017年底3291–3300个（区间），2020年底10907个（原文）" in total["title"][0]["subtext"]
    assert "subtext" not in mean["title"][0] or not mean["title"][0]["subtext"]
    assert build_compare.slope(published_view(indicator="village_branches")).pairs == ()


# 3.09 standard deviations of a share of 10 907 / 24 444 among 344, 380 and 636 units, by hand.
LIMITS = {
    "兰溪市": ("▼ 低于界限", "36.3–52.9"),
    "青田县": ("▲ 高于界限", "36.7–52.5"),
    "温岭市": ("界限之内", "38.5–50.7"),
}


def test_the_funnel_has_its_table_which_names_those_outside_first(demo_view, published_view):
    table = build_funnel.funnel_table(demo_view())
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in table.rows}
    assert {name: tuple(rows[name][:2]) for name in LIMITS} == LIMITS
    assert rows["青田县"][2:] == ["79.5", "302", "380"]
    assert len(rows) == 90 and table.section.status is Status.DEMO
    order = [where for where, *_ in rows.values()]
    assert [where for n, where in enumerate(order) if where not in order[:n]] == [
        "▼ 低于界限",
        "▲ 高于界限",
        "界限之内",
    ]
    before = build_funnel.funnel_table(demo_view(period="2017"))  # the report gives no rate of the province then
    assert {tuple(cell.text for cell in row[1:3]) for row in before.rows} == {("全省率未报，不能判断", "—")}
    unknown = build_funnel.funnel_table(published_view())
    assert (unknown.section.status, unknown.rows, unknown.empty) == (Status.MISSING, (), "各县（市、区）未报。")


def test_the_names_at_the_ends_of_lines_do_not_touch():
    pairs = tuple(_pair(name, 0, number) for name, number in (("甲", 100), ("乙", 99.5), ("丙", 10), ("丁", 10)))
    drawn = to_echarts.slopes(charts.Slope("率", "%", "2017年底", "2020年底", pairs, Status.DEMO))
    series = json.loads(drawn.dump_options_with_quotes())["series"]
    moved = [line["data"][1]["label"]["offset"][1] for line in series]
    # 348 px for 100%: 甲 and 乙 are 1.74 px apart and need 14, so each gives 6.13; 丙 and 丁 coincide, so each gives 7.
    assert moved == [-6.1, 6.1, -7, 7]


def _pair(name, before, after):
    known = [None if number is None else f"{number:g}" for number in (before, after)]
    ends = [
        charts.End(number, text or "未报", Status.DEMO if text else Status.MISSING, f"x.{year}.{name}")
        for number, text, year in zip((before, after), known, ("2017", "2020"), strict=True)
    ]
    return charts.Pair(name, *ends)


def test_both_ends_of_an_area_stand_where_their_numbers_are():
    pairs = (
        _pair("甲", 20, 50),
        _pair("乙", 80, 40),
        _pair("丙", None, 10),
        _pair("丁", 90, None),
        _pair("戊", None, None),
    )
    html = to_html(charts.Dumbbell("率", "%", "2017年底", "2020年底", pairs, Status.DEMO))
    rows = re.findall("<li>(.*?)</div>", html)
    assert [re.findall(r'<i class="([^"]*)" style=([^>]*)', row) for row in rows] == [
        [("z-both z-hatch", "left:20.00%;width:30.00%")],  # of an axis from 0 to 100
        [("z-both z-falls z-hatch", "left:40.00%;width:40.00%")],
        [("z-last", "left:10.00%")],
        [("z-first z-left", "left:90.00%")],
        [],
    ]
    assert [re.findall('data-card="([^"]*)"', row) for row in rows[:2]] == [
        ["x.2017.甲", "x.2020.甲"],
        ["x.2017.乙", "x.2020.乙"],
    ]
    assert [row.count("未报") for row in rows] == [0, 0, 1, 1, 1]
    assert "<small>2017年底未报</small>" in rows[2]
    assert "<small>2020年底未报</small>" in rows[3]
    assert 'aria-label="甲2017年底20%"' in rows[0]
    assert re.findall("<u style=left:([^>]*)%>([^<]*)", html) == [(f"{20 * n}.00", f"{20 * n}") for n in range(6)]
    assert "率（%，演示）" in html
    assert html.count(badge(Status.DEMO)) == 1
    assert "○ 2017年底　● 2020年底" in html


def test_where_a_level_is_missing_the_stack_draws_no_bar():
    parts = (("一星级志愿者", (60.0, 5.0)), ("二星级志愿者", (20.0, None)), ("三星级志愿者", (20.0, 1.0)))
    texts, keys = (("60", "5"), ("20", "未报"), ("20", "1")), ("star_1", "star_2", "star_3")
    figure = charts.Stack("星级", "名", ("甲", "乙"), parts, Status.DEMO, texts, ("330100", "330200"), keys, "2020")
    html = to_html(figure)
    whole, partial = re.findall("<li .*?(?=<li|</ul>)", html)
    assert "--w:100.00%;--a:60.00%;--b:80.00%;--c:100.00%" in whole
    assert 'class="z-sum z-hatch"' in whole
    assert "<i" not in partial
    assert "1级未报，不画" in partial
    assert re.findall("data-card=([^ ]*) [^>]*>([^<]*)", partial) == [
        ("star_1", "5"),
        ("star_2", "未报"),
        ("star_3", "1"),
    ]
    assert 'data-series="star_1.2020"' in html
    assert re.findall("</i>([一二三]星级)", html) == ["一星级", "二星级", "三星级"]


def test_the_numbers_of_the_charts_have_the_addresses_of_their_areas(demo_view):
    ends = {pair.name: (pair.first.ref, pair.last.ref) for pair in build_compare.dumbbell(demo_view(WENZHOU)).pairs}
    assert ends["瑞安市"] == ("village_coverage.2017.330381", "village_coverage.2020.330381")
    assert ends["苍南县＋龙港市"] == ("village_coverage.2017.330327", "village_coverage.2020.330327+330383")
    after = [pair.after for pair in build_compare.dumbbell(demo_view()).pairs]
    assert after == sorted(after, reverse=True)
    stars = build_stars.star_stack(demo_view())
    assert dict(zip(stars.names, stars.codes, strict=True))["温州市"] == WENZHOU
    assert (stars.keys, stars.period) == (("star_1", "star_2", "star_3", "star_4", "star_5"), "2020")


@pytest.mark.parametrize(
    ("largest", "marks"),
    [(0, (0, 1)), (67, (0, 20, 40, 60, 80)), (100, (0, 20, 40, 60, 80, 100)), (2017, (0, 500, 1000, 1500, 2000, 2500))],
)
def test_an_axis_starts_at_0_and_ends_at_a_round_number(largest, marks):
    assert ticks(largest) == marks


def test_where_nothing_is_reported_the_charts_say_so(published_view):
    for figure in (build_compare.dumbbell(published_view()), build_stars.star_stack(published_view())):
        html = to_html(figure)
        assert "所列地区都未报" in html
        assert badge(Status.MISSING) in html
        assert "<li" not in html


def test_a_threshold_leaves_the_places_and_the_status_as_they_are(demo_view):
    everyone = {row.code: row.place for row in build_ranking.ranking(demo_view(WENZHOU)).rows}
    below = build_ranking.ranking(demo_view(WENZHOU, below=40.0))
    assert 0 < len(below.rows) < len(everyone)
    assert {row.code: row.place for row in below.rows}.items() <= everyone.items()
    none = build_ranking.coverage_headline(demo_view(WENZHOU, below=5.0)).sentences[0]
    assert none[1] is Status.DEMO
    assert build_ranking.ranking(demo_view(WENZHOU, below=5.0)).section.status is Status.DEMO


def test_what_is_not_reported_is_not_said_to_be_built(published_view):
    (first, status), *_ = build_cards.headline(published_view("330381")).sentences
    assert (first, status) == ("瑞安市2020年底的建会情况未报", Status.MISSING)


def test_that_invented_parts_add_up_is_said_to_confirm_nothing(demo_edition, published_edition):
    said = build_checks.checks_headline(check(demo_edition, RULES), demo_edition).sentences[1][0]
    assert "不能印证" in said
    assert (
        "印证" not in build_checks.checks_headline(check(published_edition, RULES), published_edition).sentences[1][0]
    )
