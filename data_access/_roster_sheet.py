"""The rows of a roster in .xlsx. What stands in columns that are not wanted goes no further than this.

Calamine reads a sheet at once: quick, but it keeps a place for every cell of the sheet's rectangle and does not tell
what is an error (#N/A) from what is empty. A sheet that is too large for that or has errors is streamed instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from io import BytesIO
from typing import IO
from zipfile import ZipFile

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from data_access._word_package import WORKBOOK, check_package
from data_access.documents import UTF16

MAX_UNPACKED = 1024**3  # bytes: a million rows are some 400 MB
MAX_COLUMNS = 200
MAX_CELLS = 10_000_000  # of the rectangle: some 100 bytes each, half of what the child may take
TOLD = 5000  # rows
SOMETHING = "·"  # stands for what is in unwanted cells, so that a row of such is not taken for an empty one
_ANY_CELL = re.compile(rb"<(?:[^\s<>/:]+:)?c[\s/>]")
_CELL = re.compile(rb'<c r="([A-Z]{1,2})([0-9]{1,7})"')
_ERROR = re.compile(rb"""\st=["']e["']""")
_CHUNK = 1024**2  # bytes

Rows = Iterator[tuple[int, list[str]]]


def sheets(body: bytes, wanted: Collection[int], told: Callable[[float], None]) -> Iterator[Rows]:
    """Number (from 1) and texts of every row that is not empty, of each visible sheet.

    ``wanted`` may be filled with columns (from 0) while they are read; all are wanted before. ``told`` hears the share
    read. DocumentProblem for a package that is refused; whatever else the parser raises on a damaged one.
    """
    check_package(body, WORKBOOK, MAX_UNPACKED)
    if _Extent.of(body).is_small:
        parts = _at_once(body, wanted, told)
    else:
        from data_access._roster_stream import streamed  # few rosters need it, and it takes long to load

        parts = streamed(body, wanted, told)
    return ((row for row in rows if any(row[1])) for rows in parts)


class _Extent:
    """How far the cells of a workbook reach, told by the cells themselves, never by what a sheet claims.

    The tags are looked for in the bytes, which a parser would take longer for than for reading the cells. One that is
    written in any other way than usual makes the workbook a large one; the child's memory is bounded in any case.
    """

    def __init__(self) -> None:
        self._columns, self._rows, self._is_usual = set[bytes](), 0, True

    @classmethod
    def of(cls, body: bytes) -> _Extent:
        """All sheets together, wherever in the package they are."""
        found = cls()
        with ZipFile(BytesIO(body)) as archive:
            for entry in archive.infolist():
                with archive.open(entry) as part:
                    found._look(part)
        return found

    def _look(self, part: IO[bytes]) -> None:
        rest = b""
        while chunk := part.read(_CHUNK):
            self._is_usual &= bool(rest) or not chunk.startswith(UTF16)
            whole, opening, last = (rest + chunk).rpartition(b"<")
            self._take(whole)
            rest = (opening + last)[:_CHUNK]  # no tag of a cell is as long as that
        self._take(rest)

    def _take(self, tags: bytes) -> None:
        cells = _CELL.findall(tags)
        self._is_usual &= len(cells) == len(_ANY_CELL.findall(tags)) and not _ERROR.search(tags)
        self._columns.update(column for column, _ in cells)
        self._rows = max(self._rows, *(int(row) for _, row in cells), 0)

    @property
    def is_small(self) -> bool:
        """Whether it may be read at once."""
        width = max(map(_column, self._columns), default=0)
        return self._is_usual and width <= MAX_COLUMNS and width * self._rows <= MAX_CELLS


def _column(letters: bytes) -> int:
    """Number of a column, counted from 1: AB → 28."""
    return sum((letter - 64) * 26**place for place, letter in enumerate(reversed(letters)))


def _at_once(body: bytes, wanted: Collection[int], told: Callable[[float], None]) -> Iterator[Rows]:
    book = CalamineWorkbook.from_filelike(BytesIO(body))
    for sheet in book.sheets_metadata:
        if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible:
            yield _rows(book.get_sheet_by_name(sheet.name), wanted, told)


def _rows(sheet: CalamineSheet, wanted: Collection[int], told: Callable[[float], None]) -> Rows:
    first, size = sheet.start[1] if sheet.start else 0, sheet.end[0] + 1 if sheet.end else 1
    for number, cells in enumerate(sheet.iter_rows(), 1):
        row = [""] * (first + len(cells))
        for column in wanted or range(first, len(row)):
            if first <= column < len(row):
                row[column] = written(cells[column - first])
        if not any(row) and any(cell != "" for cell in cells):
            row.append(SOMETHING)
        yield number, row
        if number % TOLD == 0:
            told(number / size)


def written(value: object) -> str:
    """The text of a cell: whole numbers without a fraction, dates and times as in ISO 8601."""
    match value:
        case None:
            return ""
        case datetime():
            return value.isoformat(" ")
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)
