"""What a counted roster makes of a city's report: a draft in which only the numbers that it tells are new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine

from data_access import submissions
from data_access.in_force import basis
from data_access.submission_store import KIND
from domain.dataset import Dataset
from domain.effect import Effect, applied, effect
from domain.intake import examine
from domain.period import PERIODS
from domain.roles import Account, Act, require
from domain.roster import RosterCounts
from domain.submission import REPORTABLE, Entry, Problem, State, Submission

FILE = "志愿者名册（只计数）"  # never the name of the file, which may be that of a person
Seen = tuple[int, int]  # id and version of a submission, (0, 0) for none


@dataclass(frozen=True, slots=True)
class RosterDraft:
    """``counted``: what the roster tells of the city's own counties; ``entries``: with what was reported before;
    ``strangers``: codes of counties of other cities in it, of which nothing is taken.
    """

    counted: tuple[Entry, ...]
    entries: tuple[Entry, ...]
    strangers: tuple[str, ...]
    problems: tuple[Problem, ...]
    effect: Effect
    seen: Seen


def look(engine: Engine, account: Account, city: str, period: str, counts: RosterCounts) -> RosterDraft:
    """The draft that would come of a roster counted for a city (six-digit code) and period; nothing is kept.

    Forbidden unless the account may report for the city; ValueError for counts by other boundaries.
    """
    require(account, Act.SUBMIT, city)
    last, before = submissions.newest(engine, account, city, period), basis(engine)
    own = before.areas.children(city, PERIODS[period].vintage)
    counted = tuple(entry for entry in counts.to_entries(period) if entry.area in own)
    strangers = tuple(sorted({cell.area for cell in counts.cells} - set(own)))
    entries = _merged(last, counted)
    problems = tuple(_placed(problem, before) for problem in examine(entries, city, period, before))
    return RosterDraft(counted, entries, strangers, problems, _effect(before, entries, city, period), _seen(last))


def keep(
    engine: Engine,
    account: Account,
    city: str,
    period: str,
    counted: Iterable[Entry],
    seen: Seen,
    now: datetime | None = None,
) -> Submission:
    """Write the counted numbers into the city's draft of the period; its other numbers stay as they are.

    Forbidden; Conflict where the city's newest submission is not ``seen`` any more; SubmissionProblem where it is
    locked.
    """
    require(account, Act.SUBMIT, city)
    last = submissions.newest(engine, account, city, period)
    known = replace(last, id=seen[0], version=seen[1]) if last and any(seen) else None
    entries = _merged(last, tuple(counted))
    return submissions.save_draft(engine, account, city, period, entries, file=FILE, seen=known, now=now)


def _placed(problem: Problem, dataset: Dataset) -> Problem:
    """A problem whose place is its county, for there is no sheet."""
    area = dataset.areas.find(problem.area)
    return replace(problem, sheet=area.name) if area else problem


def _seen(last: Submission | None) -> Seen:
    return (last.id, last.version) if last else (0, 0)


def _merged(last: Submission | None, counted: tuple[Entry, ...]) -> tuple[Entry, ...]:
    new = {(entry.area, entry.indicator) for entry in counted}
    kept = (entry for entry in (last.entries if last else ()) if (entry.area, entry.indicator) not in new)
    return tuple(sorted((*kept, *counted), key=lambda entry: (entry.area, REPORTABLE.index(entry.indicator))))


def _effect(before: Dataset, entries: tuple[Entry, ...], city: str, period: str) -> Effect:
    draft = Submission(0, KIND, city, period, State.DRAFT, entries, FILE, "", "", "", "", 0)
    return effect(before, applied(before, draft, 1), city, period)
