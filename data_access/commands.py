"""Reporting and editions from the command line: every command answers with lines for people and data for programs."""

from __future__ import annotations

import csv
import hashlib
import io
from argparse import Namespace
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from data_access import assets, submissions
from data_access.board import board
from data_access.editions import listed, load
from data_access.in_force import basis, current
from data_access.publishing import publish, roll_back
from data_access.template import counts_before, template, template_csv
from data_access.workbook import read_workbook
from domain.area import Level
from domain.board import reminder
from domain.catalog import INDICATORS
from domain.dataset import Dataset
from domain.format import inert
from domain.intake import PERIODS_REPORTED, examine
from domain.period import PERIODS
from domain.roles import SINGLE_USER
from domain.submission import Problem, Severity, Submission

_FIELDS = ("indicator", "period", "area", "low", "high", "status", "printed", "source", "note")


class CommandProblem(Exception):
    """The command was not given rightly; the message is Chinese."""


@dataclass(frozen=True)
class Answer:
    """``ok``: whether all is well; ``lines`` for people, ``data`` for programs."""

    ok: bool
    lines: tuple[str, ...]
    data: dict[str, Any]


def city_code(text: str) -> str:
    """The code of a city given by name or code; CommandProblem if it is none."""
    found = assets.areas().named(text)
    if found is None or found.level is not Level.CITY:
        raise CommandProblem(f"“{text}”不是浙江的设区市。")
    return found.code


def period_code(text: str) -> str:
    """The code of a period that can be reported. CommandProblem for another."""
    if text not in PERIODS_REPORTED:
        raise CommandProblem(f"“{text}”不是报送时点。写法：2021Q1、2020。")
    return text


def new_file(path: Path, body: bytes) -> None:
    """OSError where it cannot be written; a file that is there is never written over."""
    with path.open("xb") as opened:
        opened.write(body)


def make_template(engine: Engine, wanted: Namespace) -> Answer:
    """The empty form of a city for a period, as .xlsx or .csv by the file's ending."""
    city, period = city_code(wanted.city), period_code(wanted.period)
    make = template_csv if wanted.output.suffix.lower() == ".csv" else template
    body = make(city, period, basis(engine))
    if not wanted.dry_run:
        new_file(wanted.output, body)
    return Answer(True, (f"模板：{wanted.output}",), {"file": str(wanted.output), "bytes": len(body)})


def take_in(engine: Engine, wanted: Namespace) -> Answer:
    """Read and examine a city's file; keep it as a draft, or submit it, if there is no error in it."""
    city, period, body, dataset = (
        city_code(wanted.city),
        period_code(wanted.period),
        wanted.file.read_bytes(),
        basis(engine),
    )
    seen = submissions.newest(engine, SINGLE_USER, city, period)
    reading = read_workbook(wanted.file.name, body, city, period, counts_before(city, period, dataset))
    problems = (*reading.problems, *reading.located(examine(reading.entries, city, period, dataset)))
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    data = {"numbers": len(reading.entries), "errors": errors, "problems": [_problem_data(p) for p in problems]}
    lines = [_problem_line(problem) for problem in problems]
    if errors or wanted.dry_run or not reading.entries:
        ok = not errors and bool(reading.entries)
        end = "可以存入" if ok else "请改正后再导入"
        return Answer(ok, (*lines, f"{len(reading.entries)}个数，{errors}处错误；没有存入，{end}。"), data)
    digest = hashlib.sha256(body).hexdigest()
    what = {"file": wanted.file.name, "digest": digest, "seen": seen}
    kept = submissions.save_draft(engine, SINGLE_USER, city, period, reading.entries, **what)
    kept = submissions.submit(engine, SINGLE_USER, kept) if wanted.submit else kept
    data |= _submission_data(kept)
    return Answer(True, (*lines, f"{len(reading.entries)}个数，没有错误；已存为“{kept.state.label}”。"), data)


def _problem_data(problem: Problem) -> dict[str, object]:
    return {**asdict(problem), "severity": problem.severity.name, "where": problem.where}


def _problem_line(problem: Problem) -> str:
    area = assets.areas().find(problem.area)
    entry = INDICATORS.get(problem.indicator)
    what = f"{area.name if area else problem.area}{entry.name if entry else problem.indicator}"
    place = "，".join(filter(None, (problem.where, what))) or "整份文件"
    return f"{problem.severity.label}：{place}：{problem.found}；应为{problem.expected}；{problem.mend}。"


def _submission_data(kept: Submission) -> dict[str, object]:
    return {"id": kept.id, "state": kept.state.name, "city": kept.city, "period": kept.period, "digest": kept.digest}


def step(act: Callable[..., Submission], needs_reason: bool) -> Callable[[Engine, Namespace], Answer]:
    """A command that takes a city's newest submission one step further."""

    def take(engine: Engine, wanted: Namespace) -> Answer:
        city, period = city_code(wanted.city), period_code(wanted.period)
        seen = submissions.newest(engine, SINGLE_USER, city, period)
        if seen is None:
            raise CommandProblem(f"{wanted.city}没有报送{PERIODS[period].name}的数。")
        kept = act(engine, SINGLE_USER, seen, *((wanted.reason,) if needs_reason else ()))
        return Answer(True, (f"{wanted.city}{PERIODS[period].name}：{kept.state.label}。",), _submission_data(kept))

    return take


def make_public(engine: Engine, wanted: Namespace) -> Answer:
    """Publish what is approved for a period."""
    edition = publish(engine, SINGLE_USER, period_code(wanted.period), dry_run=wanted.dry_run)
    done = "可以发布" if wanted.dry_run else "已发布"
    return Answer(True, (f"{done}：{edition.title}（{edition.code}）。",), {"edition": edition.code})


def go_back(engine: Engine, wanted: Namespace) -> Answer:
    """Bring another edition into force."""
    found = roll_back(engine, SINGLE_USER, wanted.edition, wanted.reason, dry_run=wanted.dry_run)
    done = "可以改用" if wanted.dry_run else "已改用"
    return Answer(True, (f"{done}版次{found.edition}。",), {"edition": found.edition})


def export(engine: Engine, wanted: Namespace) -> Answer:
    """All stored values of an edition, exact, as a CSV file in UTF-8."""
    now = current(engine)
    code = wanted.edition or (now.edition if now else "published")
    edition = next((edition for edition in listed(engine) if edition.code == code), None)
    if edition is None:
        raise CommandProblem(f"没有“{code}”这个版次。")
    rows = list(_values(load(engine, edition)[0]))
    if not wanted.dry_run:
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerows([_FIELDS, *([inert(field) for field in row] for row in rows)])
        new_file(wanted.output, text.getvalue().encode("utf-8-sig"))
    return Answer(True, (f"{edition.title}：{len(rows)}个数。",), {"edition": code, "values": len(rows)})


def _values(dataset: Dataset) -> Iterable[tuple[str, ...]]:
    for key, value in sorted(dataset.stored.items()):
        low = "" if value.interval is None else str(value.interval.low)
        high = "" if value.interval is None or value.interval.high is None else str(value.interval.high)
        yield (*key, low, high, value.status.name, value.printed, value.source, value.note)


def remind(engine: Engine, wanted: Namespace) -> Answer:
    """How far the cities have come, and what to write to those that are not done."""
    rows = board(engine, SINGLE_USER, [period_code(wanted.period)], datetime.now(UTC))
    lines, data = [], []
    for row in rows:
        state = row.state.label if row.state else "未报"
        late = "，逾期" if row.late else ""
        lines.append(f"{row.name}：{state}，{row.filled}/{row.expected}，限{row.due.isoformat()}{late}。")
        words = {"state": row.state.name if row.state else "", "due": row.due.isoformat()}
        data.append({**asdict(row), **words, "reminder": reminder(rows, row.city, row.period)})
    return Answer(True, (*lines, *(row["reminder"] for row in data if row["reminder"])), {"rows": data})
