"""A screen's blocks as HTML. Every text is escaped here; looks are in ``assets/hall.css``."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import assert_never

from domain.catalog import INDICATORS
from domain.status import Status
from figures.charts import AreaMap
from figures.hall import Block, Large, Names, Numbers, Scene, Tile, TileMap, Words
from figures.html_cells import badge
from figures.marks import uncited
from figures.spec import BarRow, Bars, Line, Mark

DEMO = "演示数据"
MOST_COLUMNS = 3
MOST_LINES = 6  # of names in one column


def hall_html(scene: Scene) -> str:
    """The body of a screen; what is invented is said so in running text."""
    said = f"<p class=h-demo>{DEMO}</p>" if scene.is_demo else ""
    picture = _frame(scene.map) if scene.map else ""
    return said + picture + "".join(_block(block, scene.status) for block in scene.blocks)


def _block(block: Block, status: Status) -> str:
    match block:
        case Numbers(numbers, first, apart):
            kind = f"h-numbers{' h-first' if first else ''}{' h-apart' if apart else ''}{' h-rows' if len(numbers) > MOST_COLUMNS else ''}"
            columns = len(numbers) if len(numbers) <= MOST_COLUMNS else 2
            widest = 0.0 if first else max(_width(n.card.main) for n in numbers)
            return (
                f'<div class="{kind}" style="--n:{columns}">{"".join(_large(n, status, widest) for n in numbers)}</div>'
            )
        case Bars(section, rows):
            top = max((row.number or 0 for row in rows), default=0)
            bars = "".join(_bar(row, top, section.status or status) for row in rows)
            return f'<div class=h-bars style="--n:{len(rows)}">{bars}</div>'
        case TileMap():
            return _tiles(block)
        case Names(groups):
            lists = "".join(f"<dt>{_headed(head)}<dd>{''.join(map(_name, names))}" for head, names in groups)
            kind = "h-names h-two" if len(groups) > MOST_LINES else "h-names"
            return f'<dl class="{kind}">{lists}</dl>'
        case Words(lines):
            return f"<div class=h-words>{''.join(f'<p>{escape(uncited(line))}' for line in lines)}</div>"
        case _:
            assert_never(block)


def _badge(mark: Mark, shared: Status) -> str:
    """A badge where the screen's own does not say it."""
    return "" if mark.status is shared else badge(mark.status)


def _large(large: Large, status: Status, widest: float) -> str:
    card = large.card
    missing = " class=h-missing" if card.main.status is Status.MISSING else ""
    unit = f"<small>{escape(card.main.unit)}</small>" if card.main.unit else ""
    hatched = " class=z-hatch" if card.main.status is Status.DEMO else ""
    bar = (
        ""
        if large.share is None
        else f'<div class=h-track><i{hatched} style="width:{100 * large.share:.2f}%"></i></div>'
    )
    lines = "".join(_line(line, status) for line in card.lines)
    under = f"<div class=h-under>{lines}</div>" if lines else ""
    return (
        f"<section><h2>{escape(card.title)} {_badge(card.main, status)}</h2>"
        f'<strong{missing} style="--w:{max(widest, _width(card.main))}">{escape(card.main.text)}{unit}</strong>{bar}{under}</section>'
    )


def _width(mark: Mark) -> float:
    """How wide a number is in its own em: figures are narrow, words are not, units are smaller."""
    narrow = sum(0.6 if sign.isascii() else 1.0 for sign in mark.text)
    return round(narrow + 0.42 * sum(0.9 if sign.isascii() else 1.0 for sign in mark.unit) + 0.1, 2)


def _line(line: Line, status: Status) -> str:
    strong = f" <b>{escape(line.strong)}</b>" if line.strong else ""
    mark = ""
    if line.mark:
        mark = f" <b>{escape(line.mark.text)}{escape(line.mark.unit)}</b> {_badge(line.mark, status)}"
    return f"<p>{escape(uncited(line.text))}{strong}{mark}"


def _bar(row: BarRow, top: float, status: Status) -> str:
    share = 100 * (row.number or 0) / top if top else 0
    torn = " torn" if row.torn else ""
    hatched = " z-hatch" if row.mark.status is Status.DEMO else ""
    return (
        f"<div><span>{escape(row.label)}</span><div class=h-track>"
        f'<i class="zm-{row.mark.status.name.lower()}{torn}{hatched}" style="width:{share:.2f}%"></i></div>'
        f"<b>{escape(row.mark.text)}<small>{escape(row.mark.unit)}</small></b>{_badge(row.mark, status)}</div>"
    )


def _frame(figure: AreaMap) -> str:
    """The browser draws the map into it."""
    legend = _legend(f"{INDICATORS[figure.indicator].label}（{figure.unit}）", figure.labels, figure.status)
    return f"<div class=h-grid><div class=h-map></div>{legend}</div>"


def _tiles(figure: TileMap) -> str:
    columns = [tile.column for tile in figure.tiles]
    rows = [tile.row for tile in figure.tiles]
    left, top = min(columns, default=0), min(rows, default=0)
    size = f"--c:{max(columns, default=0) - left + 1};--r:{max(rows, default=0) - top + 1}"
    tiles = "".join(_tile(tile, left, top) for tile in figure.tiles)
    legend = _legend(figure.unit, figure.labels, figure.status, "方块图为示意，不是地图")
    return f'<div class=h-grid><div class=h-tiles style="{size}">{tiles}</div>{legend}</div>'


def _legend(unit: str, labels: Sequence[str], status: Status, note: str = "") -> str:
    keys = "".join(f"<span><i class=z-s{n}></i>{escape(label)}</span>" for n, label in enumerate(labels, 1))
    return f"<div class=h-legend><b>{escape(unit)}</b>{badge(status)}{keys}<em>{note}</em></div>"


def _tile(tile: Tile, left: int, top: int) -> str:
    hatched = " z-hatch" if tile.status is Status.DEMO else ""
    place = f"grid-area:{tile.row - top + 1}/{tile.column - left + 1}"
    return f'<div class="z-s{tile.step}{hatched}" style="{place}">{escape(tile.name)}<b>{escape(tile.text)}</b></div>'


def _headed(head: str | Status) -> str:
    return badge(head) if isinstance(head, Status) else escape(head)


def _name(name: tuple[str, Status | None]) -> str:
    text, status = name
    return f"<span>{escape(uncited(text))} {badge(status) if status else ''}</span>"
