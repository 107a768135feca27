"""Maps on a slide: one group of freeforms, an area each, so that they can be coloured anew, and a table beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pptx.oxml.ns import nsdecls

from domain.house import House
from domain.status import Status
from figures.charts import AreaMap
from reports._pptx_ink import Box, Canvas, Span, attribute, mark, solid, stroke
from reports._pptx_marks import Picture, filled, labels, legend, marked_places, signs, words
from reports._pptx_measure import LEAST, lay, leading
from reports._pptx_need import ASIDE, HEAD, head_height
from reports._pptx_table import draw_grid
from reports.area_shapes import ABSENT, Drawing, Ring, Shape, drawing
from reports.blocks import Grid, GridCell, Head, Map
from reports.office_outline import simplified

_FINE = 0.5  # points: what is nearer to a straight line is not seen
_PART = 0.58  # of the width that the picture may take


def draw_map(canvas: Canvas, block: Map, box: Box, approval: str) -> None:
    """The picture left, right of it title, classes and the numbers that it names; below the line of approval."""
    figure, found, line = block.figure, drawing(block.figure), leading(LEAST)
    scale = min(_PART * box.w / found.width, (box.h - line - 4) / found.height)
    area = Box(box.x, box.y, found.width * scale, found.height * scale)
    right = Box(area.x + area.w + ASIDE, box.y, box.w - area.w - ASIDE, box.h)
    picture = Picture(figure, found, area, canvas.house, scale, iter(canvas.next_id, 0))
    classes, end = legend(picture, Box(right.x, right.y + head_height(Head("")) + 2, right.w, 0))
    title = Box(right.x, right.y, right.w, leading(HEAD))
    foot = Box(box.x, box.y + box.h - line, area.w, line)
    note = figure.approval.get(found.vintage) or approval
    shapes = [
        *_areas(picture),
        *labels(picture),
        *signs(picture),
        *classes,
        words(picture, title, _title(canvas, figure, found), "图名"),
        words(picture, foot, [Span(note, LEAST, "ink3")], "审图"),
    ]
    canvas.add(_group(canvas.next_id(), box, f"地图 {figure.title}，{found.period}", _said(figure, found), shapes))
    _draw_numbers(canvas, picture, Box(right.x, end + 8, right.w, box.y + box.h - end - 8))


def _title(canvas: Canvas, figure: AreaMap, found: Drawing) -> list[Span]:
    spans = [Span(figure.title, HEAD, strong=True), Span(f"　{found.period}", LEAST, "ink3")]
    if figure.labels:
        missing = Status.MISSING.label in found.blanks
        canvas.marks |= {figure.status, Status.MISSING} if missing else {figure.status}
        spans.append(mark(figure.status))
    return spans


def _draw_numbers(canvas: Canvas, picture: Picture, box: Box) -> None:
    """The numbers as a table; as two side by side where one would be too high."""
    if not picture.figure.labels:
        return draw_grid(canvas, marked_places(picture), box)
    grid = _grid(picture.figure, picture.found)
    if lay(grid, box.w).height <= box.h:
        return draw_grid(canvas, grid, box)
    half, wide = -(-len(grid.rows) // 2), (box.w - ASIDE) / 2
    for n, rows in enumerate((grid.rows[:half], grid.rows[half:])):
        draw_grid(canvas, replace(grid, rows=rows), Box(box.x + n * (wide + ASIDE), box.y, wide, box.h))
    return None


def _grid(figure: AreaMap, found: Drawing) -> Grid:
    """The numbers that the picture names."""
    rows = tuple((GridCell(label.name), _cell(label.text, figure.status)) for label in found.labels)
    return Grid(("地区", figure.unit or figure.title), rows, title=figure.title)


def _cell(text: str, status: Status) -> GridCell:
    return GridCell(text, status=Status.MISSING if text == Status.MISSING.label else status)


def _said(figure: AreaMap, found: Drawing) -> str:
    if not figure.labels:
        return f"{figure.title}，{found.period}"
    told = "；".join(f"{label.name}{label.text}" for label in found.labels)
    return f"{figure.title}分布图，{found.period}，{figure.status.label}：{told}"


def _group(number: int, box: Box, name: str, said: str, shapes: list[str]) -> str:
    inner = box.xfrm.replace("</a:xfrm>", "").replace("<a:xfrm>", "")
    child = inner.replace("a:off", "a:chOff").replace("a:ext", "a:chExt")
    return (
        f'<p:grpSp {nsdecls("p", "a")}><p:nvGrpSpPr><p:cNvPr id="{number}" name={attribute(name)}'
        f" descr={attribute(said)}/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>{inner}{child}</a:xfrm>"
        f"</p:grpSpPr>{''.join(shapes)}</p:grpSp>"
    )


def _areas(picture: Picture) -> Iterator[str]:
    """Counties by class, then the outlines of cities, then what is chosen."""
    cities = dict(zip(picture.figure.city_codes, picture.figure.city_names, strict=True))
    figure, house = picture.figure, picture.house
    for area in picture.found.areas:
        name = f"{cities.get(f'{area.code[:4]}00', '')}·{area.name}"
        status = "" if area.text == ABSENT else f"，{(figure.status if area.step else Status.MISSING).label}"
        said = f"{name}，{figure.title}{area.text}{status}" if figure.labels else name
        yield _outline(picture, area, _look(area.step, figure, house), name, said)
    for city in picture.found.cities:
        yield _outline(picture, city, f"<a:noFill/>{stroke('city-line', house, 1.25)}", f"{city.name}界", city.name)
    for area in (area for area in picture.found.areas if area.chosen):
        yield _outline(picture, area, f"<a:noFill/>{stroke('accent', house, 2.5)}", f"所选 {area.name}", area.name)


def _look(step: int, figure: AreaMap, house: House) -> str:
    """Class as fill, 演示 hatched; nothing but a dashed line where the number is missing."""
    if not figure.labels:
        return solid("neighbour", house) + stroke("line", house, 0.75)
    if not step:
        return f"<a:noFill/>{stroke('ink3', house, 0.75, 'dash')}"
    role = f"{'d' if figure.is_change else 's'}{step}"
    return filled(role, figure.status, house) + stroke("ink3", house, 0.5)


def _outline(picture: Picture, area: Shape, look: str, name: str, said: str) -> str:
    """A freeform in the grid's own units."""
    rings = [ring for ring in (simplified(ring, _FINE / picture.scale) for ring in area.rings) if len(ring) > 2]
    xs, ys = zip(*(point for ring in rings for point in ring), strict=True)
    left, top, w, h = min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
    box = Box(*picture.at(left, top), w * picture.scale, h * picture.scale)
    path = "".join(_path(ring, left, top) for ring in rings)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{next(picture.ids)}" name={attribute(name)} descr={attribute(said)}/><p:cNvSpPr/>'
        f"<p:nvPr/></p:nvSpPr><p:spPr>{box.xfrm}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{w}" h="{h}">{path}</a:path></a:pathLst></a:custGeom>'
        f"{look}</p:spPr></p:sp>"
    )


def _path(ring: Ring, left: int, top: int) -> str:
    points = [f'<a:pt x="{x - left}" y="{y - top}"/>' for x, y in ring]
    lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in points[1:])
    return f"<a:moveTo>{points[0]}</a:moveTo>{lines}<a:close/>"
