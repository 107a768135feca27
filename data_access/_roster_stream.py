"""The rows of a roster in .xlsx, streamed by openpyxl: slow, but in little memory however far a sheet reaches."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet._reader import WorkSheetParser

from data_access._roster_sheet import MAX_COLUMNS, SOMETHING, TOLD, Rows, written

_TEXT = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}t"


class _NoNotes(dict[str, Any]):
    """Takes the heights of a million rows and keeps none."""

    def __setitem__(self, key: str, value: Any) -> None:
        """Forget it."""


class _Parser(WorkSheetParser):
    """Yields (row number, [(column from 0, value), …]) of the wanted columns, of all where ``wanted`` is empty."""

    wanted: Collection[int] = ()

    def parse_row(self, row: Any) -> tuple[int, Any]:
        self.row_counter = int(row.get("r") or self.row_counter + 1)
        self.col_counter = 0
        return self.row_counter, [cell for element in row if (cell := self._value(element)) is not None]

    def _value(self, element: Any) -> tuple[int, Any] | None:
        place = element.get("r")
        column = column_index_from_string(place.rstrip("0123456789")) if place else self.col_counter + 1
        self.col_counter = column
        if column > MAX_COLUMNS:
            return None
        if self.wanted and column - 1 not in self.wanted:
            return (column - 1, SOMETHING) if len(element) else None
        if element.get("t") == "inlineStr":
            return column - 1, "".join(part.text or "" for part in element.iter(_TEXT))
        self.col_counter -= 1  # parse_cell counts for itself where the cell does not say its place
        return column - 1, self.parse_cell(element)["value"]


def streamed(body: bytes, wanted: Collection[int], told: Callable[[float], None]) -> Iterator[Rows]:
    """As ``_roster_sheet.sheets``, of a package that has been looked into; rows may be empty."""
    book = load_workbook(BytesIO(body), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            yield _rows(book, sheet, wanted, told)


def _rows(book: Any, sheet: Any, wanted: Collection[int], told: Callable[[float], None]) -> Rows:
    with sheet._get_source() as source:
        parser = _Parser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        parser.row_dimensions, parser.wanted = _NoNotes(), wanted
        size = book._archive.getinfo(sheet._worksheet_path).file_size
        for n, (number, cells) in enumerate(parser.parse()):
            row = [""] * (max((column for column, _ in cells), default=-1) + 1)
            for column, value in cells:
                row[column] = written(value)
            yield number, row
            if n % TOLD == 0:
                told(source.tell() / size)
