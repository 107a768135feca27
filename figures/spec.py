"""Figures as frozen values: what is to be seen, not how it looks nor where."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.area import PROVINCE
from domain.status import Status


@dataclass(frozen=True, slots=True)
class Mark:
    """A number as written, with its unit and status; ``text`` is 未报 where it is missing."""

    text: str
    unit: str
    status: Status


@dataclass(frozen=True, slots=True)
class Line:
    """A small line of a card; ``mark`` brings a badge of its own."""

    text: str
    mark: Mark | None = None
    strong: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One key figure: name, value, what grew, base, source."""

    title: str
    main: Mark
    lines: tuple[Line, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Cards:
    """A row of key figures."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Headline:
    """The page's sentences; each with the status of its weakest number, None where all are verbatim."""

    sentences: tuple[tuple[str, Status | None], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Head of a part of the page."""

    title: str
    note: str = ""
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Callout:
    """A remark that must not be missed."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class RankRow:
    """One area in a ranking. ``step`` 1–5 is its colour class, 0 if it has none."""

    code: str
    place: str
    name: str
    number: float | None
    text: str
    status: Status
    cells: tuple[str, ...] = ()
    step: int = 0
    selected: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Bars and table in one; ``references`` are (label, number) lines drawn across the bars."""

    section: Section
    heads: tuple[str, ...]
    rows: tuple[RankRow, ...]
    references: tuple[tuple[str, float], ...] = ()
    top: float = 100.0
    empty: str = "没有符合条件的县（市、区）。"


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar with its value behind it and the two ends it joins to the right."""

    label: str
    number: float | None
    mark: Mark
    ends: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Plain bars from zero."""

    section: Section
    rows: tuple[BarRow, ...]


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """How far something is from complete."""

    label: str
    share: float | None
    fraction: str
    gap: Mark


@dataclass(frozen=True, slots=True)
class Progress:
    """Bars on a full track."""

    section: Section
    rows: tuple[ProgressRow, ...]


@dataclass(frozen=True, slots=True)
class DotBlock:
    """One dot a person; ``filled`` tells the two scopes apart in black and white."""

    title: str
    scope: str
    count: int
    mark: Mark
    filled: bool
    note: str


@dataclass(frozen=True, slots=True)
class Dots:
    """Blocks side by side with a wall between: they cannot be stacked."""

    section: Section
    blocks: tuple[DotBlock, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: text, optional badge, optional area to open, optional colour class."""

    text: str
    status: Status | None = None
    code: str = ""
    step: int = 0
    link: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; numbers are right-aligned from column ``numeric_from`` on."""

    section: Section
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric_from: int = 1
    empty: str = "没有符合条件的数据。"


@dataclass(frozen=True, slots=True)
class StripRow:
    """One indicator: every county a dot from 0 to 1 of the axis, this one marked."""

    label: str
    text: str
    dots: tuple[float, ...]
    here: float | None
    note: str


@dataclass(frozen=True, slots=True)
class Strips:
    """Where one area stands among all."""

    section: Section
    rows: tuple[StripRow, ...]


@dataclass(frozen=True, slots=True)
class RollGroup:
    """The members of one group, each with its own status."""

    head: Cell
    members: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Roll:
    """A list of names by group, as on a roll of honour."""

    section: Section
    groups: tuple[RollGroup, ...]


Piece = Headline | Section | Callout | Cards | Ranking | Bars | Progress | Dots | Table | Strips | Roll


@dataclass(frozen=True, slots=True)
class Panel:
    """Pieces from top to bottom, drawn as one element."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One area before and after; ``note`` says why it is not on its own."""

    name: str
    before: float | None
    after: float | None
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """Two points in time for each area."""

    title: str
    unit: str
    before: str
    after: str
    pairs: tuple[Pair, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Stack:
    """Parts of one whole by area: star levels of one scope."""

    title: str
    unit: str
    names: tuple[str, ...]
    parts: tuple[tuple[str, tuple[float | None, ...]], ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Point:
    """One county in a scatter; ``group`` names its series."""

    name: str
    x: float
    y: float
    group: str
    text: str


@dataclass(frozen=True, slots=True)
class Scatter:
    """Counties by two numbers; ``lines`` are named curves of (x, y)."""

    title: str
    x_title: str
    y_title: str
    points: tuple[Point, ...]
    lines: tuple[tuple[str, tuple[tuple[float, float], ...]], ...] = ()
    status: Status = Status.DEMO
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marker:
    """A pilot scheme's mark on a county."""

    code: str
    scheme: str
    basis: str
    sure: bool
    demo: bool


@dataclass(frozen=True, slots=True)
class AreaMap:
    """One indicator over the areas at one or two periods.

    ``codes`` are the counties of all periods drawn; ``values`` and ``parts`` are aligned with them, one list
    a period; a ratio is ``factor`` × first part ÷ second; ``edges`` are the four inner bounds of the five classes; ``approval`` is the line by vintage.
    """

    title: str
    unit: str
    decimals: int
    is_rate: bool
    is_change: bool
    periods: tuple[tuple[str, str, str], ...]
    period: str
    edges: tuple[float, ...]
    labels: tuple[str, ...]
    codes: tuple[str, ...]
    values: dict[str, list[float | None]]
    parts: dict[str, list[tuple[int, int] | None]] | None
    factor: int
    city_codes: tuple[str, ...]
    city_names: tuple[str, ...]
    city_values: dict[str, list[float | None]]
    status: Status
    focus: str = PROVINCE
    selected: str = ""
    form: str = "region"
    dimmed: tuple[str, ...] = ()
    below: float | None = None
    notes: dict[str, str] = field(default_factory=dict)
    markers: tuple[Marker, ...] = ()
    approval: dict[str, str] = field(default_factory=dict)
