"""The server goes away in the middle and comes back."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import start
from tests.browser.reader import settled, visit
from tests.browser.test_pages import LATIN


def test_the_page_says_so_in_chinese_and_recovers(page: Page, tmp_path: Path) -> None:
    server, url = start(tmp_path / "test.db")
    visit(page, f"{url}/profile?area=330324")
    server.kill()
    server.wait()
    expect(page.get_by_text("服务没有响应")).to_be_visible(timeout=60_000)
    assert page.evaluate(LATIN) == []
    again, _ = start(tmp_path / "test.db", int(url.rpartition(":")[2]))
    try:
        expect(page.get_by_text("服务没有响应")).to_be_hidden(timeout=60_000)
        settled(page)
        expect(page.locator("h1")).to_contain_text("永嘉县")
    finally:
        again.terminate()
        again.wait()
