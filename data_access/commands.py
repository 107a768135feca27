"""Reporting and editions from the command line: every command answers with lines for people and data for programs."""

from __future__ import annotations

import csv
import hashlib
import io
from argparse import Namespace
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from data_access import assets, submissions
from data_access.disk import write_new
from data_access.editions import listed, load
from data_access.handed_in import KINDS, Found, Place, form, keep, newest, read
from data_access.in_force import current
from data_access.publishing import publish, publish_list, roll_back
from data_access.submission_store import KIND, name
from domain.area import Level
from domain.catalog import INDICATORS
from domain.dataset import Dataset
from domain.format import inert
from domain.intake import PERIODS_REPORTED
from domain.roles import SINGLE_USER
from domain.submission import Problem, Submission

_FIELDS = ("indicator", "period", "area", "low", "high", "status", "printed", "source", "note")


class CommandProblem(Exception):
    """The command was not given rightly; the message is Chinese."""


@dataclass(frozen=True)
class Answer:
    """``ok``: whether all is well; ``lines`` for people, ``data`` for programs."""

    ok: bool
    lines: tuple[str, ...]
    data: dict[str, Any]


def place(wanted: Namespace) -> Place:
    """What a command is about: its kind, city and period. CommandProblem where one is none."""
    kind, period = kind_code(wanted.kind), period_code(wanted.period)
    return Place(kind, city_code(wanted.city, kind != KIND), period if kind == KIND else "")


def kind_code(text: str) -> str:
    """The key of a kind given by key or name."""
    found = next((key for key, name in KINDS.items() if text in (key, name)), None)
    if found is None:
        raise CommandProblem(f"“{text}”不是报送内容。可以写：{kinds_in_words()}。")
    return found


def kinds_in_words() -> str:
    """All keys with their names."""
    return "、".join(f"{key} {name}" for key, name in KINDS.items())


def city_code(text: str, or_province: bool = False) -> str:
    """The code of a city, or of the province, given by name or code; CommandProblem if it is none."""
    found, levels = assets.areas().named(text), (Level.CITY, Level.PROVINCE) if or_province else (Level.CITY,)
    if found is None or found.level not in levels:
        raise CommandProblem(f"“{text}”不是浙江的设区市{'，也不是浙江省' if or_province else ''}。")
    return found.code


def period_code(text: str) -> str:
    """The code of a period that can be reported. CommandProblem for another."""
    if text not in PERIODS_REPORTED:
        raise CommandProblem(f"“{text}”不是报送时点。写法：2021Q1、2020。")
    return text


def new_file(path: Path, body: bytes) -> None:
    """OSError where it cannot be written; a file that is there is never written over."""
    write_new(path, body)


def make_template(engine: Engine, wanted: Namespace) -> Answer:
    """The form of a city for a period, or of a list, as .xlsx or .csv by the file's ending."""
    body = form(engine, place(wanted), wanted.output.suffix)
    if not wanted.dry_run:
        new_file(wanted.output, body)
    return Answer(True, (f"模板：{wanted.output}",), {"file": str(wanted.output), "bytes": len(body)})


def take_in(engine: Engine, wanted: Namespace) -> Answer:
    """Read and examine a city's file; keep it as a draft, or submit it, if there is no error in it."""
    where, body = place(wanted), wanted.file.read_bytes()
    seen = newest(engine, SINGLE_USER, where)
    found = read(engine, where, wanted.file.name, body)
    counted, unit, key = _counted(where, found)
    data = {key: counted, "errors": found.errors, "problems": [_problem_data(p) for p in found.problems]}
    lines = [_problem_line(problem) for problem in found.problems]
    is_good = not found.errors and (counted > 0 or where.kind != KIND)  # an empty list takes all away, with a warning
    if wanted.dry_run or not is_good:
        end = "可以存入" if is_good else "请改正后再导入"
        return Answer(is_good, (*lines, f"{counted}{unit}，{found.errors}处错误；没有存入，{end}。"), data)
    what = {"file": wanted.file.name, "digest": hashlib.sha256(body).hexdigest(), "seen": seen}
    kept = keep(engine, SINGLE_USER, where, found, **what)
    kept = submissions.submit(engine, SINGLE_USER, kept) if wanted.submit else kept
    data |= _submission_data(kept)
    return Answer(True, (*lines, f"{counted}{unit}，没有错误；已存为“{kept.state.label}”。"), data)


def _counted(where: Place, found: Found) -> tuple[int, str, str]:
    """How much there is, its unit, and what programs call it."""
    return (len(found.entries), "个数", "numbers") if where.kind == KIND else (len(found.rows), "行", "rows")


def _problem_data(problem: Problem) -> dict[str, object]:
    return {**asdict(problem), "severity": problem.severity.name, "where": problem.where}


def _problem_line(problem: Problem) -> str:
    area = assets.areas().find(problem.area)
    entry = INDICATORS.get(problem.indicator)
    what = f"{area.name if area else problem.area}{entry.name if entry else problem.indicator}"
    place = "，".join(filter(None, (problem.where, what))) or "整份文件"
    return f"{problem.severity.label}：{place}：{problem.found}；应为{problem.expected}；{problem.mend}。"


def _submission_data(kept: Submission) -> dict[str, object]:
    keys = ("id", "kind", "city", "period", "digest")
    return {"state": kept.state.name, **{key: getattr(kept, key) for key in keys}}


def step(act: Callable[..., Submission], needs_reason: bool) -> Callable[[Engine, Namespace], Answer]:
    """A command that takes the newest submission of a city, or list, one step further."""

    def take(engine: Engine, wanted: Namespace) -> Answer:
        where = place(wanted)
        seen, what = newest(engine, SINGLE_USER, where), name(where.scope, where.period or where.kind)
        if seen is None:
            raise CommandProblem(f"{what}还没有报送。")
        kept = act(engine, SINGLE_USER, seen, *((wanted.reason,) if needs_reason else ()))
        return Answer(True, (f"{what}：{kept.state.label}。",), _submission_data(kept))

    return take


def make_public(engine: Engine, wanted: Namespace) -> Answer:
    """Publish what is approved for a period, or of a kind of list."""
    kind, period = kind_code(wanted.kind), period_code(wanted.period)
    made, what = (publish, period) if kind == KIND else (publish_list, kind)
    edition = made(engine, SINGLE_USER, what, dry_run=wanted.dry_run)
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
