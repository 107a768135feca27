"""Each page as Streamlit runs it: on a full database, on an empty one, and on one that cannot be used."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data_access.engine import database_url, open_engine
from data_access.library import forget

SCRIPT = Path(__file__).resolve().parents[1] / "pages" / "navigation.py"
PAGES = (
    "overview",
    "coverage",
    "compare",
    "pilots",
    "members",
    "volunteers",
    "programmes",
    "profile",
    "bulletin",
    "materials",
    "submissions",
    "accounts",
    "evidence",
)
QUERIES = (
    {},
    {"area": "330300"},
    {"area": "330324"},
    {"area": "330300,330400", "below": "40"},
    {"area": "330327", "period": "2017", "indicator": "star_5"},
    {"indicator": "grassroots_organisations"},
    {"indicator": "members_per_10k", "area": "330400"},
    {"area": "330383", "period": "2017", "map": "tiles", "edition": "published"},
)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    file = tmp_path / "pages.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    forget()
    yield file
    forget()


def _open(page: str, query: dict[str, str]) -> AppTest:
    app = AppTest.from_file(SCRIPT, default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    return app if page == "overview" else app.switch_page(f"{page}.py").run()


def _foot(app: AppTest) -> str:
    sheets = (_data(part).get("rows", []) for part in app.get("bidi_component"))
    regions = (region for rows in sheets for row in rows for cell in row["cells"] for region in cell)
    return next(html for region in regions if "z-foot" in (html := region.get("html", "")))


def _bar(app: AppTest) -> dict[str, Any]:
    return _data(app.get("bidi_component")[0])


def _data(part: Any) -> dict[str, Any]:
    return json.loads(zlib.decompress(part.proto.bytes))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_drawn_for_every_kind_of_selection(database: Path, page: str) -> None:
    for query in QUERIES:
        app = _open(page, query)
        assert not app.exception, (page, query)
        assert "报告版" in _foot(app) if query.get("edition") == "published" else "演示版" in _foot(app)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_drawn_on_a_database_without_editions(database: Path, page: str) -> None:
    open_engine(database_url(), lambda engine: None).dispose()
    for query in QUERIES:
        app = _open(page, query)
        assert not app.exception, (page, query)
        assert "市县数未报" in _foot(app)


@pytest.mark.parametrize("page", PAGES)
def test_a_broken_database_is_explained_on_every_page(database: Path, page: str) -> None:
    database.write_bytes(b"")
    app = _open(page, {})
    assert not app.exception
    assert "空的（0 字节）" in app.error[0].value
    assert database.read_bytes() == b""


def test_the_bar_offers_what_the_address_says(database: Path) -> None:
    bar = _bar(_open("coverage", {"area": "330300", "below": "40"}))
    assert bar["cities"] == ["330300"]
    assert (bar["unit"], bar["problem"]) == ("%", "")
    assert bar["query"] == {"area": "330300", "below": "40"}
    assert bar["page"] == "coverage"


def test_a_county_that_was_not_yet_there_gives_way_to_the_one_on_its_ground(database: Path) -> None:
    bar = _bar(_open("coverage", {"area": "330383", "period": "2017"}))
    assert bar["problem"] == "当时的区划里没有龙港市，已改看苍南县"
    assert (bar["county"], bar["vintage"]) == ("330327", "2017")
