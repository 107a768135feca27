"""Text in a Word file: where blocks are written, paragraphs with the marks of their numbers, heads."""

from __future__ import annotations

from dataclasses import dataclass, replace

import docx.document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import _Footer
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from domain.house import House
from domain.status import Status
from reports._word_page import Paper, colour, style_id
from reports.blocks import Head, Role, Run, Text
from reports.office_paint import badge, clean

_INKS = {Status.DEMO: "amber", Status.EXTERNAL: "link", Status.MISSING: "ink3"}
_STYLES = {Role.LEAD: "Lead", Role.BODY: "Body Text", Role.NOTE: "Note", Role.CALLOUT: "Callout"}
_LEAST, _MOST = 7.0, 9.0  # points of a mark: still read on paper, never larger than text
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks are written: the document or a cell of it, ``width`` mm wide; ``approval`` is its maps' line."""

    root: docx.document.Document
    at: docx.document.Document | _Cell | _Footer
    width: float
    paper: Paper
    house: House
    approval: str = ""
    tight: bool = False

    def paragraph(self, style: str) -> Paragraph:
        """A new paragraph; of a cell the one that it has while that is empty."""
        found = self.at.paragraphs[-1] if isinstance(self.at, _Cell) and _is_blank(self.at) else None
        paragraph = found or self.at.add_paragraph()
        paragraph._p.style = style_id(self.root, style)
        return paragraph

    def table(self, rows: int, columns: int) -> Table:
        """A new table without rules."""
        if isinstance(self.at, _Cell) and _is_blank(self.at):
            self.at._tc.remove(self.at.paragraphs[0]._p)
        sides = (Mm(self.width),) if isinstance(self.at, _Footer) else ()
        table: Table = self.at.add_table(rows, columns, *sides)
        return table

    def inside(self, cell: _Cell | _Footer, width: float) -> Place:
        """The same in a cell or a foot."""
        return replace(self, at=cell, width=width)


def _is_blank(cell: _Cell) -> bool:
    return len(cell._tc) - (cell._tc.tcPr is not None) == 1 and not len(cell.paragraphs[0].runs)


def add_text(place: Place, text: Text, style: str = "") -> None:
    """One paragraph, nothing for a text without words."""
    if not text.plain.strip() and not any(run.status for run in text.runs):
        return
    paragraph = place.paragraph(style or _STYLES[text.role])
    for run in text.runs:
        add_run(place, paragraph, run)
    if text.role is Role.CALLOUT and not style:
        _rule_left(paragraph)


def add_run(place: Place, paragraph: Paragraph, run: Run) -> None:
    """Words, strong or not, and their mark behind them in small type."""
    written = paragraph.add_run(clean(run.text))
    if run.strong:
        written.bold = True
    if run.status:
        add_badge(place, paragraph, run.status)


def add_badge(place: Place, paragraph: Paragraph, status: Status, below: bool = False) -> None:
    """The mark behind what was written, or below it where there is no room."""
    size = place.paper.types[str(paragraph.style.name)].size if paragraph.style is not None else _LEAST
    space = "\n" if below else "\u00a0"
    mark = paragraph.add_run(space + badge(status))
    mark.font.size = Pt(min(_MOST, max(_LEAST, round(1.4 * size) / 2)))
    mark.font.bold = False
    mark.font.color.rgb = colour(_INKS.get(status, "ink2"))


def add_head(place: Place, head: Head, level: int = 2) -> None:
    """A title, its mark, and its note below."""
    paragraph = place.paragraph(f"Heading {min(level, _DEEPEST)}")
    add_run(place, paragraph, Run(head.text, status=head.status))
    if head.note:
        note = place.paragraph("Note")
        note.add_run(clean(head.note))
        note.paragraph_format.keep_with_next = True


def add_break(place: Place) -> None:
    """What follows begins on a new page; a cell has no pages."""
    if not isinstance(place.at, _Cell):
        place.paragraph("Normal").add_run().add_break(WD_BREAK.PAGE)


def _rule_left(paragraph: Paragraph) -> None:
    rule_paragraph(paragraph, "left", "accent", 3, 6)
    paragraph.paragraph_format.left_indent = Mm(3)


def rule_paragraph(paragraph: Paragraph, side: str, role: str, points: float, space: int = 1) -> None:
    """A rule beside a paragraph; ``space`` between them in points."""
    rule = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", round(8 * points)), ("space", space), ("color", colour(role))):
        rule.set(qn(f"w:{name}"), str(value))
    properties = paragraph._p.get_or_add_pPr()
    border = OxmlElement("w:pBdr")
    border.append(rule)
    properties.insert_element_before(
        border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct",
        "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing",
        "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection",
        "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr",
        "w:pPrChange",
    )  # fmt: skip
