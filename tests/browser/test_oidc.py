"""Signing in through a provider on another site, in a real browser in front of the product as users start it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import make_url

from data_access.accounts import create_account
from data_access.editions import fill
from data_access.engine import open_engine
from domain.roles import SINGLE_USER, Account, Role
from tests.browser.conftest import start
from tests.browser.reader import settled
from tests.provider import auth, provider

API = "/api/v1/indicators"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """With 温州 for zhang@zj.cn; settings and secrets are where the server will look for them."""
    with provider() as address:
        table = "\n".join(f"{key} = {json.dumps(value)}" for key, value in auth(address).items())
        (tmp_path / "secrets.toml").write_text(f"[auth]\n{table}\n", "utf-8")
        (tmp_path / "settings.toml").write_text('[access]\nmode = "oidc"\n', "utf-8")
        monkeypatch.setenv("ZJRC_SETTINGS", str(tmp_path / "settings.toml"))
        monkeypatch.setenv("STREAMLIT_SECRETS_FILES", str(tmp_path / "secrets.toml"))
        engine, new = open_engine(make_url(f"sqlite:///{tmp_path / 'own.db'}"), fill), Account("温州", Role.VIEWER)
        create_account(engine, SINGLE_USER, new, "三更灯火五更鸡正是男儿", datetime.now(UTC), "zhang@zj.cn")
        engine.dispose()
        yield tmp_path / "own.db"


@pytest.fixture
def house(database: Path) -> Iterator[str]:
    server, url = start(database)
    yield url
    server.terminate()
    server.wait()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Apart from the others: the provider's own page asks for its style elsewhere."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    yield context.new_page()
    context.close()


SOCKET = """() => new Promise((done) => {
  const socket = new WebSocket(`ws://${location.host}/_stcore/stream`);
  socket.onopen = () => done("open");
  socket.onclose = () => done("closed");
})"""


def sign_in(page: Page, sub: str) -> None:
    page.get_by_role("link", name="登录").click()
    page.get_by_placeholder("sub").fill(sub)
    page.get_by_role("button", name="Authorize").click()


def test_through_the_provider_to_the_dashboard_and_out(page: Page, house: str, database: Path) -> None:
    page.goto(f"{house}/coverage")
    expect(page).to_have_url(f"{house}/login")
    assert page.evaluate(SOCKET) == "closed"
    for sub, words in (("stranger", "此账号还没有授权：没有登记“stranger@zj.cn”"), ("unverified", "经它核实的邮箱")):
        sign_in(page, sub)
        expect(page.get_by_role("alert")).to_contain_text(words)
        assert page.request.get(f"{house}{API}").status == 401
    sign_in(page, "zhang")
    settled(page)
    assert page.url == f"{house}/"
    assert page.request.get(f"{house}{API}").status == 200
    assert page.evaluate(SOCKET) == "open"
    with closing(sqlite3.connect(database, isolation_level=None)) as opened:
        long_ago = (datetime.now(UTC) - timedelta(minutes=30)).isoformat(timespec="microseconds")
        assert opened.execute("UPDATE session SET seen = ?", [long_ago]).rowcount == 1
    page.goto(f"{house}/coverage")
    expect(page).to_have_url(f"{house}/login")
    assert page.request.get(f"{house}{API}").status == 401
    sign_in(page, "zhang")
    settled(page)
    page.goto(f"{house}/logout")
    page.get_by_role("button", name="End session").click()
    expect(page).to_have_url(f"{house}/login")
    assert [c["name"] for c in page.context.cookies(house) if c["name"].startswith(("zjrc", "_streamlit_user"))] == []
    page.goto(f"{house}/coverage")
    expect(page).to_have_url(f"{house}/login")
