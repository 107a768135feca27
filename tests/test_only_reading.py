"""Who only reads cannot write: no reader of the data layer on either database, and no view of any page."""

from pathlib import Path

import pytest
from sqlalchemy import event
from streamlit.testing.v1 import AppTest

from data_access import audit as log
from data_access.accounts import listed_accounts
from data_access.board import board
from data_access.editions import listed, load
from data_access.engine import schema_version
from data_access.in_force import basis, current, current_id
from data_access.library import read
from data_access.publishing import preview
from data_access.report_text import kept
from data_access.submissions import listed as handed_in
from data_access.submissions import newest, submit
from domain.roles import SINGLE_USER
from tests.chain import CITY, NOW, PROVINCE, Q1, SEA, draft, submitted
from tests.test_submission_web import house

ROOT = Path(__file__).parents[1]
# engine.py makes the connections, a backup is made through its own.
MAY_CONNECT = {"engine.py", "backup.py"}
house = house

READERS = {
    "library": read,
    "editions": listed,
    "edition": lambda engine: load(engine, listed(engine)[0]),
    "in force": current,
    "number in force": current_id,
    "basis": basis,
    "report": kept,
    "schema": schema_version,
    "submissions": lambda engine: handed_in(engine, PROVINCE),
    "board": lambda engine: board(engine, PROVINCE, [Q1], NOW),
    "preview": lambda engine: preview(engine, PROVINCE, newest(engine, CITY, SEA, Q1)),
    "log": lambda engine: log.entries(engine, 3),
    "head": log.head,
    "verify": log.verify,
    "verify new": log.verify_new,
    "accounts": lambda engine: listed_accounts(engine, SINGLE_USER),
}


@pytest.fixture(scope="module")
def reported(filled):
    submitted(filled)
    return filled


@pytest.mark.parametrize("read_", READERS.values(), ids=READERS.keys())
def test_nothing_can_be_written_through_a_connection_that_reads(reported, read_):
    """At every question that a reader asks, a change is tried through his own connection."""
    tried = []

    def attempt(connection, _cursor, statement, *_):
        if not statement.lstrip().startswith("SELECT"):
            return
        hand = connection.connection.cursor()
        hand.execute("SAVEPOINT attempt")
        try:
            hand.execute("UPDATE edition SET title = title")
            tried.append("written")
        except Exception as error:
            tried.append(str(error).replace("-", ""))
        hand.execute("ROLLBACK TO SAVEPOINT attempt")
        hand.close()

    event.listen(reported, "before_cursor_execute", attempt)
    try:
        read_(reported)
    finally:
        event.remove(reported, "before_cursor_execute", attempt)
    assert tried
    assert [words for words in tried if "readonly" not in words and "read only" not in words] == []


def test_no_view_of_any_page_writes(house):
    engine = house()
    submit(engine, CITY, draft(engine, period="2020"))
    asked = set()

    def note(_connection, _cursor, statement, *_):
        asked.add(statement.split()[0])

    event.listen(engine, "before_cursor_execute", note)
    app = AppTest.from_file(ROOT / "pages" / "navigation.py", default_timeout=60)
    app.query_params["area"] = SEA
    app.run()
    for page in sorted(path.name for path in (ROOT / "pages").glob("[a-z]*.py")):
        if page not in ("navigation.py", "overview.py", "warm_up.py"):
            assert not app.switch_page(page).run().exception, page
    event.remove(engine, "before_cursor_execute", note)
    assert asked == {"SELECT", "PRAGMA"}


def test_readers_take_the_connection_that_only_reads():
    found = {
        path.name for path in (ROOT / "data_access").rglob("*.py") if "engine.connect()" in path.read_text("utf-8")
    }
    assert found <= MAY_CONNECT
    assert "engine.py" in found
