"""What becomes of an act, and what is said, where the database is being written, is restarted, or two act at once."""

import asyncio
import errno
import json
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DataError
from starlette.applications import Starlette
from starlette.routing import Route

from data_access import audit as log
from data_access import engine as engines
from data_access import publishing
from data_access.editions import fill, listed
from data_access.engine import DatabaseProblem, open_engine, write_ahead
from data_access.in_force import current
from data_access.library import forget, library, read
from data_access.publishing import preview, publish, roll_back
from data_access.report_text import drop
from data_access.submissions import newest
from domain.roles import SINGLE_USER
from domain.submission import State
from pages import _error
from tests.acts import ACTS, BUSY, FULL, LOST
from tests.chain import CITY, NOW, PROVINCE, Q1, SEA, approved, counts, in_words, submitted
from tests.commands import LINES
from tests.conftest import postgres_server
from tests.test_submission_web import act, ask, house, shared
from web.page import MIDDLEWARE

ROOT = Path(__file__).parents[1]
house, shared = house, shared


@pytest.fixture
def engine(store):
    opened = write_ahead(open_engine(store, fill))
    yield opened
    opened.dispose()


@pytest.mark.parametrize(
    ("state", "words"),
    [("53100", FULL), ("58030", FULL), ("55P03", BUSY), ("40P01", BUSY), ("57P01", LOST), ("25006", "只能读")],
)
@pytest.mark.parametrize("filled", ["postgresql"], indirect=True)
def test_what_postgresql_refuses_is_said_in_chinese(filled, state, words):
    with pytest.raises(DatabaseProblem, match=words), filled.begin() as connection:
        connection.execute(text(f"DO $$ BEGIN RAISE 'x' USING ERRCODE = '{state}'; END $$"))
    with pytest.raises(DataError), filled.begin() as connection:  # a fault of what was asked stays what it is
        connection.execute(text("SELECT 1 / 0"))


@contextmanager
def being_written(url):
    """Another connection has changed something, and takes its time."""
    other = create_engine(url)
    with other.connect() as connection:
        connection.execute(text("UPDATE audit_head SET count = count"))
        yield
        connection.rollback()
    other.dispose()


@pytest.fixture
def impatient(monkeypatch):
    """Writers wait a tenth of a second for each other, not five."""
    monkeypatch.setattr(engines, "WAIT", 100)


def test_while_another_writes_acts_are_told_so_and_reading_goes_on(impatient, engine):
    waiting = submitted(engine)
    before = counts(engine), in_words(engine)
    with being_written(engine.url):
        for do in (*ACTS.values(), lambda engine: drop(engine, SINGLE_USER)):
            with pytest.raises(DatabaseProblem, match=f"^{BUSY}"):
                do(engine)
        assert (counts(engine), in_words(engine)) == before
        assert log.verify(engine) == ""
        assert read(engine).default == "demo"
        assert preview(engine, PROVINCE, waiting).cells
    for do in ("draft", "list", "report"):
        ACTS[do](engine)
    assert log.verify(engine) == ""


def test_while_another_writes_commands_and_pages_say_so(impatient, shared, run, report, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", shared.url.render_as_string(False))
    sign_in = str(httpx.QueryParams({"name": "看客", "password": "不对不对不对不对"})).encode()
    with being_written(shared.url):
        code, said = run("import", SEA, Q1, report(*LINES))
        assert (code, said) == (2, f"没有做成：{BUSY}。这一步没有做。\n")
        told = ask("POST", "/login", sign_in, headers={})
        page = ask("POST", "/login", sign_in, headers={"Accept": "text/html"})
        assert ask("GET", "/healthz").json()["status"] == "ok"
    assert (told.status_code, told.json()) == (503, {"error": f"{BUSY}。这一步没有做。"})
    assert (page.status_code, f"role=alert>{BUSY}" in page.text) == (503, True)
    assert page.headers["x-content-type-options"] == "nosniff"
    assert run("import", SEA, Q1, report(*LINES))[0] == 0


def test_while_another_writes_an_act_on_the_page_is_told_so(impatient, house):
    engine = house()
    with being_written(engine.url):
        answer = act(act="roll_back", edition="published", reason="试")
    assert (answer.status_code, answer.json()) == (503, {"error": f"{BUSY}。这一步没有做。"})
    assert act(act="roll_back", edition="published", reason="试").status_code == 200


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), 503, FULL),
        (DatabaseProblem("甲<乙。"), 503, "甲<乙。"),
        (OSError(errno.EPERM, "x"), 500, "Internal Server Error"),
    ],
)
def test_whatever_part_fails_the_answer_says_what_became_of_it(fault, status, words):
    def fail(_request):
        raise fault

    app = Starlette(routes=[Route("/", fail)], middleware=MIDDLEWARE[:1])

    async def go(accept):
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get("/", headers={"Accept": accept})

    data, page = asyncio.run(go("*/*")), asyncio.run(go("text/html"))
    assert (data.status_code, page.status_code) == (status, status)
    assert words in (data.json()["error"] if status == 503 else data.text)
    assert words.replace("<", "&lt;") in page.text


def test_a_page_that_fails_says_why(monkeypatch):
    shown = []
    monkeypatch.setattr(_error.st, "html", shown.append)
    assert _error.explain(DatabaseProblem("甲<乙。"))
    assert _error.explain(KeyError("x"))
    assert "这一页没有画完。甲&lt;乙。（编号 P02）" in shown[0]
    assert "请刷新，或换一个地区、指标再试。（编号 P01）" in shown[1]


def test_a_restart_of_postgresql_breaks_off_one_act_and_no_more(monkeypatch):
    with postgres_server() as (url, start, stop):
        monkeypatch.setenv("DATABASE_URL", url.render_as_string(False))
        forget()
        engine = library().engine
        approved(engine)
        before, rows = counts(engine), in_words(engine)

        def restarted(*arguments):
            stop()
            start()
            return written(*arguments)

        written = publishing.write
        monkeypatch.setattr(publishing, "write", restarted)
        with pytest.raises(DatabaseProblem, match=LOST):
            publish(engine, PROVINCE, Q1)
        monkeypatch.undo()
        monkeypatch.setenv("DATABASE_URL", url.render_as_string(False))
        assert (counts(engine), in_words(engine), current(engine)) == (before, rows, None)
        stop()
        assert library().default == "demo"  # what was read is still what was published
        with pytest.raises(DatabaseProblem, match="连不上数据库"):
            publish(engine, PROVINCE, Q1)
        start()
        assert publish(engine, PROVINCE, Q1, now=NOW).code == "2021Q1-v1"
        assert library().default == "2021Q1-v1"
        restart = (stop, start)
        for do in (*restart, lambda: read(engine), *restart, lambda: roll_back(engine, PROVINCE, "published", "试")):
            do()  # the first use after a restart, reading or writing, finds its way by itself
        assert library().default == "published"
        assert log.verify(engine) == ""
        forget()


TOGETHER = """
import json, sys, time
from pathlib import Path
from sqlalchemy import make_url
from data_access.editions import fill
from data_access.engine import open_engine
from data_access.publishing import publish
from data_access.submissions import Conflict
from domain.roles import Account, Role
url, name, mine, other = sys.argv[1:]
engine = open_engine(make_url(url), fill)
Path(mine).touch()
while not Path(other).exists():
    time.sleep(0.001)
try:
    said = publish(engine, Account(name, Role.PROVINCE_EDITOR), "2021Q1").code
except Conflict as conflict:
    said = str(conflict)
engine.dispose()
print(json.dumps([name, said]))
"""


def test_of_two_processes_that_publish_at_once_one_wins_and_the_other_is_told_by_whom(engine, tmp_path):
    approved(engine)
    command = [sys.executable, "-c", TOGETHER, engine.url.render_as_string(False)]
    marks = [str(tmp_path / "1"), str(tmp_path / "2")]
    how = {"cwd": ROOT, "text": True, "encoding": "utf-8", "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    both = [subprocess.Popen([*command, *order], **how) for order in (["甲", *marks], ["乙", *marks[::-1]])]
    said = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    (winner, code), (loser, told) = sorted((json.loads(out) for out, _ in said), key=lambda one: len(one[1]))
    at = current(engine).at[:16].replace("T", " ")
    assert {winner, loser} == {"甲", "乙"}
    assert (code, told) == ("2021Q1-v1", f"版次已由“{winner}”在{at}改为“2021Q1-v1”，请刷新后再试。")
    assert (current(engine).by, len(listed(engine))) == (winner, 3)
    assert newest(engine, CITY, SEA, Q1).state is State.PUBLISHED
    assert log.verify(engine) == ""
