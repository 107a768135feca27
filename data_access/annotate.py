"""The child of ``workbook`` that marks a file: standard input is one line of JSON, then the .xlsx if there is one.

Answers ``{"workbook": base64}`` or ``{"problem": …}``. What it writes has no live formula, link or name in it.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from lxml.etree import SerialisationError  # type: ignore[import-untyped]
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedNameDict
from openpyxl.worksheet.properties import PageSetupProperties

from data_access._read_document import limit
from data_access._word_package import WORKBOOK, check_package
from data_access.documents import DocumentProblem
from data_access.layouts import PROBLEMS

_FILLS = {"ERROR": "FFC7CE", "WARNING": "FFEB9C", "FIXED": "DDEBF7"}
_EDGES = {"ERROR": "C00000", "WARNING": "9C6500", "FIXED": "2F5597"}
_WEIGHT = tuple(_FILLS)  # the worst first
_HEADS = (("序号", 6), ("程度", 12), ("工作表", 12), ("单元格", 10), ("地区", 14), ("指标", 26))
_WORDS = (("现在写的", 24), ("应当是", 30), ("怎么改", 46))
_DIGITS = 15  # that a number of Excel keeps
_AUTHOR = "数据检查"
_NO_ROOM = "没有标成：临时文件写不进磁盘，多半是磁盘空间不足。请腾出空间后再试。"

Row = Mapping[str, Any]


def main() -> None:
    """Read, mark, answer."""
    limit()
    order, _, body = sys.stdin.buffer.read().partition(b"\n")
    try:
        answer = {"workbook": base64.b64encode(marked(json.loads(order), body)).decode()}
    except DocumentProblem as problem:
        answer = {"problem": str(problem)}
    except (OSError, SerialisationError):  # each sheet is written to a file of its own first
        answer = {"problem": _NO_ROOM}
    sys.stdout.write(json.dumps(answer))


def marked(order: Row, body: bytes) -> bytes:
    """The workbook in ``body``, or one made of ``order["rows"]``, with ``order["problems"]`` marked in it."""
    book = _of_rows(order["rows"]) if order["kind"] == "csv" else _of_package(body)
    by_cell: dict[tuple[str, str], list[Row]] = {}
    for problem in order["problems"]:
        if problem["row"] and problem["column"]:
            place = (problem["sheet"] or book.worksheets[0].title, f"{problem['column']}{problem['row']}")
            by_cell.setdefault(place, []).append(problem)
    for (sheet, coordinate), found in by_cell.items():
        if sheet in book.sheetnames:
            _mark(book[sheet][coordinate], found)
    _list(book, order["problems"])
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def _of_rows(rows: Mapping[str, Mapping[str, str]]) -> Workbook:
    """A workbook with one sheet of texts and plain whole numbers."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "填报"
    for row, cells in rows.items():
        for column, text in cells.items():
            _put(sheet.cell(int(row), int(column)), text)
    return book


def _of_package(body: bytes) -> Workbook:
    """The user's workbook with results in place of formulas, without links, names and rules that could calculate."""
    check_package(body, WORKBOOK)
    book = load_workbook(BytesIO(body), keep_links=False)
    results = load_workbook(BytesIO(body), keep_links=False, data_only=True)
    book.defined_names = DefinedNameDict()
    if PROBLEMS in book.sheetnames:
        del book[PROBLEMS]
    for sheet in book.worksheets:
        _still(sheet, results[sheet.title])
    return book


def _still(sheet: Any, results: Any) -> None:
    sheet.defined_names = DefinedNameDict()
    sheet.conditional_formatting = ConditionalFormattingList()
    rules = sheet.data_validations.dataValidation
    sheet.data_validations.dataValidation = [rule for rule in rules if "(" not in f"{rule.formula1}{rule.formula2}"]
    for cell in list(sheet._cells.values()):  # not iter_rows: that walks the whole extent, empty or not
        if isinstance(cell, MergedCell):
            continue
        cell.hyperlink = None
        if cell.data_type == "f":
            result = results[cell.coordinate].value
            _put(cell, str(getattr(cell.value, "text", cell.value)) if result is None else result)


def _put(cell: Any, value: Any) -> None:
    """A value that stays what it is: text is text though it begins with =, + or @."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= _DIGITS and value[0] != "0":
        value = int(value)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in "=+-@"


def _mark(cell: Cell | MergedCell, problems: Sequence[Row]) -> None:
    """Fill, edge and comment of a cell by the worst of its problems."""
    worst = min((problem["severity"] for problem in problems), key=_WEIGHT.index)
    if isinstance(cell.value, float | bool):
        cell.number_format = "0.00%" if "%" in cell.number_format else "General"  # as it is, not rounded by the form
    edge = Side("medium", _EDGES[worst])
    cell.fill = PatternFill("solid", _FILLS[worst])
    cell.border = Border(edge, edge, edge, edge)
    if isinstance(cell, MergedCell):
        return
    said = (f"【{p['label']}】现在写的：{p['found']}\n应当是：{p['expected']}\n{p['mend']}" for p in problems)
    cell.comment = Comment(ILLEGAL_CHARACTERS_RE.sub("", "\n".join(said)), _AUTHOR, height=130, width=300)


def _list(book: Workbook, problems: Sequence[Row]) -> None:
    """The sheet 问题清单, in the order of the sheets, rows and columns."""
    sheet = book.create_sheet(PROBLEMS)
    names = {name: n for n, name in enumerate(book.sheetnames, 1)}
    for column, (head, width) in enumerate((*_HEADS, *_WORDS), 1):
        cell = sheet.cell(1, column, head)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", "D9D9D9")
        sheet.column_dimensions[cell.column_letter].width = width
    in_order = sorted(
        problems, key=lambda p: (names.get(p["sheet"], 0), p["row"], len(p["column"]), p["column"], p["indicator"])
    )
    for number, problem in enumerate(in_order, 1):
        place = f"{problem['column']}{problem['row'] or ''}"
        first = (str(number), problem["label"], problem["sheet"], place, problem["area"], problem["indicator"])
        words = (problem["found"], problem["expected"], problem["mend"])
        for column, text in enumerate((*first, *words), 1):
            cell = sheet.cell(number + 1, column)
            _put(cell, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(number + 1, 2).fill = PatternFill("solid", _FILLS[problem["severity"]])
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.auto_filter.ref = f"A1:I{len(in_order) + 1}"


if __name__ == "__main__":
    main()
