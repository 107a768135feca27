"""The child of ``workbook``: reads one .xlsx from standard input, answers its visible sheets in JSON.

It streams the rows and never trusts the extent that a sheet claims for itself.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date, time, timedelta
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.worksheet._reader import FORMULA_TAG, VALUE_TAG, WorkSheetParser

from data_access._read_document import limit
from data_access._word_package import WORKBOOK, check_package
from data_access.documents import DocumentProblem
from data_access.table_bounds import Allowance, plain

MEMORY = 500 * 1024**2  # bytes of address space; a file at the bounds of what is read takes 250
SECONDS = 3  # of processor time, so that the answer comes within five
_CUSTOM_FORMATS = 164  # numbers of number formats below this are Excel's own


CellFound = tuple[int, str, str]  # column, counted from 1, kind, text


class _Parser(WorkSheetParser):
    """Reads results of formulas; a cell whose content is no number though it says so is kept as text."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        try:
            cell: dict[str, Any] = super().parse_cell(element)
        except (ValueError, TypeError, IndexError):
            kind = "s" if element.get("t", "n") == "n" else "e"
            cell = {"column": self.col_counter, "value": element.findtext(VALUE_TAG), "data_type": kind, "style_id": 0}
        if cell["value"] is None and element.find(FORMULA_TAG) is not None:
            cell |= {"value": "", "data_type": "f"}
        return cell


def main() -> None:
    """Read and answer ``{"sheets": …, "marks": …}`` or ``{"problem": …}``."""
    limit(MEMORY, SECONDS)
    try:
        answer = read(sys.stdin.buffer.read())
    except DocumentProblem as problem:
        answer = {"problem": str(problem)}
    sys.stdout.write(json.dumps(answer))


def read(body: bytes) -> dict[str, object]:
    """Visible sheets as ``[name, [[row, [[column, kind, text], …]], …]]`` and the custom properties' texts.

    DocumentProblem for what is refused; whatever else the parser raises on a damaged file.
    """
    check_package(body, WORKBOOK)
    book: Any = load_workbook(BytesIO(body), read_only=True, data_only=True, keep_links=False)
    percent = _percent_styles(book)
    sheets: list[object] = []
    left = Allowance()
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            rows = []
            for number, row in _rows(book, sheet, percent):
                left.take([text for _, _, text in row])
                rows.append([number, row])
            sheets.append([sheet.title, rows])
    marks = [str(item.value) for item in book.custom_doc_props.props]
    return {"sheets": sheets, "marks": marks}


def _percent_styles(book: Any) -> set[int]:
    """Numbers of the cell styles that show a number as per cent."""
    custom, found = book._number_formats, set()
    for style, array in enumerate(book._cell_styles):
        number = array.numFmtId
        if number < _CUSTOM_FORMATS:
            written = BUILTIN_FORMATS.get(number, "")
        else:
            written = custom[number - _CUSTOM_FORMATS] if number - _CUSTOM_FORMATS < len(custom) else ""
        if "%" in written:
            found.add(style)
    return found


def _rows(book: Any, sheet: Any, percent: set[int]) -> Iterator[tuple[int, list[CellFound]]]:
    """Row number and cells of every row that has any."""
    with sheet._get_source() as source:
        parser = _Parser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, cells in parser.parse():
            row = [found for cell in cells if (found := _cell(cell, percent))]
            if row:
                yield number, row


def _cell(cell: dict[str, Any], percent: set[int]) -> CellFound | None:
    """Column, kind and text of a cell, None for an empty one."""
    value, column = cell["value"], cell["column"]
    match value:
        case None:
            return None
        case bool():
            return (column, "BOOLEAN", str(value).upper())
        case date() | time() | timedelta():
            return (column, "DATE", str(value).removesuffix(" 00:00:00"))
        case int() | float():
            return (column, "PERCENT" if cell["style_id"] in percent else "NUMBER", repr(value))
        case _ if cell["data_type"] == "f":
            return (column, "FORMULA", "")
        case _:
            text = plain(str(value))
            kind = "ERROR" if cell["data_type"] == "e" else "TEXT"
            return (column, kind, text) if text else None


if __name__ == "__main__":
    main()
