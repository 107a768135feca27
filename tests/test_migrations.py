"""A database of any earlier version is brought up to date and keeps what is in it, on both databases."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import inspect, text

from data_access.editions import fill
from data_access.engine import ROOT, open_engine, schema_version

EARLIER = ("0001", "0002", "0003", "0004", "0005")
LATEST = "0006"
# The tables that each version brought.
NEW = {
    "0002": {"document"},
    "0003": {"account", "audit", "audit_head", "login_attempt", "session"},
    "0004": {"submission", "publication"},
    "0005": {"listed_row"},
}


def back_to(engine, version):
    config = Config()
    config.set_main_option("script_location", str(ROOT / "data_access" / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, version)


def observations(engine):
    with engine.connect() as connection:
        return connection.execute(text("SELECT * FROM observation ORDER BY 1, 2, 3, 4")).all()


@pytest.mark.parametrize("version", EARLIER)
def test_an_earlier_database_is_brought_up_to_date(store, version):
    engine = open_engine(store, fill)
    before = observations(engine)
    back_to(engine, version)
    later = set().union(*(tables for since, tables in NEW.items() if since > version))
    assert schema_version(engine) == version
    assert later.isdisjoint(inspect(engine).get_table_names())
    engine.dispose()
    again = open_engine(store, fill)
    assert schema_version(again) == LATEST
    assert later <= set(inspect(again).get_table_names())
    assert [column["name"] for column in inspect(again).get_columns("account")][-1] == "email"
    assert observations(again) == before
    assert len(before) > 1000
    again.dispose()
