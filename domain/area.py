"""Areas with vintages: which counties there were when, who belongs to whom, what may be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

PROVINCE = "330000"
# The last month of each vintage; a boundary change counts between two of them by its month.
ENDS = {"2017": "2017-12", "2020": "2020-12", "now": "9999-12"}
VINTAGES = tuple(ENDS)


class Level(Enum):
    """Depth in the tree."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Area:
    """One administrative unit of one vintage; ``code`` is the six-digit GB/T 2260 code."""

    code: str
    name: str
    level: Level
    parent: str
    kind: str

    @property
    def short(self) -> str:
        """The name as people say it: 永嘉县 → 永嘉, 景宁畲族自治县 → 景宁."""
        if self.name.endswith("自治县"):
            return self.name[:2]
        return self.name[:-1] if len(self.name) > 2 else self.name


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the boundary crosswalk: what became of a county."""

    old: str
    old_name: str
    new: str
    new_name: str
    kind: str
    note: str
    effective: str

    @property
    def moves_land(self) -> bool:
        """False for a mere change of name or rank."""
        return not self.kind.startswith("更名")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Which areas of two vintages cover the same ground; ``reason`` says why more than one is needed."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    reason: str = ""

    @property
    def one_to_one(self) -> bool:
        """True where the area can be compared on its own."""
        return not self.reason


@dataclass(frozen=True)
class Areas:
    """The tree of every vintage. Codes unknown to a vintage raise ``KeyError`` in ``get``."""

    vintages: Mapping[str, Mapping[str, Area]]
    changes: tuple[Change, ...]

    def get(self, code: str, vintage: str = "2020") -> Area:
        """The area of that code in that vintage."""
        return self.vintages[vintage][code]

    def find(self, code: str) -> Area | None:
        """The area in the newest vintage that knows the code, or None."""
        return next((tree[code] for v in ("2020", "now", "2017") if code in (tree := self.vintages[v])), None)

    def named(self, text: str) -> Area | None:
        """The area of any vintage with that code, name or short name, the newest first, or None."""
        return next(
            (a for v in reversed(VINTAGES) for a in self.vintages[v].values() if text in (a.code, a.name, a.short)),
            None,
        )

    def has(self, code: str, vintage: str) -> bool:
        """Whether the vintage knows the code."""
        return code in self.vintages[vintage]

    @cached_property
    def _children(self) -> dict[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], list[str]] = {}
        for vintage, tree in self.vintages.items():
            for area in tree.values():
                found.setdefault((vintage, area.parent), []).append(area.code)
        return {key: tuple(codes) for key, codes in found.items()}

    def children(self, code: str, vintage: str = "2020") -> tuple[str, ...]:
        """Codes one level down, in the order of their codes; empty for a county."""
        return self._children.get((vintage, code), ())

    def counties(self, vintage: str = "2020", within: Iterable[str] = (PROVINCE,)) -> tuple[str, ...]:
        """County codes inside the given areas (province, cities or counties), without repetition."""
        tree, wanted = self.vintages[vintage], set(within)
        return tuple(
            area.code
            for area in tree.values()
            if area.level is Level.COUNTY and (PROVINCE in wanted or area.parent in wanted or area.code in wanted)
        )

    def cities(self) -> tuple[str, ...]:
        """The eleven cities; the same in every vintage."""
        return self.children(PROVINCE)

    def city_of(self, code: str) -> str:
        """The city of a city or county; the province for the province."""
        area = self.find(code)
        if area is None or area.level is Level.PROVINCE:
            return PROVINCE
        return area.code if area.level is Level.CITY else area.parent

    def resolve(self, text: str, vintage: str = "2020") -> tuple[str, ...]:
        """Codes for a code, a name, a short name or a code and name of old times; empty if unknown.

        More than one code: the old county's ground lies in several counties of the vintage.
        """
        text = text.strip()
        tree = self.vintages[vintage]
        direct = tuple(a.code for a in tree.values() if text in (a.code, a.name, a.short))
        if direct:
            return direct
        olds = {old.code for v in VINTAGES for old in self.vintages[v].values() if text in (old.name, old.short)}
        new = [c.new for c in self.changes if text in (c.old, c.old_name, c.old_name[:-1]) or c.old in olds]
        old = [c.old for c in self.changes if text in (c.new, c.new_name, c.new_name[:-1])]
        codes = [code for code in new if code in tree] or [code for code in old if code in tree]
        return tuple(dict.fromkeys(codes))

    def comparable(self, code: str, before: str, after: str) -> Comparison:
        """The smallest groups around ``code`` that cover the same ground in both vintages.

        ``code`` may be of either vintage, or older. Cities and the province are always their own group.
        """
        if self.find(code) is None and len(now := self.resolve(code, after)) == 1:
            code = now[0]
        area = self.find(code)
        if area is None or area.level is not Level.COUNTY:
            return Comparison((code,), (code,))
        olds, news, grown = {code}, {code}, True
        moved = [c for c in self.changes if c.moves_land and ENDS[before] < c.effective <= ENDS[after]]
        while grown:
            linked = [c for c in moved if c.old in olds or c.new in news]
            grown = not ({c.old for c in linked} <= olds and {c.new for c in linked} <= news)
            olds |= {c.old for c in linked}
            news |= {c.new for c in linked}
        first = tuple(sorted(c for c in olds if self.has(c, before)))
        second = tuple(sorted(c for c in news if self.has(c, after)))
        reason = self._reason(first, second, before, after) if len(olds | news) > 1 else ""
        return Comparison(first, second, reason)

    def _reason(self, first: tuple[str, ...], second: tuple[str, ...], before: str, after: str) -> str:
        olds = "、".join(self.get(code, before).name for code in first)
        news = "、".join(self.get(code, after).name for code in second)
        return f"区划已调整：{olds} → {news}，须合并比较"
