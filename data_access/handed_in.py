"""What is handed in, the counts of a period or a list, by one way: its form, what a file says, its draft."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine

from data_access import assets, submissions
from data_access.in_force import basis
from data_access.list_reading import read_list
from data_access.list_template import list_template, list_template_csv
from data_access.lists import known, save_list
from data_access.submission_store import KIND
from data_access.template import counts_before, template, template_csv
from data_access.workbook import read_workbook
from domain.intake import examine
from domain.lists import LIST_NAMES
from domain.roles import Account
from domain.submission import Entry, ListRow, Problem, Severity, Submission

KINDS = {KIND: "指标数", **LIST_NAMES}


@dataclass(frozen=True, slots=True)
class Place:
    """Of what: ``kind`` of ``KINDS``; ``scope``, a city or for a list also the province; ``period``, "" for a list."""

    kind: str
    scope: str
    period: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a file says, and all that is wrong with it; one of ``entries`` and ``rows`` is empty."""

    entries: tuple[Entry, ...]
    rows: tuple[ListRow, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        """Problems that stop it."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)


def form(engine: Engine, place: Place, ending: str) -> bytes:
    """The form to fill in, as CSV where ``ending`` is .csv, else as .xlsx."""
    is_csv = ending.lower() == ".csv"
    if place.kind == KIND:
        return (template_csv if is_csv else template)(place.scope, place.period, basis(engine))
    kind = assets.list_kinds()[place.kind]
    return (list_template_csv if is_csv else list_template)(kind, place.scope, known(engine))


def read(engine: Engine, place: Place, name: str, body: bytes) -> Found:
    """What the file ``name`` says, looked at beside what is in force. DocumentProblem for one that is no such table."""
    if place.kind != KIND:
        listed = read_list(name, body, assets.list_kinds()[place.kind], place.scope, known(engine))
        return Found((), listed.rows, listed.problems)
    city, period, dataset = place.scope, place.period, basis(engine)
    reading = read_workbook(name, body, city, period, counts_before(city, period, dataset))
    problems = (*reading.problems, *reading.located(examine(reading.entries, city, period, dataset)))
    return Found(reading.entries, (), problems)


def newest(engine: Engine, account: Account, place: Place) -> Submission | None:
    """What was handed in last, None for nothing."""
    return submissions.newest(engine, account, place.scope, place.period, place.kind)


def keep(
    engine: Engine, account: Account, place: Place, found: Found, *, file: str, digest: str, seen: Submission | None
) -> Submission:
    """Keep it as a draft; see ``submissions.save_draft`` and ``lists.save_list``."""
    if place.kind != KIND:
        return save_list(engine, account, place.scope, place.kind, found.rows, file=file, digest=digest, seen=seen)
    of = place.scope, place.period
    return submissions.save_draft(engine, account, *of, found.entries, file=file, digest=digest, seen=seen)
