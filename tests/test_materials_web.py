"""材料 over HTTP: documents and pages as files, refusals in words, the pack from order to file, 验真."""

from __future__ import annotations

import asyncio
import io
import json
import time
from urllib.parse import unquote
from zipfile import ZipFile

import docx
import httpx
import pytest
from openpyxl import load_workbook
from starlette.applications import Starlette

from domain.pages import PAGES
from pages._content import PAPER
from reports.document import ReportProblem
from tests.test_submission_web import OWN, cookie, house, shared
from web import packing
from web.api import ROUTES
from web.materials import routes
from web.page import MIDDLEWARE

house, shared = house, shared
BRIEFING = "/make?kind=briefing&format=docx&area=330300&edition=demo"
HTML = {"Accept": "text/html"}


def ask(method, path, body=None, headers=OWN, mine=""):
    app = Starlette(routes=[*routes(PAPER), *ROUTES], middleware=MIDDLEWARE)
    transport = httpx.ASGITransport(app, client=("127.0.0.1", 1))

    async def go():
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.request(method, path, content=body, headers={**headers, "Cookie": mine})

    return asyncio.run(go())


def order(**wanted):
    return ask("POST", "/pack", json.dumps(wanted).encode())


def followed(id_, until=60):
    """The state of a pack when it is over."""
    for _ in range(until * 10):
        state = ask("GET", f"/pack/status?id={id_}").json()
        if state["over"]:
            return state
        time.sleep(0.1)
    raise AssertionError(state)


def test_a_document_comes_as_a_file_under_its_chinese_name(house):
    house()
    answer = ask("GET", BRIEFING)
    assert answer.status_code == 200
    assert unquote(answer.headers["content-disposition"]) == "attachment; filename*=UTF-8''温州市_简报_2020_演示.docx"
    assert answer.headers["cache-control"] == "no-store"
    assert any("温州市" in paragraph.text for paragraph in docx.Document(io.BytesIO(answer.content)).paragraphs)


def test_every_page_that_can_be_kept_is_a_file_in_three_formats_and_is_verified(house):
    house()
    assert {page.name for page in PAGES if not page.on_paper} >= {"materials", "submissions", "accounts"}
    for name in PAPER:
        answer = ask("GET", f"/make?kind=page&page={name}&format=docx&area=330300&edition=demo&check=1")
        assert (answer.status_code, answer.content[:2]) == (200, b"PK"), (name, answer.text[:200])
        verdict = ask("POST", "/verify?name=a.docx", answer.content)
        assert "数字与出具时一致" in verdict.text, (name, verdict.text)
    query = "/make?kind=page&page=coverage&area=330300&below=40&edition=demo&format="
    for form in ("xlsx", "pptx"):
        assert ask("GET", query + form).content[:2] == b"PK"
    book = load_workbook(io.BytesIO(ask("GET", query + "xlsx").content))
    assert any("文成县" in str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("kind=bulletin&format=docx&area=330300", "季度通报只能按全省制作"),
        ("kind=briefing&format=exe", "没有“exe”格式"),
        ("kind=&format=docx", "没有“”这种材料"),
        ("kind=briefing&format=docx&area=999999", "地区“999999”不认识"),
        ("kind=page&page=accounts&format=docx", "没有“accounts”这个页面"),
    ],
)
def test_what_cannot_be_made_is_said_to_programs_and_to_readers(house, query, words):
    house()
    told = ask("GET", f"/make?{query}")
    assert told.status_code == 422
    assert words in told.json()["error"]
    page = ask("GET", f"/make?{query}", headers=HTML)
    assert page.status_code == 422
    assert words in page.text
    assert page.headers["content-type"].startswith("text/html")


def test_a_full_disk_is_said(house, monkeypatch):
    house()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reports.make.make", full)
    answer = ask("GET", BRIEFING)
    assert (answer.status_code, answer.json()["error"]) == (
        422,
        "磁盘空间不足，或超过了限额，没有做成。请腾出空间后再试。",
    )


def test_a_pack_is_ordered_followed_and_fetched(house):
    house()
    begun = order(kinds=["briefing"], areas=["330900"], period="2020", edition="demo").json()
    last = followed(begun["id"])
    assert (last["done"], last["total"], last["ready"], last["problem"]) == (5, 5, True, "")
    answer = ask("GET", f"/pack/file?id={begun['id']}")
    assert "材料袋_2020_5份.zip" in unquote(answer.headers["content-disposition"])
    with ZipFile(io.BytesIO(answer.content)) as package:
        assert len(package.namelist()) == 6
    again = order(kinds=["tables"], areas=["330902"], period="2020", edition="demo").json()
    followed(again["id"])
    assert ask("GET", f"/pack/file?id={begun['id']}").json() == {"error": "没有这个材料袋，请重新制作。"}


def test_one_pack_at_a_time_which_can_be_joined_and_cancelled_and_leaves_nothing(house, monkeypatch):
    house()
    running = {"kinds": ["briefing"], "areas": [], "period": "2020", "edition": "demo"}
    first = order(**running).json()
    assert order(**running).json()["id"] == first["id"]
    other = order(**{**running, "kinds": ["tables"]})
    assert (other.status_code, "正在制作另一个材料袋" in other.json()["error"]) == (422, True)
    folder = packing.find(first["id"]).folder
    assert ask("POST", f"/pack/cancel?id={first['id']}", b"").status_code == 200
    last = followed(first["id"])
    assert (last["ready"], last["problem"]) == (False, "已取消，什么也没有留下。")
    assert ask("GET", f"/pack/file?id={first['id']}").status_code == 422
    assert folder is None or not packing.Path(folder.name).exists()


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (OSError(28, "full"), "磁盘空间不足，或超过了限额，请腾出空间后再试"),
        (ReportProblem("设置里的标志文件“a.png”找不到"), "a.png"),
        (RuntimeError("unforeseen"), "请再试一次"),
    ],
)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_pack_that_fails_says_why(house, monkeypatch, fault, words):
    house()

    def fail(*_):
        raise fault

    monkeypatch.setattr("reports.pack.pack", fail)
    last = followed(order(kinds=["briefing"]).json()["id"])
    assert last["ready"] is False
    assert words in last["problem"]


def test_orders_that_make_no_sense_are_refused(house):
    house()
    for body in (b"", b"[]", b'{"kinds": 3}', json.dumps({"kinds": ["x"] * 3000}).encode()):
        answer = ask("POST", "/pack", body)
        assert (answer.status_code, answer.json()) == (422, {"error": "没有看懂要做什么。"})
    assert "没有“poem”这种材料" in followed(order(kinds=["poem"]).json()["id"])["problem"]
    assert ask("POST", "/pack", b"{}", headers={}).status_code == 403
    assert ask("POST", "/verify?name=a.docx", b"x", headers={}).status_code == 403


def test_a_file_is_verified_as_html_and_as_json(house):
    house()
    body = ask("GET", BRIEFING).content
    assert "<p class=z-ok>● 出自本系统，版次：演示版" in ask("POST", "/verify?name=a.docx", body).text
    assert ask("POST", "/verify.json?name=a.docx", body).json()["level"] == "ok"
    refused = ask("POST", "/verify?name=a.docx", b"PK\3\4" + bytes(100))
    assert (refused.status_code, "损坏" in refused.json()["error"]) == (422, True)


def test_with_accounts_only_who_has_signed_in_gets_files(shared):
    for path in (BRIEFING, "/pack/status?id=x"):
        assert ask("GET", path).status_code == 401
    assert ask("GET", BRIEFING, mine=cookie("看客")).status_code == 200
