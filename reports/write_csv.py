"""A document's tables as one long CSV: a row a number, with the mark that belongs to it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from domain.format import inert
from reports._xlsx_table import own_status, shared_status
from reports.blocks import Grid
from reports.document import Document
from reports.office_paint import clean
from reports.sheets import leaves

HEADS = ("表", "行", "列", "值", "标记")


def write_csv(document: Document) -> bytes:
    """UTF-8 with a byte order mark; every table, one cell a row, and at the end the stamp."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADS)
    for leaf in leaves(document):
        for grid in leaf.grids:
            writer.writerows(_rows(leaf.title, grid))
    writer.writerow(("说明", "", "", inert(document.stamp.line), ""))
    return text.getvalue().encode("utf-8-sig")


def _rows(title: str, grid: Grid) -> Iterator[tuple[str, ...]]:
    names = grid.numeric_from if 0 < grid.numeric_from < len(grid.heads) else 1
    shared = shared_status(grid)
    for row in grid.rows:
        name = " ".join(cell.text for cell in row[:names] if cell.text)
        for head, cell in zip(grid.heads[names:], row[names:], strict=False):
            status = own_status(cell) or (shared if cell.number is not None else None)
            word = status.label if status else ""
            value = cell.text if cell.number is None else cell.text.replace("−", "-").lstrip("+")
            safe = [inert(clean(text)) for text in (title, name, head, value)]
            yield *safe[:3], safe[3] if cell.number is None else value, word
