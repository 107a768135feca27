"""The database itself refuses what is not a value, an edition or a pilot; and it is what the models say."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import delete, func, insert, inspect, select
from sqlalchemy.exc import IntegrityError

from data_access.editions import fill
from data_access.engine import open_engine
from data_access.schema import Base, EditionRow, ObservationRow, PilotRow
from domain.status import Status

EDITION = {"code": "2021", "title": "2021年", "local_status": "REPORTED", "created": "2022-01-31"}
VALUE = {
    "edition": "demo",
    "indicator": "star_1",
    "period": "2017",
    "area": "330300",
    "low": "1",
    "high": "1",
    "high_open": False,
    "status": "REPORTED",
    "printed": "",
    "source": "",
    "note": "",
}
MISSING = VALUE | {"low": None, "high": None, "status": "MISSING"}
PILOT = {"edition": "demo", "scheme": "city3", "area": "330304", "basis": "reported", "note": ""}
GOOD = [
    (EditionRow, EDITION),
    (ObservationRow, VALUE),
    (ObservationRow, MISSING),
    (PilotRow, PILOT),
    (ObservationRow, VALUE | {"high": None}),
]  # a lower bound


@pytest.fixture
def connection(filled):
    """Whatever a test writes is taken back."""
    with filled.connect() as connection:
        yield connection
        connection.rollback()


def count(connection, table):
    return connection.scalar(select(func.count()).select_from(table))


@pytest.mark.parametrize(("table", "row"), GOOD)
def test_a_good_row_is_taken(connection, table, row):
    before = count(connection, table)
    connection.execute(insert(table).values(row))
    assert count(connection, table) == before + 1


@pytest.mark.parametrize("status", Status)
def test_every_status_has_its_place(connection, status):
    row = MISSING if status is Status.MISSING else VALUE | {"status": status.name}
    connection.execute(insert(ObservationRow).values(row))
    assert connection.scalar(select(ObservationRow.status).filter_by(indicator="star_1", period="2017")) == status.name


@pytest.mark.parametrize(
    ("table", "row", "constraint"),
    [
        (EditionRow, EDITION | {"local_status": "reported"}, "ck_edition_local_status"),
        (EditionRow, EDITION | {"local_status": ""}, "ck_edition_local_status"),
        (ObservationRow, VALUE | {"status": "CERTAIN"}, "ck_observation_status"),
        (ObservationRow, MISSING | {"low": "0", "high": "0"}, "ck_observation_missing_has_no_value"),
        (ObservationRow, VALUE | {"low": None, "high": None}, "ck_observation_missing_has_no_value"),
        (ObservationRow, MISSING | {"high": "1"}, "ck_observation_high_needs_low"),
        (PilotRow, PILOT | {"scheme": "county22"}, "ck_pilot_member_scheme"),
        (PilotRow, PILOT | {"basis": "guessed"}, "ck_pilot_member_basis"),
    ],
)
def test_a_bad_row_is_refused_by_name(connection, table, row, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        connection.execute(insert(table).values(row))


@pytest.mark.parametrize(
    ("table", "row"), [(ObservationRow, VALUE | {"edition": "none"}), (PilotRow, PILOT | {"edition": "none"})]
)
def test_there_is_nothing_without_its_edition(connection, table, row):
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        connection.execute(insert(table).values(row))


@pytest.mark.parametrize(("table", "row"), [(EditionRow, EDITION), (ObservationRow, VALUE), (PilotRow, PILOT)])
def test_nothing_is_there_twice(connection, table, row):
    connection.execute(insert(table).values(row))
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        connection.execute(insert(table).values(row))


@pytest.mark.parametrize(
    ("table", "row"),
    [
        *((EditionRow, EDITION | {name: None}) for name in EDITION),
        *((ObservationRow, VALUE | {name: None}) for name in VALUE if name not in ("low", "high")),
        *((PilotRow, PILOT | {name: None}) for name in PILOT),
    ],
)
def test_only_bounds_may_be_null(connection, table, row):
    with pytest.raises(IntegrityError, match=r"(?i)null"):
        connection.execute(insert(table).values(row))


def test_an_edition_is_deleted_with_all_that_is_in_it(connection):
    connection.execute(delete(EditionRow).where(EditionRow.code == "demo"))
    for column in (ObservationRow.edition, PilotRow.edition):
        assert connection.scalar(select(func.count()).where(column == "demo")) == 0
        assert connection.scalar(select(func.count()).where(column == "published")) > 0


def test_the_migrations_make_what_the_models_say(connection):
    options = {"compare_type": True, "compare_server_default": True}
    assert compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata) == []


def checks(engine):
    """Name and text of every CHECK, and name and target of every key."""
    seen = inspect(engine)
    for table in sorted(Base.metadata.tables):
        yield table, sorted((check["name"], check["sqltext"]) for check in seen.get_check_constraints(table))
        yield table, seen.get_pk_constraint(table)["constrained_columns"]
        yield table, [(key["name"], key["referred_table"], key["options"]) for key in seen.get_foreign_keys(table)]


def test_the_constraints_are_those_of_the_models(store):
    modelled = open_engine(store, fill)
    migrated = list(checks(modelled))
    Base.metadata.drop_all(modelled)
    Base.metadata.create_all(modelled)
    assert list(checks(modelled)) == migrated
    assert sum(len(found) for _, found in migrated[::3]) == 11  # CHECKs in all
    modelled.dispose()
