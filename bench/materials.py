"""What is made: a briefing, a deck, the pack of the province, beside the same library writing as many empty pages.

Documents are timed in a process that has made one before, as the server has; memory is that of a process of its own.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from docx import Document as Word
from pptx import Presentation

from bench.intake import Peak
from bench.rows import Row, spread
from data_access.library import forget, library
from reports.make import make
from reports.pack import pack

WARM_UP, ROUNDS = 2, 9
CITY, EDITION = "330300", "demo"
PACK_S = 120  # the pack of briefings of 102 areas
_WAIT_MS = {"docx": 2000, "pptx": 4000}  # what a reader waits for one


def _blank_word() -> None:
    Word().save(io.BytesIO())


def _blank_deck(slides: int) -> None:
    file = Presentation()
    for _ in range(slides):
        file.slides.add_slide(file.slide_layouts[6])
    file.save(io.BytesIO())


def _ms(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _one(name: str, kind: str, form: str, blank: Callable[[], None], library_name: str) -> Row:
    query = {"kind": kind, "area": CITY, "edition": EDITION}
    ours, theirs = [], []
    for _ in range(WARM_UP + ROUNDS):
        ours.append(_ms(lambda: make(library(), query, form)))
        theirs.append(_ms(blank))
    ms, blank_ms = median(ours[WARM_UP:]), median(theirs[WARM_UP:])
    note = f"{spread(ours[WARM_UP:])}；{library_name} 写同样多的空白页 {blank_ms:.1f} ms，为其 {ms / blank_ms:.1f} 倍"
    return Row(name, ms, "ms", _WAIT_MS[form], note=note)


def _memory(name: str, kind: str, blank: str) -> Row:
    """Of the command line, beside a process that writes an empty file."""
    words = ("-m", "reports", "make", kind, "--area", CITY, "--edition", EDITION, "--out", "-")
    peaks = []
    for command in (words, ("-c", blank)):
        with Peak() as peak:
            subprocess.run([sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        peaks.append(peak.mb)
    return Row(
        f"{name}：进程内存峰值", peaks[0], "MB", 4, peaks[1], "含解释器、数据库和数据；基线为只写一份空白文件的进程"
    )


def _pack(folder: Path) -> list[Row]:
    counted: list[int] = []
    with Peak() as peak, (folder / "pack.zip").open("wb") as file:
        ms = _ms(lambda: counted.append(pack(library(), {"edition": EDITION}, file)))
    blank = [_ms(_blank_word) for _ in range(ROUNDS)]
    whole = median(blank) * counted[0]
    note = f"{counted[0]} 份 Word，压缩包 {(folder / 'pack.zip').stat().st_size / 1e6:.1f} MB；写同样多的空白文件 {whole / 1000:.1f} s，为其 {ms / whole:.1f} 倍"
    return [
        Row("材料袋：全省简报", ms / 1000, "s", PACK_S, note=note),
        Row("材料袋：每个制作进程内存峰值", peak.mb, "MB", 400, note="两个进程"),
    ]


@contextmanager
def _own_database() -> Iterator[Path]:
    """A folder with a database of its own, which the makers open too."""
    with tempfile.TemporaryDirectory(prefix="zjrc-materials-") as scratch:
        usual = os.environ.get("DATABASE_URL")
        os.environ["DATABASE_URL"] = f"sqlite:///{scratch}/zj.db"
        forget()
        try:
            yield Path(scratch)
        finally:
            forget()
            del os.environ["DATABASE_URL"]
            os.environ.update({"DATABASE_URL": usual} if usual else {})


def rows() -> list[Row]:
    """All measures: about a minute."""
    with _own_database() as folder:
        deck = make(library(), {"kind": "slides", "area": CITY, "edition": EDITION}, "pptx").body
        count = len(Presentation(io.BytesIO(deck)).slides)
        return [
            _one("简报：制作一份 Word", "briefing", "docx", _blank_word, "python-docx"),
            _memory("简报", "briefing", "import docx, io; docx.Document().save(io.BytesIO())"),
            _one(f"汇报：制作{count}页幻灯", "slides", "pptx", lambda: _blank_deck(count), "python-pptx"),
            _memory("汇报", "slides", "import pptx, io; pptx.Presentation().save(io.BytesIO())"),
            *_pack(folder),
        ]
