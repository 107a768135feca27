"""Each page as Streamlit runs it: on a full database, on an empty one, and on one that cannot be used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_access.engine import database_url, open_engine
from data_access.library import forget

SCRIPT = Path(__file__).resolve().parents[1] / "pages" / "navigation.py"
PAGES = ("overview", "coverage", "compare", "pilots", "members", "volunteers", "profile", "evidence")
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
    return next(block.body for block in app.get("html") if "z-foot" in block.body)


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


def test_changing_a_filter_changes_the_address_and_nothing_else_remembers(database: Path) -> None:
    app = _open("coverage", {"area": "330300", "below": "40"})
    app.multiselect[0].select("330400").run()
    assert app.query_params["area"] in ("330300,330400", ["330300,330400"])
    assert app.query_params["below"] in ("40", ["40"])
    app.selectbox(key="filter_county").select("330381").run()
    assert app.query_params["area"] in ("330381", ["330381"])
    assert app.multiselect[0].value == ["330300"]
    app.number_input[0].set_value(None).run()
    assert "below" not in app.query_params


def test_a_county_that_was_not_yet_there_gives_way_to_the_one_on_its_ground(database: Path) -> None:
    app = _open("coverage", {"area": "330383", "period": "2017"})
    assert any("已改看苍南县" in block.body for block in app.get("html"))
    assert app.selectbox(key="filter_county").value == "330327"
