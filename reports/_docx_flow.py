"""Blocks in a Word file: one below the other, or, where a page must hold much, beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from reports._docx_chart import add_chart, height_of
from reports._docx_map import add_map
from reports._docx_table import add_grid, add_key_figures, arrange, close, natural_width
from reports._docx_text import Place, add_break, add_head, add_text
from reports.blocks import Block, Chart, Grid, Head, KeyFigures, Map, PageBreak, Text

_GAP = 5.0  # mm between what stands beside each other
_CHART_SHARE = 0.47
_CROWDED = 1.15  # two tables stand beside each other where a few of their words need to wrap
_GRID_ROW, _GRID_HEAD = 5.3, 8.0  # mm, of a tight table


def flow(place: Place, blocks: Iterable[Block], level: int = 2) -> None:
    """One below the other."""
    for block in blocks:
        match block:
            case Text():
                add_text(place, block)
            case Head():
                add_head(place, block, level)
            case Chart():
                add_chart(place, block)
            case Grid():
                add_grid(place, block)
            case KeyFigures():
                add_key_figures(place, block)
            case Map():
                add_map(place, block)
            case PageBreak():
                add_break(place)
            case _:
                assert_never(block)


def packed(place: Place, blocks: Sequence[Block]) -> None:
    """As little paper as possible: a chart beside its table, two narrow tables beside each other."""
    parts = _parts(blocks)
    while parts:
        part = parts.pop(0)
        widths = [_width(place, found) for found in (part, *parts[:1])]
        if len(widths) == 2 and all(widths) and sum(widths) + _GAP <= _CROWDED * place.width:
            left, right = _beside(place, widths)
            flow(left, part)
            flow(right, parts.pop(0))
            close(place)
        else:
            _pack(place, part)


def _parts(blocks: Sequence[Block]) -> list[list[Block]]:
    """Cut at the heads."""
    parts: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Head):
            parts.append([])
        parts[-1].append(block)
    return [part for part in parts if part]


def _pack(place: Place, part: Sequence[Block]) -> None:
    match part:
        case [*before, Chart() as chart, Grid(rows=rows) as grid] if rows:
            flow(place, before)
            left, right = _beside(place, [_CHART_SHARE, 1 - _CHART_SHARE])
            low = _GRID_HEAD + _GRID_ROW * len(rows)
            add_chart(left, chart, max(low, height_of(chart, tight=True)))
            add_grid(right, grid)
            close(place)
        case _:
            flow(place, part)


def _width(place: Place, part: Sequence[Block]) -> float:
    """Of a part that is nothing but a table, in mm; 0 of others."""
    match part:
        case [Head(), Grid(rows=rows) as grid] if rows:
            return natural_width(place, grid)
        case _:
            return 0


def _beside(place: Place, shares: Sequence[float]) -> tuple[Place, Place]:
    """Two places beside each other, in the proportion of the shares."""
    free = place.width - _GAP
    first, last = (free * share / sum(shares) for share in shares)
    left, _, right = arrange(place, [first, _GAP, last]).rows[0].cells
    return place.inside(left, first), place.inside(right, last)
