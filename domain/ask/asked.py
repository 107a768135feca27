"""A question beside the figures: the rows it asks for, and how their values are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.area import PROVINCE
from domain.ask.said import Parsed
from domain.catalog import INDICATORS
from domain.dataset import Row
from domain.evidence import ref
from domain.format import full
from domain.indicator import Indicator
from domain.period import PERIODS
from domain.status import Status
from domain.value import Value
from domain.view import View

_NAMED = 5  # areas that a sentence names; the rows name them all


@dataclass(frozen=True, slots=True)
class Line:
    """One area of the list: its value as written, its place if ranked, and the address of its card."""

    area: str
    name: str
    text: str
    status: Status
    ref: str
    place: str = ""


Found = tuple[str, list[Line]]  # a sentence and the rows behind it


@dataclass(frozen=True)
class Asked:
    """A question beside the figures."""

    parsed: Parsed
    view: View

    @property
    def indicator(self) -> Indicator:
        """What is asked."""
        return INDICATORS[self.parsed.indicator]

    @property
    def vintage(self) -> str:
        """Boundaries in force at the period asked."""
        return PERIODS[self.parsed.period].vintage

    @property
    def heading(self) -> str:
        """2020年底成人会员."""
        return f"{PERIODS[self.parsed.period].name}{self.indicator.name}"

    @property
    def within(self) -> str:
        """Where the listed areas lie, and what of them: 温州市2020年底成人会员."""
        return ("、".join(map(self.name, self.parsed.areas)) or "全省") + self.heading

    @property
    def level(self) -> str:
        """What the listed areas are."""
        return {"city": "设区市", "county": "县（市、区）"}[self.parsed.level]

    def name(self, code: str) -> str:
        """Of an area at the period asked."""
        return self.view.areas.get(code, self.vintage).name

    def rows(self, level: str, within: Sequence[str]) -> list[Row]:
        """All cities, or the counties within the areas; of all if there are none."""
        tree = self.view.areas
        codes = tree.cities() if level == "city" else tree.counties(self.vintage, within or (PROVINCE,))
        return self.view.dataset.rows(self.parsed.indicator, self.parsed.period, codes)

    def listed(self) -> list[Row]:
        """The rows of the level asked."""
        return self.rows(self.parsed.level, self.parsed.areas)

    def group(self, codes: tuple[str, ...], key: str = "") -> Value:
        """The value of areas taken together."""
        return self.view.dataset.group(key or self.parsed.indicator, self.parsed.period, codes)

    def line(self, row: Row, place: str = "") -> Line:
        """A row as written."""
        link = ref(self.parsed.indicator, self.parsed.period, [row.area])
        return Line(row.area, row.name, full(row.value, self.indicator), row.value.status, link, place)

    def together(self, name: str, codes: tuple[str, ...]) -> Line:
        """Areas taken together as one line."""
        value = self.group(codes) if codes else Value.missing()
        link = ref(self.parsed.indicator, self.parsed.period, codes) if codes else ""
        return Line(",".join(codes), name, full(value, self.indicator), value.status, link)


def named(lines: Sequence[Line]) -> str:
    """The first areas with their values."""
    text = "、".join(f"{line.name}{line.text}" for line in lines[:_NAMED])
    return text + ("等" if len(lines) > _NAMED else "")


def only_names(lines: Sequence[Line]) -> str:
    """The first areas without values."""
    return "、".join(line.name for line in lines[:_NAMED]) + ("等" if len(lines) > _NAMED else "")


def unreported(rows: Sequence[Row]) -> str:
    """How many of the rows have no value; "" if all have one."""
    missing = [row for row in rows if row.value.interval is None]
    return f"；{len(missing)}个未报" if missing else ""
