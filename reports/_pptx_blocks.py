"""Sentences, titles, cards and charts on a slide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import nsdecls
from pptx.parts.chart import ChartPart

from domain.status import Status
from reports._pptx_ink import Box, Canvas, Span, attribute, bar_shape, mark, paragraph, spans_of, stroke
from reports._pptx_measure import LEAST, width_of
from reports._pptx_need import ASIDE, GAP, HEAD, Sizes, card_height, cards_in_row, is_dense, is_known
from reports.blocks import Chart, Head, KeyFigure, KeyFigures, Role, Text
from reports.office_chart import chart_xml

_APART = "范围不同，不可相加"
_ROLES = {Role.LEAD: "ink", Role.BODY: "ink", Role.CALLOUT: "ink", Role.NOTE: "ink3"}


def draw_text(canvas: Canvas, text: Text, box: Box, size: Sizes) -> None:
    """A sentence; what must not be missed on a ground of its own with an edge."""
    points = size.of(text.role)
    spans = spans_of(text.runs, points, _ROLES[text.role], text.role is Role.LEAD)
    canvas.marks |= {run.status for run in text.runs if run.status}
    if text.role is Role.CALLOUT:
        canvas.bar(box, "surface", "底")
        canvas.bar(Box(box.x, box.y, 3, box.h), "bar-strong", "边")
        box = Box(box.x + 12, box.y + 6, box.w - 24, box.h - 12)
    canvas.text(box, [paragraph(spans, canvas.house)], "说明" if text.role is Role.NOTE else "句子")


def draw_head(canvas: Canvas, head: Head, box: Box) -> None:
    """Title of a part with its mark and note."""
    spans = [Span(head.text, HEAD, strong=True)]
    if head.status:
        canvas.marks.add(head.status)
        spans.append(mark(head.status))
    if head.note:
        spans.append(Span(f"　{head.note}", LEAST, "ink3"))
    canvas.text(box, [paragraph(spans, canvas.house)], f"小标题 {head.text}")


def draw_cards(canvas: Canvas, cards: KeyFigures, box: Box, size: Sizes) -> None:
    """Rows of large numbers; a wall between scopes that are never added."""
    each = cards_in_row(len(cards.figures), box.w, size)
    wide = (box.w - ASIDE * (each - 1)) / each
    y = box.y
    for start in range(0, len(cards.figures), each):
        row = cards.figures[start : start + each]
        high = max(card_height(card, wide, size) for card in row)
        fitted = replace(size, number=_number_size(row, wide, size.number))
        for n, card in enumerate(row):
            x = box.x + n * (wide + ASIDE)
            _draw_card(canvas, card, Box(x, y, wide, high), fitted)
            if n and cards.apart:
                _draw_wall(canvas, Box(x - ASIDE / 2, y, 0, high))
        y += high + GAP


def _draw_wall(canvas: Canvas, box: Box) -> None:
    line = stroke("ink", canvas.house, 1.5, "dash")
    canvas.add(bar_shape(canvas.next_id(), box, "<a:noFill/>", line, _APART, _APART, "line"))


def _draw_card(canvas: Canvas, card: KeyFigure, box: Box, size: Sizes) -> None:
    canvas.bar(Box(box.x, box.y, box.w, 1.5), "ink", "线")
    title, status = [Span(card.title, size.title, "ink2")], card.number.status
    if status:
        title.append(mark(status))
    lines = [line for line in card.lines if line.plain or any(run.status for run in line.runs)]
    canvas.marks |= {run.status for line in lines for run in line.runs if run.status} | ({status} if status else set())
    told = [paragraph(title, canvas.house), paragraph(_number(card, size.number), canvas.house)]
    told += [paragraph(spans_of(line.runs, size.small, "ink2"), canvas.house) for line in lines]
    told += [paragraph([Span(card.source, size.small, "ink3")], canvas.house)] if card.source else []
    canvas.text(Box(box.x, box.y + 6, box.w, box.h - 6), told, f"数字 {card.title}")


def _number_size(cards: Sequence[KeyFigure], width: float, size: float) -> float:
    """That of all numbers of a row: smaller where one would be broken."""
    while size > LEAST and any(_width(card, size) > width for card in cards):
        size -= 1
    return size


def _width(card: KeyFigure, size: float) -> float:
    return width_of(card.number.text, size, strong=True) + width_of(f" {card.unit}", _unit_size(size)) + 0.2 * size


def _unit_size(size: float) -> float:
    return max(LEAST, 0.5 * size)


def _number(card: KeyFigure, size: float) -> list[Span]:
    missing = card.number.status is Status.MISSING
    number = Span(card.number.text, size, "ink3" if missing else "ink", strong=not missing)
    return [number, Span(f" {card.unit}", _unit_size(size), "ink2")] if card.unit else [number]


def draw_chart(canvas: Canvas, chart: Chart, box: Box, top: float) -> None:
    """A native chart with its workbook; where there is no number, a dashed frame that says so."""
    canvas.marks.add(chart.status)
    if not is_known(chart):
        return _draw_missing(canvas, chart, box)
    part = canvas.slide.part
    # Where its lines are close, some programs leave out every second name unless the type is smaller.
    points = LEAST - 1 if is_dense(chart, box.h) else LEAST
    xml, book = chart_xml(chart, canvas.house, "screen", points, top, (box.w, box.h))
    name = part.package.next_partname(ChartPart.partname_template)
    drawn = ChartPart.load(name, CT.DML_CHART, part.package, xml)
    drawn.chart_workbook.update_from_xlsx_blob(book)
    canvas.add(_frame(canvas.next_id(), chart, box, part.relate_to(drawn, RT.CHART)))
    return None


def _draw_missing(canvas: Canvas, chart: Chart, box: Box) -> None:
    house = canvas.house
    canvas.add(bar_shape(canvas.next_id(), box, "<a:noFill/>", stroke("ink3", house, 1, "dash"), chart.title))
    words = [Span(f"{chart.title} ", 14), mark(Status.MISSING)]
    canvas.text(Box(box.x + 12, box.y, box.w - 24, box.h), [paragraph(words, house, "ctr")], chart.title, "ctr")


def _frame(number: int, chart: Chart, box: Box, relation: str) -> str:
    xfrm = box.xfrm.replace("a:xfrm", "p:xfrm")
    return (
        f"<p:graphicFrame {nsdecls('p', 'a', 'r')}><p:nvGraphicFramePr>"
        f'<p:cNvPr id="{number}" name={attribute(f"图 {chart.title}")} descr={attribute(said(chart))}/>'
        f"<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp='1'/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>"
        f'{xfrm}<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="{relation}"/>'
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )


def said(chart: Chart) -> str:
    """The chart as words, for who cannot see it."""
    shown = [series for series in chart.series if series.role]
    told = (
        f"{name}{'、'.join(_written(series.numbers[n], series.texts[n : n + 1]) for series in shown)}"
        for n, name in enumerate(chart.categories)
    )
    return f"{chart.title}（{chart.unit or '数值'}，{chart.status.label}）：{'；'.join(told)}"


def _written(number: float | None, text: tuple[str, ...]) -> str:
    return Status.MISSING.label if number is None else text[0] if text else f"{number:g}"
