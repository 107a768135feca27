"""Paper of the Word files: an A4 page, Chinese type, tables whose head is repeated on every page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Row

from domain.house import House
from figures.theme import LIGHT

PRODUCT = "浙江红十字组织建设数据"
A4 = (210.0, 297.0)  # mm


@dataclass(frozen=True, slots=True)
class Type:
    """A style's typeface, a role of ``House.font``; size and space before and after in points.

    ``lines`` is a multiple of the line's natural height, ``exact`` a fixed height in points instead. ``ink`` is a role
    of the theme.
    """

    font: str
    size: float
    before: float = 0
    after: float = 4
    lines: float = 1.0
    exact: float = 0
    bold: bool = False
    ink: str = "ink"


@dataclass(frozen=True, slots=True)
class Paper:
    """A4 with its margins and the foot's distance from the edge, in mm; ``types`` by the style's name."""

    top: float
    right: float
    bottom: float
    left: float
    foot: float
    types: Mapping[str, Type]

    @property
    def width(self) -> float:
        """Between the margins, in mm."""
        return A4[0] - self.left - self.right


DRAFT = Paper(
    *(25, 25, 25, 25, 12.7),
    {
        "Normal": Type("body", 12, lines=1.5),
        "Heading 1": Type("head", 22, lines=1.5),
        "Heading 2": Type("head", 15, 14, lines=1.5),
        "CommentText": Type("body", 9),
        "Table Text": Type("body", 10.5, 2, 2),
        "Table Head": Type("head", 10.5, 2, 2),
    },
)


def blank_page(title: str, paper: Paper = DRAFT, house: House | None = None) -> Document:
    """An empty document that says in its properties what it is and whose: the ``house``'s, without one the product's."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = map(Mm, A4)
    section.top_margin, section.right_margin = Mm(paper.top), Mm(paper.right)
    section.bottom_margin, section.left_margin = Mm(paper.bottom), Mm(paper.left)
    section.header_distance = section.footer_distance = Mm(paper.foot)
    for language in document.styles.element.iter(
        qn("w:lang")
    ):  # quotation marks and line ends after the Chinese manner
        language.set(qn("w:eastAsia"), "zh-CN")
    for name, kind in paper.types.items():
        _set_type(document, name, kind, house or House())
    properties = document.core_properties
    properties.author, properties.title, properties.comments = house.organisation if house else PRODUCT, title, ""
    properties.created = properties.modified = datetime.now(UTC)
    return document


def _set_type(document: Document, name: str, kind: Type, house: House) -> None:
    styles = document.styles
    style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.font.size, style.font.bold, style.font.color.rgb = Pt(kind.size), kind.bold, colour(kind.ink)
    style.font.italic = False
    for rule in style.element.iter(qn("w:pBdr")):
        rule.getparent().remove(rule)
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(kind.before), Pt(kind.after)
    form.line_spacing = Pt(kind.exact) if kind.exact else kind.lines
    if kind.exact:
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    latin = house.font("latin")
    style.font.name = latin
    fonts = style.element.rPr.rFonts
    fonts.attrib.clear()  # a font of the theme would go before ours
    for script, font in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", house.font(kind.font))):
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
    styles = [style_id(document, "Table Head"), *[style_id(document, "Table Text")] * len(rows)]
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


def style_id(document: Document, name: str) -> str:
    """A style's id, to be set without a search."""
    return str(document.styles[name].style_id)
