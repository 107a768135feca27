"""An official document as GB/T 9704—2012 lays it out: 22 lines of 28 characters within 156 mm × 225 mm."""

from __future__ import annotations

from datetime import date

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import _Footer
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from reports._docx_flow import flow
from reports._docx_foot import DEMO, add_field, add_stamp
from reports._docx_text import Place, add_text, rule_paragraph
from reports._word_page import A4, Paper, Type, style_id
from reports.blocks import Role, Run, Text
from reports.document import Chapter, Document
from reports.office_paint import clean

_LINES, _LETTERS = 22, 28  # of a page, of a line
_AREA = (156.0, 225.0)  # mm of type
_TOP, _LEFT = 37.0, 28.0  # mm
_TWIP = 20 * 72 / 25.4  # twentieths of a point in a mm
_PITCH = int(_AREA[1] * _TWIP / _LINES)  # rounded down: all lines must fit
_SIZE = 16.0  # 三号
_TRACKING = int((_AREA[0] * _TWIP / _LETTERS) - 20 * _SIZE) - 1  # what a letter lacks of its place, in twips
_LINE = _PITCH / 20
_TITLE = 20  # letters of 二号 in a line
_WHOLE = "全省"
_NUMBER = 14.0  # 四号
_DASH = 7.0  # mm from the type to the middle of the page's number
_WIDEST = 44.0  # points of the red head
_RED_HEAD = 35.0  # mm from the type's upper edge

OFFICIAL = Paper(
    _TOP,
    A4[0] - _LEFT - _AREA[0],
    A4[1] - _TOP - _AREA[1],
    _LEFT,
    round(A4[1] - _TOP - _AREA[1] - _DASH - _NUMBER / 2 * 25.4 / 72, 1),
    {
        "Normal": Type("body", _SIZE, after=0, exact=_LINE),
        "Body Text": Type("body", _SIZE, after=0, exact=_LINE),
        "Title": Type("title", 22, after=0, exact=_LINE),
        "Heading 2": Type("head", _SIZE, after=0, exact=_LINE),
        "Heading 3": Type("kai", _SIZE, after=0, exact=_LINE),
        "Heading 4": Type("body", _SIZE, after=0, exact=_LINE, bold=True),
        "Lead": Type("body", _SIZE, after=0, exact=_LINE),
        "Callout": Type("body", _SIZE, after=0, exact=_LINE),
        "Note": Type("body", 10.5, 2, 2),
        "Red Head": Type("title", _WIDEST, 0, 0, ink="accent"),
        "Annex": Type("head", _SIZE, after=0, exact=_LINE),
        "Figure Head": Type("head", 12, 4, 0),
        "Figure": Type("head", 26, after=2, bold=True),
        "Table Text": Type("body", 10.5, 3, 3),
        "Table Head": Type("head", 10.5, 3, 3),
        "Chart": Type("body", 10.5, after=6),
        "Foot": Type("body", 9, after=0),
        "Page Number": Type("song", _NUMBER, after=0, exact=_NUMBER),
        "Gap": Type("body", 5, after=0),
    },
)
_INDENTED = ("Body Text", "Heading 2", "Heading 3", "Heading 4", "Lead", "Callout")
_OFF_GRID = (
    "Title",
    "Red Head",
    "Note",
    "Figure Head",
    "Figure",
    "Table Text",
    "Table Head",
    "Chart",
    "Foot",
    "Page Number",
    "Gap",
)


def write_official(place: Place, document: Document) -> None:
    """Head, body, signature; each annex on a page of its own; at the very end the stamp."""
    _prepare(place, document)
    body = [chapter for chapter in document.chapters if not chapter.annex]
    annexes = [chapter for chapter in document.chapters if chapter.annex]
    _write_head(place, document)
    for n, chapter in enumerate(body):
        if n:
            place.paragraph("Heading 2").add_run(clean(chapter.title))
        flow(place, chapter.blocks, level=3)
    _list_annexes(place, annexes)
    _sign(place, document)
    for n, chapter in enumerate(annexes, 1):
        _write_annex(place, chapter, f"附件{n if len(annexes) > 1 else ''}")
    _write_end(place, document)


def _prepare(place: Place, document: Document) -> None:
    root = place.root
    grid = root.sections[0]._sectPr.find(qn("w:docGrid"))
    for name, value in (("type", "linesAndChars"), ("linePitch", _PITCH)):
        grid.set(qn(f"w:{name}"), str(value))
    _track(root.styles["Normal"].element.rPr)
    for name in _INDENTED:
        _indent(root.styles[name].element.get_or_add_pPr(), firstLineChars=200, firstLine=round(2 * 20 * _SIZE))
    for name in _OFF_GRID:
        off = OxmlElement("w:snapToGrid")
        off.set(qn("w:val"), "0")
        properties = root.styles[name].element.get_or_add_pPr()
        properties.insert(properties.index(properties.find(qn("w:spacing"))), off)
    fonts = root.styles["Page Number"].element.rPr.rFonts
    for script in ("ascii", "hAnsi"):
        fonts.set(qn(f"w:{script}"), place.house.font("song"))
    root.settings.odd_and_even_pages_header_footer = True
    section = root.sections[0]
    _number_pages(place.inside(section.footer, place.width), document, "right")
    _number_pages(place.inside(section.even_page_footer, place.width), document, "left")


def _track(properties: BaseOxmlElement) -> None:
    """Letters a little closer, 28 in a line: as ``w:charSpace`` of the grid LibreOffice misreads a negative number."""
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(_TRACKING))
    properties.find(qn("w:sz")).addprevious(spacing)


def _indent(properties: object, **sides: int) -> None:
    indent = properties.get_or_add_ind()  # type: ignore[attr-defined]
    for side, value in sides.items():
        indent.set(qn(f"w:{side}"), str(value))


def _number_pages(place: Place, document: Document, side: str) -> None:
    """— 1 — outside, a letter from the edge; what is invented says so between it and the type."""
    assert isinstance(place.at, _Footer)
    place.at.is_linked_to_previous = False
    number = place.at.paragraphs[0]
    if document.view.is_demo:
        number.add_run(DEMO).bold = True
        number._p.style = style_id(place.root, "Foot")
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        number = place.at.add_paragraph()
    number._p.style = style_id(place.root, "Page Number")
    number.alignment = WD_ALIGN_PARAGRAPH.RIGHT if side == "right" else WD_ALIGN_PARAGRAPH.LEFT
    _indent(number._p.get_or_add_pPr(), **{f"{side}Chars": 100, side: round(20 * _NUMBER)})
    number.add_run("— ")
    add_field(number, "PAGE")
    number.add_run(" —")


def _line(place: Place, text: str = "", style: str = "Normal", align: WD_ALIGN_PARAGRAPH | None = None) -> Paragraph:
    paragraph = place.paragraph(style)
    paragraph.add_run(clean(text))
    if align is not None:
        paragraph.alignment = align
    return paragraph


def _write_head(place: Place, document: Document) -> None:
    """The red head and the number only where the house has one; title, addressee."""
    house = document.house
    if house.number:
        name = f"{house.organisation}文件"
        red = _line(place, name, "Red Head", WD_ALIGN_PARAGRAPH.CENTER)
        red.paragraph_format.space_before = Mm(_RED_HEAD)
        red.runs[0].font.size = Pt(min(_WIDEST, int(_AREA[0] * 72 / 25.4 / len(name))))
        _line(place)
        _line(place)
        rule_paragraph(_line(place, house.number, align=WD_ALIGN_PARAGRAPH.CENTER), "bottom", "accent", 1.5, 11)
        _line(place)
        _line(place)
    _line(place, _in_lines(document.chapters[0].title), "Title", WD_ALIGN_PARAGRAPH.CENTER)
    _line(place)
    if house.addressee:
        _line(place, f"{house.addressee}：")


def _in_lines(title: str) -> str:
    """A long title on two lines that end with a word."""
    return title.replace(_WHOLE, f"{_WHOLE}\n", 1) if len(title) > _TITLE else title


def _list_annexes(place: Place, annexes: list[Chapter]) -> None:
    """附件说明: a line after the body, the names below each other."""
    if not annexes:
        return
    _line(place)
    for n, chapter in enumerate(annexes, 1):
        number = f"{n}. " if len(annexes) > 1 else ""
        hanging = 300 + (100 if number else 0)  # hundredths of a letter: 附件： and the number
        paragraph = _line(place, f"{'附件：' if n == 1 else ''}{number}{chapter.title}")
        left = {"left": 200 + hanging, "hanging": hanging} if n == 1 else {"left": 200 + hanging, "hanging": 100}
        sides = {f"{side}Chars": value for side, value in left.items()}
        _indent(
            paragraph._p.get_or_add_pPr(), **sides, **{side: round(value * _SIZE / 5) for side, value in left.items()}
        )


def _sign(place: Place, document: Document) -> None:
    """Signatory and day, which begins two letters behind its first; without a signatory room is left for both, which at
    the end of a page may be missing, as empty lines would fill a page of their own.
    """
    signatory, made = document.house.signatory, date.fromisoformat(document.stamp.made)
    if not signatory:
        place.root.paragraphs[-1].paragraph_format.space_after = Pt(3 * _PITCH / 20)
        return
    _line(place)
    day = f"{made.year}年{made.month}月{made.day}日"
    length = 3 + sum(map(str.isdigit, day)) / 2
    right = max(2.0, len(signatory) - length)
    for text, blank in ((signatory, right + length + 2 - len(signatory)), (day, right)):
        paragraph = _line(place, text, align=WD_ALIGN_PARAGRAPH.RIGHT)
        _indent(paragraph._p.get_or_add_pPr(), rightChars=round(100 * blank), right=round(20 * _SIZE * blank))


def _write_annex(place: Place, chapter: Chapter, label: str) -> None:
    _line(place, label, "Annex").paragraph_format.page_break_before = True
    _line(place)
    _line(place, chapter.title, "Title", WD_ALIGN_PARAGRAPH.CENTER)
    _line(place)
    flow(place, chapter.blocks, level=3)


def _write_end(place: Place, document: Document) -> None:
    """Where the numbers come from, and the stamp between two rules."""
    sources = dict.fromkeys(source for chapter in document.chapters for source in chapter.sources)
    if sources:
        add_text(place, Text((Run(f"数据来源：{'；'.join(sources)}。"),), Role.NOTE))
    add_stamp(place, document, ruled=True)
