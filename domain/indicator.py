"""What is measured: units, direction of good, and formulas as data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum


class Group(Enum):
    """The part of the work an indicator belongs to; the order of menus."""

    ORGANISATION = "基层组织"
    MEMBER = "会员"
    VOLUNTEER = "志愿服务"
    STAR = "星级志愿者"
    PLACE = "阵地"
    BASE = "基数"
    HONOUR = "代表与专家"


@dataclass(frozen=True, slots=True)
class Ratio:
    """``numerator ÷ denominator × scale``; of an area above the county a ratio of sums."""

    numerator: str
    denominator: str
    scale: int


@dataclass(frozen=True, slots=True)
class Difference:
    """``whole − parts``: what is left."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Growth:
    """Growth of a count in % against the period before."""

    of: str


@dataclass(frozen=True, slots=True)
class PointChange:
    """Change of a rate in percentage points against the period before."""

    of: str


Formula = Ratio | Difference | Growth | PointChange


@dataclass(frozen=True, slots=True)
class Indicator:
    """One entry of the registry.

    ``decimals`` are those shown where the source prints none; ``better`` is +1 where more is better, −1
    where less is, 0 where neither; ``lowest`` is the deepest level for which values can exist.
    """

    key: str
    name: str
    unit: str
    group: Group
    definition: str
    formula: Formula | None = None
    decimals: int = 0
    better: int = 1
    scope: str = "全省红十字系统"
    lowest: str = "county"
    short: str = ""

    def with_decimals(self, decimals: int) -> Indicator:
        """The same, written with so many decimals."""
        return replace(self, decimals=decimals)

    @property
    def label(self) -> str:
        """The name for tight places."""
        return self.short or self.name

    @property
    def is_rate(self) -> bool:
        """A share in %, whose changes are percentage points."""
        return isinstance(self.formula, Ratio) and self.unit == "%"

    @property
    def is_change(self) -> bool:
        """A growth or a change between two periods."""
        return isinstance(self.formula, Growth | PointChange)

    @property
    def change_key(self) -> str:
        """Key of the indicator that tells how this one changed."""
        return f"{self.key}_change" if self.is_rate else f"{self.key}_growth"
