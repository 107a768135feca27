"""The report's items: each stands where its figure stands, counts what it counts, and lies where the report says."""

import ast
import asyncio
import csv
import io
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from data_access import assets
from domain.area import PROVINCE
from domain.items import KINDS, average, dated, listed, local
from domain.pages import PAGES
from domain.status import Status
from web.api import ROUTES

pytestmark = pytest.mark.usefixtures("own_database")

ROOT = Path(__file__).parents[1]
ITEMS = assets.items()
BY_FIGURE = {item.figure: item for item in ITEMS if item.figure}
STUDIOS = {
    "黄钢锋造血干细胞捐献工作室": "余杭区",
    "闵华应急救护培训工作室": "湖州市",
    "沈哥工作室": "德清县",
    "朱晓彬红十字工作室": "长兴县",
    "沈姐工作室": "莲都区",
}
# Every figure that is no series of its own; F14 counts the cities.
WITH_ITEMS = [f"F{n}" for n in range(15, 51)]


def ask(path):
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app=Starlette(routes=ROUTES)), base_url="http://test")
    return asyncio.run(client.get(f"/api/v1/{path}"))


def test_every_item_has_an_id_of_its_own_a_kind_and_an_area(areas):
    assert [item.id for item in ITEMS] == [f"I{n:03d}" for n in range(1, len(ITEMS) + 1)]
    assert {item.kind for item in ITEMS} == set(KINDS)
    assert [item.id for item in ITEMS if not areas.has(item.area, "2020")] == []
    assert {item.system for item in ITEMS} <= set(range(1, 53))


@pytest.mark.parametrize("figure", assets.figures(), ids=lambda figure: figure.id)
def test_an_items_amount_is_its_figures(figure):
    assert (figure.id in BY_FIGURE) == (figure.id in WITH_ITEMS)
    if item := BY_FIGURE.get(figure.id):
        assert (item.amount, item.unit, item.measure) == (figure.printed, figure.unit, figure.kind)
        assert item.place == figure.place
        assert item.status is Status.PUBLISHED


def test_a_later_figure_stands_beside_as_external():
    later = BY_FIGURE["E03"]
    (known,) = (f for f in assets.external_figures() if f.id == "E03")
    assert (later.amount, later.unit, later.date, later.place) == ("901", "个", "2022-11", known.url)
    assert [item.figure for item in ITEMS if item.status is not Status.PUBLISHED] == ["E03"]


def test_an_amount_without_a_figure_is_a_medal():
    assert [item.amount for item in ITEMS if item.amount and not item.figure] == ["2", "2", "1"]
    assert all(bool(item.amount) == (item.measure != "none") for item in ITEMS)


def test_what_is_outside_the_report_says_where():
    outside = [item for item in ITEMS if not item.paragraph]
    assert [item.place for item in outside] == ["转发通知", "转发通知", BY_FIGURE["E03"].source]
    assert all(item.part and item.sentence and not item.source for item in ITEMS if item.paragraph and item.system > 2)


def test_the_five_studios_stand_in_their_counties(areas):
    assert {item.name: areas.get(item.area).name for item in ITEMS if item.kind == "studio"} == STUDIOS


def test_the_five_pilot_counties_are_those_of_the_pilot_list():
    named = [item.area for item in ITEMS if item.kind == "pilot" and item.area != PROVINCE]
    assert named == [member.area for member in assets.pilots() if member.scheme == "five"]


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ("", ""),
        ("2019", "2019年"),
        ("2019起", "2019年起"),
        ("2017底", "2017年底"),
        ("2020-2022", "2020—2022年"),
        ("2022-11", "2022年11月"),
        ("2021-07", "2021年7月"),
        ("2021-07-02", "2021年7月2日"),
    ],
)
def test_a_date_is_written_as_people_say_it(date, written):
    assert replace(ITEMS[0], date=date).when == written


def test_what_is_no_date_is_refused():
    with pytest.raises(ValueError, match="不是日期"):
        _ = replace(ITEMS[0], date="2021-07-02-01").when


def test_the_timeline_is_in_order_and_leaves_out_what_has_no_date():
    years = [item.when for item in dated(ITEMS)]
    assert list(dict.fromkeys(years)) == [
        *("2017年底", "2017年起", "2019年", "2019年起", "2020年", "2020—2022年", "2020年底"),
        *("2021年", "2021年7月2日", "2022年11月"),
    ]


@pytest.mark.parametrize(
    ("money", "count", "mean"),
    [("F36", "F35", Fraction(310, 120)), ("F39", "F38", Fraction(442, 420)), ("F25", "F26", Fraction(5))],
)
def test_an_average_is_money_by_pieces(money, count, mean):
    assert average(BY_FIGURE[money], BY_FIGURE[count]) == mean


@pytest.mark.parametrize(("total", "count"), [("F37", "F38"), ("F20", "F19"), ("F36", "F33")])
def test_a_lower_bound_is_never_averaged(total, count):
    assert average(BY_FIGURE[total], BY_FIGURE[count]) is None


def test_nothing_is_averaged_without_a_number():
    assert average(BY_FIGURE["F36"], replace(BY_FIGURE["F35"], amount="")) is None
    assert BY_FIGURE["F18"].number is None  # 2020-2022 is no amount


@pytest.mark.parametrize(
    ("codes", "count"),
    [
        ((), 24),
        (("330500",), 8),  # 德清 3, 长兴 2, the city itself 3
        (("330521",), 6),  # 德清 3 and the city's 3
        (("330522",), 5),
        (("330300",), 0),
        (("330500", "330400"), 8 + 5),  # 嘉兴 3, 平湖 2
        (("330000",), 0),
    ],
)
def test_an_areas_items_are_those_within_it_and_of_its_city(areas, codes, count):
    own = local(ITEMS, areas, codes)
    assert len(own) == count
    assert PROVINCE not in {item.area for item in own}
    whole = [item for item in ITEMS if item.area == PROVINCE]
    assert list(listed(ITEMS, areas, codes)) == [*own, *whole]


@pytest.mark.parametrize(
    ("area", "cities"), [("330500", {"3305"}), ("330482", {"3304"}), ("330500,330400", {"3305", "3304"})]
)
def test_the_csv_has_the_items_of_the_city_and_those_of_the_province(area, cities):
    answer = ask(f"items.csv?area={area}")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["area"][:4] for row in rows} == {*cities, "3300"}
    assert len([row for row in rows if row["area"] == PROVINCE]) == len(ITEMS) - 24
    assert {row["area_name"] for row in rows if row["area"] == PROVINCE} == {"浙江省"}


def test_items_are_narrowed_by_kind_and_system():
    assert [row["name"] for row in ask("items?kind=studio").json()] == list(STUDIOS)
    assert [row["name"] for row in ask("items?system=32").json()] == ["会员代表大会前征集议案"]
    (row,) = ask("items?system=36&kind=place&area=330300").json()[-1:]
    assert (row["amount"], row["status"], row["source"]) == ("901", "EXTERNAL", BY_FIGURE["E03"].source)


@pytest.mark.parametrize(
    ("query", "status", "word"),
    [("area=999999", 404, "999999"), ("kind=emblem", 422, "emblem"), ("system=53", 422, "1–52")],
)
def test_what_is_not_known_is_refused_in_chinese(query, status, word):
    answer = ask(f"items?{query}")
    assert answer.status_code == status
    assert word in answer.json()["error"]


def test_there_are_52_systems_each_on_a_page_that_exists():
    systems = assets.systems()
    assert [system.number for system in systems] == list(range(1, 53))
    assert {system.page for system in systems} <= {page.name for page in PAGES}
    assert {system.state for system in systems} == {"shown", "waiting"}
    assert all(bool(system.columns) == (system.state == "waiting") for system in systems)


@pytest.mark.parametrize("name", sorted({system.test for system in assets.systems()}))
def test_every_system_is_held_by_a_test_that_exists(name):
    file, _, function = name.partition("::")
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    assert function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
