"""Tables of a document in a worksheet: heads, numbers as numbers, the word of each mark, widths and print set-up."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from math import ceil
from typing import Any

from domain.status import Status
from reports._xlsx_look import Look
from reports.blocks import Grid, GridCell
from reports.office_paint import clean

MARK = "标记"
NARROWEST, WIDEST = 6, 46  # characters of a column, a Chinese one counted as two
SHORT = 20  # a column of texts no longer than that may be aligned with numbers
LINE = 15.0  # points of a line of text


@dataclass(frozen=True, slots=True)
class Column:
    """A column as written: of the grid, or of the marks of the grid's column ``of``."""

    head: str
    of: int
    is_mark: bool = False
    right: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a grid stands: the row of its heads, and the sheet's column of each of the grid's columns; from 0."""

    name: str
    top: int
    rows: int
    columns: tuple[int, ...]

    @property
    def bottom(self) -> int:
        """The last row with numbers."""
        return self.top + self.rows

    def cells(self, column: int, first: int = 0, count: int = 0) -> list[Any]:
        """The range of one of the grid's columns as xlsxwriter takes it: from row ``first``, ``count`` of them or all."""
        top = self.top + 1 + first
        return [self.name, top, self.columns[column], top + (count or self.rows - first) - 1, self.columns[column]]


def shared_status(grid: Grid) -> Status | None:
    """The one mark of all numbers of a table, None where they differ or have none."""
    if grid.status is not None:
        return grid.status
    found = {status for row in grid.rows for cell in row if (status := own_status(cell))}
    return found.pop() if len(found) == 1 else None


def own_status(cell: GridCell) -> Status | None:
    """A cell's mark; the word 未报 is one by itself."""
    return Status.MISSING if cell.text == Status.MISSING.label else cell.status


def columns_of(grid: Grid) -> tuple[Column, ...]:
    """The columns to write: where marks differ, each marked column is followed by that of its marks."""
    shared, found = shared_status(grid), []
    for n, head in enumerate(grid.heads):
        cells = [row[n] for row in grid.rows if n < len(row)]
        statuses = {own_status(cell) for cell in cells} - {None}
        differ = bool(statuses - {shared, Status.MISSING}) if shared else bool(statuses)
        right = n >= grid.numeric_from and max([0, *(wide(cell.text) for cell in cells)]) <= SHORT
        named = f"{head}［{shared.label}］" if shared and statuses and not differ else head
        found.append(Column(named, n, right=right))
        found += [Column(MARK, n, is_mark=True)] if differ else []
    return tuple(found)


def is_number(cell: GridCell, column: int, grid: Grid) -> bool:
    """Whether a cell is to be written as a number: a code among the names is a text."""
    return cell.number is not None and (column >= grid.numeric_from or cell.status is not None)


def write_grid(sheet: Any, look: Look, grid: Grid, top: int, kind: str, widths: tuple[int, ...]) -> Placed:
    """The heads in row ``top``, the rows below, as high as their texts need; an empty grid says so."""
    columns = columns_of(grid)
    for at, column in enumerate(columns):
        sheet.write_string(top, at, clean(column.head), look.head())
    sheet.set_row(top, max(height(column.head, widths[at] - 4) for at, column in enumerate(columns)))
    for n, row in enumerate(grid.rows, top + 1):
        for at, column in enumerate(columns):
            if column.of < len(row):
                _write_cell(sheet, look, (n, at), row[column.of], column, grid, kind)
        texts = [(at, row[c.of].text) for at, c in enumerate(columns) if c.of < len(row) and not c.is_mark]
        sheet.set_row(n, max(height(text, widths[at] - 2) for at, text in texts))
    if not grid.rows:
        sheet.write_string(top + 1, 0, grid.empty or "没有数据", look.of(text_wrap=False))
    places = tuple(at for at, column in enumerate(columns) if not column.is_mark)
    return Placed(sheet.get_name(), top, len(grid.rows), places)


def _write_cell(
    sheet: Any, look: Look, place: tuple[int, int], cell: GridCell, column: Column, grid: Grid, kind: str
) -> None:
    status = own_status(cell)
    if column.is_mark:
        word = GridCell(status.label if status else "")
        sheet.write_string(*place, word.text, look.cell(word, kind, status, right=False))
    elif is_number(cell, column.of, grid):
        sheet.write_number(*place, cell.number, look.cell(cell, kind, status, right=True))
    elif cell.text:
        sheet.write_string(*place, clean(cell.text), look.cell(cell, kind, status, column.right))
    else:
        sheet.write_blank(*place, None, look.cell(cell, kind, status, column.right))


def set_widths(sheet: Any, grids: tuple[Grid, ...]) -> tuple[int, ...]:
    """Columns as wide as what they hold in any of the grids; returns the widths in characters."""
    widths: dict[int, int] = {}
    for grid in grids:
        for at, column in enumerate(columns_of(grid)):
            texts = [MARK if column.is_mark else row[column.of].text for row in grid.rows if column.of < len(row)]
            # A head may break into two lines, and the filter's arrow stands in it.
            needed = max([ceil(wide(column.head) / 2) + 4, *map(wide, texts)])
            widths[at] = max(widths.get(at, NARROWEST), min(needed + 3, WIDEST))
    for at, width in widths.items():
        sheet.set_column(at, at, width)
    return tuple(widths[at] for at in sorted(widths))


def wide(text: str) -> int:
    """Width in characters, those of Chinese counted as two; of the longest line."""
    lines = text.split("\n")
    return max(sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line) for line in lines)


def height(text: str, width: int) -> float:
    """Points that a text needs in a cell of that width."""
    return LINE * sum(max(1, ceil(wide(line) / width)) for line in text.split("\n")) + 3


def set_up_print(sheet: Any, foot: str, head_row: int | None) -> None:
    """A4 landscape with its heads repeated, or portrait without a table; ``foot`` and the page number in the foot."""
    if head_row is not None:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.hide_gridlines(2)
    sheet.set_footer(f"&L&8 {foot.replace('&', '&&')[:200]}&R&8 第 &P 页，共 &N 页")
    if head_row is not None:
        sheet.repeat_rows(head_row)
