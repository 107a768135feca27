"""What a page or a document says, for every medium of paper: sentences, charts, grids, maps, key figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from domain.status import Status
from figures.charts import AreaMap


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; ``ref`` is the address of the figure that it states, ``status`` its mark, shown behind it."""

    text: str
    ref: str = ""
    status: Status | None = None
    strong: bool = False


class Role(Enum):
    """What a sentence is for."""

    LEAD = "lead"
    BODY = "body"
    NOTE = "note"
    CALLOUT = "callout"


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph."""

    runs: tuple[Run, ...]
    role: Role = Role.BODY

    @property
    def plain(self) -> str:
        """The words without their marks."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Head:
    """Title of what follows; ``status`` where all of it shares one mark."""

    text: str
    note: str = ""
    status: Status | None = None


class Form(Enum):
    """Shapes of native charts. BARS lie, the first category on top; FULL ones are stacked to 100 %."""

    BARS = "bars"
    STACKED = "stacked"
    FULL = "full"
    LINES = "lines"
    SCATTER = "scatter"


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers by category, None where missing; of a scatter the ``x`` beside them.

    ``role`` is the theme's colour by name, "" for no colour at all (the hidden foot of a waterfall's step);
    ``hollow`` draws the outline only. ``texts`` are the labels as written, () for none.
    """

    name: str
    numbers: tuple[float | None, ...]
    role: str = "bar"
    hollow: bool = False
    texts: tuple[str, ...] = ()
    x: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its workbook; ``unit`` is the axis', ``status`` the weakest of its marks: DEMO is hatched."""

    title: str
    form: Form
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    status: Status
    x_unit: str = ""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as written; ``number`` where it is exactly one, ``step`` its colour class 1–5 or 0."""

    text: str
    number: float | None = None
    status: Status | None = None
    ref: str = ""
    step: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; from column ``numeric_from`` on right-aligned. ``empty`` is said where there are no rows."""

    heads: tuple[str, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    numeric_from: int = 1
    title: str = ""
    status: Status | None = None
    empty: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One large number with what stands under it."""

    title: str
    number: Run
    unit: str
    lines: tuple[Text, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A row of large numbers; ``apart`` are of scopes that are never added."""

    figures: tuple[KeyFigure, ...]
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Map:
    """Areas by one indicator: the figure of the screen."""

    figure: AreaMap


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Text | Head | Chart | Grid | KeyFigures | Map | PageBreak


def stated(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    """(address, text) of every figure that the blocks state, in their order."""
    for block in blocks:
        for run in _runs(block):
            if run.ref:
                yield run.ref, run.text


def _runs(block: Block) -> Iterator[Run | GridCell]:
    match block:
        case Text(runs):
            yield from runs
        case Grid(rows=rows):
            for row in rows:
                yield from row
        case KeyFigures(figures):
            for figure in figures:
                yield figure.number
                for line in figure.lines:
                    yield from line.runs
