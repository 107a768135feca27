"""Opening a database: new ones appear complete, strange ones are refused and stay as they are."""

import re
import sqlite3

import pytest
from sqlalchemy import create_engine, inspect, make_url, text

from data_access.editions import fill, listed
from data_access.engine import DatabaseProblem, database_url, open_engine, schema_version, write_ahead

SHIPPED = {"published", "demo"}
NO_DATABASE = {
    "empty": b"",
    "one byte": b"\n",
    "short": b"garbage",
    "text": "不是数据库".encode() * 2000,
    "zeros": b"\x00" * 8192,
    "header only": b"SQLite format 3\x00",
}
STRANGE = [
    "CREATE TABLE birds (name text)",
    "CREATE TABLE edition (code text)",
    "CREATE TABLE alembic_version (version_num text)",
    "CREATE TABLE alembic_version AS SELECT '9999' AS version_num",
]


def opened(url, filling=fill):
    """Codes of the editions that an opened database has."""
    engine = open_engine(url, filling)
    try:
        return {edition.code for edition in listed(engine)}
    finally:
        engine.dispose()


def refuse(url):
    with pytest.raises(DatabaseProblem, match=r"[一-鿿]{4}.*。$"):
        opened(url)


def refuse_unchanged(file):
    before = file.read_bytes()
    refuse(address(file))
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


def address(file):
    return make_url(f"sqlite:///{file}")


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """The bytes of a complete database file."""
    file = tmp_path_factory.mktemp("sound") / "zjrc.db"
    opened(address(file))
    return file.read_bytes()


@pytest.fixture
def file(tmp_path):
    return tmp_path / "zjrc.db"


def test_a_missing_file_is_created_with_its_folder_complete_and_alone(tmp_path):
    file = tmp_path / "one" / "two" / "zjrc.db"
    assert opened(address(file)) == SHIPPED
    assert [found.name for found in file.parent.iterdir()] == ["zjrc.db"]


def test_a_database_that_another_process_finishes_first_is_kept(file, sound):
    assert opened(address(file), lambda _: file.write_bytes(sound)) == SHIPPED
    assert file.read_bytes() == sound
    assert list(file.parent.iterdir()) == [file]


def test_an_existing_database_is_opened_and_not_filled_again(store):
    opened(store)
    assert opened(store, lambda _: pytest.fail("filled twice")) == SHIPPED


def test_the_schema_has_a_version(filled):
    assert re.fullmatch(r"\d{4}", schema_version(filled))


@pytest.mark.parametrize("content", NO_DATABASE.values(), ids=NO_DATABASE.keys())
def test_a_file_that_is_no_database_is_refused_and_left_alone(file, content):
    file.write_bytes(content)
    refuse_unchanged(file)


@pytest.mark.parametrize("left", [50, 100, 4096, 0.3, 0.9])
def test_a_database_that_was_cut_off_is_refused_and_left_alone(file, sound, left):
    file.write_bytes(sound[: left if left > 1 else int(len(sound) * left)])
    refuse_unchanged(file)


def test_a_damaged_page_is_found(file, sound):
    middle = len(sound) // 8192 * 4096
    file.write_bytes(sound[:middle] + b"\xff" * 4096 + sound[middle + 4096 :])
    refuse_unchanged(file)


@pytest.mark.parametrize("statement", [*STRANGE, "UPDATE alembic_version SET version_num = '9999'"])
def test_the_file_of_another_product_or_version_is_refused_and_left_alone(file, sound, statement):
    file.write_bytes(sound if statement.startswith("UPDATE") else b"")
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute(statement)
    connection.close()
    refuse_unchanged(file)


@pytest.mark.parametrize("statement", STRANGE)
def test_the_database_of_another_product_or_version_gets_no_table(store, statement):
    engine = create_engine(store)
    with engine.begin() as connection:
        connection.execute(text(statement))
    tables = inspect(engine).get_table_names()
    refuse(store)
    assert inspect(engine).get_table_names() == tables
    engine.dispose()


def test_a_folder_and_a_folder_that_is_a_file_are_refused(tmp_path):
    refuse(address(tmp_path))
    (tmp_path / "file").write_text("x")
    refuse(address(tmp_path / "file" / "zjrc.db"))


@pytest.mark.parametrize("url", ["nosuch://somewhere/x", "postgresql+psycopg://u@127.0.0.1:1/none"])
def test_a_database_that_cannot_be_reached_is_a_problem_in_words(url):
    refuse(make_url(url))


def test_an_address_that_is_none_is_a_problem_in_words(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "zjrc.db")
    with pytest.raises(DatabaseProblem, match="DATABASE_URL"):
        database_url()


def test_readers_of_the_embedded_database_do_not_wait_for_its_writer(tmp_path):
    url = make_url(f"sqlite:///{tmp_path / 'zjrc.db'}")
    engine = write_ahead(open_engine(url, fill))
    with engine.connect() as writer, engine.connect() as reader:
        writer.execute(text("BEGIN IMMEDIATE"))
        writer.execute(text("DELETE FROM observation"))
        assert reader.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert reader.execute(text("SELECT count(*) FROM observation")).scalar() > 1000
        writer.rollback()
    engine.dispose()
