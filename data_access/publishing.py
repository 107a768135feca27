"""From approved submissions to an edition that everyone sees, and back to an earlier one, each in one act."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, func, insert, select

from data_access import assets
from data_access.audit import hold, record
from data_access.editions import write
from data_access.engine import read_only
from data_access.in_force import Publication, basis, latest, local_time, rows_in_force
from data_access.published import published
from data_access.schema import EditionRow, PublicationRow, SubmissionRow
from data_access.submission_store import KIND, Conflict, SubmissionProblem, change, submission
from domain.area import PROVINCE
from domain.checks import check
from domain.dataset import Dataset, Edition
from domain.effect import Effect, applied, effect, reported
from domain.intake import PERIODS_REPORTED
from domain.lists import LIST_NAMES, InForce, merged, pilots_of, sourced, too_many
from domain.period import PERIODS
from domain.roles import Account, Act, require
from domain.rules import RULES
from domain.status import Status
from domain.submission import ListRow, State, Submission
from domain.value import Key, Value

LISTS = "lists"  # the first part of the codes of editions that lists brought


def preview(engine: Engine, account: Account, seen: Submission) -> Effect:
    """What publishing this one submission would change in the edition in force."""
    require(account, Act.SEE, seen.city)
    before = basis(engine)
    with read_only(engine) as connection:
        number = connection.scalar(select(SubmissionRow.number).filter_by(id=seen.id)) or 1
    return effect(before, applied(before, seen, number), seen.city, seen.period)


class _Tried(Exception):
    """Ends a trial, so that the database takes everything back."""


def publish(
    engine: Engine,
    account: Account,
    period: str,
    seen: Publication | None = None,
    now: datetime | None = None,
    dry_run: bool = False,
) -> Edition:
    """A new edition, in force at once: the report's own figures, what is in force of other cities and periods, and all
    that is approved for this period. Cities that have nothing approved stay as they are, or 未报; so do the lists.

    ``seen``: what the publisher takes to be in force (Conflict if it no longer is), None for whatever is. ``dry_run``:
    say what would come of it and take it all back.
    SubmissionProblem if nothing is approved or 勾稽 finds an error in what would come of it.
    """
    if period not in PERIODS_REPORTED:
        require(account, Act.PUBLISH)
        raise SubmissionProblem(f"没有“{period}”这个报送时点。")
    return _publish(engine, account, KIND, period, seen, now, dry_run)


def publish_list(
    engine: Engine,
    account: Account,
    kind: str,
    seen: Publication | None = None,
    now: datetime | None = None,
    dry_run: bool = False,
) -> Edition:
    """The same with all that is approved of one kind of list; figures and other lists stay as they are.

    SubmissionProblem if there is no such kind, nothing is approved, or together they are more than there can be.
    """
    if kind not in LIST_NAMES:
        require(account, Act.PUBLISH)
        raise SubmissionProblem(f"没有“{kind}”这一类名单。")
    return _publish(engine, account, kind, "", seen, now, dry_run)


def _publish(
    engine: Engine,
    account: Account,
    kind: str,
    period: str,
    seen: Publication | None,
    now: datetime | None,
    dry_run: bool,
) -> Edition:
    require(account, Act.PUBLISH)
    stem = period or LISTS
    with suppress(_Tried), engine.begin() as connection:
        hold(connection)
        before, known = _in_force(connection, seen), rows_in_force(connection)
        fresh = _approved(connection, kind, period)
        if not fresh:
            raise _nothing(before, period, kind)
        ids = _lasting(connection, (*(before.submissions if before else ()), *fresh))
        overtaken = [id_ for id_ in fresh if id_ not in ids]
        change(connection, account, overtaken, local_time(now), state=State.SUPERSEDED.name)
        edition, values = _made(connection, stem, ids, now)
        rows = known.rows if kind == KIND else _rows(connection, known, fresh)
        write(connection, edition, values, pilots_of(assets.pilots(), rows, assets.areas()), rows)
        _come_into_force(connection, account, Act.PUBLISH, edition.code, ids, "", now)
        if dry_run:
            raise _Tried
    return edition


def roll_back(
    engine: Engine,
    account: Account,
    edition: str,
    reason: str,
    seen: Publication | None = None,
    now: datetime | None = None,
    dry_run: bool = False,
) -> Publication:
    """Bring any edition into force again, an earlier or a later one or a shipped one, just as it was.

    What of the submissions is not in it counts as superseded and does not come back with the next edition.
    SubmissionProblem if there is no such edition, no reason, or it is in force already.
    """
    require(account, Act.ROLL_BACK)
    if not reason.strip():
        raise SubmissionProblem("请写明原因。")
    with suppress(_Tried), engine.begin() as connection:
        hold(connection)
        before = _in_force(connection, seen)
        if connection.scalar(select(EditionRow.code).filter_by(code=edition)) is None:
            raise SubmissionProblem(f"没有“{edition}”这个版次。")
        if before is not None and before.edition == edition:
            raise SubmissionProblem(f"现在用的就是“{edition}”。")
        then = latest(connection, edition)
        ids = then.submissions if then else ()
        found = _come_into_force(connection, account, Act.ROLL_BACK, edition, ids, reason.strip(), now)
        if dry_run:
            raise _Tried
    return found


def _in_force(connection: Connection, seen: Publication | None) -> Publication | None:
    now = latest(connection)
    if seen is not None and (now is None or now.id != seen.id):
        raise _changed(now)
    return now


def _changed(now: Publication | None) -> Conflict:
    if now is None:
        return Conflict("版次已不在，请刷新后再试。")
    return Conflict(f"版次已由“{now.by}”在{now.at[:16].replace('T', ' ')}改为“{now.edition}”，请刷新后再试。")


def _nothing(before: Publication | None, period: str, kind: str) -> Exception:
    if before is not None and before.edition.startswith(f"{period or LISTS}-v"):
        return _changed(before)
    what = PERIODS[period].name if period else LIST_NAMES[kind]
    return SubmissionProblem(f"{what}没有审核通过、等待发布的报送。")


def _approved(connection: Connection, kind: str, period: str) -> tuple[int, ...]:
    """Ids of what waits: of counts by city, of lists in the order in which they were begun."""
    query = select(SubmissionRow.id).filter_by(kind=kind, period=period, state=State.APPROVED.name)
    order = SubmissionRow.city if kind == KIND else SubmissionRow.id
    return tuple(connection.scalars(query.order_by(order)))


def _lasting(connection: Connection, ids: Iterable[int]) -> tuple[int, ...]:
    """Those, the older first, that no later one reports anew: of the same kind, period and city, or all cities' list."""
    ids = tuple(ids)
    columns = SubmissionRow.id, SubmissionRow.kind, SubmissionRow.city, SubmissionRow.period
    rows = connection.execute(select(*columns).where(SubmissionRow.id.in_(ids)))
    found = {row.id: (row.kind, row.period, row.city) for row in rows}

    def anew(id_: int, later: int) -> bool:
        return found[id_][:2] == found[later][:2] and found[later][2] in (found[id_][2], PROVINCE)

    return tuple(id_ for n, id_ in enumerate(ids, 1) if not any(anew(id_, later) for later in ids[n:]))


def _rows(connection: Connection, known: InForce, ids: Iterable[int]) -> list[ListRow]:
    """The rows in force with those of the submissions in their places."""
    rows = list(known.rows)
    for id_ in ids:
        row = connection.execute(select(SubmissionRow.__table__).filter_by(id=id_)).mappings().one()
        handed_in = submission(row)
        rows = merged(rows, handed_in.kind, handed_in.city, sourced(handed_in, row["number"]), known.areas)
    if wrong := next(too_many(rows, known), None):
        raise SubmissionProblem(f"合起来有{wrong.found}，{wrong.expected}，不能发布。请先退回其中不对的。")
    return rows


def _made(
    connection: Connection, stem: str, ids: tuple[int, ...], now: datetime | None
) -> tuple[Edition, dict[Key, Value]]:
    """The next edition of a period, or of the lists, with its values, which obey all rules."""
    query = select(SubmissionRow.__table__).where(SubmissionRow.id.in_(ids), SubmissionRow.kind == KIND)
    values = published()
    rows = connection.execute(query).mappings().all()
    for row in rows:
        values |= reported(submission(row), row["number"])
    like = EditionRow.code.startswith(f"{stem}-v", autoescape=True)
    number = 1 + (connection.scalar(select(func.count()).select_from(EditionRow).where(like)) or 0)
    created = (now or datetime.now(UTC)).astimezone(UTC).isoformat()
    named = "名单" if stem == LISTS else PERIODS[stem].name.removesuffix("末")
    local = Status.REPORTED if rows else Status.MISSING
    edition = Edition(f"{stem}-v{number}", f"{named} 第{number}版", local, created)
    findings = [f for c in check(Dataset(edition, assets.areas(), values), RULES) for f in c.findings]
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        found = assets.areas().find(errors[0].area)
        where = f"{found.name if found else errors[0].area}{PERIODS[errors[0].period].name}"
        raise SubmissionProblem(f"勾稽有{len(errors)}处不符，不能发布。第一处：{where}，{errors[0].message}。")
    return edition, values


def _come_into_force(
    connection: Connection,
    account: Account,
    act: Act,
    edition: str,
    ids: tuple[int, ...],
    reason: str,
    now: datetime | None,
) -> Publication:
    at = local_time(now)
    was = connection.scalars(select(SubmissionRow.id).filter_by(state=State.PUBLISHED.name))
    gone = [id_ for id_ in was if id_ not in ids]
    change(connection, account, gone, at, state=State.SUPERSEDED.name)
    change(connection, account, ids, at, state=State.PUBLISHED.name, unlocked="")
    row = {"edition": edition, "submissions": json.dumps(ids), "author": account.name, "at": at, "reason": reason}
    id_ = connection.execute(insert(PublicationRow).values(row).returning(PublicationRow.id)).scalar_one()
    record(connection, account, act, edition, {"submissions": list(ids), "superseded": gone, "reason": reason})
    return Publication(id_, edition, ids, account.name, at, reason)
