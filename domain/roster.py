"""A volunteer roster as counts: county × star × registered year × kind. Of the persons nothing is known here.

Whether one person is listed twice cannot be told, since what would tell it is dropped before counting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from domain.period import PERIODS
from domain.submission import Entry
from domain.suppression import Path, hidden, totals

if TYPE_CHECKING:
    import pandas as pd

UNKNOWN = -1  # star or year of a person for whom it is missing or unreadable
NO_KIND, OTHER_KIND = "未填", "其他"
MAX_ROWS = 1_000_000  # in one file
LISTED = 20  # row numbers named for one reason
STARS = range(1, 6)


class Reason(Enum):
    """Why a row, or one cell of it, was not counted as it should be."""

    PLACE_EMPTY = "没有写县（市、区），未计入"
    PLACE_UNKNOWN = "县（市、区）认不出，未计入"
    PLACE_SEVERAL = "这个地名对应不止一个县（市、区），未计入"
    PLACE_TOO_WIDE = "只写到省或市，没有写到县（市、区），未计入"
    TOTAL_ROW = "合计行，未计入"
    TOO_LATE = "注册日期晚于截止日期，未计入"
    BAD_DATE = "注册日期为空或读不出，按年份未知计入"
    BAD_STAR = "星级不是0至5，按星级未知计入"
    BAD_HOURS = "服务时长为空或读不出，按星级未知计入"
    KIND_UNLISTED = "类别不在目录里，按“其他”计入"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One reason, how many rows it concerns, and the numbers (from 1, as in Excel) of the first twenty."""

    reason: Reason
    count: int
    rows: tuple[int, ...]

    @property
    def text(self) -> str:
        """In words: which rows, never what stands in them."""
        more = "等" if self.count > len(self.rows) else ""
        return f"{self.reason.value}：{self.count}行（第{'、'.join(map(str, self.rows))}行{more}）"


@dataclass(frozen=True, slots=True)
class RosterOptions:
    """How to count. ``thresholds``: hours from which on one to five stars are reckoned where the file has no 星级.

    ``vintage``: the boundaries by which counties are told. ``until``: who registered later is not counted; None is
    today. ``suppress_below``: counts of fewer persons are hidden, 0 hides none (see ``domain.suppression``).
    """

    vintage: str = "now"
    thresholds: tuple[float, ...] = (100, 300, 600, 1000, 1500)
    until: date | None = None
    suppress_below: int = 0

    def __post_init__(self) -> None:
        rising = all(low < high for low, high in zip((0, *self.thresholds), self.thresholds, strict=False))
        if len(self.thresholds) != len(STARS) or not rising:
            raise ValueError("星级时长须为五个由小到大的正数（小时）")


class Cell(NamedTuple):
    """Those of one county (code), star (0 to 5), year of registration and kind; star and year may be UNKNOWN."""

    area: str
    star: int
    year: int
    kind: str


@dataclass(frozen=True)
class RosterCounts:
    """What a roster adds up to.

    ``stars_from`` is 星级 or 服务时长, the column that told the stars, and "" where neither did; stars reckoned from
    hours were awarded by no one. ``dropped_columns``: letter and what is in them in the catalogue's words, not
    their own. ``missing_columns``: what the file has no column for. ``columns``: field → letter of the columns counted;
    ``sheet``: the how manieth visible one they were in, 0 where the file has none.
    """

    cells: Mapping[Cell, int]
    options: RosterOptions
    stars_from: str
    dropped_columns: tuple[str, ...]
    missing_columns: tuple[str, ...]
    problems: tuple[RowProblem, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: int = 0

    @cached_property
    def _totals(self) -> dict[Path, int]:
        return totals(self.cells.items())

    @cached_property
    def _hidden(self) -> frozenset[Path]:
        return hidden(self.cells.items(), self.options.suppress_below)

    def shown(self, *path: str | int) -> int | None:
        """Persons of a county, of a star in it, of a year in that, of a kind in that; None where hidden.

        A path that does not occur has 0, unless a part of it is hidden.
        """
        if any(path[:depth] in self._hidden for depth in range(len(path) + 1)):
            return None
        return self._totals.get(path, 0)

    @property
    def total(self) -> int | None:
        """All persons counted; None where they are too few to be shown."""
        return self.shown()

    @cached_property
    def table(self) -> pd.DataFrame:
        """Columns area, star, year, kind, n, in that order of rows; n is Int64 and NA where hidden."""
        import pandas as pd  # not at the top: the child that counts does without

        rows = [(*cell, self.shown(*cell)) for cell in sorted(self.cells)]
        return pd.DataFrame(rows, columns=["area", "star", "year", "kind", "n"]).astype({"n": "Int64"})

    def to_entries(self, period: str) -> tuple[Entry, ...]:
        """The reportable counts of every county that occurs, by code; a hidden one is left out.

        A county's stars are left out where the file tells none or one of them is unknown, since they would be too
        few. ValueError for a period with other boundaries than the roster was counted by.
        """
        if PERIODS[period].vintage != self.options.vintage:
            raise ValueError(f"名册按另一时期的区划统计，不能作为{PERIODS[period].name}的数")
        found: list[Entry] = []
        for area in sorted({cell.area for cell in self.cells}):
            numbers = {"registered_volunteers": self.shown(area)}
            if self.stars_from and (area, UNKNOWN) not in self._totals:
                numbers |= {f"star_{star}": self.shown(area, star) for star in STARS}
            found += [Entry(key, period, area, number) for key, number in numbers.items() if number is not None]
        return tuple(found)
