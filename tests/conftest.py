"""Shared by all tests: both shipped editions in memory, and empty stores on both kinds of database."""

import gc
import itertools
import json
import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, make_url, text

from data_access import assets
from data_access.__main__ import main
from data_access.demo import demo, pilot_list
from data_access.editions import fill
from data_access.engine import open_engine
from data_access.library import forget
from data_access.published import published
from domain.dataset import Dataset, Edition
from domain.selection import Selection
from domain.status import Status
from domain.view import View
from tests import commands

STORES = ("sqlite", "postgresql")
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def own_database(tmp_path_factory):
    """The application opens a new database, the same one in all tests of a file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", f"sqlite:///{tmp_path_factory.mktemp('own') / 'zjrc.db'}")
        forget()
        yield
    forget()


@pytest.fixture(scope="session")
def areas():
    return assets.areas()


@pytest.fixture(scope="session")
def demo_edition(areas):
    return Dataset(Edition("demo", "演示版", Status.DEMO, ""), areas, demo())


@pytest.fixture(scope="session")
def published_edition(areas):
    return Dataset(Edition("published", "报告版", Status.MISSING, ""), areas, published())


@pytest.fixture(scope="session")
def demo_view(demo_edition):
    """A view of the demonstration edition: ``demo_view("330300", below=40.0)``."""
    pilots = (*assets.pilots(), *pilot_list())
    return lambda *codes, **chosen: View(demo_edition, Selection(codes, **chosen), pilots)


@pytest.fixture(scope="session")
def published_view(published_edition):
    return lambda *codes, **chosen: View(published_edition, Selection(codes, **chosen), assets.pilots())


@contextmanager
def postgres_server():
    """Address of a throw-away server behind a socket, what starts it, what stops it; skipped where there is none."""
    pytest.importorskip("psycopg", reason="psycopg is not installed", exc_type=ImportError)
    found = shutil.which("initdb") or next(map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))[-1:]), "")
    if not found or os.name == "nt":
        pytest.skip("there is no PostgreSQL server on this machine")
    folder = Path(tempfile.mkdtemp(prefix="zjpg"))
    as_root = os.geteuid() == 0  # PostgreSQL refuses to run as root
    try:
        if as_root:
            shutil.chown(folder, "postgres")

        def run(program, *words):
            command = [str(Path(found).resolve().with_name(program)), "-D", str(folder / "data"), *words]
            command = ["runuser", "-u", "postgres", "--", *command] if as_root else command
            subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        def start():
            run("pg_ctl", "start", "-w", "-l", str(folder / "log"), "-o", f"-k {folder} -c listen_addresses= -F")

        try:
            run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
            start()
        except (OSError, LookupError, subprocess.CalledProcessError) as error:
            pytest.skip(f"the PostgreSQL server does not start: {error}")
        url = URL.create("postgresql+psycopg", "postgres", database="postgres", query={"host": str(folder)})
        yield url, start, lambda: run("pg_ctl", "stop", "-m", "immediate")
        run("pg_ctl", "stop", "-m", "immediate")
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres():
    """The server of most tests, as an engine that may create databases."""
    with postgres_server() as (url, _start, _stop):
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        yield engine
        engine.dispose()


def new_store(request, folder):
    """Address of a database that has nothing in it yet; its kind is the fixture's parameter."""
    if request.param == "sqlite":
        return make_url(f"sqlite:///{folder / 'zjrc.db'}")
    server, name = request.getfixturevalue("postgres"), f"store_{next(_numbers)}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    return server.url.set(database=name)


@pytest.fixture(params=STORES)
def store(request, tmp_path):
    yield new_store(request, tmp_path)
    gc.collect()  # a connection that was left open warns when it is collected, and a warning is an error


@pytest.fixture(scope="module", params=STORES)
def filled(request, tmp_path_factory):
    """An engine on a new database with the shipped editions."""
    engine = open_engine(new_store(request, tmp_path_factory.mktemp("filled")), fill)
    yield engine
    engine.dispose()


@pytest.fixture
def file(tmp_path, monkeypatch):
    """The database that the commands work on."""
    place = tmp_path / "data" / "zjrc.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{place}")
    return place


@pytest.fixture
def run(file, capsys):
    """Exit code, and what was printed: as JSON where it was asked for, else as text."""

    def ask(*words):
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return code, json.loads(out) if "--json" in words else out + err

    return ask


@pytest.fixture
def report(tmp_path):
    def write(*lines, name="舟山.csv"):
        (tmp_path / name).write_text("\n".join((commands.HEADS, *lines)), "utf-8-sig")
        return tmp_path / name

    return write
