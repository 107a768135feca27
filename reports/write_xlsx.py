"""A document as a workbook: what it is, a sheet for each table, chart and map, and what its indicators mean."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any

import xlsxwriter

from reports._xlsx_chart import add_chart, with_east_asian
from reports._xlsx_cover import COVER, TERMS, WARNING, Cover, write_terms
from reports._xlsx_look import Look
from reports._xlsx_table import height, set_up_print, set_widths, write_grid
from reports.document import Document
from reports.office_paint import clean
from reports.sheets import Leaf, leaves

_REFUSED = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST = 31  # characters of a sheet's name
_LEAST = 60  # characters across which a sheet's lines are written
_OTHER = 9  # width of a column that nothing was said about


def write_xlsx(document: Document) -> bytes:
    """The workbook's bytes. ReportProblem, in Chinese, for a logo that is not there."""
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    _describe(book, document)
    look, found = Look(book, document.house), leaves(document)
    names = sheet_names(leaf.title for leaf in found)
    cover = book.add_worksheet(COVER)
    for name, leaf in zip(names, found, strict=True):
        _write_leaf(book, book.add_worksheet(name), look, leaf, document)
    write_terms(book.add_worksheet(TERMS), look, document)
    Cover(cover, look, document).write({name: leaf.title for name, leaf in zip(names, found, strict=True)})
    set_up_print(cover, _foot(document, document.view.is_demo), None)
    book.close()
    return with_east_asian(packed.getvalue())


def _describe(book: Any, document: Document) -> None:
    stamp = document.stamp
    title = f"{document.subtitle}{document.title}"
    book.set_properties({"title": title, "author": document.house.organisation, "keywords": stamp.line})
    for name, text in (("edition", stamp.edition), ("query", stamp.query), ("digest", stamp.digest)):
        book.set_custom_property(f"zjrc_{name}", text, "text")


def sheet_names(titles: Iterable[str]) -> tuple[str, ...]:
    """Names that Excel takes, one a title: short, without what it refuses, each only once whatever the case."""
    taken, found = {COVER, TERMS, "history"}, []
    for title in titles:
        plain = _REFUSED.sub(" ", clean(title)).strip().strip("'").strip() or "表"
        name, n = plain[:_LONGEST].rstrip("' "), 1
        while name.lower() in taken:
            n += 1
            tail = f"（{n}）"
            name = plain[: _LONGEST - len(tail)] + tail
        taken.add(name.lower())
        found.append(name)
    return tuple(found)


def _foot(document: Document, demo: bool) -> str:
    return f"{WARNING}　{document.stamp.line}" if demo else document.stamp.line


def _write_leaf(book: Any, sheet: Any, look: Look, leaf: Leaf, document: Document) -> None:
    widths = set_widths(sheet, leaf.grids)
    page = _Page(sheet, look, widths)
    page.line(leaf.title, look.title(14))
    page.line("　".join(filter(None, (document.subtitle, document.stamp.edition_title, leaf.note))), look.note())
    if leaf.is_demo:
        page.line(WARNING, look.warning())
    head = page.row + 1
    placed = []
    for n, grid in enumerate(leaf.grids):
        page.row += 1
        if n:
            page.line(grid.title, look.title(11))
        placed.append(write_grid(sheet, look, grid, page.row, leaf.kind, widths))
        page.row += 1 + max(1, len(grid.rows))
    if leaf.foot:
        page.line(leaf.foot, look.note())
    if leaf.chart:
        drawn = add_chart(book, leaf.chart, leaf.grids[leaf.source], placed[leaf.source], document.house)
        sheet.insert_chart(head, len(widths) + 1, drawn, {"description": f"{leaf.title}，{leaf.chart.status.label}"})
    _handle(sheet, leaf, head, placed[0].bottom, len(placed[0].columns), len(widths))
    set_up_print(sheet, _foot(document, leaf.is_demo), head)


def _handle(sheet: Any, leaf: Leaf, head: int, bottom: int, columns: int, written: int) -> None:
    """Heads stay in sight, and each column can be filtered."""
    names = leaf.grids[0].numeric_from
    sheet.freeze_panes(head + 1, names if names <= 3 and names < columns else 0)
    if bottom > head:
        sheet.autofilter(head, 0, bottom, written - 1)


class _Page:
    """Lines across a sheet's columns, from the top; ``row`` is the next free one."""

    def __init__(self, sheet: Any, look: Look, widths: tuple[int, ...]) -> None:
        self._sheet, self._look, self.row = sheet, look, 0
        self._last, self._width = len(widths) - 1, sum(widths)
        while self._width < _LEAST:
            self._last += 1
            self._width += _OTHER

    def line(self, text: str, shown: Any) -> None:
        """A text across the columns, as high as it needs."""
        self._sheet.merge_range(self.row, 0, self.row, self._last, "", shown)
        self._sheet.write_string(self.row, 0, clean(text), shown)
        scale = 1.0 if shown.font_size <= 11 else shown.font_size / 11
        self._sheet.set_row(self.row, scale * height(text, int(self._width / scale)))
        self.row += 1
