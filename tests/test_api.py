"""The read API and the health check, over a database of its own."""

import asyncio
import csv
import io
import re
import sqlite3
from urllib.parse import quote

import httpx
import pytest
from starlette.applications import Starlette

from data_access.library import forget
from domain.catalog import INDICATORS
from domain.status import Status
from web.api import ROUTES

FIELDS = ["area", "name", "value", "low", "high", "status", "unit", "source"]
KEYS = ("village_branches", "village_coverage", "members_per_10k", "adult_members_growth", "star_1")
# A query and how many rows answer it: a province, 11 cities, 89 or 90 counties, 11 or 12 of 温州
AREAS = "=102 vintage=2017=101 vintage=now=102 level=city=11 level=county&vintage=2017=89 level=province=1"
VALUES = """=102 level=province=1 level=city=11 level=county=90 level=county&period=2017=89 level=county&area=330300=12
level=county&area=330300&period=2017=11 area=330381,330300=2 area=330300&level=city=1 area=330300,330381&level=county=12"""
# indicator, period → value, low, high, status, unit
PROVINCE = """town_branches 2020 1302 1302 1302 PUBLISHED 个, adult_members 2020 456599.5 456550 456649 PUBLISHED 名,
village_coverage 2020 44.62 44.615 44.625 PUBLISHED %, town_branches 2017 1231 1231 1231 DERIVED 个,
village_branches 2017 3295.5 3291 3300 BOUNDED 个, service_stations 2020 5000 5000 None PUBLISHED 个,
village_coverage 2017 None None None MISSING %, other_organisations 2020 5190.5 5141 5240 EXTERNAL 个"""
# Status, word of the reason, question
REFUSED = """404 villages values?indicator=villages, 422 indicator values?period=2020,
404 999999 values?indicator=star_1&area=999999, 404 330383 values?indicator=star_1&area=330383&period=2017,
422 1999 values?indicator=star_1&period=1999, 422 town values?indicator=star_1&level=town,
404 2099 values?indicator=star_1&edition=2099, 422 1999 areas?vintage=1999, 422 乡镇 areas?level=乡镇"""
ALIKE = (
    "indicators?",
    "areas?vintage=2017",
    "values?indicator=star_1&area=330300,330324",
    "figures?",
    "external?",
    "checks?",
    "items?",
)


def ask(path):
    """One request to the application itself, without a socket."""
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app=Starlette(routes=ROUTES)), base_url="http://test")
    return asyncio.run(client.get(path))


def rows(question):
    answer = ask(f"/api/v1/{question}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    return answer.json()


@pytest.fixture(scope="module", autouse=True)
def sound(tmp_path_factory):
    """The database that the application opens unless a test gives it another."""
    file = tmp_path_factory.mktemp("api") / "zjrc.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", f"sqlite:///{file}")
        forget()
        ask("/healthz")
        yield file
    forget()


@pytest.fixture
def other(tmp_path, monkeypatch):
    """A file that the application opens instead."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'zjrc.db'}")
    forget()
    yield tmp_path / "zjrc.db"
    forget()


def test_the_health_check_names_schema_and_editions():
    answer = ask("/healthz").json()
    assert answer.pop("schema")
    assert answer == {"status": "ok", "edition": "demo", "editions": ["published", "demo"]}


def test_the_registry_is_listed_in_full():
    listed = {row["indicator"]: row for row in rows("indicators")}
    assert {key: row["name"] for key, row in listed.items()} == {key: entry.name for key, entry in INDICATORS.items()}


@pytest.mark.parametrize(("query", "count"), [row.rsplit("=", 1) for row in AREAS.split()])
def test_areas_are_those_of_the_vintage_and_level(query, count):
    listed = rows(f"areas?{query}")
    assert len(listed) == len({row["area"] for row in listed}) == int(count)
    assert set(listed[0]) == {"area", "name", "level", "parent", "type"}


@pytest.mark.parametrize(("query", "count"), [row.rsplit("=", 1) for row in VALUES.split()])
def test_values_are_given_at_each_level(query, count):
    found = rows(f"values?indicator=village_branches&{query}")
    assert len(found) == len({row["area"] for row in found}) == int(count)


@pytest.mark.parametrize("edition", ["demo", "published"])
@pytest.mark.parametrize("key", KEYS)
def test_every_row_carries_the_same_fields_and_an_english_status(key, edition):
    for row in rows(f"values?indicator={key}&edition={edition}"):
        assert list(row)[: len(FIELDS)] == FIELDS
        assert row["status"] in Status.__members__
        assert (row["value"] is None) == (row["low"] is None) == (row["status"] == "MISSING")
        assert (row["unit"], row["edition"]) == (INDICATORS[key].unit, edition)


@pytest.mark.parametrize("line", PROVINCE.split(","))
def test_the_province_is_given_as_the_report_has_it(line):
    key, period, *expected = line.split()
    (row,) = rows(f"values?area=330000&indicator={key}&period={period}")
    assert [str(row[field]) for field in ("value", "low", "high", "status", "unit")] == expected
    assert (row["name"], bool(row["source"])) == ("浙江省", row["status"] != "MISSING")


@pytest.mark.parametrize("level", ["city", "county"])
def test_only_the_demonstration_has_anything_below_the_province(level):
    below = rows(f"values?indicator=village_branches&edition=demo&level={level}")
    assert (sum(row["value"] for row in below), {row["status"] for row in below}) == (10_907, {"DEMO"})
    below = rows(f"values?indicator=village_branches&edition=published&level={level}")
    assert {(row["value"], row["status"]) for row in below} == {(None, "MISSING")}


@pytest.mark.parametrize("question", ALIKE)
def test_the_same_rows_come_as_csv_with_a_byte_order_mark(question):
    answer = ask(f"/api/v1/{question.replace('?', '.csv?')}")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["content-type"].startswith("text/csv")
    table = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert table == [{key: "" if value is None else str(value) for key, value in row.items()} for row in rows(question)]


@pytest.mark.parametrize("ending", ["?", ".csv?"])
@pytest.mark.parametrize("line", REFUSED.split(","))
def test_what_cannot_be_answered_is_refused_in_chinese(line, ending):
    status, word, question = line.split()
    answer = ask(f"/api/v1/{question.replace('?', ending)}")
    assert answer.status_code == int(status)
    assert word in answer.json()["error"]
    assert re.search("[一-鿿]{3}", answer.json()["error"])


@pytest.mark.parametrize("content", [b"", b"garbage"])
@pytest.mark.parametrize("path", ["/healthz", "/api/v1/indicators", "/api/v1/values.csv"])
def test_a_broken_database_is_a_503_with_its_reason(other, content, path):
    other.write_bytes(content)
    answer = ask(path)
    assert answer.status_code == 503
    assert "数据库文件 zjrc.db" in (answer.json().get("problem") or answer.json()["error"])


def test_a_database_that_lost_a_table_is_a_503_too(other, sound):
    other.write_bytes(sound.read_bytes())
    connection = sqlite3.connect(other, isolation_level=None)
    connection.execute("DROP TABLE observation")
    connection.close()
    assert ask("/healthz").status_code == 503


def test_the_numbers_behind_a_page_come_as_a_file_with_its_name():
    answer = ask("/api/v1/table.csv?area=330300&indicator=adult_members")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''" + quote("温州市_成人会员.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert {row["指标"] for row in rows} == {"成人会员"}
    assert [row["数值"] for row in rows if row["地区"] == "浙江省" and row["时点"] == "2020年底"] == ["45.66万"]
    assert len([row for row in rows if row["时点"] == "2020年底"]) == 1 + 1 + 12  # province, city, counties
