"""Editions in the database: written once, loaded as one immutable value."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from fractions import Fraction

from sqlalchemy import Connection, Engine, insert, select

from data_access import assets
from data_access.demo import demo, pilot_list
from data_access.engine import read_only
from data_access.published import published
from data_access.schema import EditionRow, ListedRow, ObservationRow, PilotRow
from domain.area import PROVINCE
from domain.dataset import Dataset, Edition
from domain.facts import PilotMember
from domain.interval import Interval
from domain.status import Status
from domain.submission import ListRow
from domain.value import Key, Value

# What users report or a demonstration invents; anything else comes from public sources.
_OWN = (Status.DEMO, Status.REPORTED)


def fill(connection: Connection) -> None:
    """Put the published and the demonstration edition into a new database, in the caller's transaction."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    write(connection, Edition("published", "报告版", Status.MISSING, now), published(), assets.pilots())
    write(connection, Edition("demo", "演示版", Status.DEMO, now), demo(), (*assets.pilots(), *pilot_list()))


def write(
    connection: Connection,
    edition: Edition,
    values: Mapping[Key, Value],
    pilots: Iterable[PilotMember],
    rows: Iterable[ListRow] = (),
) -> None:
    """Store a whole edition, ``rows`` being its reported lists, in the caller's transaction. IntegrityError if its code exists.

    ValueError where 演示 and other values below the province would meet in one edition.
    """
    invented = [v.status is Status.DEMO for key, v in values.items() if key.area != PROVINCE and v.status in _OWN]
    if any(invented) and (edition.local is not Status.DEMO or not all(invented)):
        raise ValueError(f"“{edition.title}”的市县数里混有演示数据")
    connection.execute(
        insert(EditionRow).values(
            code=edition.code, title=edition.title, local_status=edition.local.name, created=edition.created
        )
    )
    observations = [{"edition": edition.code, **key._asdict(), **_columns(value)} for key, value in values.items()]
    members = [
        {"edition": edition.code, "area": p.area, "scheme": p.scheme, "basis": p.basis, "note": p.note} for p in pilots
    ]
    reported = [
        {"edition": edition.code, "number": n, "kind": row.kind, "cells": _json(row), "source": row.source}
        for n, row in enumerate(rows, 1)
    ]
    for table, written in ((ObservationRow, observations), (PilotRow, members), (ListedRow, reported)):
        if written:
            connection.execute(insert(table), written)


def _json(row: ListRow) -> str:
    return json.dumps(dict(row.cells), ensure_ascii=False)


def _columns(value: Value) -> dict[str, object]:
    interval = value.interval
    return {
        "low": None if interval is None else str(interval.low),
        "high": None if interval is None or interval.high is None else str(interval.high),
        "high_open": interval is not None and interval.high_open,
        "status": value.status.name,
        "printed": value.printed,
        "source": value.source,
        "note": value.note,
    }


def listed(engine: Engine) -> list[Edition]:
    """All editions, oldest first."""
    query = select(EditionRow.code, EditionRow.title, EditionRow.local_status, EditionRow.created)
    with read_only(engine) as connection:
        rows = connection.execute(query.order_by(EditionRow.created, EditionRow.code.desc())).all()
    return [Edition(code, title, Status[local], created) for code, title, local, created in rows]


def load(engine: Engine, edition: Edition) -> tuple[Dataset, tuple[PilotMember, ...]]:
    """One edition with its pilot lists."""
    values = select(ObservationRow.__table__).where(ObservationRow.edition == edition.code)
    pilots = select(PilotRow.__table__).where(PilotRow.edition == edition.code).order_by(PilotRow.area)
    with read_only(engine) as connection:
        stored = {Key(r.indicator, r.period, r.area): _value(r) for r in connection.execute(values)}
        members = tuple(PilotMember(r.area, r.scheme, r.basis, r.note) for r in connection.execute(pilots))
    return Dataset(edition, assets.areas(), stored), members


def rows_of(connection: Connection, edition: str) -> tuple[ListRow, ...]:
    """The reported lists of an edition, in the order in which they were written."""
    query = select(ListedRow.__table__).where(ListedRow.edition == edition).order_by(ListedRow.number)
    found = connection.execute(query)
    return tuple(ListRow(row.kind, tuple(json.loads(row.cells).items()), row.source) for row in found)


def _value(row: object) -> Value:
    low, high = row.low, row.high  # type: ignore[attr-defined]
    interval = None
    if low is not None:
        interval = Interval(Fraction(low), None if high is None else Fraction(high), high_open=row.high_open)  # type: ignore[attr-defined]
    return Value(interval, Status[row.status], row.source, row.printed, row.note)  # type: ignore[attr-defined]
