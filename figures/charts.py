"""Charts and maps as frozen values: what is to be seen, not how it looks nor where."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.area import PROVINCE
from domain.status import Status


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

    indicator: str
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
