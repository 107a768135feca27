"""Paper of the Word files: an A4 page, Chinese type, tables whose head is repeated on every page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Row

from figures.theme import LIGHT

PRODUCT = "浙江红十字组织建设数据"
_LATIN, _BODY, _HEAD = "Times New Roman", "仿宋", "黑体"
# Style → Chinese type, size and space before in points, lines.
_TYPE = {
    "Normal": (_BODY, 12, 0, 1.5),
    "Heading 1": (_HEAD, 22, 0, 1.5),
    "Heading 2": (_HEAD, 15, 14, 1.5),
    "CommentText": (_BODY, 9, 0, 1.0),
    "Table Text": (_BODY, 10.5, 2, 1.0),
    "Table Head": (_HEAD, 10.5, 2, 1.0),
}


def blank_page(title: str) -> Document:
    """A document with its title and nothing else."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
    _set_language(document)
    for name in _TYPE:
        _set_type(document, name)
    properties = document.core_properties
    properties.author, properties.title, properties.comments = PRODUCT, title, ""
    properties.created = properties.modified = datetime.now(UTC)
    document.add_heading(title, 1).alignment = WD_ALIGN_PARAGRAPH.CENTER
    return document


def _set_language(document: Document) -> None:
    """Quotation marks and line ends after the Chinese manner."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _set_type(document: Document, name: str) -> None:
    chinese, size, before, lines = _TYPE[name]
    styles = document.styles
    style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.font.size, style.font.bold, style.font.color.rgb = Pt(size), False, colour("ink")
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(min(4, before or 4))
    style.paragraph_format.line_spacing = lines
    style.font.name = _LATIN
    fonts = style.element.rPr.rFonts
    fonts.attrib.clear()  # a font of the theme would go before ours
    for script, font in (("ascii", _LATIN), ("hAnsi", _LATIN), ("cs", _LATIN), ("eastAsia", chinese)):
        fonts.set(qn(f"w:{script}"), font)


def colour(role: str) -> RGBColor:
    """A colour of the theme by its role, for a light ground."""
    return RGBColor.from_string(LIGHT[role].removeprefix("#"))


def add_table(
    document: Document, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
) -> Table:
    """Append a ruled table; ``widths`` of the columns in cm. No row is broken by the end of a page."""
    table: Table = document.add_table(1 + len(rows), len(heads), "Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    styles = [_style_id(document, "Table Head"), *[_style_id(document, "Table Text")] * len(rows)]
    for row, texts, style in zip(table.rows, (heads, *rows), styles, strict=True):
        _fill(row, texts, style, widths)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return table


def _fill(row: _Row, texts: Sequence[str], style: str, widths: Sequence[float]) -> None:
    """Style by its id: by its name, python-docx would look it up again for every cell of a long table."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, text, width in zip(row.cells, texts, widths, strict=True):
        cell.width = Cm(width)
        cell.text = text
        cell.paragraphs[0]._p.style = style


def _style_id(document: Document, name: str) -> str:
    return str(document.styles[name].style_id)
