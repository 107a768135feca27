"""Native charts in a Word file: the part, its workbook, and the drawing that shows it."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm
from docx.text.paragraph import Paragraph

from reports._docx_text import Place
from reports.blocks import Chart, Form
from reports.office_chart import chart_xml
from reports.office_paint import clean

_ROW, _FRAME = 6.6, 32.0  # mm of a bar, and of title and axis together
_TIGHT_ROW, _TIGHT_FRAME = 5.3, 27.0
_LEGEND = 6.0
_LOW, _HIGH = 62.0, 215.0  # mm
_TIGHT_LOW = 46.0
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DECLARED = (
    f'xmlns:c="{_CHART}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_DRAWING = (
    '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>'
    '<wp:docPr id="{id}" name={name} descr={said}/><wp:cNvGraphicFramePr/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
)


def add_chart(place: Place, chart: Chart, height: float = 0) -> None:
    """The chart on the full width, ``height`` mm high; by itself as high as its bars need."""
    xml, book = chart_xml(chart, place.house, "head", 8.0 if place.tight else 9.5)
    part = place.root.part
    package = part.package
    drawn = Part(package.next_partname("/word/charts/chart%d.xml"), CT.DML_CHART, b"", package)
    sheet = Part(package.next_partname("/word/embeddings/chart%d.xlsx"), CT.SML_SHEET, book, package)
    relation = drawn.relate_to(sheet, RT.PACKAGE)
    drawn._blob = _linked(xml, relation)
    size = Mm(place.width), Mm(height or height_of(chart, place.tight))
    _draw(place.paragraph("Chart"), part.relate_to(drawn, RT.CHART), size, chart, part.next_id)


def height_of(chart: Chart, tight: bool) -> float:
    """In mm, by the bars that lie under each other."""
    row, frame, low = (_TIGHT_ROW, _TIGHT_FRAME, _TIGHT_LOW) if tight else (_ROW, _FRAME, _LOW)
    shown = sum(bool(series.role) for series in chart.series)
    bars = len(chart.categories) * (max(1.0, 0.6 * shown) if chart.form is Form.BARS else 1)
    lying = chart.form in (Form.BARS, Form.STACKED, Form.FULL)
    wanted = frame + row * bars + (_LEGEND if shown > 1 else 0) if lying else 1.5 * low
    return min(_HIGH, max(low, wanted))


def _linked(xml: bytes, relation: str) -> bytes:
    """The part with the address of its workbook, so that Word opens it on 编辑数据; no frame, every category named."""
    space = parse_xml(xml)
    _put(space, "roundedCorners", '<c:roundedCorners {} val="0"/>', after=("date1904", "lang"))
    _put(space, "spPr", "<c:spPr {}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>", after=("chart",))
    data = f'<c:externalData {{}} r:id="{relation}"><c:autoUpdate val="0"/></c:externalData>'
    _put(space, "externalData", data, after=("chart", "spPr", "txPr"))
    for axis in space.iter(f"{{{_CHART}}}catAx"):
        _put(axis, "tickLblSkip", '<c:tickLblSkip {} val="1"/>', after=("auto", "lblAlgn", "lblOffset"))
    return bytes(serialize_part_xml(space))


def _put(parent: BaseOxmlElement, name: str, xml: str, after: tuple[str, ...]) -> None:
    """A child where it is missing, behind the last of those that go before it."""
    if parent.find(f"{{{_CHART}}}{name}") is None:
        before = [n for n, child in enumerate(parent) if child.tag.rpartition("}")[2] in after]
        parent.insert(before[-1] + 1 if before else 0, parse_xml(xml.format(_DECLARED)))


def _draw(paragraph: Paragraph, relation: str, size: tuple[Length, Length], chart: Chart, number: int) -> None:
    drawing = _DRAWING.format(
        cx=int(size[0]),
        cy=int(size[1]),
        id=number,
        name=quoteattr(f"图{number} {clean(chart.title)}"),
        said=quoteattr(clean(said(chart))),
        relation=relation,
    )
    paragraph.add_run()._r.append(parse_xml(drawing))


def said(chart: Chart) -> str:
    """The chart in words for those who do not see it: title, mark, and its first and last numbers."""
    told = "；".join(
        f"{name}{series.texts[n] if series.texts else number}"
        for series in chart.series[:1]
        for n, (name, number) in enumerate(zip(chart.categories, series.numbers, strict=False))
        if number is not None
    )
    unit = f"，单位{chart.unit}" if chart.unit else ""
    return f"{chart.title}（{chart.status.label}{unit}）{'：' if told else ''}{told}"
