"""What cities hand in: draft, submitted, returned or approved; every step is kept, and of two at once one is told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Engine, select

from data_access import assets
from data_access.audit import hold
from data_access.engine import read_only
from data_access.in_force import basis, local_time, rows_in_force
from data_access.schema import SubmissionRow
from data_access.submission_store import (
    KIND,
    add,
    change,
    conflict,
    name,
    newest_row,
    others,
    recorded,
    refuse_locked,
    row_as_seen,
    submission,
)
from data_access.submission_store import Conflict as Conflict
from data_access.submission_store import SubmissionProblem as SubmissionProblem
from domain.dataset import Dataset
from domain.intake import PERIODS_REPORTED, examine
from domain.lists import InForce, examine_list
from domain.roles import Account, Act, may, require
from domain.submission import Entry, Severity, State, Submission


def save_draft(
    engine: Engine,
    account: Account,
    city: str,
    period: str,
    entries: Iterable[Entry],
    *,
    file: str = "",
    digest: str = "",
    seen: Submission | None = None,
    now: datetime | None = None,
) -> Submission:
    """Keep what a city (six-digit code) reports for a period, as a draft that may still be wrong.

    ``seen``: the city's newest submission of that period as the writer knows it, None for none. A draft is
    written over; after anything else a new one begins. Forbidden, Conflict, SubmissionProblem where it is locked.
    """
    if city not in assets.areas().cities() or period not in PERIODS_REPORTED:
        raise SubmissionProblem(f"没有“{name(city, period)}”这个报送单位或时点。")
    written = [asdict(entry) for entry in entries]
    return keep_draft(engine, account, (city, period, KIND), written, file=file, digest=digest, seen=seen, now=now)


def keep_draft(
    engine: Engine,
    account: Account,
    place: tuple[str, str, str],
    content: Sequence[Mapping[str, object]],
    *,
    file: str,
    digest: str,
    seen: Submission | None,
    now: datetime | None,
) -> Submission:
    """What ``save_draft`` and ``lists.save_list`` do with what is reported of a known city, period and kind."""
    city, period, kind = place
    require(account, Act.SUBMIT, city)
    at, counted = local_time(now), "numbers" if kind == KIND else "rows"
    written = {"entries": json.dumps(content, ensure_ascii=False), "file": file, "digest": digest}
    written |= {"author": account.name, "at": at}
    with engine.begin() as connection:
        hold(connection)
        last = newest_row(connection, city, period, kind)
        if (last and (last["id"], last["version"])) != (seen and (seen.id, seen.version)):
            raise conflict(last, city, period or kind)
        if kind == KIND:
            refuse_locked(connection, city, period)
        if last is None or last["state"] != State.DRAFT.name:
            id_ = add(connection, account, city, period, written, kind)
        else:
            id_ = int(last["id"])
            change(connection, account, [id_], at, **written)
        detail = {"state": State.DRAFT.name, "file": file, "digest": digest, counted: len(content)}
        return recorded(connection, account, Act.SUBMIT, id_, detail)


def submit(engine: Engine, account: Account, seen: Submission, now: datetime | None = None) -> Submission:
    """Hand a draft to the province. SubmissionProblem if there are errors in it; an earlier one is superseded."""
    return _step(engine, account, Act.SUBMIT, seen, State.SUBMITTED, now)


def give_back(
    engine: Engine, account: Account, seen: Submission, reason: str, now: datetime | None = None
) -> Submission:
    """Return it to the city with a reason: what was submitted, or what was approved and is not published yet."""
    return _step(engine, account, Act.RETURN, seen, State.RETURNED, now, reason)


def approve(engine: Engine, account: Account, seen: Submission, now: datetime | None = None) -> Submission:
    """Accept it for the next edition. SubmissionProblem if there are errors in it by now."""
    return _step(engine, account, Act.APPROVE, seen, State.APPROVED, now)


# What may become what, and which others of the same city and period it replaces.
_FROM = {
    State.SUBMITTED: (State.DRAFT,),
    State.RETURNED: (State.SUBMITTED, State.APPROVED),
    State.APPROVED: (State.SUBMITTED,),
}
_REPLACES = {State.SUBMITTED: (State.SUBMITTED, State.RETURNED), State.RETURNED: (), State.APPROVED: (State.APPROVED,)}


def _step(
    engine: Engine, account: Account, act: Act, seen: Submission, to: State, now: datetime | None, reason: str = ""
) -> Submission:
    require(account, act, seen.city)
    if to is State.RETURNED:
        _need_reason(reason)
    time, dataset = local_time(now), basis(engine)
    with engine.begin() as connection:
        hold(connection)
        row = row_as_seen(connection, seen)
        if State[row["state"]] not in _FROM[to]:
            state = State[row["state"]].label
            raise SubmissionProblem(f"{name(seen.city, seen.period or seen.kind)}的报送是“{state}”，不能{act.value}。")
        if to is not State.RETURNED and seen.kind == KIND:
            refuse_locked(connection, seen.city, seen.period)
            _refuse_errors(submission(row), dataset)
        elif to is not State.RETURNED:
            _refuse_list_errors(submission(row), rows_in_force(connection))
        replaced = others(connection, seen, _REPLACES[to])
        change(connection, account, replaced, time, state=State.SUPERSEDED.name)
        handed_in = {"author": account.name, "at": time} if to is State.SUBMITTED else {}
        change(connection, account, [seen.id], time, state=to.name, reason=reason.strip(), **handed_in)
        return recorded(connection, account, act, seen.id, {"state": to.name, "reason": reason, "replaced": replaced})


def unlock(engine: Engine, account: Account, seen: Submission, reason: str, now: datetime | None = None) -> Submission:
    """Let the city report a published period anew; what is published stays until the new figures are."""
    require(account, Act.UNLOCK, seen.city)
    _need_reason(reason)
    with engine.begin() as connection:
        hold(connection)
        row = row_as_seen(connection, seen)
        if seen.kind != KIND:
            raise SubmissionProblem(f"{name(seen.city, seen.kind)}不锁定，可以随时再报，不用解锁。")
        if row["state"] != State.PUBLISHED.name:
            raise SubmissionProblem(f"{name(seen.city, seen.period)}的报送没有发布，不用解锁。")
        change(connection, account, [seen.id], local_time(now), unlocked=reason.strip())
        return recorded(connection, account, Act.UNLOCK, seen.id, {"reason": reason})


def listed(engine: Engine, account: Account, period: str = "", city: str = "", kind: str = KIND) -> list[Submission]:
    """What the account may see, the newest first; ``period``, ``city`` and ``kind`` narrow it, "" for all."""
    require(account, Act.SEE, city)
    query = select(SubmissionRow.__table__).order_by(SubmissionRow.id.desc())
    query = query.where(SubmissionRow.kind == kind) if kind else query
    query = query.where(SubmissionRow.period == period) if period else query
    query = query.where(SubmissionRow.city == city) if city else query
    with read_only(engine) as connection:
        rows = connection.execute(query).mappings().all()
    return [submission(row) for row in rows if may(account, Act.SEE, row["city"])]


def newest(engine: Engine, account: Account, city: str, period: str, kind: str = KIND) -> Submission | None:
    """The city's last submission of a period and kind ("" is the period of lists), None if there is none."""
    return next(iter(listed(engine, account, period, city, kind)), None)


def _refuse_errors(handed_in: Submission, dataset: Dataset) -> None:
    place = name(handed_in.city, handed_in.period)
    problems = examine(handed_in.entries, handed_in.city, handed_in.period, dataset)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    if errors:
        raise SubmissionProblem(f"{place}的报送有{errors}处错误，请改正后再提交。")
    if not handed_in.entries:
        raise SubmissionProblem(f"{place}的报送里一个数也没有。")


def _refuse_list_errors(handed_in: Submission, known: InForce) -> None:
    problems = examine_list(handed_in.rows, assets.list_kinds()[handed_in.kind], handed_in.city, known)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        first = f"{errors[0].found}，应为{errors[0].expected}"
        where = name(handed_in.city, handed_in.kind)
        raise SubmissionProblem(f"{where}的报送有{len(errors)}处错误，请改正后再提交。第一处：{first}。")


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise SubmissionProblem("请写明原因。")
