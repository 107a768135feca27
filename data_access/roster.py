"""Counts a volunteer roster and keeps no person: not in a database, a log, a message or a file on the way.

The file goes through a pipe to a process of its own, which answers with counts and row numbers only.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import date
from functools import cache
from io import SEEK_END, BytesIO
from pathlib import Path, PurePath
from shutil import copyfileobj
from subprocess import DEVNULL, PIPE, Popen
from threading import Event, Thread, Timer
from typing import IO, Any

from data_access.assets import read_csv
from data_access.documents import NEVER_TEXT, OLE, DocumentProblem
from domain.area import Areas
from domain.roster import NO_KIND, OTHER_KIND, Cell, Reason, RosterCounts, RosterOptions, RowProblem
from domain.roster_cells import Places
from domain.roster_tally import FIELDS, NO_STARS, OPTIONAL, STAR_SOURCES, SUSPECT, UNUSED, Words

MAX_BYTES = 400 * 1024**2
SECONDS = 900  # from the start of the child to its answer
DAMAGED = "这份名册读不出来，可能已损坏，或者太复杂。请用Excel或WPS打开，另存一份后再上传。"
_SLOW = "统计这份名册用时过长，已停止。请另存为CSV，或分成几份后再上传。"
_OTHER_CONTENT = "文件内容与扩展名“.{}”不符。请用Excel或WPS打开，另存为 .xlsx 或CSV后再上传。"
_CHILD = (sys.executable, "-B", "-m", "data_access._read_roster")
_ROOT = Path(__file__).resolve().parents[1]
_CHUNK = 1024**2
_LETTERS = re.compile("[A-Z]{1,3}")

Source = bytes | Path | IO[bytes]
_USUAL = RosterOptions()


def count_roster(
    name: str,
    source: Source,
    areas: Areas,
    options: RosterOptions = _USUAL,
    progress: Callable[[float], None] = lambda share: None,
    told: Callable[[int], None] = lambda persons: None,
) -> RosterCounts:
    """A roster counted by county, star, year and kind: ``name`` ends in .csv or .xlsx; its bytes, its place, or it open.

    ``progress`` hears the share read, 0 to 1, and ``told`` the persons read; what they raise ends the counting.
    DocumentProblem for what is no roster, has over a million persons or 400 MB, takes longer than 15 minutes, or is
    made to do harm; its message never holds what stands in the file.
    """
    kind, size = _kind(name, source)
    words = catalogue()
    places = Places.of(areas, options.vintage)
    task = {
        "kind": kind,
        "size": size,
        "until": (options.until or date.today()).isoformat(),
        "thresholds": options.thresholds,
        "places": [places.codes, places.cities],
        "words": [words.fields, words.personal, words.kinds],
    }
    answer = _in_child(json.dumps(task).encode() + b"\n", source, progress, told)
    return _counts(answer, frozenset(areas.counties(options.vintage)), options)


@cache
def catalogue() -> Words:
    """The words that the columns and kinds of rosters go under."""
    named: dict[str, dict[str, str]] = {"field": {}, "personal": {}, "kind": {}}
    for row in read_csv("facts/roster_words.csv"):
        named[row["role"]][row["word"]] = row["name"]
    fields: dict[str, list[str]] = {}
    for word, name in named["field"].items():
        fields.setdefault(name, []).append(word)
    return Words(fields, named["personal"], named["kind"])


def _kind(name: str, source: Source) -> tuple[str, int]:
    """``csv`` or ``xlsx``, by the name's ending, which the first bytes must not contradict; and the size in bytes."""
    first, size = _start(source)
    if not size:
        raise DocumentProblem("这份名册是空的（0字节）。请换一份有内容的文件。")
    if size > MAX_BYTES:
        raise DocumentProblem("这份名册超过400MB。请分成几份后再上传。")
    ending = PurePath(name).suffix.lower()[1:12]
    match ending:
        case "xlsx" | "xls" if first.startswith(OLE):
            raise DocumentProblem("这份Excel文件设了密码，或者其实是旧版的 .xls。请取消密码，另存为 .xlsx 后再上传。")
        case "xlsx":
            right = first.startswith(b"PK\x03\x04")
        case "csv":
            right = not first.startswith((OLE, *NEVER_TEXT))
        case "xlsm" | "xltm" | "xlsb":
            raise DocumentProblem("这份Excel文件可能带有宏，没有打开。请另存为 .xlsx 后再上传。")
        case _:
            raise DocumentProblem("不能统计这种类型的文件。请另存为 .xlsx 或CSV后再上传。")
    if not right:
        raise DocumentProblem(_OTHER_CONTENT.format(ending))
    return ending, size


def _start(source: Source) -> tuple[bytes, int]:
    try:
        with _opened(source) as file:
            return file.read(8), file.seek(0, SEEK_END)
    except OSError:
        raise DocumentProblem(DAMAGED) from None


def _opened(source: Source) -> AbstractContextManager[IO[bytes]]:
    """The file from its start; one that was handed over open stays open."""
    match source:
        case bytes():
            return BytesIO(source)
        case Path():
            return source.open("rb")
    source.seek(0)
    return nullcontext(source)


def _in_child(
    task: bytes, source: Source, progress: Callable[[float], None], told: Callable[[int], None]
) -> Mapping[str, Any]:
    """The last answer of a process of its own, so that a hostile file can neither hang nor exhaust this one."""
    late = Event()
    answer: Mapping[str, Any] = {}
    with Popen(_CHILD, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd=_ROOT) as child:
        assert child.stdin and child.stdout
        timer = Timer(SECONDS, _stop, (child, late))
        feeder = Thread(target=_feed, args=(child.stdin, task, source))
        try:
            timer.start()
            feeder.start()
            for answer in _answers(child.stdout):
                _tell(answer, progress, told)
        finally:
            timer.cancel()
            child.kill()  # it has answered, or nobody listens any more
            feeder.join()
    if late.is_set():
        raise DocumentProblem(_SLOW)
    if "problem" in answer:
        raise DocumentProblem(answer["problem"])
    return answer


def _tell(answer: Mapping[str, Any], progress: Callable[[float], None], told: Callable[[int], None]) -> None:
    match answer:
        case {"progress": share}:
            progress(min(share, 1.0))
        case {"persons": int(persons)}:
            told(persons)


def _stop(child: Popen[bytes], late: Event) -> None:
    late.set()
    child.kill()


def _feed(pipe: IO[bytes], task: bytes, source: Source) -> None:
    """Hand the task and the file over; the child may stop listening, and then it says why."""
    with suppress(OSError), pipe:
        pipe.write(task)
        with _opened(source) as file:
            copyfileobj(file, pipe, _CHUNK)


def _answers(pipe: IO[bytes]) -> Iterator[Mapping[str, Any]]:
    for line in pipe:
        with suppress(ValueError):
            answer = json.loads(line)
            if isinstance(answer, dict):
                yield answer


def _counts(answer: Mapping[str, Any], counties: Collection[str], options: RosterOptions) -> RosterCounts:
    """The child's answer; DocumentProblem where it has a word that is not the catalogue's."""
    try:
        cells = {Cell(area, int(star), int(year), kind): int(n) for area, star, year, kind, n in answer["cells"]}
        stars_from, dropped, missing = answer["stars_from"], tuple(answer["dropped"]), tuple(answer["missing"])
        problems = [
            RowProblem(Reason[name], int(count), tuple(map(int, rows))) for name, count, rows in answer["problems"]
        ]
        found, sheet = dict(answer["columns"]), int(answer["sheet"])
        known = _are_known(cells, counties, dropped, {stars_from, *missing}) and _are_columns(found)
    except (AttributeError, KeyError, TypeError, ValueError):
        known = False
    if not known:
        raise DocumentProblem(DAMAGED)
    return RosterCounts(cells, options, stars_from, dropped, missing, tuple(problems), found, sheet)


def _are_columns(found: Mapping[str, str]) -> bool:
    return all(field in FIELDS and _LETTERS.fullmatch(letters) for field, letters in found.items())


def _are_known(cells: Iterable[Cell], counties: Collection[str], dropped: Iterable[str], named: set[str]) -> bool:
    words = catalogue()
    kinds = {NO_KIND, OTHER_KIND, *words.kinds.values()}
    called = {SUSPECT, UNUSED, *words.personal.values()}
    columns = [text.partition("列 ") for text in dropped]
    return (
        all(cell.area in counties and cell.kind in kinds for cell in cells)
        and all(len(letters) <= 3 and name in called for letters, _, name in columns)
        and named <= {"", NO_STARS, *STAR_SOURCES.values(), *OPTIONAL.values()}
    )
