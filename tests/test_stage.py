"""The light pages of the hall: which addresses they answer, who is let in, what telephones are told."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import zlib

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from data_access.library import forget
from data_access.settings import settings
from domain.pages import PAGES
from web.api import ROUTES
from web.page import MIDDLEWARE
from web.static import static

DESK = "the desk"


@pytest.fixture
def house(tmp_path, monkeypatch):
    def house(text=""):
        file = tmp_path / "settings.toml"
        file.write_text(text, "utf-8")
        monkeypatch.setenv("ZJRC_SETTINGS", str(file))
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'test.db'}")
        settings.cache_clear()
        forget()

    yield house
    settings.cache_clear()
    forget()


def get(path, host="127.0.0.1"):
    desk = Route("/{path:path}", lambda _request: PlainTextResponse(DESK), methods=["GET", "POST"])
    app = Starlette(routes=[*ROUTES, desk], middleware=MIDDLEWARE)

    async def go():
        transport = httpx.ASGITransport(app, client=(host, 1))
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
            return await client.get(path, headers={"Accept": "text/html"})

    return asyncio.run(go())


def told(answer):
    """What the page's module reads."""
    found = re.search(r"<script id=h-config type=application/json>(.*?)</script>", answer.text)
    return json.loads(found[1])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_has_a_hall_without_streamlit(house, page):
    house()
    answer = get(f"/{page.path}?mode=hall&area=330300")
    assert answer.status_code == 200
    assert static("hall.js").url in answer.text
    assert "data-theme=dark" in answer.text
    shown = page.name not in ("materials", "submissions", "accounts")
    assert told(answer)["page"] == (page.name if shown else "overview")
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert get(f"/{page.path}?area=330300").text == DESK


def test_other_modes_and_other_paths_go_to_the_desk(house):
    house()
    for path in ("/?mode=", "/?mode=x", "/nothing?mode=hall", "/coverage/x?mode=hall"):
        assert get(path).text == DESK


def test_light_and_telephone(house):
    house()
    assert "data-theme=light" in get("/coverage?mode=hall&theme=light").text
    phone = get("/coverage?mode=phone")
    assert static("phone.js").url in phone.text
    assert "data-theme=light" in phone.text


def test_the_room_is_the_house_s(house):
    house("[hall]\ndepth = 25\nwidth = 6")
    assert told(get("/?mode=hall"))["room"] == {"depth": 25, "width": 6}


@pytest.mark.parametrize(
    "path", ["/?mode=hall", "/hall/speaker", "/hall/orders", "/hall/check", "/hall/qr?to=coverage"]
)
def test_with_accounts_nobody_comes_in_unasked(house, path):
    house('[access]\nmode = "accounts"')
    answer = get(path)
    assert answer.status_code == 303
    assert answer.headers["location"] == "./login"


@pytest.mark.parametrize("path", ["/hall/speaker?page=coverage", "/hall/orders", "/hall/check"])
def test_the_windows_around_the_hall_find_their_files(house, path):
    house()
    answer = get(path)
    assert '<base href="../">' in answer.text
    for address in re.findall(r"(?:href|src)=\"(assets/[^\"]+)\"", answer.text):
        assert get(f"/{address}").status_code == 200


def test_every_module_finds_those_that_it_imports(house):
    house()
    modules = ["hall", "speaker", "orders", "preflight", "phone"]
    seen = set()
    while modules:
        body = static(f"{modules.pop()}.js").body.decode()
        for name, address in re.findall(r'from "\./((\w+)\.\w+\.js)"', body):
            assert get(f"/assets/{name}").status_code == 200
            if address not in seen:
                seen.add(address)
                modules.append(address)
    assert {"hall_scene", "area_map", "order_code"} <= seen


def test_a_machine_that_is_alone_says_so_instead_of_a_code(house):
    house()
    answer = get("/hall/qr?to=coverage%3Farea%3D330300").json()
    assert "svg" not in answer
    assert "手机" in answer["problem"]


def test_the_code_is_of_the_same_view_on_a_telephone(house):
    house('[hall]\naddress = "http://10.1.2.3:8501/"')
    answer = get("/hall/qr?to=coverage%3Farea%3D330300%26scene%3D2&demo=1").json()
    assert answer["address"] == "http://10.1.2.3:8501/coverage?area=330300&scene=2&demo=1&mode=phone"
    assert answer["svg"].startswith("<svg")
    assert get("/hall/qr?to=").json()["address"] == "http://10.1.2.3:8501/?mode=phone"


@pytest.mark.parametrize(
    "to", ["https://a.b/coverage", "//a.b/coverage", "nothing", "healthz", "coverage?" + "a" * 2000]
)
def test_there_is_no_code_of_what_is_no_page(house, to):
    house('[hall]\naddress = "http://10.1.2.3:8501/"')
    assert get(f"/hall/qr?to={httpx.QueryParams({'to': to})['to'].replace('&', '%26')}").status_code == 422


def test_no_text_of_an_address_gets_into_the_page(house):
    house()
    answer = get("/hall/speaker?page=</script><script>alert(1)</script>")
    assert "alert(1)" not in answer.text


def test_an_order_packed_by_a_browser_is_read(house):
    """Deflated with zlib's head and tail, as CompressionStream("deflate") does it."""
    house()
    steps = [{"page": "coverage", "query": "area=330300", "say": "", "notes": ""}]
    packed = zlib.compress(json.dumps({"name": "试", "steps": steps, "seconds": 5}).encode())
    code = base64.urlsafe_b64encode(packed).decode().rstrip("=")
    answer = get(f"/hall/scenes?order={code}").json()
    assert (answer["title"], answer["seconds"], len(answer["scenes"])) == ("试", 5, 1)


@pytest.mark.parametrize(("words", "answers"), [("", True), ("&mode=hall", False), ("&mode=hall&demo=1", True)])
def test_a_question_in_the_hall_is_not_answered_by_what_is_invented(house, words, answers):
    house()
    told = get(f"/api/v1/ask?q=温州市村社区建会率是多少{words}").json()
    assert told["understood"]
    assert ([row["status"] for row in told["rows"]] == ["DEMO"]) is answers
