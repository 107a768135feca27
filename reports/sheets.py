"""A document as sheets: its tables, charts and maps one after the other, each with the table that it is drawn from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from domain.format import decimal
from domain.status import Status
from reports._area_grid import area_grid
from reports.blocks import Block, Chart, Form, Grid, GridCell, Head, KeyFigures, Map, Text
from reports.document import Document

KEY_FIGURES = "主要数字"
CHART_DATA = "图的数据"
_PLAIN = re.compile(r"[+−]?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One sheet: tables from top to bottom, the first of them the main one, and a chart beside them.

    ``source`` is the place of the chart's table among ``grids``; ``kind`` the theme's scale of the colour classes
    (s from low to high, d around no change); ``foot`` is written under all.
    """

    title: str
    note: str
    grids: tuple[Grid, ...]
    chart: Chart | None = None
    source: int = 0
    kind: str = "s"
    foot: str = ""

    @property
    def is_demo(self) -> bool:
        """Whether anything on it is invented."""
        cells = (cell.status for grid in self.grids for row in grid.rows for cell in row)
        return Status.DEMO in (*(grid.status for grid in self.grids), *cells, self.chart and self.chart.status)


def leaves(document: Document) -> tuple[Leaf, ...]:
    """The sheets of a document, in its order; none for a document of sentences alone."""
    found: list[Leaf] = []
    for chapter in document.chapters:
        found += _of_chapter(chapter.blocks, chapter.title, document)
    return tuple(found)


def _of_chapter(blocks: tuple[Block, ...], title: str, document: Document) -> Iterator[Leaf]:
    head, skip = Head(title), False
    for block, after in zip(blocks, (*blocks[1:], None), strict=False):
        if skip:
            skip = False
            continue
        match block:
            case Head():
                head = block
            case Chart():
                skip = isinstance(after, Grid)
                yield _charted(block, after if isinstance(after, Grid) else None, head)
            case Grid():
                yield Leaf(block.title or head.text, _note(block.title or head.text, head), (block,))
            case KeyFigures():
                named = head.text if head.text != title else f"{title}：{KEY_FIGURES}"
                yield Leaf(named, _note(named, head), (_key_grid(block),))
            case Map(figure):
                kind = "d" if figure.is_change else "s"
                grid = area_grid(figure, document.view.areas)
                yield Leaf(figure.title, "", (grid,), kind=kind, foot=document.approval)


def _note(title: str, head: Head) -> str:
    return head.note if head.text == title else ""


def _charted(chart: Chart, grid: Grid | None, head: Head) -> Leaf:
    """The chart with the table behind it, whose own cells it is drawn from if they hold just its numbers."""
    note = _note(chart.title, head)
    if grid is None:
        return Leaf(chart.title, note, (chart_grid(chart),), chart)
    if drawn_from(chart, grid) is not None:
        return Leaf(chart.title, note, (grid,), chart)
    return Leaf(chart.title, note, (grid, chart_grid(chart, CHART_DATA)), chart, source=1)


def drawn_from(chart: Chart, grid: Grid) -> tuple[int, int] | None:
    """(column of the categories, column of the numbers) if the grid's first rows are the chart's only series."""
    if len(chart.series) != 1 or chart.series[0].name not in grid.heads or chart.form is Form.SCATTER:
        return None
    column, rows = grid.heads.index(chart.series[0].name), grid.rows[: len(chart.categories)]
    names = [n for n in range(column) if tuple(row[n].text for row in rows) == chart.categories]
    complete = all(row[column].number is not None for row in rows)
    return (names[0], column) if names and complete else None


def chart_grid(chart: Chart, title: str = "") -> Grid:
    """What a chart is drawn from: a row a category and a column a series; of a scatter a row a point."""
    if chart.form is Form.SCATTER:
        axes = ("组", chart.x_unit, chart.unit)
        names = [s.name for s in chart.series for _ in s.x]
        xs = _cells([x for s in chart.series for x in s.x], chart.status)
        ys = _cells([y for s in chart.series for y in s.numbers], chart.status)
        points = tuple((GridCell(name), x, y) for name, x, y in zip(names, xs, ys, strict=True))
        return Grid(axes, points, title=title, status=chart.status)
    unit = f"（{chart.unit}）" if chart.unit else ""
    heads = [f"{s.name or '起点'}{'' if s.name == chart.unit else unit}" for s in chart.series]
    columns = [_cells(s.numbers, chart.status) for s in chart.series]
    if texts := chart.series[-1].texts:
        heads.append("写作")
        columns.append([GridCell(text, status=chart.status) for text in texts])
    rows = tuple(zip(map(GridCell, chart.categories), *columns, strict=True))
    return Grid(("项目", *heads), rows, title=title, status=chart.status)


def _cells(numbers: Sequence[float | None], status: Status) -> list[GridCell]:
    """Numbers with the same decimals, two at the most."""
    exact = [None if number is None else Fraction(number).limit_denominator(1_000_000) for number in numbers]
    places = next((n for n in (0, 1) if all(x is None or (x * 10**n).denominator == 1 for x in exact)), 2)
    texts = [None if number is None else decimal(number, places) for number in exact]
    missing = GridCell(Status.MISSING.label, status=Status.MISSING)
    return [missing if text is None else GridCell(text, plain_number(text), status) for text in texts]


def _key_grid(block: KeyFigures) -> Grid:
    rows = []
    for figure in block.figures:
        said = "；".join(marked(line) for line in figure.lines if line.plain.strip())
        number = figure.number
        cells = (GridCell(figure.title), GridCell(number.text, plain_number(number.text), number.status, number.ref))
        rows.append((*cells, GridCell(figure.unit), GridCell(said), GridCell(figure.source)))
    return Grid(("指标", "数值", "单位", "说明", "来源"), tuple(rows), numeric_from=5)


def marked(text: Text) -> str:
    """A sentence as plain words, each mark as its word behind what it marks: 「18个〔演示〕」."""
    return "".join(f"{run.text}〔{run.status.label}〕" if run.status else run.text for run in text.runs).strip()


def plain_number(text: str) -> float | None:
    """The number that a text is, None where it is more than that: a range, 万, 多."""
    return float(text.replace("−", "-")) if _PLAIN.fullmatch(text) else None
