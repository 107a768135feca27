"""Questions over the wire."""

import asyncio
from urllib.parse import quote

import httpx
import pytest
from starlette.applications import Starlette

from web.api import ROUTES

pytestmark = pytest.mark.usefixtures("own_database")


def ask(question, more="", path="/api/v1/ask"):
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app=Starlette(routes=ROUTES)), base_url="http://test")
    return asyncio.run(client.get(f"{path}?q={quote(question)}{more}"))


def test_a_question_is_answered_by_the_edition_asked():
    found = ask("全省村社区建会率多少", "&edition=published").json()
    assert (found["understood"], found["sentence"]) == (True, "浙江省2020年底村（社区）建会率：44.62%。")
    assert found["rows"] == [
        {
            "area": "330000",
            "name": "浙江省",
            "text": "44.62%",
            "status": "PUBLISHED",
            "place": "",
            "of": "village_coverage.2020.330000",
        }
    ]
    assert ask("温州会员", "&edition=published").json()["rows"][0]["text"] == "未报"
    assert "虚拟" in ask("温州会员", "&edition=demo").json()["sentence"]
    here = ask("这里会员", "&area=330300&period=2017").json()
    assert [chip["label"] for chip in here["chips"]] == ["温州市", "成人会员", "2017年底"]


def test_what_is_not_understood_says_so():
    found = ask("上海会员").json()
    assert (found["understood"], found["unknown"], len(found["nearest"])) == (False, ["上海"], 3)


@pytest.mark.parametrize("question", ["", "   ", "县" * 201])
def test_no_question_and_one_too_long_are_refused(question):
    assert ask(question).status_code == 422


@pytest.mark.parametrize(
    "question",
    ["<script>alert(1)</script>", "'; DROP TABLE x;--", "\x00\x01", "９" * 200, "百" * 200, "²³①Ⅳ", "👩‍👩‍👧" * 20],
)
def test_hostile_questions_are_not_understood_and_do_no_harm(question):
    found = ask(question)
    assert (found.status_code, found.json()["understood"]) == (200, False)


@pytest.mark.parametrize(("question", "maps"), [("温州各县会员", 1), ("博爱家园有多少个", 0)])
def test_the_dialog_is_sent_what_the_interface_says_and_a_map_where_areas_can_be_drawn(question, maps):
    found, drawn = ask(question, "&edition=demo").json(), ask(question, "&edition=demo", "/ask").json()
    regions = [region for row in drawn["sheet"]["rows"] for cell in row["cells"] for region in cell]
    html = "".join(region.get("html", "") for region in regions)
    assert found["sentence"] in html
    assert [row["name"] for row in found["rows"] if row["name"] not in html or row["of"] not in html] == []
    assert sum("map" in region for region in regions) == maps
    assert (found["chips"], found["address"]) == (drawn["chips"], drawn["address"])
