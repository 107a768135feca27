"""``python -m data_access board``: how far the cities have come, and what to write to those that are not done."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine

from data_access.board import board
from data_access.commands import Answer, period_code
from domain.board import BoardRow, list_states, reminder
from domain.lists import LIST_NAMES
from domain.roles import SINGLE_USER


def remind(engine: Engine, wanted: Namespace) -> Answer:
    """Eleven rows, each with what lists wait or were returned, and the reminders."""
    rows = board(engine, SINGLE_USER, [period_code(wanted.period)], datetime.now(UTC))
    data = [_board_data(row) | {"reminder": reminder(rows, row.city, row.period)} for row in rows]
    return Answer(
        True, (*map(_board_line, rows), *(row["reminder"] for row in data if row["reminder"])), {"rows": data}
    )


def _board_line(row: BoardRow) -> str:
    state = row.state.label if row.state else "未报"
    late = "，逾期" if row.late else ""
    lists = "、".join(f"{state.label}{count}份（{names}）" for state, count, names in list_states(row.lists))
    return f"{row.name}：{state}，{row.filled}/{row.expected}，限{row.due.isoformat()}{late}{lists and '；名单：'}{lists}。"


def _board_data(row: BoardRow) -> dict[str, Any]:
    lists = [{**asdict(found), "state": found.state.name, "name": LIST_NAMES[found.kind]} for found in row.lists]
    state = row.state.name if row.state else ""
    return {**asdict(row), "state": state, "due": row.due.isoformat(), "lists": lists}
