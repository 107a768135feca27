"""数据报送: what a city reports for a period, what is wrong with it, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

# Counts that counties report; everything else is computed from these.
REPORTABLE: tuple[str, ...] = (
    "town_branches",
    "town_units",
    "village_branches",
    "village_units",
    "adult_members",
    "volunteer_groups",
    "registered_volunteers",
    "star_1",
    "star_2",
    "star_3",
    "star_4",
    "star_5",
    "five_star_rated",
)


class Severity(Enum):
    """How bad a problem is: an error stops the submission, the others do not."""

    ERROR = "错误"
    WARNING = "提醒"
    FIXED = "已自动改正"

    @property
    def label(self) -> str:
        """The word on the screen."""
        return self.value


class State(Enum):
    """How far a submission has come."""

    DRAFT = "草稿"
    SUBMITTED = "已提交"
    RETURNED = "已退回"
    APPROVED = "已通过"
    PUBLISHED = "已发布"
    SUPERSEDED = "已被替换"

    @property
    def label(self) -> str:
        """The word on the screen."""
        return self.value


@dataclass(frozen=True, slots=True)
class Entry:
    """One reported value; ``reason`` is what the city typed to explain a jump."""

    indicator: str
    period: str
    area: str
    number: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a reported list (see ``domain.lists``): (column, text) in the order of its kind's columns.

    Texts are plain: codes of areas and indicators, numbers without units, "" where nothing is given. ``source`` says
    where it comes from once it is published.
    """

    kind: str
    cells: tuple[tuple[str, str], ...]
    source: str = ""

    def cell(self, key: str) -> str:
        """What stands in a column, "" where there is none."""
        return next((text for column, text in self.cells if column == key), "")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at one place of a file: what stands there, what was expected, and how to mend it (Chinese).

    ``row`` counts from 1 and ``column`` is the letter as in Excel; 0 and "" where it is not about one cell.
    """

    severity: Severity
    sheet: str
    row: int
    column: str
    found: str
    expected: str
    mend: str
    area: str = ""
    indicator: str = ""

    @property
    def where(self) -> str:
        """The place as people read it: “填报”第5行C列; "" where it is about the whole file."""
        sheet = f"“{self.sheet}”" if self.sheet else ""
        row = f"第{self.row}行" if self.row else ""
        column = f"{self.column}列" if self.column else ""
        return f"{sheet}{row}{column}"


@dataclass(frozen=True, slots=True)
class Submission:
    """What one city handed in for one period; ``version`` counts its changes, so that of two writers one is told.

    ``digest`` is the SHA-256 of the file ``file``; ``at`` is the time in ISO 8601. ``kind`` is ``counts``, or that of a
    list: then ``rows`` are its rows, ``period`` is "", and ``city`` may be the province for the list of all cities.
    """

    id: int
    kind: str
    city: str
    period: str
    state: State
    entries: tuple[Entry, ...]
    file: str
    digest: str
    by: str
    at: str
    reason: str
    version: int
    rows: tuple[ListRow, ...] = ()
