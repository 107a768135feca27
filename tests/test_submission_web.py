"""数据报送 and sign-in over HTTP, on the application itself with a database of its own."""

from __future__ import annotations

import asyncio
import io
import json
from datetime import UTC, datetime
from urllib.parse import unquote

import httpx
import openpyxl
import pytest
from starlette.applications import Starlette

from data_access.accounts import create_account, create_first_administrator
from data_access.library import forget, library
from data_access.settings import settings
from domain.roles import Account, Role
from web.api import ROUTES
from web.page import MIDDLEWARE

OWN = {"X-Zjrc": "1"}
WENZHOU, Q = "330300", "city=330300&period=2020"
PASSWORD = "三更灯火五更鸡正是男儿"
# 乡镇已建、应建，村社已建、应建，会员，团体，志愿者，一至五星，五星当年
ROW = (20, 21, 100, 300, 5000, 20, 1000, 50, 20, 10, 5, 2, 2)


@pytest.fixture
def house(tmp_path, monkeypatch):
    """Settings and a database of its own; call it with the text of the settings."""

    def start(text=""):
        (tmp_path / "settings.toml").write_text(text, "utf-8")
        return library().engine

    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'zjrc.db'}")
    monkeypatch.setenv("ZJRC_SETTINGS", str(tmp_path / "settings.toml"))
    forget()
    settings.cache_clear()
    yield start
    forget()
    settings.cache_clear()


def ask(method, path, body=None, cookie="", headers=OWN, host="127.0.0.1"):
    """One request; ``host``: where it comes from."""
    transport = httpx.ASGITransport(Starlette(routes=ROUTES, middleware=MIDDLEWARE), client=(host, 1))
    asked = {**headers, **({"Cookie": cookie} if cookie else {})}

    async def go():
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.request(method, path, content=body, headers=asked)

    return asyncio.run(go())


def filled(form, change=()):
    """The form with the same row for every county; ``change``: (row of the sheet, column, what to write)."""
    book = openpyxl.load_workbook(io.BytesIO(form))
    sheet = book["填报"]
    for row in range(5, 17):
        for column, number in enumerate(ROW, 3):
            sheet.cell(row, column, number)
    for row, column, value in change:
        sheet.cell(row, column, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def form(cookie=""):
    answer = ask("GET", f"/submission/template.xlsx?{Q}", cookie=cookie)
    assert answer.status_code == 200, answer.text
    assert unquote(answer.headers["content-disposition"]).endswith("温州市_2020年底_报送表.xlsx")
    return answer.content


def act(cookie="", **order):
    return ask("POST", "/submission/act", json.dumps(order).encode(), cookie)


def number(indicator, area):
    (row,) = ask("GET", f"/api/v1/values?indicator={indicator}&period=2020&area={area}").json()
    return row["value"], row["status"], row["edition"]


def test_from_the_form_to_the_edition_that_everybody_sees_and_back(house):
    house()
    body = filled(form())
    read = ask("POST", f"/submission/read?{Q}&name=a.xlsx", body)
    assert "读到156个数" in read.text  # 12 counties × 13
    assert "温州市村社建会率 未报 → 33.3%" in read.text  # 1200 of 3600
    assert ask("POST", f"/submission/hand-in?{Q}&name=a.xlsx", body).json() == {"said": "已提交156个数，等省里审核。"}
    assert number("village_coverage", WENZHOU)[1] == "DEMO"
    assert act(act="approve", id=1, version=99).status_code == 409
    version = 2  # once kept, once submitted
    assert act(act="approve", id=1, version=version).status_code == 200
    assert act(act="publish", period="2020").json() == {"said": "已发布“2020年底 第1版”。"}
    assert number("village_branches", WENZHOU) == (1200, "REPORTED", "2020-v1")
    assert number("village_branches", "330100") == (None, "MISSING", "2020-v1")
    assert number("village_branches", "330000") == (10907, "PUBLISHED", "2020-v1")
    again = ask("POST", f"/submission/hand-in?{Q}&name=a.xlsx", body)
    assert again.status_code == 422
    assert "解锁" in again.json()["error"]
    assert act(act="roll_back", edition="demo", reason="检查").status_code == 200
    assert number("village_branches", WENZHOU)[1:] == ("DEMO", "demo")


def test_a_number_that_breaks_a_rule_is_found_in_its_cell_too(house):
    house()
    body = filled(form(), [(8, 3, 22)])  # 22 branches of 21 towns
    read = ask("POST", f"/submission/read?{Q}&name=a.xlsx", body).text
    assert "“填报”第8行C列" in read
    marked = ask("POST", f"/submission/marked.xlsx?{Q}&name=a.xlsx", body).content
    assert openpyxl.load_workbook(io.BytesIO(marked))["填报"]["C8"].comment is not None


def test_a_file_with_an_error_shows_its_place_comes_back_marked_and_is_not_stored(house):
    engine = house()
    body = filled(form(), [(6, 3, "1.2万")])
    read = ask("POST", f"/submission/read?{Q}&name=a.xlsx", body).text
    assert "“填报”第6行C列" in read
    assert "发布后的影响" not in read
    marked = ask("POST", f"/submission/marked.xlsx?{Q}&name=a.xlsx", body).content
    assert openpyxl.load_workbook(io.BytesIO(marked))["填报"]["C6"].comment is not None
    refused = ask("POST", f"/submission/hand-in?{Q}&name=a.xlsx", body)
    assert (refused.status_code, "没有提交" in refused.json()["error"]) == (422, True)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM submission").scalar() == 0


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "/submission/read?city=330300&period=1999&name=a.xlsx", 422),
        ("POST", "/submission/read?city=330381&period=2020&name=a.xlsx", 422),
        ("POST", f"/submission/read?{Q}&name=a.exe", 422),
        ("POST", "/submission/act", 422),
        ("GET", "/submission/effect?id=7", 422),
        ("GET", "/submission/template.xlsx?city=x", 422),
    ],
)
def test_what_makes_no_sense_is_refused_in_chinese(house, method, path, status):
    house()
    answer = ask(method, path, b"[]" if method == "POST" else None)
    assert answer.status_code == status
    assert any("\u4e00" <= sign <= "\u9fff" for sign in answer.json()["error"])


def test_other_pages_and_other_machines_cannot_write_in_single_user_mode(house):
    house()
    assert ask("POST", "/submission/act", b"{}", headers={}).status_code == 403
    from_afar = ask("GET", f"/submission/template.xlsx?{Q}", host="192.0.2.7")
    assert (from_afar.status_code, from_afar.json()["error"]) == (403, "请先登录。")
    assert ask("GET", "/api/v1/indicators", host="192.0.2.7").status_code == 200


def sign_in(name, password=PASSWORD):
    body = str(httpx.QueryParams({"name": name, "password": password})).encode()
    return ask("POST", "/login", body, headers={})


@pytest.fixture
def shared(house):
    """With accounts: 管理员, 温州 for 温州市, 看客."""
    engine = house('[access]\nmode = "accounts"\n')
    now = datetime.now(UTC)
    chief = create_first_administrator(engine, "管理员", PASSWORD, now)
    create_account(engine, chief, Account("温州", Role.CITY_EDITOR, (WENZHOU,)), PASSWORD, now)
    create_account(engine, chief, Account("看客", Role.VIEWER), PASSWORD, now)
    return engine


def cookie(name):
    answer = sign_in(name)
    assert answer.status_code == 303, answer.text
    sent = answer.headers["set-cookie"]
    assert "HttpOnly" in sent
    assert "samesite=strict" in sent.lower()
    return sent.partition(";")[0]


def test_with_accounts_nobody_gets_in_without_signing_in(shared):
    assert ask("GET", "/api/v1/indicators").status_code == 401
    assert ask("GET", "/card?of=F01").status_code == 401
    page = ask("GET", "/coverage", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["location"]) == (303, "./login")
    assert ask("GET", "/healthz").status_code == 200
    assert "口令" in ask("GET", "/login").text
    wrong = sign_in("温州", "不是这个口令哦")
    assert (wrong.status_code, "用户名或口令不对" in wrong.text) == (401, True)


def test_each_account_may_do_its_own_and_no_more(shared):
    city, viewer = cookie("温州"), cookie("看客")
    assert ask("GET", "/api/v1/indicators", cookie=viewer).status_code == 200
    assert ask("GET", f"/submission/template.xlsx?{Q}", cookie=viewer).status_code == 403
    other = ask("GET", "/submission/template.xlsx?city=330100&period=2020", cookie=city)
    assert (other.status_code, "自己负责的市" in other.json()["error"]) == (403, True)
    body = filled(form(city))
    assert ask("POST", f"/submission/hand-in?{Q}&name=a.xlsx", body, city).status_code == 200
    assert act(city, act="approve", id=1, version=2).status_code == 403
    assert act(city, act="publish", period="2020").status_code == 403
    assert act(cookie("管理员"), act="approve", id=1, version=2).status_code == 200


def test_who_signs_out_is_out(shared):
    mine = cookie("看客")
    assert ask("GET", "/logout", cookie=mine).status_code == 303
    assert ask("GET", "/api/v1/indicators", cookie=mine).status_code == 401
    assert ask("GET", "/api/v1/indicators", cookie="zjrc_session=made-up").status_code == 401


def test_no_city_reaches_another_citys_counties(house):
    """11 × 10 attempts, by the address and by another city's codes in the file: none gets in."""
    engine = house('[access]\nmode = "accounts"\n')
    now = datetime.now(UTC)
    chief = create_first_administrator(engine, "管理员", PASSWORD, now)
    tree = library().view({})[0].areas
    own = {}
    for city in tree.cities():
        create_account(engine, chief, Account(f"市{city}", Role.CITY_EDITOR, (city,)), PASSWORD, now)
        own[city] = cookie(f"市{city}")
    head = "地区代码,地区,指标,数值,说明\r\n"
    got_in = []
    for city in tree.cities():
        for other in (code for code in tree.cities() if code != city):
            county = tree.children(other)[0]
            foreign = f"{head}{county},{tree.get(county).name},成人会员,7,\r\n".encode()
            there = ask("POST", f"/submission/hand-in?city={other}&period=2020&name=a.csv", foreign, own[city])
            here = ask("POST", f"/submission/hand-in?city={city}&period=2020&name=a.csv", foreign, own[city])
            got_in += [(city, other, a.status_code) for a in (there, here) if a.status_code < 400]
    assert got_in == []
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM submission").scalar() == 0
