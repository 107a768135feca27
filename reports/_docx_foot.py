"""What a Word file carries of its stamp: the foot of its pages, and its properties."""

from __future__ import annotations

from io import BytesIO
from xml.sax.saxutils import escape

import docx.document
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from reports._docx_table import arrange, close
from reports._docx_text import Place, add_run
from reports._word_page import style_id
from reports.blocks import Run
from reports.document import Document
from reports.office_paint import clean
from reports.qr import qr_png

DEMO = "演示数据，不是实际数字"
_QR = 11.0  # mm
_CUSTOM = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{}</Properties>'
)
_PROPERTY = (
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{}" name="{}"><vt:lpwstr>{}</vt:lpwstr></property>'
)


def add_properties(root: docx.document.Document, document: Document) -> None:
    """Keywords, and the stamp as ``zjrc_edition``, ``zjrc_query``, ``zjrc_digest``."""
    stamp = document.stamp
    root.core_properties.keywords = "，".join((document.house.organisation, document.title, document.subtitle))
    root.core_properties.language = "zh-CN"
    own = {"zjrc_edition": stamp.edition, "zjrc_query": stamp.query, "zjrc_digest": stamp.digest}
    listed = "".join(_PROPERTY.format(n, name, escape(text)) for n, (name, text) in enumerate(own.items(), 2))
    package = root.part.package
    part = Part(PackURI("/docProps/custom.xml"), CT.OFC_CUSTOM_PROPERTIES, _CUSTOM.format(listed).encode(), package)
    package.relate_to(part, RT.CUSTOM_PROPERTIES)


def add_foot(place: Place, document: Document) -> None:
    """On every page the stamp with its code, the page's number, and whether the numbers are invented."""
    foot = place.root.sections[0].footer
    foot._element.remove(foot.paragraphs[0]._p)
    inside = place.inside(foot, place.width)
    add_stamp(inside, document)
    number = inside.at.paragraphs[-1]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    number._p.style = style_id(place.root, "Foot")
    add_field(number, "PAGE")
    number.add_run(" / ")
    add_field(number, "NUMPAGES")


def add_stamp(place: Place, document: Document, ruled: bool = False) -> None:
    """The stamp's line left, its code right; between two rules."""
    table = arrange(place, [place.width - _QR - 3, _QR + 3], ruled)
    words, code = table.rows[0].cells
    words.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    left = place.inside(words, place.width)
    if document.view.is_demo:
        add_run(left, left.paragraph("Foot"), Run(DEMO, strong=True))
    line = words.add_paragraph() if document.view.is_demo else words.paragraphs[0]
    line._p.style = style_id(place.root, "Foot")
    line.add_run(clean(f"{document.house.organisation}　{document.stamp.line}"))
    right = code.paragraphs[0]
    right._p.style = style_id(place.root, "Foot")
    right.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    right.add_run().add_picture(BytesIO(qr_png(document.stamp)), Mm(_QR))
    close(place)


def add_field(paragraph: Paragraph, name: str) -> None:
    """A number that Word reckons itself: PAGE or NUMPAGES."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
