"""Editions written to a real database and read back, on SQLite and on PostgreSQL."""

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from data_access import assets
from data_access.demo import demo, pilot_list
from data_access.editions import fill, listed, load, write
from data_access.engine import open_engine
from data_access.library import read
from data_access.published import published
from data_access.schema import EditionRow, ObservationRow, PilotRow
from domain.dataset import Edition
from domain.facts import PilotMember
from domain.interval import Interval
from domain.status import Status
from domain.value import Key, Value

SHIPPED = {
    "published": (Status.MISSING, published(), assets.pilots()),
    "demo": (Status.DEMO, demo(), (*assets.pilots(), *pilot_list())),
}
EDITION = Edition("2021", "2021年填报", Status.REPORTED, "2022-01-31T08:00:00+00:00")
ODD = Value(
    Interval(Fraction(1, 3), Fraction(200, 7), high_open=True), Status.BOUNDED, "温州市“填报”", "0.3", "含'会员\n"
)
NUMBERS = {
    "adult_members": Value(Interval.exactly(12_345), Status.REPORTED),
    "village_coverage": ODD,
    "service_stations": Value(Interval.at_least(5000), Status.REPORTED, printed="5000多"),
    "town_branches": Value.missing("没有填"),
    "town_gap": Value(Interval.exactly(0), Status.REPORTED),
}
VALUES = {Key(indicator, "2020", "330300"): value for indicator, value in NUMBERS.items()}
PILOTS = (PilotMember("330304", "city3", "reported", ""), PilotMember("330304", "five", "reported", "瓯海"))
TABLES = (EditionRow, ObservationRow, PilotRow)
# A second process starts when the first one is ready to.
TOGETHER = """
import sys, time
from pathlib import Path
from sqlalchemy import make_url
from data_access.editions import fill, listed
from data_access.engine import open_engine
url, mine, other = sys.argv[1:]
Path(mine).touch()
while not Path(other).exists():
    time.sleep(0.001)
print(len(listed(open_engine(make_url(url), fill))))
"""


@pytest.fixture
def engine(store):
    """A new database with tables and no edition."""
    opened = open_engine(store, lambda _: None)
    yield opened
    opened.dispose()


def stored_in(url):
    engine = open_engine(url, fill)
    codes = {edition.code for edition in listed(engine)}
    engine.dispose()
    return codes


def rows(engine):
    with engine.connect() as connection:
        return [connection.scalar(select(func.count()).select_from(table)) for table in TABLES]


def test_a_new_database_has_both_shipped_editions(filled):
    assert {edition.code: edition.local for edition in listed(filled)} == {code: e[0] for code, e in SHIPPED.items()}


@pytest.mark.parametrize("code", SHIPPED)
def test_what_is_loaded_equals_what_was_written(filled, code):
    local, values, pilots = SHIPPED[code]
    (edition,) = (edition for edition in listed(filled) if edition.code == code)
    dataset, members = load(filled, edition)
    assert dataset.stored == values
    assert sorted(members, key=str) == sorted(pilots, key=str)
    assert (dataset.edition, edition.local) == (edition, local)


def test_every_kind_of_value_comes_back_as_it_was(engine):
    with engine.begin() as connection:
        write(connection, EDITION, VALUES, PILOTS)
    dataset, members = load(engine, EDITION)
    assert dataset.stored == VALUES
    assert set(members) == set(PILOTS)
    assert listed(engine) == [EDITION]


def test_an_edition_is_written_once(engine):
    with engine.begin() as connection:
        write(connection, EDITION, VALUES, PILOTS)
    with pytest.raises(IntegrityError), engine.begin() as connection:
        write(connection, EDITION, VALUES, PILOTS)
    assert rows(engine) == [1, len(VALUES), len(PILOTS)]


@pytest.mark.parametrize(("values", "pilots"), [(VALUES, ()), ({}, PILOTS)])
def test_an_edition_may_lack_pilots_or_values(engine, values, pilots):
    with engine.begin() as connection:
        write(connection, EDITION, values, pilots)
    assert rows(engine) == [1, len(values), len(pilots)]


def test_an_edition_that_is_broken_off_leaves_nothing(engine):
    broken = [*PILOTS, PilotMember("330305", "county22", "reported", "")]
    with pytest.raises(IntegrityError), engine.begin() as connection:
        write(connection, EDITION, VALUES, broken)
    assert rows(engine) == [0, 0, 0]


def test_what_is_reported_is_shown_first(engine):
    assert read(engine).default == ""
    with engine.begin() as connection:
        fill(connection)
    assert read(engine).default == "demo"
    with engine.begin() as connection:
        write(connection, EDITION, VALUES, PILOTS)
    assert read(engine).default == EDITION.code
    assert set(read(engine).datasets) == {*SHIPPED, EDITION.code}


def test_editions_are_listed_by_age(engine):
    with engine.begin() as connection:
        for code, created in (("b", "2022"), ("a", "2023"), ("c", "2021")):
            write(connection, Edition(code, code, Status.REPORTED, created), VALUES, PILOTS)
    assert [edition.code for edition in listed(engine)] == ["c", "b", "a"]


def test_a_first_start_that_was_broken_off_is_made_up_for_at_the_next(store):
    def broken_off(_engine):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        open_engine(store, broken_off)
    assert stored_in(store) == set(SHIPPED)


def test_two_processes_that_start_at_once_both_find_a_complete_database(store, tmp_path):
    command, marks = [sys.executable, "-c", TOGETHER, store.render_as_string(False)], (tmp_path / "1", tmp_path / "2")
    how = {"cwd": Path(__file__).parents[1], "text": True, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    both = [subprocess.Popen([*command, *order], **how) for order in (marks, marks[::-1])]
    said = [process.communicate(timeout=60) for process in both]
    assert [out.strip() for out, _ in said] == ["2", "2"], said
    assert stored_in(store) == set(SHIPPED)
