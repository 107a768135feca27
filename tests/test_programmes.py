"""The page of places, projects and honours: all items on it, nothing added that must not be, nothing without a mark."""

import re

import pytest

from data_access import assets
from domain.items import KINDS
from domain.pages import PAGES
from domain.status import Status
from figures import build_items, build_places, build_programmes, spec
from figures.to_area_map import to_area_map
from figures.to_html import to_html
from figures.to_sheet import to_sheet
from pages import programmes

ITEMS = assets.items()
BAD = '<script>"x"</script>'
CELL = spec.Cell(BAD, Status.PUBLISHED)
PIECES = [
    spec.Timeline(spec.Section(BAD), (spec.Event(BAD, BAD, CELL, CELL, CELL),)),
    spec.Timeline(spec.Section(BAD), (), BAD),
    spec.Download(BAD, BAD),
    spec.Bars(spec.Section(BAD), (spec.BarRow(BAD, 1.0, spec.Mark(BAD, BAD, Status.PUBLISHED), BAD, True, True),)),
    spec.Table(spec.Section(BAD), (BAD,), ((spec.Cell(BAD, page=BAD),),)),
]


def page(view):
    """The whole page as HTML, without the map."""
    rows = to_sheet(programmes.parts(view), "")["rows"]
    return "".join(region.get("html", "") for row in rows for cell in row["cells"] for region in cell)


def texts(table):
    return [tuple(cell.text for cell in row) for row in table.rows]


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: type(piece).__name__)
def test_no_text_becomes_markup(piece):
    html = to_html(piece)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert not re.search(r'="[^"]*"x"', html)


def test_every_item_is_on_the_page(published_view):
    html = page(published_view())
    short = {item.name.partition("：")[2] or item.name for item in ITEMS if item.kind != "practice"}
    practice = {item.name for item in ITEMS if item.kind == "practice"}
    paired = {"扶持项目", "扶持资金", "入选"}  # by their figures, in the table of the funds
    pairs = {"省本级会费列支（配套博爱家园试点）", "卫健、教育等部门扶持资金"}
    assert [name for name in (short | practice) - paired - pairs if name not in html] == []


def test_every_printed_amount_is_on_the_page(published_view):
    html = re.sub("<[^>]+>", "", page(published_view()))
    assert [i.id for i in ITEMS if i.amount and i.amount + i.unit not in html] == []


@pytest.mark.parametrize("codes", [(), ("330500",), ("330300",), ("330521",), ("330500", "330400"), ("330383",)])
def test_the_page_is_drawn_for_every_area_and_edition(demo_view, published_view, codes):
    for make in (demo_view, published_view):
        html = page(make(*codes))
        assert "zb-demo" not in html
        assert "报告涉及的52项工作" in html
        assert len(re.findall("z-section><h2>", html)) == 17


def test_the_headline_tells_a_countys_own_from_its_citys(published_view):
    said = [
        build_programmes.programmes_headline(published_view(*codes), ITEMS).sentences[1][0]
        for codes in ((), ("330521",), ("330300",))
    ]
    assert said[0].startswith("报告点名到市县的事项24项")
    assert said[1].startswith(
        "报告点名德清县的事项3项：“群众身边的红十字会”县域试点单位、会员服务中心、沈哥工作室；点名所在市的事项3项："
    )
    assert said[2].startswith("报告没有点名温州市")


def test_lists_show_the_chosen_city_and_the_province_only(published_view):
    table = build_items.activity_table(published_view("330400"), ITEMS)
    areas = [row[1] for row in texts(table)]
    assert set(areas) == {"平湖市", "嘉兴市", "全省"}
    assert areas == sorted(areas, key=lambda name: name == "全省")
    assert texts(build_items.studio_table(published_view("330400"), ITEMS)) == []
    assert "报告没有点名嘉兴市的这类事项" in to_html(build_items.studio_table(published_view("330400"), ITEMS))


def test_only_the_lower_bound_is_drawn_open(published_view):
    bars = build_places.place_bars(published_view(), ITEMS)
    drawn = [(row.number, row.mark.text, row.mark.status, row.torn) for row in bars.rows]
    assert drawn == [
        (55.0, "55", Status.PUBLISHED, False),
        (271.0, "271", Status.PUBLISHED, False),
        (293.0, "293", Status.PUBLISHED, False),
        (901.0, "901", Status.EXTERNAL, False),
        (5000.0, "5000多", Status.PUBLISHED, True),
    ]
    html = to_html(bars)
    assert re.findall(r'<i class="(zm-\w+(?: torn)?)"', html) == [
        *["zm-published"] * 3,
        "zm-external",
        "zm-published torn",
    ]
    assert html.count("zb-published") == 4
    assert html.count("zb-external") == 1


def test_good_people_lie_within_the_provinces_honours(published_view):
    bars = build_programmes.honour_bars(published_view(), ITEMS)
    assert [(row.number, row.torn, row.within) for row in bars.rows] == [
        (39.0, False, False),
        (390.0, True, False),
        (140.0, True, True),
    ]
    widths = re.findall(r'<(s|i)[^>]*style="width:([\d.]+)%"', to_html(bars))
    assert [tag for tag, _ in widths] == ["i", "i", "s", "i"]
    assert widths[1][1] == widths[2][1]  # the outline around 140 is the bar of 390
    assert float(widths[3][1]) / float(widths[2][1]) == pytest.approx(140 / 390, abs=0.002)
    assert "530" not in to_html(bars)


def test_two_gold_two_silver_and_one_are_the_five_entries(published_view):
    roll = build_programmes.medals(published_view(), ITEMS)
    assert [(group.head.text, "".join(cell.text for cell in group.members)) for group in roll.groups] == [
        ("金奖 2个", "●●"),
        ("银奖 2个", "◐◐"),
        ("优胜 1个", "○"),
    ]
    assert sum(len(group.members) for group in roll.groups) == 2 + 2 + 1 == 5
    assert roll.section.title.endswith("5个参赛项目")


def test_averages_are_those_of_exact_totals_only(published_view):
    rows = {row[0].text: row for row in build_programmes.money_table(published_view(), ITEMS).rows}
    means = {row[2].text: (row[1].text, row[3].text, row[3].status) for row in rows.values()}
    assert means["310万元"] == ("120个", "2.58万元", Status.DERIVED)  # 310 / 120 = 2.583
    assert means["44.2万元"] == ("42个", "1.05万元", Status.DERIVED)  # 44.2 / 42 = 1.052
    assert means["15万元"] == ("3个", "5万元", Status.DERIVED)
    assert means["500余万元"] == ("—", "—", None)


def test_the_lists_of_2020_are_not_added(published_view):
    table = build_programmes.honour_table(published_view(), ITEMS)
    assert [(row[1], row[2], row[4]) for row in texts(table)] == [
        ("当年", "2020年", "171人"),
        ("当年", "2020年", "14个"),
        ("当年", "2020年", "25个"),
        ("当年", "2020年", "192名"),
        ("当年", "2020年", "331名"),
        ("当年", "2020年", "178名"),
        ("累计", "未注明", "16家"),
        ("累计", "未注明", "90个"),
        ("累计", "2017年起", "7个"),
    ]
    html = page(published_view())
    assert [total for total in ("185", "217", "509") if total in re.sub("<[^>]+>", " ", html)] == []


def test_twelve_of_twenty_three_and_nineteen_of_181(published_view):
    cards = build_programmes.people_cards(published_view(), ITEMS).cards
    assert [(card.main.text, card.main.status) for card in cards] == [
        ("12", Status.PUBLISHED),
        ("19", Status.PUBLISHED),
    ]
    shares, wholes = zip(*((line.mark for line in card.lines) for card in cards), strict=True)
    assert [mark.text + mark.unit for mark in shares] == ["52.17%", "10.5%"]
    assert [(mark.text, mark.status) for mark in wholes] == [("23", Status.DERIVED), ("181", Status.DERIVED)]


def test_the_ladder_has_three_steps_and_four_named_counties(published_view):
    roll = build_places.ladder(published_view(), ITEMS)
    assert [[group.head.text, *(cell.text for cell in group.members)] for group in roll.groups] == [
        ["县级", "会员服务中心", "上虞区", "平湖市", "德清县", "永康市"],
        ["乡镇级", "会员之家", "个数和地点"],
        ["村级", "会员工作室", "个数和地点"],
    ]
    only = build_places.ladder(published_view("330300"), ITEMS).groups[0]
    assert only.members[1].text == "报告没有点名温州市"


def test_the_five_degrees_have_evidence_and_no_number():
    cards = build_programmes.degree_cards(ITEMS)
    assert [card.title for card in cards.cards] == ["辨识度", "满意度", "参与度", "粘合度", "美誉度"]
    assert {(card.main.text, card.main.unit, card.main.status) for card in cards.cards} == {
        ("无量化口径", "", Status.MISSING)
    }
    assert [len(card.lines) - 1 for card in cards.cards] == [4, 2, 12, 8, 7]
    assert [card.lines[-1].text for card in cards.cards] == [f"第三部分 第{n}段" for n in range(2, 7)]
    assert "z-quiet" in to_html(cards)


def test_the_timeline_runs_from_the_first_year_to_the_last(published_view):
    line = build_items.timeline(published_view(), ITEMS)
    assert (line.events[0].when, line.events[-1].when) == ("2017年底", "2022年11月")
    assert [event.name for event in line.events if event.when == "2021年7月2日"] == [
        "总会转发本报告（中红办字〔2021〕42号）"
    ]
    assert all(event.source.status for event in line.events)
    html = to_html(line)
    assert len(re.findall("<time>", html)) == len({event.when for event in line.events}) == 10
    assert html.count('class="zb') == len(line.events)


def test_dated_and_undated_items_are_all_items(published_view):
    line, rest = build_items.timeline(published_view(), ITEMS), build_items.undated(published_view(), ITEMS)
    listed = [cell.text for group in rest.groups for cell in group.members]
    assert len(line.events) + len(listed) == len(ITEMS)
    assert "沈哥工作室（德清县）" in listed
    assert {group.head.text for group in rest.groups} <= set(KINDS.values())


def test_the_map_marks_what_the_report_names(published_view):
    drawn = to_area_map(build_places.item_map(published_view(), ITEMS), "")
    marks = {(mark["scheme"], mark["code"]) for mark in drawn["markers"]}
    assert marks == {
        *(("studio", code) for code in ("330110", "330500", "330521", "330522", "331102")),
        *(("centre", code) for code in ("330604", "330482", "330521", "330784")),
        ("campaign", "330400"),
        *(("course", code) for code in ("330600", "330500")),
        ("proposal", "330522"),
        *(("visit", code) for code in ("330482", "330604")),
    }
    assert len(drawn["markers"]) == len(marks)
    said = {(mark["scheme"], mark["code"]): mark["basis"] for mark in drawn["markers"]}
    assert said["course", "330500"] == "红十字运动基本知识、红十字急救知识与技能"
    assert said["centre", "330521"] == "报告点名"
    assert said["campaign", "330400"] == "“万名会员进万家”、“万名志愿者助攻坚”"


def test_the_map_has_no_numbers_and_knows_every_mark(demo_view):
    drawn = to_area_map(build_places.item_map(demo_view(), ITEMS), "")
    assert set(drawn["values"]["2020"]) == {None}
    assert (drawn["scale"]["labels"], drawn["status"]) == ((), "published")
    script = (assets.ASSETS / "area_map.js").read_text("utf-8")
    schemes, shapes = (re.search(rf"const {name} = {{(.*?)}};", script, re.S)[1] for name in ("SCHEMES", "SHAPES"))
    kinds = {mark["scheme"] for mark in drawn["markers"]}
    assert kinds == set(re.findall(r"^  (\w+):", shapes, re.M))
    assert kinds <= set(re.findall(r"^  (\w+):", schemes, re.M))
    paths = re.findall(r'"(M[^"]+)"', shapes)
    assert len(set(paths)) == len(kinds)


def test_a_plan_shows_no_number_until_one_is_entered(published_view):
    table = build_items.plan_table(published_view(), ITEMS)
    assert {row[3] for row in texts(table)} == {"2020-2022年", "待录入"}
    assert {row[3].status for row in table.rows if row[3].text == "待录入"} == {Status.MISSING}
    assert all(word in build_items.plan_note().text for word in ("地区", "指标", "年份", "目标值", "依据"))


def test_the_three_schemes_lead_to_their_page(published_view):
    table = build_items.pilot_table(published_view("330500"), ITEMS)
    assert {row[0].page for row in table.rows} == {"pilots?area=330500"}
    assert [row[3] for row in texts(table)] == ["—", "21个", "3个", "5个"]


def test_the_table_of_systems_has_52_rows_with_their_pages(published_view):
    table = build_items.system_table(published_view("330500"), assets.systems())
    assert [row[0] for row in texts(table)] == [str(n) for n in range(1, 53)]
    titles = {page.title: page.path or "." for page in PAGES}
    assert all(row[2].page == f"{titles[row[2].text]}?area=330500" for row in table.rows)
    assert all((row[3].status is Status.MISSING) == bool(row[4].text) for row in table.rows)


@pytest.mark.parametrize(
    ("codes", "address"), [((), "api/v1/items.csv"), (("330500", "330400"), "api/v1/items.csv?area=330500%2C330400")]
)
def test_the_list_can_be_kept_as_a_file(published_view, codes, address):
    assert build_items.download(published_view(*codes)).address == address
