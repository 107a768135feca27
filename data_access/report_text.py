"""The user's copy of the report, kept in his database; the product works without it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Engine, delete, insert, select

from data_access.audit import record
from data_access.documents import DocumentProblem
from data_access.engine import read_only
from data_access.schema import DocumentRow
from domain.facts import Figure
from domain.roles import Account, Act, require
from domain.source_text import Found, locate

_ROLE = "report"


def keep(engine: Engine, account: Account, name: str, text: str, figures: Sequence[Figure]) -> dict[str, Found]:
    """Store the text in place of an earlier one and say which figures were found in it.

    Forbidden; DocumentProblem, and nothing is stored, where fewer than half of the figures stand in it: it is another document.
    """
    require(account, Act.KEEP_REPORT)
    found = locate(text, figures)
    if len(found) * 2 < len(figures):
        raise DocumentProblem(
            f"这份文件里只找到报告{len(figures)}个数中的{len(found)}个，看来不是这份报告，没有存入。请选《组织建设试点工作报告》原文。"
        )
    row = {"role": _ROLE, "name": name, "text": text, "stored": datetime.now(UTC).isoformat(timespec="seconds")}
    with engine.begin() as connection:
        connection.execute(delete(DocumentRow).where(DocumentRow.role == _ROLE))
        connection.execute(insert(DocumentRow).values(row))
        record(connection, account, Act.KEEP_REPORT, name, {"found": len(found)})
    return found


def drop(engine: Engine, account: Account) -> None:
    """Take the text out of the database again. Forbidden."""
    require(account, Act.KEEP_REPORT)
    with engine.begin() as connection:
        record(connection, account, Act.KEEP_REPORT, "报告原文", {"removed": True})
        connection.execute(delete(DocumentRow).where(DocumentRow.role == _ROLE))


def kept(engine: Engine) -> tuple[str, str]:
    """Name and text, "" and "" if there is none."""
    query = select(DocumentRow.name, DocumentRow.text).where(DocumentRow.role == _ROLE)
    with read_only(engine) as connection:
        row = connection.execute(query).first()
    return ("", "") if row is None else (row.name, row.text)
