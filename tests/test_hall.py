"""The hall: type for the last row, running orders and their code, and screens that hide what is invented."""

import asyncio
import base64
import json
import re
import zlib
from dataclasses import replace

import httpx
import pytest
from starlette.applications import Starlette

from data_access import assets
from data_access.hall import read_hall
from data_access.settings import settings
from domain.area import PROVINCE
from domain.dataset import Dataset, Edition
from domain.hall import SHOWN, HallProblem, Room, RunningOrder, Step, default_order, without_demo
from domain.proof.check import check
from domain.proof.claims import Verdict
from domain.status import Status
from domain.value import Key
from web.api import ROUTES

pytestmark = pytest.mark.usefixtures("own_database")

WENZHOU, YONGJIA = "330300", "330324"


def ask(path, **query):
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app=Starlette(routes=ROUTES)), base_url="http://test")
    return asyncio.run(client.get(path, params=query))


def deck(**query):
    answer = ask("/hall/scenes", **query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def coded(order):
    """A code as a browser makes it."""
    return base64.urlsafe_b64encode(zlib.compress(json.dumps(order).encode(), 6)).decode().rstrip("=")


def of_steps(*steps, **more):
    return coded({"name": "试讲", "seconds": 0, "steps": [dict(step) for step in steps], **more})


def words(html):
    return re.sub(r"<[^>]*>", " ", html)


# ---- the room


@pytest.mark.parametrize(
    ("depth", "width", "picture", "body"),
    [
        (8, 4, (1920, 1080), 21),
        (12, 4, (1920, 1080), 32),
        (18, 4, (1920, 1080), 47),
        (25, 4, (1920, 1080), 66),
        (12, 3, (1024, 768), 23),
        (18, 3, (1024, 768), 34),
        (18, 4, (3840, 2160), 94),
        (25, 4, (3840, 2160), 131),
    ],
)
def test_type_is_as_large_as_the_depth_of_the_room_asks(depth, width, picture, body):
    assert Room(depth, width).scale(*picture).body == body


def test_numbers_are_larger_and_sources_not_too_small():
    scale = Room().scale(1920, 1080)
    assert (scale.key, scale.hero, scale.foot) == (123, 235, 33)  # 2.6, 5 and 0.69 times 47
    assert Room(8, 4).scale(1920, 1080).key == 96
    assert Room(18, 3).scale(1024, 768).hero == 142  # 4.2 times 34


@pytest.mark.parametrize("room", [(2, 4), (61, 4), (18, 0.4), (18, 31), (float("nan"), 4)])
def test_a_room_that_cannot_be_is_refused(room):
    with pytest.raises(HallProblem):
        Room(*room)


def test_the_settings_name_the_room_and_the_address_for_telephones():
    hall = read_hall({"depth": 25, "width": 5.5, "address": "http://192.168.1.20:8501"})
    assert (hall.room, hall.address) == (Room(25, 5.5), "http://192.168.1.20:8501")
    assert read_hall({}).room == Room(18, 4)


@pytest.mark.parametrize(
    "table", [[], {"depth": "18"}, {"depth": True}, {"depth": 100}, {"address": "192.168.1.20"}, {"colour": "red"}]
)
def test_wrong_settings_are_named(table):
    with pytest.raises(HallProblem, match=r"\[hall\]|米"):
        read_hall(table)


# ---- running orders


def test_an_order_survives_its_code():
    order = RunningOrder("推进会", (Step("coverage", "area=330300&scene=2", "自己的话", "慢一点"), Step("members")), 20)
    assert RunningOrder.of(order.code()) == order
    assert re.fullmatch(r"[A-Za-z0-9_-]+", order.code())


def test_the_code_is_what_browsers_deflate_and_inflate():
    order = RunningOrder("甲", (Step("members"),))
    packed = base64.urlsafe_b64decode(order.code() + "==")
    assert json.loads(zlib.decompress(packed))["steps"] == [{"page": "members", "query": "", "say": "", "notes": ""}]
    assert RunningOrder.of(coded({"name": "甲", "steps": [{"page": "members"}]})) == order


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", "不完整"),
        ("汉字", "不完整"),
        ("AAAA", "不完整"),
        (coded([1]), "不完整"),
        (coded({"steps": ["members"]}), "不完整"),
        (coded({"steps": []}), "1到60屏"),
        (coded({"steps": [{"page": "members"}] * 61}), "1到60屏"),
        (coded({"steps": [{"page": "accounts"}]}), "不能放映"),
        (coded({"steps": [{"page": "members", "say": "长" * 601}]}), "600个字"),
        (coded({"steps": [{"page": "members", "notes": 3}]}), "600个字"),
        (coded({"steps": [{"page": "members"}], "seconds": -1}), "秒"),
        (coded({"steps": [{"page": "members"}], "seconds": 1.5}), "秒"),
        ("A" * 20_001, "太长"),
        (coded({"steps": [{"page": "members"}], "more": "一" * 300_000}), "不完整"),
    ],
)
def test_a_bad_code_is_refused_in_chinese(code, said):
    with pytest.raises(HallProblem, match=said):
        RunningOrder.of(code)
    if code:
        answer = ask("/hall/scenes", order=code)
        assert (answer.status_code, said in answer.json()["error"]) == (422, True)


def test_the_default_has_eight_screens_for_the_province_and_every_city(areas, demo_view):
    for code in ("", *areas.cities()):
        view = demo_view(*filter(None, [code]))
        order = default_order(view.selection, view.subject_name)
        assert len(order.steps) == 8
        assert len({step.page for step in order.steps}) == 8
        assert len(deck(order="default", area=code)["scenes"]) == 8


# ---- what is invented


def test_without_the_demonstration_only_what_is_real_is_left(demo_view):
    view = without_demo(demo_view(WENZHOU))
    assert view.dataset.value("village_coverage", "2020", WENZHOU).status is Status.MISSING
    assert view.dataset.value("village_coverage", "2020", PROVINCE).status is Status.PUBLISHED
    assert view.dataset.value("population", "2020", WENZHOU).number == 9_572_903
    assert {member.basis for member in view.pilots} == {"named", "mentioned"}


def test_what_was_reported_is_shown_without_asking(demo_view, demo_edition, areas):
    told = {
        key: replace(value, status=Status.REPORTED) if value.status is Status.DEMO else value
        for key, value in demo_edition.stored.items()
    }
    reported = Dataset(Edition("r", "填报版", Status.REPORTED, ""), areas, told)
    view = without_demo(replace(demo_view(WENZHOU), dataset=reported))
    assert view.dataset.value("adult_members", "2020", WENZHOU).number == 60_662
    assert Key("adult_members", "2020", YONGJIA) in view.dataset.stored


@pytest.mark.parametrize("area", ["", WENZHOU, YONGJIA])
def test_the_hall_hides_what_is_invented_and_says_so(area, demo_edition):
    screens = [screen for page in SHOWN for screen in deck(page=page, area=area)["scenes"]]
    assert not any("演示数据" in words(s["html"]).replace("只有演示数据，会场未显示", "") for s in screens)
    assert not any(s["map"] for s in screens)
    if area:
        assert any("只有演示数据，会场未显示" in words(s["html"]) for s in screens)
        invented = demo_edition.value("village_branches", "2020", area)
        assert invented.status is Status.DEMO
        assert str(int(invented.number)) not in json.dumps(screens)


@pytest.mark.parametrize(("area", "number"), [("", "44.1"), (WENZHOU, "1339"), (YONGJIA, "207")])
def test_where_it_is_shown_every_screen_with_it_says_demonstration(area, number):
    screens = [screen for page in SHOWN for screen in deck(page=page, area=area, demo="1")["scenes"]]
    assert any(number in words(screen["html"]) for screen in screens)
    for screen in screens:
        has = "z-hatch" in screen["html"] or screen["status"] == "演示" or screen["map"] is not None
        assert ("h-demo" in screen["html"]) == has, screen["title"]


# ---- screens


def test_the_province_is_told_by_the_report_alone():
    found = deck(order="default")
    shown = "".join(s["sentence"] + words(s["html"]) for s in found["scenes"])
    for printed in ("95.38", "44.62", "45.66", "11.54", "1782", "+231", "331", "178", "5000多", "13535–13539"):
        assert printed in shown
    assert (found["demo"], found["edition"]["id"]) == (False, "demo")
    assert all("中红办字〔2021〕42号" in "".join(s["sources"]) for s in found["scenes"][:7])


@pytest.mark.parametrize("demo", ["", "1"])
@pytest.mark.parametrize("area", ["", WENZHOU, YONGJIA, "330604", "330500"])
def test_every_screen_is_short_and_true(area, demo, demo_edition):
    for page in SHOWN:
        screens = deck(page=page, area=area, demo=demo)["scenes"]
        assert 1 <= len(screens) <= 3, page
        for screen in screens:
            assert 0 < len(screen["sentence"]) <= 61
            assert screen["html"].count("<strong") <= 5
            assert screen["alt"].startswith(screen["title"])
            assert "\ue000" not in json.dumps(screen, ensure_ascii=False)
            claims = check(screen["say"] + screen["sentence"], demo_edition, assets.figures(), area)
            assert [claim for claim in claims if claim.verdict in (Verdict.MISMATCH, Verdict.SCOPE)] == []


@pytest.mark.parametrize(
    "query", [{"period": "2017"}, {"period": "2021Q1"}, {"area": "330300,330400"}, {"below": "40"}]
)
@pytest.mark.parametrize("edition", ["demo", "published"])
def test_every_choice_of_the_desk_has_screens(query, edition):
    for page in SHOWN:
        for demo in ("", "1"):
            assert deck(page=page, edition=edition, demo=demo, **query)["scenes"], page


def test_two_scopes_stand_apart():
    screen = deck(page="volunteers")["scenes"][1]
    assert "h-apart" in screen["html"]
    assert {"331", "178"} <= set(re.findall(r"\d+", words(screen["html"])))
    assert "509" not in json.dumps(screen)


def test_a_step_shows_one_screen_of_its_page_and_leads_back_to_its_view():
    code = of_steps({"page": "coverage", "query": "area=330300&scene=3"}, {"page": "coverage", "query": "scene=99"})
    first, second = deck(order=code, demo="1")["scenes"]
    assert (first["query"], second["query"]) == ("coverage?area=330300&scene=3", "coverage?scene=3")
    assert deck(page="overview", area=WENZHOU)["scenes"][0]["query"] == "?area=330300"


def test_the_numbers_of_ones_own_sentence_are_checked():
    wrong, right = "全省村（社区）建会率55.62%。", "全省村（社区）建会率44.62%。"
    first, second = deck(order=of_steps({"page": "coverage", "say": wrong}, {"page": "coverage", "say": right}))[
        "scenes"
    ]
    assert [claim["verdict"] for claim in first["checked"]] == ["不符"]
    assert [claim["verdict"] for claim in second["checked"]] == ["一致"]
    assert (first["sentence"], first["say"], first["status"]) == (wrong, wrong, "")


def test_what_an_address_says_wrongly_is_named():
    assert deck(page="coverage", area="999999", period="1999")["problems"] == [
        "时点“1999”不认识，已改用默认",
        "地区“999999”不认识，已略去",
    ]
    answer = ask("/hall/scenes", page="submissions")
    assert (answer.status_code, "不能放映" in answer.json()["error"]) == (422, True)


def test_the_notes_have_every_sentence_and_let_no_markup_in():
    code = of_steps({"page": "members", "say": "<b>会员</b>45.66万名", "notes": "<i>停一下</i>"}, {"page": "pilots"})
    page = ask("/hall/notes", order=code).text
    assert "&lt;b&gt;会员&lt;/b&gt;45.66万名" in page
    assert "&lt;i&gt;停一下&lt;/i&gt;" in page
    assert "<i>停" not in page
    assert "核对：45.66万名 一致" in page
    assert page.count("<section") == 2


@pytest.mark.parametrize(
    ("text", "depth", "problem"),
    [
        ("[hall]\ndepth = 12\n", 12, ""),
        ("[hall]\ndepth = '深'\n", 18, "设置文件 settings.toml 有误：[hall] 的 depth 应是米数，会场已按默认值放映"),
    ],
)
def test_a_slip_in_the_settings_leaves_the_default_and_is_told(text, depth, problem, tmp_path, monkeypatch):
    (tmp_path / "settings.toml").write_text(text, "utf-8")
    monkeypatch.setenv("ZJRC_SETTINGS", str(tmp_path / "settings.toml"))
    read = settings.__wrapped__()
    assert (read.hall.room.depth, read.problem) == (depth, problem)
