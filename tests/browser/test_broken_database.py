"""A database that cannot be used: a clear Chinese page, and nothing overwritten."""

from __future__ import annotations

import json
import sqlite3
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import start


def _other_version(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    connection.close()


BROKEN = {
    "空的（0 字节）": lambda file: file.write_bytes(b""),
    "已损坏": lambda file: file.write_bytes(b"not a database, but long enough to look at " * 50),
    "9999": _other_version,
}


@pytest.mark.parametrize("words", list(BROKEN))
def test_it_says_what_is_wrong_and_touches_nothing(page: Page, tmp_path: Path, words: str) -> None:
    file = tmp_path / "broken.db"
    BROKEN[words](file)
    before = file.read_bytes()
    server, url = start(file)
    try:
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{url}/healthz")
        assert refused.value.code == 503
        assert words in json.load(refused.value)["problem"]
        page.goto(url)
        expect(page.locator("h1")).to_have_text("数据库不能使用")
        expect(page.get_by_role("alert").first).to_contain_text(words)
    finally:
        server.terminate()
        server.wait()
    assert file.read_bytes() == before
