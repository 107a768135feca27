"""Charts and maps as frozen values: what is to be seen, not how it looks nor where."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.area import PROVINCE
from domain.status import Status
from domain.targets import Light


@dataclass(frozen=True, slots=True)
class End:
    """One area's number at one point in time, and as written: 未报 where there is none; ``ref`` opens its card."""

    number: float | None
    text: str
    status: Status
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """One area before and after."""

    name: str
    first: End
    last: End

    @property
    def before(self) -> float | None:
        """The number of the first end."""
        return self.first.number

    @property
    def after(self) -> float | None:
        """The number of the last end."""
        return self.last.number

    @property
    def status(self) -> Status:
        """The weaker of both ends."""
        return Status.weakest((self.first.status, self.last.status))


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """Two points in time for each area, drawn from 0."""

    title: str
    unit: str
    before: str
    after: str
    pairs: tuple[Pair, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Slope:
    """Areas of which both ends are known, each a line; ``whole`` is the province, the ``total`` or the mean of all."""

    title: str
    unit: str
    before: str
    after: str
    pairs: tuple[Pair, ...]
    status: Status
    whole: Pair | None = None
    total: bool = False


@dataclass(frozen=True, slots=True)
class Stack:
    """Parts of one whole by area: star levels of one scope.

    ``texts`` are the numbers of ``parts`` as written; ``codes`` are the areas', ``keys`` the parts' indicators and
    ``period`` that of all: together they are the numbers' addresses.
    """

    title: str
    unit: str
    names: tuple[str, ...]
    parts: tuple[tuple[str, tuple[float | None, ...]], ...]
    status: Status
    texts: tuple[tuple[str, ...], ...] = ()
    codes: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    period: str = ""


@dataclass(frozen=True, slots=True)
class Bullet:
    """A target of an area: what was reached as a bar from 0 to ``top``, the ``goal`` as a tick across it.

    ``due`` is where the straight way to the goal stands by now, None if there is none; ``share`` is in % of the goal.
    """

    code: str
    name: str
    what: str
    light: Light
    reached: End
    goal: End
    due: float | None
    top: float
    share: str
    note: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """Targets one below the other; ``way`` is the (label, address) that leads on where there are none."""

    title: str
    note: str
    rows: tuple[Bullet, ...]
    status: Status | None
    empty: str
    way: tuple[str, str]


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


Drawn = Dumbbell | Stack | Bullets  # as HTML
