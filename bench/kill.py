"""``python -m bench.kill``: imports and publications killed at random moments; nothing may be torn or lost.

A database with one city's approved report is copied for each try. A process that imports or publishes is killed at a
random moment; then the copy must be whole, its log unbroken, and the act either done entirely or not at all. What a
process acknowledged with exit status 0 must be there.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, make_url, text

from bench.servers import ROOT
from data_access import submissions
from data_access.audit import verify
from data_access.editions import fill, listed, load
from data_access.engine import open_engine
from data_access.in_force import current
from data_access.template import template_csv
from domain.catalog import INDICATORS
from domain.roles import SINGLE_USER
from domain.submission import REPORTABLE, Entry

CITY, PERIOD, OTHER = "330300", "2020", "330400"
NUMBERS = dict(zip(REPORTABLE, (20, 21, 100, 300, 5000, 20, 1000, 50, 20, 10, 5, 2, 2), strict=True))


def prepare(folder: Path) -> tuple[Path, Path, int]:
    """A database with an approved report, a filled form of another city, and how many values a publication has."""
    file, form = folder / "base.db", folder / "form.csv"
    engine = open_engine(_url(file), fill)
    shipped = load(engine, next(e for e in listed(engine) if e.code == "published"))[0]
    entries = [Entry(key, PERIOD, county, n) for county in shipped.areas.children(CITY) for key, n in NUMBERS.items()]
    draft = submissions.save_draft(engine, SINGLE_USER, CITY, PERIOD, entries)
    submissions.approve(engine, SINGLE_USER, submissions.submit(engine, SINGLE_USER, draft))
    engine.dispose()
    form.write_text(_filled(template_csv(OTHER, PERIOD, shipped)), "utf-8-sig")
    return file, form, len(shipped.stored) + len(entries)


def _filled(form: bytes) -> str:
    numbers = {INDICATORS[key].name: number for key, number in NUMBERS.items()}
    rows, out = csv.DictReader(io.StringIO(form.decode("utf-8-sig"))), io.StringIO()
    writer = csv.DictWriter(out, rows.fieldnames or ())
    writer.writeheader()
    writer.writerows({**row, "数值": numbers[row["指标"]]} for row in rows)
    return out.getvalue()


def _url(file: Path) -> URL:
    return make_url(f"sqlite:///{file}")


def attempt(base: Path, form: Path, act: str, delay: float, values: int) -> str:
    """One kill: 没有做、做完了 or what is wrong."""
    file = base.with_name("try.db")
    for old in file.parent.glob("try.db*"):
        old.unlink()
    shutil.copy(base, file)
    words = ["publish", PERIOD] if act == "publish" else ["import", OTHER, PERIOD, str(form), "--submit"]
    process = subprocess.Popen(
        [sys.executable, "-m", "data_access", *words],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{file}"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        status = process.wait(delay)
    except subprocess.TimeoutExpired:
        process.kill()
        status = process.wait()
    engine = create_engine(_url(file))
    try:
        return judge(engine, act, status == 0, values)
    finally:
        engine.dispose()


def judge(engine: Engine, act: str, acknowledged: bool, values: int) -> str:
    """What the copy looks like after the kill."""
    with engine.connect() as connection:
        if connection.execute(text("PRAGMA integrity_check")).scalar() != "ok":
            return "损坏"
        codes = set(connection.scalars(text("SELECT code FROM edition")))
        stored = connection.execute(text("SELECT count(*) FROM observation WHERE edition = '2020-v1'")).scalar()
        handed_in = connection.execute(
            text(f"SELECT count(*) FROM submission WHERE city = '{OTHER}' AND state = 'SUBMITTED'")
        ).scalar()
    if broken := verify(engine):
        return f"记录断裂：{broken}"
    if act == "publish":
        now = current(engine)
        whole = ("2020-v1" in codes, stored == values, now is not None and now.edition == "2020-v1")
        if any(whole) and not all(whole):
            return f"撕裂：{whole}"
        done = all(whole)
    else:
        done = handed_in == 1
    if acknowledged and not done:
        return "答应了却没有"
    return "做完了" if done else "没有做"


def main() -> int:
    """Print how the tries ended; 1 if any ended badly."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.kill", description="Kill imports and publications at random."
    )
    parser.add_argument("--tries", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    chance, ends = random.Random(wanted.seed), Counter[str]()
    with tempfile.TemporaryDirectory(prefix="zjrc-kill-") as folder:
        base, form, values = prepare(Path(folder))
        usual = {}  # seconds that each act takes when nobody kills it
        for act in ("publish", "import"):
            start = time.monotonic()
            assert attempt(base, form, act, 60, values) == "做完了", act
            usual[act] = time.monotonic() - start
        for number in range(wanted.tries):
            act = ("publish", "import")[number % 2]
            ends[f"{act}：{attempt(base, form, act, usual[act] * chance.uniform(0.3, 1.1), values)}"] += 1
    for end, count in sorted(ends.items()):
        print(f"{count:4d}  {end}")
    return 0 if all(end.endswith(("做完了", "没有做")) for end in ends) else 1


if __name__ == "__main__":
    sys.exit(main())
