"""The rows of submissions, and what is said where one cannot be changed; used inside a transaction that holds the log."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, RowMapping, insert, select, update

from data_access import assets
from data_access.audit import record
from data_access.schema import SubmissionRow
from domain.lists import LIST_NAMES
from domain.period import PERIODS
from domain.roles import Account, Act
from domain.submission import Entry, ListRow, State, Submission

KIND = "counts"  # the counts of the workbook; every other kind is that of a list (``domain.lists``)


class Conflict(Exception):
    """Someone else was faster; the message is Chinese and names him. Nothing was changed."""


class SubmissionProblem(Exception):
    """A step that cannot be done; the message is Chinese and says what to do. Nothing was changed."""


def submission(row: RowMapping) -> Submission:
    """A row of the table."""
    kept = {key: row[key] for key in ("id", "kind", "city", "period", "file", "digest", "at", "reason", "version")}
    found = json.loads(row["entries"])
    entries = tuple(Entry(**entry) for entry in found) if row["kind"] == KIND else ()
    rows = tuple(ListRow(row["kind"], tuple(cells.items())) for cells in found) if row["kind"] != KIND else ()
    return Submission(**kept, state=State[row["state"]], entries=entries, by=row["author"], rows=rows)


def add(
    connection: Connection, account: Account, city: str, period: str, content: Mapping[str, object], kind: str = KIND
) -> int:
    """Begin the next draft of a city, period and kind; its id."""
    last = newest_row(connection, city, period, kind)
    row = {
        **content,
        **{"kind": kind, "city": city, "period": period, "number": last["number"] + 1 if last else 1},
        **{"state": State.DRAFT.name, "reason": "", "unlocked": "", "version": 1},
        **{"changed_by": account.name, "changed_at": content["at"]},
    }
    return connection.execute(insert(SubmissionRow).values(row).returning(SubmissionRow.id)).scalar_one()


def change(connection: Connection, account: Account, ids: Iterable[int], at: str, /, **values: object) -> None:
    """Change rows, so that whoever knows them as they were is told."""
    stamp = {"version": SubmissionRow.version + 1, "changed_by": account.name, "changed_at": at}
    connection.execute(update(SubmissionRow).where(SubmissionRow.id.in_(list(ids))).values({**values, **stamp}))


def newest_row(connection: Connection, city: str, period: str, kind: str = KIND) -> RowMapping | None:
    """The city's last submission of a period and kind."""
    query = select(SubmissionRow.__table__).filter_by(kind=kind, city=city, period=period)
    return connection.execute(query.order_by(SubmissionRow.number.desc()).limit(1)).mappings().first()


def row_as_seen(connection: Connection, seen: Submission) -> RowMapping:
    """The row, if it still is what ``seen`` shows; else Conflict."""
    row = _row(connection, seen.id)
    if row is None or (row["version"], row["city"], row["period"]) != (seen.version, seen.city, seen.period):
        raise conflict(row, seen.city, seen.period or seen.kind)
    return row


def others(connection: Connection, seen: Submission, states: Iterable[State]) -> list[int]:
    """Ids of the same city's other submissions of the kind and period in these states."""
    query = select(SubmissionRow.id).filter_by(kind=seen.kind, city=seen.city, period=seen.period)
    names = [state.name for state in states]
    return list(connection.scalars(query.where(SubmissionRow.id != seen.id, SubmissionRow.state.in_(names))))


def recorded(connection: Connection, account: Account, act: Act, id_: int, detail: Mapping[str, object]) -> Submission:
    """Note the act in the log, and say what the row is now."""
    row = _row(connection, id_)
    assert row is not None
    record(
        connection,
        account,
        act,
        f"{row['city']} {row['period'] or row['kind']} 版本{row['number']}",
        {"id": id_, **detail},
    )
    return submission(row)


def _row(connection: Connection, id_: int) -> RowMapping | None:
    return connection.execute(select(SubmissionRow.__table__).filter_by(id=id_)).mappings().first()


def conflict(row: RowMapping | None, city: str, subject: str) -> Conflict:
    """Who changed the row that the caller knows otherwise; ``subject`` is its period or the kind of its list."""
    if row is None:
        return Conflict(f"{name(city, subject)}的报送已不在，请刷新后再试。")
    when = row["changed_at"][:16].replace("T", " ")
    return Conflict(f"{name(city, subject)}的报送已由“{row['changed_by']}”在{when}改过，请刷新后再试。")


def refuse_locked(connection: Connection, city: str, period: str) -> None:
    """SubmissionProblem where the city's figures of the period are published and not unlocked."""
    query = select(SubmissionRow.id).filter_by(kind=KIND, city=city, period=period)
    if connection.scalar(query.filter_by(state=State.PUBLISHED.name, unlocked="")) is not None:
        raise SubmissionProblem(f"{name(city, period)}的数已发布并锁定。要改正，请先由省里说明原因解锁。")


def name(city: str, subject: str) -> str:
    """温州市2021年第一季度末, or with the kind of a list: 温州市试点名单."""
    found = assets.areas().find(city)
    when = PERIODS[subject].name if subject in PERIODS else LIST_NAMES.get(subject, subject)
    return f"{found.name if found else city}{when}"
