"""The pieces of a page as frozen values: what is to be seen, not how it looks nor where."""

from __future__ import annotations

from dataclasses import dataclass

from domain.status import Status
from figures.charts import Drawn
from figures.tools import Tool


@dataclass(frozen=True, slots=True)
class Mark:
    """A number as written, with its unit and status; ``text`` is 未报 where it is missing; ``ref`` opens its card."""

    text: str
    unit: str
    status: Status
    ref: str = ""


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
    """A row of key figures; ``quiet`` ones have no number to show large."""

    cards: tuple[Card, ...]
    quiet: bool = False


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
    """Bars and table in one; ``references`` are (label, number) lines drawn across the bars.

    ``series`` is the part that the addresses of all its values share: indicator and period; a number cited in a cell
    needs to give only its indicator.
    """

    section: Section
    heads: tuple[str, ...]
    rows: tuple[RankRow, ...]
    references: tuple[tuple[str, float], ...] = ()
    top: float = 100.0
    empty: str = "没有符合条件的县（市、区）。"
    series: str = ""


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar with its value behind it and the two ends it joins to the right.

    ``torn``: only a lower bound, so its right end is left open; ``within`` the bar above, which is drawn around it.
    """

    label: str
    number: float | None
    mark: Mark
    ends: str = ""
    torn: bool = False
    within: bool = False


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
    """A cell of a table: text, optional badge, area to open, colour class, address of a source, card or page to open, acts."""

    text: str
    status: Status | None = None
    code: str = ""
    step: int = 0
    link: str = ""
    ref: str = ""
    role: str = ""
    page: str = ""
    acts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; numbers are right-aligned from column ``numeric_from`` on.

    With ``search``, the question that stands in its search field, the reader can narrow the rows as he types.
    """

    section: Section
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric_from: int = 1
    empty: str = "没有符合条件的数据。"
    search: str = ""


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
class Event:
    """What happened when: the date as written, what, how many, where, and the place in the source with its status."""

    when: str
    name: str
    amount: Cell
    area: Cell
    source: Cell


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events from the earliest to the latest; those of one date stand together."""

    section: Section
    events: tuple[Event, ...]
    empty: str = "没有注明日期的事项。"


@dataclass(frozen=True, slots=True)
class Download:
    """A file to keep."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Step:
    """One bar of a waterfall from ``start`` to ``end``."""

    label: str
    start: float
    end: float
    text: str
    status: Status


@dataclass(frozen=True, slots=True)
class Waterfall:
    """How one total becomes another; ``top`` is the number at the right end."""

    section: Section
    steps: tuple[Step, ...]
    top: float


Piece = (
    Headline
    | Section
    | Callout
    | Cards
    | Ranking
    | Bars
    | Progress
    | Dots
    | Table
    | Strips
    | Roll
    | Timeline
    | Download
    | Waterfall
    | Drawn
    | Tool
)
