"""The audit log: every act that changes data, chained by hashes, in the transaction of the change itself.

Detected by ``verify``: a row changed in any column, removed, put in between, or moved; rows cut off at the end or
added by hand, as long as the stored head was not changed to fit. Not detected from the database alone: someone who may
write to it and computes every later hash and the head anew, or puts back an older copy of the whole database. Against
both, keep ``head`` outside the database (on paper, with a backup) and hand it to ``verify``.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, insert, select, true, update

from data_access.engine import read_only
from data_access.schema import AuditHeadRow, AuditRow
from domain.roles import Account, Act

NOTHING = "0" * 64  # the hash before the first entry
_HASHED = frozenset({"number", "at", "account", "role", "act", "object", "detail"})
_HEADLESS = "操作记录的记录头不见了，无法核对。"
_NO_HEAD = "操作记录的记录头不见了，不能再改动数据。请用备份恢复数据库。"

_Row = Mapping[str, Any]


class AuditProblem(Exception):
    """The log cannot be continued; the message is Chinese. The change must not be made."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act. ``at``: UTC, ISO 8601; ``role`` and ``act``: names of Role and Act; ``detail``: what was handed over."""

    number: int
    at: str
    account: str
    role: str
    act: str
    object: str
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Head:
    """How many entries there are, and the last one's hash in 64 hexadecimal digits."""

    count: int
    hash: str


_START = Head(0, NOTHING)


def hold(connection: Connection) -> None:
    """Let no one else change data before this transaction ends, on either kind of database.

    To be called before anything is read that the change depends on. AuditProblem if the log has no head.
    """
    unchanged = update(AuditHeadRow).where(AuditHeadRow.id == 1).values(count=AuditHeadRow.count)
    if connection.execute(unchanged).rowcount != 1:
        raise AuditProblem(_NO_HEAD)


def record(connection: Connection, account: Account, act: Act, object: str, detail: Mapping[str, Any]) -> None:
    """Add an entry in the caller's transaction: it stays if and only if the change does.

    ``object`` names what was changed; ``detail`` is plain JSON and holds no secret. TypeError or ValueError if it is
    no JSON, AuditProblem if the log has no head.
    """
    hold(connection)
    head = _head(connection)
    row: dict[str, Any] = {
        "number": head.count + 1,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "account": account.name,
        "role": account.role.name,
        "act": act.name,
        "object": object,
        "detail": _canonical(detail),
        "previous": head.hash,
    }
    row["hash"] = _digest(row)
    connection.execute(insert(AuditRow).values(row))
    connection.execute(update(AuditHeadRow).values(count=row["number"], hash=row["hash"]))


def head(engine: Engine) -> Head:
    """Where the log stands, to be kept outside the database. AuditProblem if the log has no head."""
    with read_only(engine) as connection:
        return _head(connection)


def _head(connection: Connection) -> Head:
    row = connection.execute(select(AuditHeadRow.count, AuditHeadRow.hash)).first()
    if row is None:
        raise AuditProblem(_NO_HEAD)
    return Head(*row)


def entries(engine: Engine, limit: int) -> list[AuditEntry]:
    """The newest ``limit`` entries, the newest first. They are shown as stored; ``verify`` says if they are true."""
    columns = (AuditRow.number, AuditRow.at, AuditRow.account, AuditRow.role, AuditRow.act, AuditRow.object)
    query = select(*columns, AuditRow.detail).order_by(AuditRow.number.desc()).limit(limit)
    with read_only(engine) as connection:
        return [AuditEntry(*row[:-1], detail=_readable(row.detail)) for row in connection.execute(query)]


def verify(engine: Engine, known: Head | None = None) -> str:
    """Nothing if the log is whole, else a Chinese sentence that names the first broken entry.

    ``known``: a head that was kept outside the database; the log must still contain it.
    """
    rows, head = _stored(engine, _START)
    if head is None:
        return _HEADLESS
    return _broken(rows, _START) or _ended(rows, head, _START) or _continued(rows, known or _START)


_seen: WeakKeyDictionary[Engine, Head] = WeakKeyDictionary()
_looking = threading.Lock()


def verify_new(engine: Engine) -> str:
    """The same of what was added since this process last found the log whole; of all of it the first time.

    What is tampered with later in the part that was whole then is for ``verify`` to find.
    """
    with _looking:
        start = _seen.get(engine, _START)
        rows, head = _stored(engine, start)
        if head is None:
            return _HEADLESS
        found = _broken(rows, start) or _ended(rows, head, start)
        if not found:
            _seen[engine] = head
        return found


def _stored(engine: Engine, start: Head) -> tuple[list[_Row], Head | None]:
    """The entries that follow ``start``, whatever their number where that is the beginning; the head if there is one."""
    table = AuditRow.__table__.c
    stored = (AuditHeadRow.count.label("head_count"), AuditHeadRow.hash.label("head_hash"))
    after = table.number > start.count if start.count else true()
    # One statement, so that rows and head are of the same moment whoever writes meanwhile.
    both = select(*table, *stored).select_from(AuditHeadRow).outerjoin(AuditRow, after)
    with read_only(engine) as connection:
        rows: list[_Row] = [dict(row) for row in connection.execute(both.order_by(table.number)).mappings()]
    if not rows:
        return [], None
    head = Head(rows[0]["head_count"], rows[0]["head_hash"])
    return (rows if rows[0]["number"] is not None else []), head


def _broken(rows: Sequence[_Row], start: Head) -> str:
    previous = start.hash
    for expected, row in enumerate(rows, start.count + 1):
        if row["number"] != expected:
            return f"第{expected}条操作记录不见了，在那里的是第{row['number']}条。"
        if row["hash"] != _digest(row):
            return f"第{expected}条操作记录被改动过。"
        if row["previous"] != previous:
            return f"第{expected}条操作记录与前一条接不上：有记录被删去、插入或调换。"
        previous = str(row["hash"])
    return ""


def _ended(rows: Sequence[_Row], head: Head, start: Head) -> str:
    """``rows``: those that follow ``start``."""
    last = start.count + len(rows)
    if not isinstance(head.count, int) or head.count < 0:  # SQLite lets anything stand there
        return "操作记录的记录头被改动过。"
    if last < head.count:
        return f"第{last + 1}条操作记录不见了：记录头记着{head.count}条，只有{last}条。"
    if last > head.count and rows:
        return f"第{head.count + 1}条操作记录是另外加进去的：记录头只记着{head.count}条。"
    if head.count < start.count:
        return f"第{head.count + 1}条操作记录不见了：刚才还有{start.count}条，记录头只记着{head.count}条。"
    if head.hash != (rows[-1]["hash"] if rows else start.hash):
        return f"第{head.count}条操作记录与记录头不符。"
    return ""


def _continued(rows: Sequence[_Row], known: Head) -> str:
    if known.count > len(rows):
        return f"第{len(rows) + 1}条操作记录不见了：另存的记录头记着{known.count}条，只有{len(rows)}条。"
    if known.hash != _hash_at(rows, known.count):
        return f"第{known.count}条或更早的操作记录与另存的记录头不符：记录被整个改写过。"
    return ""


def _hash_at(rows: Sequence[_Row], count: int) -> str:
    return str(rows[count - 1]["hash"]) if count else NOTHING


def _digest(row: _Row) -> str:
    """SHA-256 over the previous hash and the canonical JSON of the rest of the entry."""
    content = {name: value for name, value in row.items() if name in _HASHED}
    return hashlib.sha256(f"{row['previous']}{_canonical(content, default=repr)}".encode()).hexdigest()


def _canonical(content: Mapping[str, Any], default: Callable[[object], str] | None = None) -> str:
    return json.dumps(
        content, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"), default=default
    )


def _readable(detail: str) -> dict[str, Any]:
    try:
        found = json.loads(detail)
    except (TypeError, ValueError):  # tampered with; the log is shown all the same
        found = detail
    return found if isinstance(found, dict) else {"": found}
