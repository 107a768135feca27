"""The first and the last sheet of a workbook: what it is and where it comes from, and what its indicators mean."""

from __future__ import annotations

import io
from typing import Any

from xlsxwriter.exceptions import XlsxWriterException

from domain.catalog import INDICATORS
from domain.period import PERIODS
from domain.status import Status
from figures.build_terms import formula_text
from reports._xlsx_look import Look
from reports._xlsx_table import height, set_up_print, write_grid
from reports.blocks import Grid, GridCell, Head, Map, Text, stated
from reports.document import Document, ReportProblem
from reports.office_paint import clean, paint
from reports.qr import qr_png
from reports.sheets import marked

COVER, TERMS = "说明", "指标解释"
WARNING = "演示数据，不是实际数字"
_LEVELS = {"province": "全省", "city": "到市", "county": "到县"}
_LABELS, _TEXTS = 14, 104  # widths of the cover's two columns
_TERM_WIDTHS = (28, 10, 62, 36, 22, 10)
_QR = 0.5  # of the picture's own size


class Cover:
    """Writes 说明 from top to bottom: labels in the first column, texts in the second."""

    def __init__(self, sheet: Any, look: Look, document: Document) -> None:
        self._sheet, self._look, self._document = sheet, look, document
        self._row = 0

    def write(self, names: dict[str, str]) -> None:
        """All of it; ``names`` are the sheets that follow, by name, with their titles."""
        document, look = self._document, self._look
        self._sheet.set_column(0, 0, _LABELS)
        self._sheet.set_column(1, 1, _TEXTS)
        self._logo()
        self._pair("", f"{document.subtitle}{document.title}", look.title())
        if document.view.is_demo:
            self._pair("", WARNING, look.warning())
        for label, text in self._facts():
            self._pair(label, text)
        self._contents(names)
        sentences = _sentences(document)
        self._head("内容" if sentences else "")
        for label, text in sentences:
            self._pair(label, text)
        self._head("标记")
        for status in Status:
            cell = GridCell(status.label)
            self._pair(status.label, status.meaning, label_format=look.cell(cell, "s", status, right=False))
        sources = dict.fromkeys(source for chapter in document.chapters for source in chapter.sources)
        self._head("数字从哪里来" if sources else "")
        for source in sources:
            self._pair("", source)
        self._stamp()

    def _facts(self) -> list[tuple[str, str]]:
        document = self._document
        view, house = document.view, document.house
        return [
            ("单位", house.organisation),
            ("地区", document.subtitle),
            ("时点", PERIODS[view.period].name),
            ("版次", document.stamp.edition_title),
            ("生成", document.stamp.made),
        ]

    def _pair(self, label: str, text: str, text_format: Any = None, label_format: Any = None) -> None:
        sheet, look = self._sheet, self._look
        if label:
            sheet.write_string(self._row, 0, clean(label), label_format or look.note())
        sheet.write_string(self._row, 1, clean(text), text_format or look.of())
        sheet.set_row(self._row, max(height(label, _LABELS), height(text, _TEXTS), 27 if text_format else 18))
        self._row += 1

    def _head(self, text: str) -> None:
        if text:
            self._row += 1
            self._pair("", text, self._look.title(12))

    def _contents(self, names: dict[str, str]) -> None:
        if not names:
            return
        self._head("各表")
        link = self._look.of(font_color="#" + paint("link", self._document.house), underline=1)
        for name, title in names.items():
            self._sheet.write_url(
                self._row, 1, f"internal:'{name.replace(chr(39), chr(39) * 2)}'!A1", link, clean(title)
            )
            self._sheet.set_row(self._row, 18)
            self._row += 1

    def _logo(self) -> None:
        logo = self._document.house.logo
        if logo is None:
            return
        try:
            picture = io.BytesIO(logo.read_bytes())
            self._sheet.insert_image(0, 1, logo.name, {"image_data": picture, "description": "标志"})
        except OSError as error:
            raise ReportProblem(f"设置里的标志文件“{logo.name}”找不到") from error
        except XlsxWriterException as error:
            raise ReportProblem(f"设置里的标志文件“{logo.name}”不是图片") from error
        self._sheet.set_row(0, 60)
        self._row = 1

    def _stamp(self) -> None:
        stamp = self._document.stamp
        self._row += 1
        self._pair("", stamp.line, self._look.note())
        picture = io.BytesIO(qr_png(stamp))
        place = {"image_data": picture, "x_scale": _QR, "y_scale": _QR, "description": f"二维码：{stamp.line}"}
        self._sheet.insert_image(self._row, 1, "qr.png", place)


def _sentences(document: Document) -> list[tuple[str, str]]:
    """(chapter or head, sentence) of every sentence; the label only where it changes."""
    found, last = [], ""
    for chapter in document.chapters:
        label = chapter.title
        for block in chapter.blocks:
            if isinstance(block, Head):
                label = block.text
            elif isinstance(block, Text) and block.plain.strip():
                found.append(("" if label == last else label, marked(block)))
                last = label
    return found


def write_terms(sheet: Any, look: Look, document: Document) -> None:
    """Definition, unit, formula and scope of every indicator that the document states."""
    keys = [address.partition(".")[0] for address, _ in stated(document.blocks)]
    keys += [block.figure.indicator for block in document.blocks if isinstance(block, Map)]
    rows = []
    for key in dict.fromkeys(keys):
        if entry := INDICATORS.get(key):
            formula = formula_text(entry).removesuffix(" × 100")  # of a rate: its unit says so
            texts = (entry.name, entry.unit, entry.definition, formula, entry.scope, _LEVELS[entry.lowest])
            rows.append(tuple(map(GridCell, texts)))
    sheet.write_string(0, 0, TERMS, look.of(bold=True, font_size=14, text_wrap=False))
    grid = Grid(("指标", "单位", "定义", "怎样算", "范围", "最细"), tuple(rows), numeric_from=9, empty="没有引用指标")
    write_grid(sheet, look, grid, 2, "s", _TERM_WIDTHS)
    for column, width in enumerate(_TERM_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(3, 1)
    set_up_print(sheet, document.stamp.line, 2)
