"""催报: reads how far each city has come with each period."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Engine, select

from data_access import assets
from data_access.in_force import BEIJING
from data_access.schema import SubmissionRow
from data_access.submission_store import KIND, submission
from domain.board import BoardRow, due
from domain.period import PERIODS
from domain.roles import Account, Act, may, require
from domain.submission import REPORTABLE, State

_HANDED_IN = (State.SUBMITTED, State.APPROVED, State.PUBLISHED)


def board(engine: Engine, account: Account, periods: Iterable[str], now: datetime) -> list[BoardRow]:
    """Eleven cities for each period, or those that the account may see."""
    require(account, Act.SEE)
    cities = [city for city in assets.areas().cities() if may(account, Act.SEE, city)]
    with engine.connect() as connection:
        query = select(SubmissionRow.__table__).filter_by(kind=KIND).order_by(SubmissionRow.id)
        newest = {(row["city"], row["period"]): row for row in connection.execute(query).mappings()}
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
            reason = seen.reason if seen else ""
            name = areas.get(city).name
            found.append(BoardRow(city, name, period, due(period), late, state, at, reason, filled, expected))
    return found
