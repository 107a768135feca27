"""Reported lists: kept as drafts, then on the same way as the counts; and what one would change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Engine

from data_access import assets
from data_access.engine import read_only
from data_access.in_force import rows_in_force
from data_access.submission_store import SubmissionProblem, name
from data_access.submissions import keep_draft, newest
from domain.area import PROVINCE
from domain.lists import InForce, ListEffect, list_effect
from domain.roles import Account, Act, require
from domain.submission import ListRow, Submission


def known(engine: Engine) -> InForce:
    """What a new list is looked at beside: the lists of the edition in force."""
    with read_only(engine) as connection:
        return rows_in_force(connection)


def save_list(
    engine: Engine,
    account: Account,
    scope: str,
    kind: str,
    rows: Iterable[ListRow],
    *,
    file: str = "",
    digest: str = "",
    seen: Submission | None = None,
    now: datetime | None = None,
) -> Submission:
    """Keep a list of ``scope``, a city or the province, as a draft that may still be wrong; then ``submissions.submit``.

    ``seen``: the newest list of that scope and kind as the writer knows it, None for none. A draft is written over;
    after anything else a new one begins. Forbidden, Conflict, SubmissionProblem for an unknown scope or kind.
    """
    if scope not in (PROVINCE, *assets.areas().cities()) or kind not in assets.list_kinds():
        raise SubmissionProblem(f"没有“{name(scope, kind)}”这个报送单位或名单。")
    written = [dict(row.cells) for row in rows]
    return keep_draft(engine, account, (scope, "", kind), written, file=file, digest=digest, seen=seen, now=now)


def newest_list(engine: Engine, account: Account, scope: str, kind: str) -> Submission | None:
    """The last list of a scope and kind that was handed in, None if there is none."""
    return newest(engine, account, scope, "", kind)


def preview_list(engine: Engine, account: Account, seen: Submission) -> ListEffect:
    """What publishing this one list would change in the edition in force."""
    require(account, Act.SEE, seen.city)
    before = known(engine)
    return list_effect(before.rows, assets.list_kinds()[seen.kind], seen.city, seen.rows, before.areas)
