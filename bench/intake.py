"""What comes in: rosters and a city's workbook, beside a library that only reads the same file.

Every reading, theirs too, is a process of its own and counted from its start to its end. All data are invented from a
seed; what stands for names, ID numbers and telephones cannot be any person's.
"""

from __future__ import annotations

import csv
import hashlib
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Event, Thread, get_native_id

import xlsxwriter
from sqlalchemy import make_url

from bench.rows import Row, timed
from data_access import assets, submissions
from data_access.editions import fill
from data_access.engine import open_engine
from data_access.handed_in import Place, keep, newest, read
from data_access.layouts import LONG_HEADS
from data_access.roster import count_roster
from domain.catalog import INDICATORS
from domain.roles import SINGLE_USER
from domain.roster import RosterOptions
from domain.submission import REPORTABLE

SEED, WARM_UP, ROUNDS = 1, 1, 5
SHEET_PERSONS, TABLE_PERSONS, FORM_ROWS = 100_000, 1_000_000, 20_000
CITY, PERIOD = "330300", "2021Q1"
_HEAD = ("姓名", "身份证号", "手机", "县（市、区）", "星级", "服务时长", "注册时间", "类别")
_STARS = ("", "一星级", "二星级", "三星级", "四星级", "五星级")
_KINDS = ("应急救护", "救护队", "造血干细胞", "人道传播", "")
_LOOK_S = 0.005
_CALAMINE = "import sys, pandas; pandas.read_excel(sys.argv[1], engine='calamine')"
_PANDAS = "import sys, pandas; pandas.read_csv(sys.argv[1])"


@dataclass(frozen=True)
class Case:
    """Two readings of one file: ours, which also checks, and ``baseline``; how many rows, and the most times as long."""

    name: str
    does: str
    ours: Callable[[], None]
    theirs: Callable[[], None]
    baseline: str
    limit: float
    size: int


class Peak:
    """Highest resident memory, in MB, of the processes that this thread starts meanwhile."""

    def __init__(self) -> None:
        self.mb = 0.0
        self._over, self._own = Event(), get_native_id()
        self._watcher = Thread(target=self._watch)

    def __enter__(self) -> Peak:
        self._watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._watcher.join()

    def _watch(self) -> None:
        ours = Path("/proc/self/cmdline").read_bytes()
        while not self._over.wait(_LOOK_S):
            for pid in Path(f"/proc/self/task/{self._own}/children").read_text().split():
                with suppress(OSError, StopIteration):
                    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
                    if Path(f"/proc/{pid}/cmdline").read_bytes() != ours:  # else it still is a copy of this one
                        found = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
                        self.mb = max(self.mb, found)


def persons(number: int) -> Iterator[tuple[str | int, ...]]:
    """A head and ``number`` invented persons: numbered names, ID numbers that fail their check, no area's telephones."""
    chance, areas = random.Random(SEED), assets.areas()
    counties = [areas.get(code, "now").name for code in areas.counties("now")]
    yield _HEAD
    for n in range(1, number + 1):
        day = f"20{chance.randint(10, 20)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        told = (chance.choice(counties), chance.choice(_STARS), chance.randint(0, 2000), day, chance.choice(_KINDS))
        yield (f"志愿者{n:07}", f"000000{n:011}A", f"000{n:08}", *told)


def form() -> Iterator[tuple[str | int, ...]]:
    """A city's table in the long layout with as many rows as are read; those after the first of each number are empty."""
    areas = assets.areas()
    cells = [(county, key) for county in areas.children(CITY, "2020") for key in REPORTABLE]
    numbers = dict(zip(REPORTABLE, (20, 21, 100, 300, 5000, 20, 1000, 50, 20, 10, 5, 2, 2), strict=True))
    yield LONG_HEADS
    for n in range(FORM_ROWS - 1):
        county, key = cells[n % len(cells)]
        number = numbers[key] if n < len(cells) else ""
        yield (county, areas.get(county, "2020").name, PERIOD, INDICATORS[key].name, number, "")


def _workbook(file: Path, rows: Iterator[tuple[str | int, ...]]) -> Path:
    book = xlsxwriter.Workbook(str(file))
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return file


def _table(file: Path, rows: Iterator[tuple[str | int, ...]]) -> Path:
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(rows)
    return file


def _reading(program: str, file: Path) -> Callable[[], None]:
    def alone() -> None:
        subprocess.run([sys.executable, "-c", program, str(file)], stdout=subprocess.DEVNULL, check=True)

    return alone


def _counting(file: Path) -> Callable[[], None]:
    def count() -> None:
        counts = count_roster(file.name, file, assets.areas(), RosterOptions())
        assert counts.total, file

    return count


def _importing(file: Path, folder: Path) -> Callable[[], None]:
    engine = open_engine(make_url(f"sqlite:///{folder / 'intake.db'}"), fill)
    place = Place("counts", CITY, PERIOD)

    def take_in() -> None:
        body, seen = file.read_bytes(), newest(engine, SINGLE_USER, place)
        found = read(engine, place, file.name, body)
        assert not found.errors, found.problems[:3]
        digest = hashlib.sha256(body).hexdigest()
        draft = keep(engine, SINGLE_USER, place, found, file=file.name, digest=digest, seen=seen)
        submissions.submit(engine, SINGLE_USER, draft)

    return take_in


def _measured(case: Case) -> tuple[Row, Row]:
    """Time and memory of two readings that take turns; the first of each is dropped."""
    ms, mb = defaultdict[str, list[float]](list), defaultdict[str, list[float]](list)
    for _ in range(WARM_UP + ROUNDS):
        for who, reading in (("ours", case.ours), ("theirs", case.theirs)):
            with Peak() as peak:
                start = time.perf_counter()
                reading()
                ms[who].append((time.perf_counter() - start) * 1000)
            mb[who].append(peak.mb)
    samples, baseline = (ms[who][WARM_UP:] for who in ("ours", "theirs"))
    note = f"每秒 {case.size / median(samples) * 1000:.0f} 行；{case.baseline}"
    memory = Row(f"{case.name}：子进程内存峰值", median(mb["ours"]), "MB", 1, median(mb["theirs"]), case.baseline)
    return timed(f"{case.name}：{case.does}", samples, case.limit, baseline, note), memory


def _cases(folder: Path) -> Iterator[Case]:
    sheet = _workbook(folder / "名册.xlsx", persons(SHEET_PERSONS))
    table = _table(folder / "名册.csv", persons(TABLE_PERSONS))
    book = _workbook(folder / "报送表.xlsx", form())
    calamine, counted = "基线为 pandas 用 calamine 只读", "检查并计数"
    yield Case("名册10万行xlsx", counted, _counting(sheet), _reading(_CALAMINE, sheet), calamine, 2.5, SHEET_PERSONS)
    yield Case(
        "名册100万行CSV", counted, _counting(table), _reading(_PANDAS, table), "基线为 pandas 只读", 8, TABLE_PERSONS
    )
    submitted = _importing(book, folder)
    yield Case("报送表2万行xlsx", "检查、存入、提交", submitted, _reading(_CALAMINE, book), calamine, 5, FORM_ROWS)


def rows() -> list[Row]:
    """All measures: half a minute to make the files, one and a half to read them."""
    with tempfile.TemporaryDirectory(prefix="zjrc-intake-") as scratch:
        return [row for case in _cases(Path(scratch)) for row in _measured(case)]
