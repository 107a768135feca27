"""The child of ``roster``: counts one roster from standard input and answers in JSON, a line for each step.

The first line of the input is the task, the file follows. What a parser trips over ends the process without a word,
for its message could hold what stands in the file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain, islice
from typing import Any, BinaryIO

from data_access._read_document import limit
from data_access.documents import DocumentProblem
from domain.roster import MAX_ROWS, RosterOptions
from domain.roster_cells import Places
from domain.roster_tally import AREA, SAMPLED, Columns, Tally, Words, columns, is_head

MEMORY = 2 * 1024**3  # bytes of address space; the texts of a large .xlsx are all kept
SECONDS = 900  # of processor time
HEAD_WITHIN = 10  # rows
TOLD = 10_000  # persons
_NO_HEAD = (
    "前10行里找不到表头。表头须有“县（市、区）”一列（或“所在区县”“地区”“区划代码”），并至少还有一个认得的列名；"
    "如果打开是乱码，请另存为UTF-8编码。"
)
_NO_PLACE = "“县（市、区）”一列里像是证件号或手机号，没有统计。请核对表头与各列是否对齐。"
_TOO_MANY = "这份名册超过100万人。请按设区市分成几份，分别统计。"
_TOO_LARGE = "这份名册太大，内存不够。请另存为CSV，或分成几份后再上传。"

Rows = Iterator[tuple[int, list[str]]]


def main() -> None:
    """Count and answer ``{"progress": …}`` and ``{"persons": …}`` lines, then ``{"cells": …}`` or ``{"problem": …}``."""
    limit(MEMORY, SECONDS)
    write_nothing()
    task = json.loads(sys.stdin.buffer.readline())
    try:
        answer = count(task, sys.stdin.buffer)
    except DocumentProblem as problem:
        answer = {"problem": str(problem)}
    except MemoryError:
        answer = {"problem": _TOO_LARGE}
    except Exception:
        sys.exit(1)
    _say(answer)


def write_nothing() -> None:
    """Forbid this process to write into any file, where the system can (Windows cannot)."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def count(task: Mapping[str, Any], stream: BinaryIO) -> dict[str, Any]:
    """What the roster in ``stream`` adds up to. DocumentProblem where it is none."""
    words, wanted = Words(*task["words"]), set[int]()
    sheet, top, rest = _found(_parts(task, stream, wanted), words)
    at = next(n for n, (_, row) in enumerate(top) if is_head(row, words))
    sample = [*top[at + 1 :], *islice(rest, SAMPLED)]
    known = columns(top[at][1], [row for _, row in sample], words)
    if AREA not in known.fields:
        raise DocumentProblem(_NO_PLACE)
    wanted.update(known.fields.values())
    options = RosterOptions(thresholds=tuple(task["thresholds"]))
    tally = Tally(known, words, Places(*task["places"]), options, date.fromisoformat(task["until"]))
    persons = 0
    for number, row in chain(sample, rest):
        if any(row):
            persons += 1
            if persons > MAX_ROWS:
                raise DocumentProblem(_TOO_MANY)
            if persons % TOLD == 0:
                _say({"persons": persons})
            tally.add(number, row)
    return {**_answer(known, tally), "sheet": sheet if task["kind"] == "xlsx" else 0}


def _answer(known: Columns, tally: Tally) -> dict[str, Any]:
    return {
        "cells": [[*cell, n] for cell, n in tally.cells.items()],
        "columns": known.letters,
        "stars_from": known.stars_from,
        "dropped": known.dropped,
        "missing": known.missing,
        "problems": [[problem.reason.name, problem.count, problem.rows] for problem in tally.problems()],
    }


def _parts(task: Mapping[str, Any], stream: BinaryIO, wanted: set[int]) -> Iterator[Rows]:
    """The rows of every table in the file."""
    if task["kind"] == "xlsx":
        from data_access._roster_sheet import sheets

        return sheets(stream.read(), wanted, lambda share: _say({"progress": share}))
    from data_access._roster_csv import records

    read = 0

    def told(size: int) -> None:
        nonlocal read
        read += size
        _say({"progress": read / task["size"]})

    return iter((records(stream, told),))


def _found(parts: Iterator[Rows], words: Words) -> tuple[int, list[tuple[int, list[str]]], Rows]:
    """Number (from 1) and first rows of the first table that has a head among them, and the rows after those."""
    for number, rows in enumerate(parts, 1):
        top = list(islice(rows, HEAD_WITHIN))
        if any(is_head(row, words) for _, row in top):
            return number, top, rows
    raise DocumentProblem(_NO_HEAD)


def _say(answer: Mapping[str, Any]) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
