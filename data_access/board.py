"""催报: reads how far each city has come with each period."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Engine, RowMapping, select

from data_access import assets
from data_access.engine import read_only
from data_access.in_force import BEIJING
from data_access.schema import SubmissionRow
from data_access.submission_store import KIND, submission
from domain.board import LIST_STATES, BoardRow, HandedInList, due
from domain.lists import LIST_NAMES
from domain.period import PERIODS
from domain.roles import Account, Act, may, require
from domain.submission import REPORTABLE, State

_HANDED_IN = (State.SUBMITTED, State.APPROVED, State.PUBLISHED)


def board(engine: Engine, account: Account, periods: Iterable[str], now: datetime) -> list[BoardRow]:
    """Eleven cities for each period, or those that the account may see."""
    require(account, Act.SEE)
    cities = [city for city in assets.areas().cities() if may(account, Act.SEE, city)]
    with read_only(engine) as connection:
        rows = connection.execute(select(SubmissionRow.__table__).order_by(SubmissionRow.id)).mappings().all()
    newest = {(row["city"], row["period"]): row for row in rows if row["kind"] == KIND}
    lists = _lists(rows)
    found = []
    for period in periods:
        for city in cities:
            row, areas = newest.get((city, period)), assets.areas()
            seen = submission(row) if row else None
            state, at = (seen.state, row["changed_at"]) if seen and row else (None, "")
            filled = len({(e.area, e.indicator) for e in seen.entries}) if seen else 0
            handed_in = datetime.fromisoformat(seen.at) if seen and state in _HANDED_IN else now
            late = handed_in.astimezone(BEIJING).date() > due(period)
            expected = len(areas.children(city, PERIODS[period].vintage)) * len(REPORTABLE)
            reason, name = seen.reason if seen else "", areas.get(city).name
            counts = (state, at, reason, filled, expected)
            found.append(BoardRow(city, name, period, due(period), late, *counts, lists.get(city, ())))
    return found


def _lists(rows: Iterable[RowMapping]) -> dict[str, tuple[HandedInList, ...]]:
    """By city, in the order of the kinds, those that wait or were returned; ``rows`` come the oldest first."""
    newest = {
        (row["city"], row["kind"], row["state"]): row
        for row in rows
        if row["kind"] != KIND and State[row["state"]] in LIST_STATES
    }
    found = [submission(row) for row in newest.values()]
    return {
        city: tuple(
            HandedInList(s.kind, s.state, len(s.rows))
            for kind in LIST_NAMES
            for s in found
            if (s.city, s.kind) == (city, kind)
        )
        for city in {s.city for s in found}
    }
