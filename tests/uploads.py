"""Files sent to the running product: a server of its own on a database of its own, and the command line beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from pathlib import Path, PurePath
from unittest.mock import patch

import httpx
from sqlalchemy import make_url

from data_access.editions import fill
from data_access.engine import open_engine
from data_access.publishing import publish
from data_access.submissions import approve, save_draft, submit
from domain.roles import SINGLE_USER
from domain.submission import Entry
from tests.bad_packages import Bad
from tests.bad_workbooks import BEFORE
from tests.browser.conftest import ROOT, start
from tests.report_files import COUNTIES, WENZHOU


@dataclass(frozen=True)
class Answer:
    """``code``: HTTP or exit status; ``errors``: place ("" for the file) and words of each; ``text``: all of it.

    Of a command, with the processes that it started: ``memory``, bytes at most in one of them, and ``processor``, its
    seconds; 0 where that is not known.
    """

    code: int
    errors: tuple[tuple[str, str], ...]
    text: str
    memory: int = 0
    processor: float = 0

    def names(self, case: Bad) -> bool:
        """Whether the error that the case must get is among them, at its place."""
        return any(place == case.place and case.word in words for place, words in self.errors)


@dataclass(frozen=True)
class House:
    """A running product: its address, the server's process, its database and the folder of its temporary files."""

    address: str
    process: int
    database: Path
    temporary: Path

    def send(self, case: Bad, body: bytes, step: str) -> Answer:
        """What the web answers to the file at the step ``read`` or ``hand-in``."""
        asked = {"city": case.city, "period": case.period, "name": case.file}
        url, own = f"{self.address}/submission/{step}", {"X-Zjrc": "1"}
        answer = httpx.post(url, params=asked, content=body, headers=own, timeout=60)
        if answer.status_code == 200 and step == "read":
            return Answer(200, tuple(_errors(answer.text)), answer.text)
        return Answer(answer.status_code, (("", str(answer.json().get("error", ""))),), answer.text)

    def command(self, case: Bad, body: bytes, folder: Path) -> Answer:
        """What ``python -m data_access import`` answers to the file, which is put into ``folder``."""
        file = folder / PurePath(case.file).name
        file.write_bytes(body)
        words = [sys.executable, "-m", "data_access", "import", case.city, case.period, str(file), "--json"]
        here = {**os.environ, "DATABASE_URL": f"sqlite:///{self.database}", "TMPDIR": str(self.temporary)}
        with subprocess.Popen(words, cwd=ROOT, env=here, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            assert process.stdout is not None
            text = process.stdout.read().decode()
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        said = json.loads(text)
        errors = [("", said["problem"])] if "problem" in said else list(_listed(said["problems"]))
        processor = used.ru_utime + used.ru_stime
        return Answer(process.returncode, tuple(errors), text, used.ru_maxrss * 1024, processor)

    def content(self) -> tuple[str, str]:
        """What the database is, byte by byte: its file and the log of what is to be written into it."""
        log = self.database.with_name(f"{self.database.name}-wal")
        return _digest(self.database), _digest(log)


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest() if file.exists() else ""


def _errors(html: str) -> Iterator[tuple[str, str]]:
    for row in html.split("<tr>")[1:]:
        severity, *cells = (unescape(cell) for cell in row.partition("</table>")[0].split("<td>"))
        if severity.endswith("错误"):
            yield cells[0], "；".join(cells[1:])


def _listed(problems: list[dict[str, str]]) -> Iterator[tuple[str, str]]:
    for problem in problems:
        if problem["severity"] == "ERROR":
            yield problem["where"], "；".join(problem[key] for key in ("found", "expected", "mend"))


def prepare(database: Path) -> None:
    """A database in whose published edition every county of 温州市 reported ``BEFORE`` for 2020."""
    engine = open_engine(make_url(f"sqlite:///{database}"), fill)
    entries = [Entry(key, "2020", county, number) for county in COUNTIES for key, number in BEFORE.items()]
    draft = save_draft(engine, SINGLE_USER, WENZHOU, "2020", entries)
    approve(engine, SINGLE_USER, submit(engine, SINGLE_USER, draft))
    publish(engine, SINGLE_USER, "2020")
    engine.dispose()


@contextmanager
def house(folder: Path) -> Iterator[House]:
    """The product on such a database in ``folder``, stopped in the end."""
    database, temporary = folder / "zjrc.db", folder / "temporary"
    temporary.mkdir()
    prepare(database)
    with patch.dict(os.environ, TMPDIR=str(temporary)):
        server, address = start(database)
    try:
        yield House(address, server.pid, database, temporary)
    finally:
        server.terminate()
        server.wait()
