"""How much room text takes on a slide, estimated: a Chinese character is as wide as the type is high. In points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import east_asian_width

from domain.status import Status
from reports.blocks import Grid, GridCell
from reports.office_paint import badge

LEAST = 12.0  # the smallest type of a slide
_LINE = 1.32  # of a line to its type
_BETWEEN, _STRONG = 0.2, 1.1  # a gap in ems; strong Latin to plain
_SAFE = 0.97  # punctuation that may not begin a line moves a character down
_WORD = re.compile(r"[!-~]+|.", re.DOTALL)
_PAD, _ROW_PAD = 12.0, 4.0
_NARROWEST = 5.5  # ems of a column of words


def width_of(text: str, size: float, strong: bool = False) -> float:
    """Width of one line, with the gap that some programs leave between Chinese and other characters."""
    ems = list(map(_ems, text))
    gaps = _BETWEEN * sum((a == 1.0) != (b == 1.0) for a, b in pairwise(ems))
    return size * (gaps + sum(em * _STRONG if strong and em != 1.0 else em for em in ems))


def _ems(char: str) -> float:
    if east_asian_width(char) in "WFA":
        return 1.0
    return 0.35 if char == " " else 0.65 if char.isdigit() else 0.75 if char.isupper() or char in "%@—mwMW" else 0.6


def leading(size: float) -> float:
    """Height of one line."""
    return round(size * _LINE, 1)


def lines_of(text: str, size: float, width: float, strong: bool = False) -> int:
    """How many lines a text fills; Latin words and numbers are not broken unless they are longer than a line."""
    room, lines = max(width * _SAFE, size), 0
    for paragraph in text.split("\n"):
        lines, used = lines + 1, 0.0
        for word in _WORD.findall(paragraph):
            long = width_of(word, size, strong) + (_BETWEEN * size if len(word) > 1 else 0.0)
            if used and used + long > room:
                lines, used = lines + 1, 0.0
            lines += int(long // room) if long > room else 0
            used += long % room if long > room else long
    return lines


def height_of(text: str, size: float, width: float, strong: bool = False) -> float:
    """Height of a paragraph."""
    return lines_of(text, size, width, strong) * leading(size)


@dataclass(frozen=True, slots=True)
class Laid:
    """A table as it will be written: words of heads and cells, widths of columns, heights of head and rows.

    ``fits``: no number is broken over two lines.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    head: float
    heights: tuple[float, ...]
    fits: bool

    @property
    def height(self) -> float:
        """Of all of it."""
        return self.head + sum(self.heights)


def lay(grid: Grid, width: float, size: float = LEAST) -> Laid:
    """The grid on ``width`` points; a mark that a whole column shares stands in its head."""
    shared = [_shared(grid, column) for column in range(len(grid.heads))]
    heads = tuple(f"{head} {badge(mark)}" if mark else head for head, mark in zip(grid.heads, shared, strict=True))
    rows = tuple(tuple(_told(cell, mark) for cell, mark in zip(row, shared, strict=True)) for row in grid.rows)
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(heads)
    wanted = [_wanted(head, column, size) for head, column in zip(heads, columns, strict=True)]
    least = [want if n >= grid.numeric_from else min(want, _NARROWEST * size + _PAD) for n, want in enumerate(wanted)]
    widths = _share(wanted, least, width)
    return Laid(
        heads, rows, widths, _tall(heads, widths, size), tuple(_tall(row, widths, size) for row in rows),
        sum(least) <= width,
    )  # fmt: skip


def _shared(grid: Grid, column: int) -> Status | None:
    marks = {row[column].status for row in grid.rows}
    return marks.pop() if len(marks) == 1 and len(grid.rows) > 1 else None


def _told(cell: GridCell, shared: Status | None) -> str:
    if cell.status is None or cell.status is shared or cell.text == cell.status.label:
        return cell.text
    return f"{cell.text} {badge(cell.status)}"


def _wanted(head: str, column: Sequence[str], size: float) -> float:
    """The widest cell; a head may be broken once."""
    widest = max((width_of(text, size) for text in column), default=0.0)
    return max(widest, width_of(head, size) / 2 + size, 3 * size) / _SAFE + _PAD


def _share(wanted: Sequence[float], least: Sequence[float], width: float) -> tuple[float, ...]:
    """What is left over is shared by what is wanted; what is lacking is taken from columns that may be broken."""
    lacking = sum(wanted) - width
    if lacking <= 0:
        return tuple(want * width / sum(wanted) for want in wanted)
    give = [want - low for want, low in zip(wanted, least, strict=True)]
    if sum(give) >= lacking:
        return tuple(want - free * lacking / sum(give) for want, free in zip(wanted, give, strict=True))
    return tuple(low * width / sum(least) for low in least)


def _tall(texts: Sequence[str], widths: Sequence[float], size: float) -> float:
    lines = max((lines_of(text, size, w - _PAD) for text, w in zip(texts, widths, strict=True)), default=1)
    return lines * leading(size) + _ROW_PAD
