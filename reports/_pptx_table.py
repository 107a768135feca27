"""Tables on a slide: native ones, ruled by hairlines, as high as they were measured."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.oxml.ns import nsdecls

from domain.house import House
from reports._pptx_ink import EMU, Box, Canvas, Span, attribute, paragraph, solid, stroke
from reports._pptx_measure import LEAST, Laid, lay, leading
from reports.blocks import Grid

_SIDE, _EDGE = 6.0, 2.0  # inside a cell: left and right, above and below
_BARE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # the style without lines and grounds


def draw_grid(canvas: Canvas, grid: Grid, box: Box, size: float = LEAST) -> None:
    """A table of python-pptx's kind; where there are no rows, heads and what is said instead."""
    laid = lay(grid, box.w, size)
    canvas.marks |= {cell.status for row in grid.rows for cell in row if cell.status}
    canvas.marks |= {grid.status} if grid.status else set()
    rows = [_row([_head(text, n, grid, canvas.house, size) for n, text in enumerate(laid.heads)], laid.head)]
    for own, texts, high in zip(grid.rows, laid.rows, laid.heights, strict=True):
        cells = [_body(text, n, own[n].step, grid, canvas.house, size) for n, text in enumerate(texts)]
        rows.append(_row(cells, high))
    canvas.add(_frame(canvas.next_id(), grid, laid, Box(box.x, box.y, box.w, laid.height), rows))
    if not grid.rows:
        at = Box(box.x + _SIDE, box.y + laid.head + 4, box.w - 2 * _SIDE, leading(size))
        canvas.text(at, [paragraph([Span(grid.empty or "没有数据。", size, "ink3")], canvas.house)])


def _frame(number: int, grid: Grid, laid: Laid, box: Box, rows: Sequence[str]) -> str:
    columns = "".join(f'<a:gridCol w="{round(width * EMU)}"/>' for width in laid.widths)
    said = attribute(f"{grid.title or '表'}：{'、'.join(laid.heads)}")
    return (
        f'<p:graphicFrame {nsdecls("p", "a")}><p:nvGraphicFramePr><p:cNvPr id="{number}" name={said} descr={said}/>'
        "<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp='1'/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>"
        f"{box.xfrm.replace('a:xfrm', 'p:xfrm')}<a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
        f'<a:tblPr firstRow="1"><a:tableStyleId>{_BARE}</a:tableStyleId></a:tblPr>'
        f"<a:tblGrid>{columns}</a:tblGrid>{''.join(rows)}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def _row(cells: Sequence[str], high: float) -> str:
    return f'<a:tr h="{round(high * EMU)}">{"".join(cells)}</a:tr>'


def _head(text: str, column: int, grid: Grid, house: House, size: float) -> str:
    words = paragraph([Span(text, size, "ink2", strong=True)], house, _align(column, grid))
    return _cell(words, solid("surface", house), stroke("ink", house, 1.0, tag="a:lnB"), house)


def _body(text: str, column: int, step: int, grid: Grid, house: House, size: float) -> str:
    """On the colour of its class, where it has one."""
    words = paragraph([Span(text, size, f"s{step}-ink" if step else "ink")], house, _align(column, grid))
    return _cell(words, solid(f"s{step}" if step else "", house), stroke("line", house, 0.5, tag="a:lnB"), house)


def _align(column: int, grid: Grid) -> str:
    return "r" if column >= grid.numeric_from else "l"


def _cell(words: str, fill: str, below: str, house: House) -> str:
    none = "".join(stroke("", house, tag=tag) for tag in ("a:lnL", "a:lnR", "a:lnT"))
    side, edge = round(_SIDE * EMU), round(_EDGE * EMU)
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{words}</a:txBody>"
        f'<a:tcPr marL="{side}" marR="{side}" marT="{edge}" marB="{edge}" anchor="ctr">{none}{below}{fill}</a:tcPr>'
        "</a:tc>"
    )
