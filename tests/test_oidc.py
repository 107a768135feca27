"""Signing in through a real provider, by Streamlit's own routes, in front of the real gate and interface."""

import asyncio
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlalchemy import update
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from streamlit.auth_util import encode_provider_token
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_auth_routes import create_auth_routes

import dashboard
from data_access import passwords
from data_access.accounts import create_account, disable, set_email
from data_access.audit import entries
from data_access.library import forget, library
from data_access.schema import SessionRow
from data_access.settings import settings
from domain.roles import SINGLE_USER, Account, Role
from tests.people import CHEAP, PASSWORD, stored
from tests.provider import SECRET, auth, provider
from web.api import ROUTES
from web.gate import Gate
from web.page import MIDDLEWARE

HOUSE = "http://127.0.0.1:8501"
API = "/api/v1/indicators"
PAGE = {"Accept": "text/html"}
OURS, STREAMLIT = "zjrc_session", "_streamlit_user"
WRONG = {  # what is changed in [auth], None: taken out → words
    "client_id": (None, "的 [auth] 里缺 client_id。"),
    "client_secret": ("", "的 [auth] 里缺 client_secret。"),
    "cookie_secret": ("x" * 31, "cookie_secret 至少要32个"),
    "redirect_uri": ("http://zj.example.org/oauth2callback", "redirect_uri 应以 https:// 开头"),
    "redirect_uri ": ("https://zj.example.org/callback", "redirect_uri 应以 /oauth2callback 结尾"),
    "redirect_uri  ": ("http://[/oauth2callback", "redirect_uri 应以 https:// 开头"),
    "server_metadata_url": ("http://zj.example.org/.well-known", "server_metadata_url 应以 https:// 开头"),
}


@pytest.fixture(scope="module")
def address():
    with provider() as running:
        yield running


@pytest.fixture
def house(tmp_path, monkeypatch, address):
    """A database with 温州 for zhang@zj.cn, and the provider in Streamlit's secrets."""
    (tmp_path / "settings.toml").write_text('[access]\nmode = "oidc"\n', "utf-8")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'zjrc.db'}")
    monkeypatch.setenv("ZJRC_SETTINGS", str(tmp_path / "settings.toml"))
    monkeypatch.setattr(passwords, "_hasher", CHEAP)
    forget()
    settings.cache_clear()
    secrets_singleton.merge_programmatic_secrets({"auth": auth(address, HOUSE)})
    engine, now = library().engine, datetime.now(UTC)
    create_account(engine, SINGLE_USER, Account("温州", Role.CITY_EDITOR, ("330300",)), PASSWORD, now, "Zhang@zj.cn")
    create_account(engine, SINGLE_USER, Account("管理员", Role.ADMINISTRATOR), PASSWORD, now)
    yield engine
    secrets_singleton.merge_programmatic_secrets({"auth": {}})
    forget()
    settings.cache_clear()


class Reader:
    """A browser as far as cookies go; it does not follow redirects by itself."""

    def __init__(self):
        own = Middleware(SessionMiddleware, secret_key=SECRET, session_cookie="_streamlit_session")
        self.app = Starlette(routes=[*create_auth_routes(""), *ROUTES], middleware=[*MIDDLEWARE, own])
        self.cookies = httpx.Cookies()

    def ask(self, method, path, headers=None, **body):
        async def go():
            where = {"transport": httpx.ASGITransport(self.app), "base_url": HOUSE, "cookies": self.cookies}
            async with httpx.AsyncClient(**where) as client:
                answer = await client.request(method, path, headers=headers, **body)
                self.cookies = client.cookies
                return answer

        return asyncio.run(go())

    def callback(self, sub):
        """Go to the provider as far as the address to which it sends one back."""
        first = self.ask("GET", "/login/provider")
        to = self.ask("GET", first.headers["location"].removeprefix("..")).headers["location"]
        with httpx.Client() as outside:
            back = outside.post(to, data={"sub": sub} if sub else {"action": "deny"}).headers["location"]
        assert back.startswith(f"{HOUSE}/oauth2callback?")
        return back.removeprefix(HOUSE)

    def sign_in(self, sub):
        return self.ask("GET", self.callback(sub), PAGE)

    def kept(self):
        return sorted(name for name in self.cookies if name.startswith((OURS, STREAMLIT)))

    def status(self):
        return self.ask("GET", API).status_code


@pytest.fixture
def reader(house):
    return Reader()


def websocket(cookie):
    """What becomes of a websocket: whether it comes through the gate, or the code with which it is closed."""
    sent = []

    async def behind(_scope, _receive, _send):
        sent.append("through")

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        sent.append(message["code"])

    headers = [(b"cookie", f"{OURS}={cookie}".encode())]
    asyncio.run(Gate(behind)({"type": "websocket", "path": "/_stcore/stream", "headers": headers}, receive, send))
    return sent


def test_from_the_door_through_the_provider_and_out_again(reader, house, address):
    assert reader.status() == 401
    door = reader.ask("GET", "/coverage", PAGE)
    assert (door.status_code, door.headers["location"]) == (303, "./login")
    page = reader.ask("GET", "/login", PAGE).text
    assert ('href="./login/provider"' in page, "name=password" in page) == (True, False)
    answer = reader.sign_in("zhang")
    assert (answer.status_code, "url=./" in answer.text, "location" in answer.headers) == (200, True, False)
    assert answer.headers["cache-control"] == "no-store"
    assert "form-action 'self'" in answer.headers["content-security-policy"]
    (given,) = (cookie for cookie in answer.headers.get_list("set-cookie") if cookie.startswith(OURS))
    assert given.partition("; ")[2] == "HttpOnly; Path=/; SameSite=strict"
    assert reader.status() == 200
    assert reader.ask("GET", "/submission/template.xlsx?city=330300&period=2020").status_code == 200
    assert reader.ask("GET", "/submission/template.xlsx?city=330100&period=2020").status_code == 403
    mine = reader.cookies[OURS]
    assert websocket(mine) == ["through"]
    assert stored(house, SessionRow.account) == ["温州"]
    out = reader.ask("GET", "/logout")
    assert (out.status_code, out.headers["location"], stored(house, SessionRow.account)) == (303, "./auth/logout", [])
    to = urlsplit(reader.ask("GET", "/auth/logout").headers["location"])
    assert f"{to.scheme}://{to.netloc}{to.path}" == f"{address}/oauth2/end_session"
    assert {"id_token_hint", "post_logout_redirect_uri"} <= set(parse_qs(to.query))
    assert reader.kept() == []
    back = reader.ask("GET", "/oauth2callback")
    assert (back.status_code, back.headers["location"]) == (303, "./login")
    reader.cookies.set(OURS, mine)
    assert (reader.status(), websocket(mine)) == (401, [4401])


@pytest.mark.parametrize(
    ("sub", "status", "words"),
    [
        ("stranger", 403, "此账号还没有授权：没有登记“stranger@zj.cn”这个邮箱。请联系管理员。"),
        ("boss", 403, "没有登记“Boss@ZJ.cn”这个邮箱"),
        ("look-alike", 403, "没有登记“ｚhang@zj.cn”这个邮箱"),
        ("unverified", 403, "没有给出经它核实的邮箱"),
        ("in words", 403, "没有给出经它核实的邮箱"),
        ("unsaid", 403, "没有给出经它核实的邮箱"),
        ("no address", 403, "没有给出经它核实的邮箱"),
        ("", 401, "登录没有成功"),  # the person declines
    ],
)
def test_who_is_not_entered_or_not_verified_gets_a_page_and_nothing_else(reader, house, sub, status, words):
    before = len(entries(house, 100))
    answer = reader.sign_in(sub)
    assert (answer.status_code, words in answer.text) == (status, True), answer.text
    assert (reader.kept(), stored(house, SessionRow.account), reader.status()) == ([], [], 401)
    assert len(entries(house, 100)) == before


def test_a_disabled_account_and_an_address_taken_away_are_refused(reader, house):
    assert reader.sign_in("zhang").status_code == 200
    disable(house, SINGLE_USER, "温州")
    assert reader.status() == 401
    assert "这个账号已停用" in reader.sign_in("zhang").text
    set_email(house, SINGLE_USER, "温州", "")
    assert "没有登记“zhang@zj.cn”" in reader.sign_in("zhang").text
    assert stored(house, SessionRow.account) == []


def test_an_address_is_entered_in_any_case_and_another_account_may_follow(reader, house):
    set_email(house, SINGLE_USER, "管理员", "boss@zj.cn")
    assert reader.sign_in("zhang").status_code == 200
    assert reader.sign_in("boss").status_code == 200  # in the same browser, with the first session still open
    assert reader.ask("GET", "/submission/template.xlsx?city=330100&period=2020").status_code == 200


def test_a_session_ends_when_it_is_not_used_and_streamlits_cookie_does_not_bring_it_back(reader, house):
    reader.sign_in("zhang")
    mine = reader.cookies[OURS]
    seen = (datetime.now(UTC) - timedelta(minutes=30)).isoformat(timespec="microseconds")
    with house.begin() as connection:
        connection.execute(update(SessionRow).values(seen=seen))
    assert (reader.status(), websocket(mine)) == (401, [4401])
    assert reader.kept() == [STREAMLIT, f"{STREAMLIT}_tokens", OURS]
    page = reader.ask("GET", "/", PAGE)
    assert (page.status_code, page.headers["location"]) == (303, "./login")


def test_nothing_is_opened_by_what_is_forged_or_sent_twice(reader, house):
    whole = '{"email": "zhang@zj.cn", "email_verified": true, "is_logged_in": true, "provider": "default"}'
    reader.cookies.set(STREAMLIT, create_signed_value(SECRET, STREAMLIT, whole).decode())  # rightly signed, even
    assert reader.status() == 401
    assert reader.ask("GET", "/", PAGE).headers["location"] == "./login"
    assert reader.ask("GET", "/oauth2callback?code=x&state=y", PAGE).status_code == 401
    back = Reader().callback("zhang")
    assert Reader().ask("GET", back, PAGE).status_code == 401  # sent to another browser
    thief = Reader()
    thief.cookies.set(OURS, "made-up")
    back = thief.callback("zhang")
    before = httpx.Cookies(thief.cookies)
    assert thief.ask("GET", back, PAGE).status_code == 200
    thief.cookies = before
    assert thief.ask("GET", back, PAGE).status_code == 401  # the same word again
    assert (OURS, "made-up") in before.items()
    assert stored(house, SessionRow.account) == ["温州"]
    for word in ("", "x", encode_provider_token("default")[:-2] + "xx"):
        assert reader.ask("GET", f"/auth/login?provider={word}").headers["location"] == "/"


def test_passwords_open_nothing_where_people_sign_in_through_a_provider(reader, house):
    answer = reader.ask("POST", "/login", data={"name": "温州", "password": PASSWORD})
    assert ("login/provider" in answer.text, reader.kept(), stored(house, SessionRow.account)) == (True, [], [])


def test_what_came_by_https_goes_by_https_alone(reader, address):
    secrets_singleton.merge_programmatic_secrets({"auth": auth(address, "https://zj.example.org")})
    first = reader.ask("GET", "/login/provider")
    to = reader.ask("GET", first.headers["location"].removeprefix("..")).headers["location"]
    back = httpx.post(to, data={"sub": "zhang"}).headers["location"]
    assert back.startswith("https://zj.example.org/oauth2callback?")
    sent = reader.ask("GET", back.removeprefix("https://zj.example.org"), PAGE).headers.get_list("set-cookie")
    assert [cookie.endswith("; Secure") for cookie in sent if cookie.startswith(OURS)] == [True]


@pytest.mark.parametrize(("key", "change"), WRONG.items())
def test_wrong_secrets_keep_everybody_out_and_are_told(reader, address, key, change):
    wrong = {**auth(address, HOUSE), key.strip(): change[0]}
    secrets_singleton.merge_programmatic_secrets({"auth": {k: v for k, v in wrong.items() if v is not None}})
    answer = reader.ask("GET", API)
    assert (answer.status_code, change[1] in answer.json()["error"]) == (503, True), answer.text
    assert websocket("x") == [4401]


def test_without_secrets_every_way_in_says_what_is_missing(reader, capsys):
    secrets_singleton.merge_programmatic_secrets({"auth": {}})
    words = "不能用身份平台（oidc）登录：.streamlit/secrets.toml 没有 [auth] 一节，或者读不出来。改好后重新启动。"
    for path in ("/", "/login", "/auth/login", "/oauth2callback"):
        answer = reader.ask("GET", path, PAGE)
        assert (answer.status_code, words in answer.text) == (503, True), path
    assert reader.ask("GET", "/login/provider", PAGE).status_code == 503
    assert reader.ask("GET", "/logout").headers["location"] == "./login"
    assert reader.ask("GET", "/healthz").status_code == 200

    async def start():
        async with dashboard.lifespan(dashboard.app):
            pass

    asyncio.run(start())
    assert capsys.readouterr().err == f"{words}\n"
