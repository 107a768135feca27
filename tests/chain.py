"""Small reports of 舟山市 and 湖州市 on their way, for the tests of the chain."""

from datetime import UTC, datetime

from sqlalchemy import func, select

from data_access.editions import listed, load
from data_access.schema import EditionRow, ObservationRow, PublicationRow
from data_access.submissions import (
    approve,
    newest,
    save_draft,
    submit,
)
from data_access.submissions import listed as handed_in
from domain.interval import Interval
from domain.roles import Account, Role
from domain.status import Status
from domain.submission import Entry
from domain.value import Key, Value

CITY = Account("李四", Role.CITY_EDITOR, ("330900",))
PROVINCE = Account("王五", Role.PROVINCE_EDITOR)
OTHER = Account("赵六", Role.PROVINCE_EDITOR)
NOW = datetime(2021, 4, 7, 23, 30, tzinfo=UTC)  # the 8th in 北京
Q1, Q2, SEA, LAKE = "2021Q1", "2021Q2", "330900", "330500"  # 舟山市, 湖州市
COUNTIES = ("330902", "330903", "330921", "330922")


def numbers(start=10, period=Q1, counties=COUNTIES):
    """Villages with and without branches: 10 of 100, 11 of 100 …"""
    return [
        entry
        for n, county in enumerate(counties, start)
        for entry in (Entry("village_branches", period, county, n), Entry("village_units", period, county, 100))
    ]


def draft(engine, entries=None, period=Q1, city=SEA, account=CITY):
    seen = newest(engine, account, city, period)
    return save_draft(engine, account, city, period, entries or numbers(period=period), seen=seen, now=NOW)


def submitted(engine, **what):
    account = what.get("account", CITY)
    return submit(engine, account, draft(engine, **what), NOW)


def approved(engine, **what):
    return approve(engine, PROVINCE, submitted(engine, **what), NOW)


def stored(engine, code):
    (edition,) = (edition for edition in listed(engine) if edition.code == code)
    return dict(load(engine, edition)[0].stored)


def in_words(engine):
    return [(s.city, s.period, s.state, s.version) for s in handed_in(engine, PROVINCE)]


def counts(engine):
    tables = (EditionRow, ObservationRow, PublicationRow)
    with engine.connect() as connection:
        return [connection.scalar(select(func.count()).select_from(table)) for table in tables]


def reported(number, at="2021-04-08", version=1, note=""):
    return Value(Interval.exactly(number), Status.REPORTED, f"市报送 {at} 版本{version}", note=note)


def expected(start, version=1, period=Q1, counties=COUNTIES):
    found = {}
    for n, county in enumerate(counties, start):
        found[Key("village_branches", period, county)] = reported(n, version=version)
        found[Key("village_units", period, county)] = reported(100, version=version)
    return found
