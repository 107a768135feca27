"""Maps in a Word file: a group of freeforms, one an area, each with its name, so that they can be coloured anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from domain.house import House
from domain.status import Status
from figures.charts import AreaMap
from reports._docx_text import Place, add_head
from reports._word_page import colour
from reports.area_shapes import FORMS, Drawing, Label, Ring, Shape, Sign, drawing, sign_name
from reports.blocks import Head, Map
from reports.office_paint import clean, hatch, paint

_HIGHEST = 118.0  # mm
_LABEL, _SIGN_SIZE = 8.0, 7.0  # points
_EMU = 36000  # of a mm
_SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_GROUP = (
    '<mc:AlternateContent {spaces}><mc:Choice Requires="wpg"><w:drawing>'
    '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>'
    '<wp:docPr id="{id}" name={name} descr={said}/><wp:cNvGraphicFramePr/><a:graphic>'
    '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"><wpg:wgp><wpg:cNvGrpSpPr/>'
    '<wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/><a:chOff x="0" y="0"/>'
    '<a:chExt cx="{cx}" cy="{cy}"/></a:xfrm></wpg:grpSpPr>{shapes}</wpg:wgp></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></mc:Choice><mc:Fallback/></mc:AlternateContent>"
)
_SHAPE = (
    '<wps:wsp><wps:cNvPr id="{id}" name={name}/><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="{x}" y="{y}"/>'
    '<a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>'
    '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{w}" h="{h}">{path}</a:path></a:pathLst></a:custGeom>'
    "{look}</wps:spPr><wps:bodyPr/></wps:wsp>"
)
_TEXT = (
    '<wps:wsp><wps:cNvPr id="{id}" name={name}/><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="{x}" y="{y}"/>'
    '<a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>'
    '<a:srgbClr val="FFFFFF"><a:alpha val="72000"/></a:srgbClr></a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr>'
    "<wps:txbx><w:txbxContent>{lines}</w:txbxContent></wps:txbx>"
    '<wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/></wps:wsp>'
)
_SIGN = (
    '<wps:wsp><wps:cNvPr id="{id}" name={name}/><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="{x}" y="{y}"/>'
    '<a:ext cx="{size}" cy="{size}"/></a:xfrm><a:prstGeom prst="{form}"><a:avLst/></a:prstGeom>{look}</wps:spPr>'
    "<wps:bodyPr/></wps:wsp>"
)
_LINE = (
    '<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>'
    '<w:ind w:firstLine="0"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii={latin} w:hAnsi={latin}'
    ' w:eastAsia={east}/><w:color w:val="{ink}"/><w:sz w:val="{size}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'
)


@dataclass(frozen=True, slots=True)
class _Scale:
    """EMU of a unit of the map's grid."""

    emu: float

    def __call__(self, units: float) -> int:
        return round(units * self.emu)


def add_map(place: Place, block: Map) -> None:
    """Title, the areas by their class, what the classes are, and the line of approval."""
    figure = block.figure
    found = drawing(figure)
    add_head(place, Head(figure.title, found.period, figure.status if figure.labels else None))
    scale = _Scale(_EMU * min(place.width / found.width, _HIGHEST / found.height))
    first = place.root.part.next_id
    shapes = "".join(_shapes(found, figure, place.house, scale, first + 1))
    xml = _GROUP.format(
        spaces=f"{_SPACES} {nsdecls('w')}",
        cx=scale(found.width),
        cy=scale(found.height),
        id=first,
        name=quoteattr(f"地图 {clean(figure.title)}"),
        said=quoteattr(clean(_said(figure, found))),
        shapes=shapes,
    )
    paragraph = place.paragraph("Chart")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run()._r.append(parse_xml(xml))
    _write_legend(place, figure, found)
    place.paragraph("Note").add_run(clean(figure.approval.get(found.vintage) or place.approval))


def _said(figure: AreaMap, found: Drawing) -> str:
    if not figure.labels:
        return f"{figure.title}，{found.period}：{'；'.join(sign.text for sign in found.signs)}"
    told = "；".join(f"{label.name}{label.text}" for label in found.labels)
    return f"{figure.title}分布图，{found.period}（{figure.status.label}）：{told}"


def _shapes(found: Drawing, figure: AreaMap, house: House, scale: _Scale, first: int) -> Iterator[str]:
    number = first
    for area in found.areas:
        yield _freeform(area, _area_look(area, figure, house), scale, number)
        number += 1
    for area in (*found.cities, *(area for area in found.areas if area.chosen)):
        role, points = ("accent", 2.25) if area.chosen else ("city-line", 1.0)
        yield _freeform(area, f"<a:noFill/>{_stroke(paint(role, house), points)}", scale, number)
        number += 1
    for label in found.labels if figure.labels else ():
        yield _text(label, house, scale, number)
        number += 1
    for n, sign in enumerate(found.signs):
        beside = sum((other.x, other.y) == (sign.x, sign.y) for other in found.signs[:n])
        yield _sign(sign, house, scale, number, beside)
        number += 1


def _area_look(area: Shape, figure: AreaMap, house: House) -> str:
    """Class as fill, 演示 hatched; nothing but a dashed line where the number is missing."""
    if not figure.labels:  # a map of places, not of numbers
        return f"{_solid(paint('neighbour', house))}{_stroke(paint('ink3', house), 0.5)}"
    if not area.step:
        return f"<a:noFill/>{_stroke(paint('ink2', house), 0.75, dashed=True)}"
    fill = paint(f"{'d' if figure.is_change else 's'}{area.step}", house)
    return (_hatched if figure.status is Status.DEMO else _solid)(fill) + _stroke(paint("bg", house), 0.5)


def _solid(fill: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>'


def _hatched(fill: str) -> str:
    return (
        f'<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="{hatch(fill)}"/></a:fgClr>'
        f'<a:bgClr><a:srgbClr val="{fill}"/></a:bgClr></a:pattFill>'
    )


def _stroke(line: str, points: float, dashed: bool = False) -> str:
    dash = '<a:prstDash val="dash"/>' if dashed else ""
    return f'<a:ln w="{round(points * 12700)}"><a:solidFill><a:srgbClr val="{line}"/></a:solidFill>{dash}</a:ln>'


def _freeform(area: Shape, look: str, scale: _Scale, number: int) -> str:
    xs, ys = zip(*(point for ring in area.rings for point in ring), strict=True)
    left, top, width, height = min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
    return _SHAPE.format(
        id=number,
        name=quoteattr(f"{clean(area.name)} {area.text}".strip()),
        x=scale(left),
        y=scale(top),
        cx=scale(width),
        cy=scale(height),
        w=width,
        h=height,
        path="".join(_ring(ring, left, top) for ring in area.rings),
        look=look,
    )


def _ring(ring: Ring, left: int, top: int) -> str:
    points = [f'<a:pt x="{x - left}" y="{y - top}"/>' for x, y in ring]
    lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in points[1:])
    return f"<a:moveTo>{points[0]}</a:moveTo>{lines}<a:close/>"


def _text(label: Label, house: House, scale: _Scale, number: int) -> str:
    """Name and number around the anchor, on a veil of white that leaves the class to be seen."""
    lines = [clean(label.name), label.text]
    width = round((max(sum(2 if ord(c) > 255 else 1 for c in line) for line in lines) / 2 + 0.4) * _LABEL * 12700)
    line = _LABEL * 1.2
    height = round(len(lines) * line * 12700)
    written = "".join(
        _LINE.format(
            line=round(line * 20),
            latin=quoteattr(house.font("latin")),
            east=quoteattr(house.font("head")),
            ink=paint("ink", house),
            size=round(_LABEL * 2),
            text=escape(text),
        )
        for text in lines
    )
    x, y = scale(label.x) - width // 2, scale(label.y) - height // 2
    return _TEXT.format(id=number, name=quoteattr(f"标注 {lines[0]}"), x=x, y=y, cx=width, cy=height, lines=written)


def _sign(sign: Sign, house: House, scale: _Scale, number: int, beside: int) -> str:
    """Full where it is sure, hollow and dashed where not, hatched where it is invented; below the name."""
    size = round(_SIGN_SIZE * 12700)
    fill = _hatched(paint("bar-strong", house)) if sign.demo else _solid(paint("ink" if sign.sure else "bg", house))
    return _SIGN.format(
        id=number,
        name=quoteattr(clean(sign.text)),
        x=scale(sign.x) - size // 2 + beside * round(1.15 * size),
        y=scale(sign.y) + round(_LABEL * 1.3 * 12700),
        size=size,
        form=sign.form,
        look=fill + _stroke(paint("ink", house), 0.75, dashed=not sign.sure and not sign.demo),
    )


def _write_legend(place: Place, figure: AreaMap, found: Drawing) -> None:
    """The classes from low to high, each on its colour."""
    paragraph = place.paragraph("Note")
    paragraph.paragraph_format.keep_with_next = True
    if figure.labels:
        _write_classes(place, paragraph, figure, found)
    for scheme in dict.fromkeys(marker.scheme for marker in figure.markers if marker.scheme in FORMS):
        demo = any(marker.demo for marker in figure.markers if marker.scheme == scheme)
        said = f"{FORMS[scheme][1]}{sign_name(scheme)}{'（含演示，斜线）' if demo else ''}　"
        paragraph.add_run(said)


def _write_classes(place: Place, paragraph: Paragraph, figure: AreaMap, found: Drawing) -> None:
    paragraph.add_run(clean(f"{figure.title}（{figure.unit}）："))
    kind = "d" if figure.is_change else "s"
    for step, label in enumerate(figure.labels, 1):
        run = paragraph.add_run(f"\u00a0{clean(label)}\u00a0")
        run.font.color.rgb = colour(f"{kind}{step}-ink")
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", paint(f"{kind}{step}", place.house))):
            shade.set(qn(f"w:{name}"), value)
        run._r.get_or_add_rPr().append(shade)
        paragraph.add_run(" ")
    blanks = f"虚线框：{'或'.join(found.blanks)}　" if found.blanks else ""
    paragraph.add_run(blanks + ("斜线：演示　" if figure.status is Status.DEMO else ""))
