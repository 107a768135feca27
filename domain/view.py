"""One reader's question: an edition, what was chosen of it, the pilot lists, and what else was reported as lists."""

from __future__ import annotations

from dataclasses import dataclass

from domain.area import PROVINCE, Areas
from domain.catalog import INDICATORS
from domain.dataset import Dataset, Row
from domain.facts import PilotMember
from domain.indicator import Indicator
from domain.selection import Selection
from domain.status import Status
from domain.submission import ListRow
from domain.value import Value


@dataclass(frozen=True)
class View:
    """Everything that a figure is built from."""

    dataset: Dataset
    selection: Selection
    pilots: tuple[PilotMember, ...] = ()
    rows: tuple[ListRow, ...] = ()

    @property
    def areas(self) -> Areas:
        """The administrative tree."""
        return self.dataset.areas

    @property
    def indicator(self) -> Indicator:
        """The chosen indicator."""
        return INDICATORS[self.selection.indicator]

    @property
    def period(self) -> str:
        """Code of the chosen period."""
        return self.selection.period

    @property
    def focus(self) -> str:
        """Code of the one city that is looked at, or of the province."""
        return self.selection.focus(self.areas)

    @property
    def county(self) -> str:
        """Code of the chosen county, or ""."""
        return self.selection.county(self.areas)

    @property
    def subject(self) -> tuple[str, ...]:
        """The areas whose values the page states: the county, the chosen cities, or the province."""
        return self.selection.areas or (PROVINCE,)

    @property
    def subject_name(self) -> str:
        """浙江省, 温州市, 温州市、绍兴市 …"""
        names = [found.name for code in self.subject if (found := self.areas.find(code))]
        return "、".join(names) if len(names) <= 3 else f"{'、'.join(names[:2])}等{len(names)}个市"

    def value(self, indicator: str, period: str = "") -> Value:
        """Value of the subject: of several cities taken together."""
        return self.dataset.group(indicator, period or self.period, self.subject)

    def province(self, indicator: str, period: str = "") -> Value:
        """The provincial value beside it."""
        return self.dataset.value(indicator, period or self.period, PROVINCE)

    def listed(self, indicator: str = "") -> list[Row]:
        """Rows of the areas to list, those above the threshold left out."""
        return [row for row in self.compared(indicator) if self.passes(row)]

    def compared(self, indicator: str = "") -> list[Row]:
        """Rows of all areas that are held against the threshold; without one those to list."""
        key = indicator or self.selection.indicator
        codes = self.selection.shown(self.areas)
        if self.selection.below is not None and not self.selection.areas:
            codes = self.areas.counties(self.selection.vintage)
        return self.dataset.rows(key, self.period, codes)

    def passes(self, row: Row) -> bool:
        """Whether the value lies below the threshold; 未报 does not."""
        below = self.selection.below
        if below is None:
            return True
        interval = row.value.interval
        return interval is not None and interval.high is not None and interval.high < below

    @property
    def is_demo(self) -> bool:
        """Whether what is below the province is invented."""
        return self.dataset.edition.local is Status.DEMO

    def scheme(self, name: str) -> tuple[PilotMember, ...]:
        """Members of one pilot scheme."""
        return tuple(member for member in self.pilots if member.scheme == name)
