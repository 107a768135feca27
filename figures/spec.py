"""The pieces of a page as frozen values: what is to be seen, not how it looks nor where."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Switch:
    """Shows or hides what few readers ask for; ``go`` is the part of the address that a press leads to."""

    label: str
    on: bool
    go: str


@dataclass(frozen=True, slots=True)
class Foot:
    """The end of a page: where its numbers come from, and its files as (label, address)."""

    notes: tuple[str, ...]
    files: tuple[tuple[str, str], ...]


Piece = Headline | Section | Callout | Cards | Ranking | Bars | Progress | Dots | Table | Strips | Roll | Switch | Foot
