"""Targets on paper: a table with light and word instead of the drawing."""

from __future__ import annotations

from figures.charts import Bullet, Bullets, End
from reports.blocks import Grid, GridCell

_HEADS = ("地区", "目标", "目标值", "实际", "达成", "状态", "说明")


def bullet_grid(figure: Bullets) -> Grid:
    """One row a target."""
    return Grid(_HEADS, tuple(map(_row, figure.rows)), 2, figure.title, figure.status, figure.empty)


def _row(row: Bullet) -> tuple[GridCell, ...]:
    light = GridCell(f"{row.light.shape} {row.light.word}")
    names = GridCell(row.name), GridCell(row.what)
    return *names, _end(row.goal), _end(row.reached), GridCell(row.share), light, GridCell(row.note)


def _end(end: End) -> GridCell:
    status = None if end.text == end.status.label else end.status  # said once
    return GridCell(end.text, status=status, ref=end.ref)
