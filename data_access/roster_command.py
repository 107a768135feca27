"""``python -m data_access roster``: a volunteer roster is counted; what comes out are numbers, never a person."""

from __future__ import annotations

import csv
import io
import sys
from argparse import Namespace

from sqlalchemy import Engine

from data_access import assets
from data_access.commands import Answer, new_file, period_code
from data_access.layouts import LONG_HEADS
from data_access.roster import count_roster
from data_access.settings import settings
from domain.catalog import INDICATORS
from domain.period import PERIODS
from domain.roster import RosterCounts, RosterOptions


def count(_engine: Engine, wanted: Namespace) -> Answer:
    """Count the roster into a table to be imported: volunteers and stars by county."""
    period = period_code(wanted.period)
    vintage = PERIODS[period].vintage
    options = RosterOptions(vintage=vintage, thresholds=settings().star_hours, suppress_below=wanted.suppress)
    counts = count_roster(wanted.file.name, wanted.file, assets.areas(), options, _progress)
    if not wanted.dry_run:
        new_file(wanted.output, _table(counts, period, vintage))
    total = "不足显示" if counts.total is None else counts.total
    lines = [f"共{total}人；表：{wanted.output}"]
    if counts.dropped_columns:
        lines.append(f"含个人信息的列没有读入：{'、'.join(counts.dropped_columns)}")
    lines += [problem.text for problem in counts.problems]
    data = {"total": counts.total, "dropped": list(counts.dropped_columns), "problems": lines[2:]}
    return Answer(True, tuple(lines), data)


def _progress(share: float) -> None:
    print(f"\r已读{share:.0%}", end="" if share < 1 else "\n", file=sys.stderr, flush=True)


def _table(counts: RosterCounts, period: str, vintage: str) -> bytes:
    """The long layout of a city's report, as CSV with a byte order mark."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(LONG_HEADS)
    for entry in counts.to_entries(period):
        area = assets.areas().get(entry.area, vintage).name
        writer.writerow((entry.area, area, period, INDICATORS[entry.indicator].name, entry.number, ""))
    return text.getvalue().encode("utf-8-sig")
