"""What was understood, as chips that can be changed, and the address where it is seen on a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from domain.area import PROVINCE
from domain.ask.fit import LISTS, level_of
from domain.ask.phrase import LEVELS, SIGNS, SORTS, limit, orders, phrase
from domain.ask.said import Parsed
from domain.catalog import INDICATORS, ON_MAP
from domain.indicator import Growth, PointChange
from domain.pages import pages_of
from domain.period import PERIODS
from domain.selection import Selection
from domain.view import View

_COUNTS = (1, 3, 5, 10, 20)
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Chip:
    """One part of the meaning; ``assumed`` if the question did not say it; ``options`` are (label, question)."""

    kind: str
    label: str
    assumed: bool
    options: tuple[tuple[str, str], ...] = ()


def selection(parsed: Parsed, view: View) -> Selection:
    """What a page has to show of it: the cities, or the one county, and what is measured there."""
    tree, now = view.areas, view.selection
    asked = parsed.areas[:1] if parsed.kind == "rank" else parsed.areas
    cities = [code for code in asked if code in tree.cities()]
    counties = [code for code in asked if code in tree.counties(PERIODS[parsed.period].vintage)]
    chosen = counties if len(counties) == 1 and not cities else [*cities, *map(tree.city_of, counties)]
    below = parsed.threshold if parsed.op == "<" and parsed.level == "county" else None
    key = _measured(parsed)
    drawn = key if key in ON_MAP else now.indicator
    areas = tuple(dict.fromkeys(chosen))
    return Selection(areas, parsed.period, drawn, below, now.form, now.edition, latest=now.latest)


def _measured(parsed: Parsed) -> str:
    """What is measured, of a change what changes."""
    formula = INDICATORS[parsed.indicator].formula
    return formula.of if isinstance(formula, Growth | PointChange) else parsed.indicator


def address(parsed: Parsed, view: View) -> str:
    """Page and query that show what was asked, e.g. ``/coverage?area=330300&below=40``."""
    key = _measured(parsed)
    page = "compare" if key != parsed.indicator else "pilots" if parsed.kind == "pilots" else _page(key)
    query = urlencode(selection(parsed, view).to_query(), safe=",")
    return f"/{page}?{query}" if query else f"/{page}"


def _page(key: str) -> str:
    found = [page for page in pages_of(key) if key in page.series] or list(pages_of(key))
    return found[0].path if found else ""


@dataclass(frozen=True)
class _Maker:
    """Chips of one meaning; an option is the question with one part changed."""

    parsed: Parsed
    view: View

    def chip(self, kind: str, label: str, others: Iterable[tuple[str, Parsed]] = (), assumed: bool = False) -> Chip:
        options = tuple((name, phrase(other, self.view.areas)) for name, other in others)
        return Chip(kind, label, assumed or kind in self.parsed.assumed, options)

    def name(self, code: str) -> str:
        return self.view.areas.get(code, PERIODS[self.parsed.period].vintage).name

    def areas(self) -> list[Chip]:
        """One a place; of what is listed the place within which."""
        parsed, tree = self.parsed, self.view.areas
        if parsed.kind == "pilots":
            return []
        if not parsed.areas:
            return [self.chip("area", "全省", self._instead(0))]
        if parsed.kind == "rank":
            code, *_ = parsed.areas
            within = (*parsed.areas, PROVINCE)[1]
            scopes = [("全省", replace(parsed, areas=(code,)))]
            if parsed.level == "county":
                city = tree.city_of(code)
                scopes.append((self.name(city), replace(parsed, areas=(code, city))))
            first = self.chip("area", self.name(code), self._instead(0))
            scope = "全省" if within == PROVINCE else self.name(within)
            return [first, self.chip("scope", scope, scopes, len(parsed.areas) == 1)]
        return [self.chip("area", self._shown(code), self._instead(n)) for n, code in enumerate(parsed.areas)]

    def _shown(self, code: str) -> str:
        return "全省" if code == PROVINCE else self.name(code)

    def _instead(self, n: int) -> Iterable[tuple[str, Parsed]]:
        """The province, the cities and the counties around the place, as far as they can be asked instead of it."""
        parsed, tree = self.parsed, self.view.areas
        now = (parsed.areas or (PROVINCE,))[n]
        inside = tree.counties(PERIODS[parsed.period].vintage, (tree.city_of(now),)) if now != PROVINCE else ()
        for code in (PROVINCE, *tree.cities(), *inside):
            if self._can_be_asked(code) and (code == now or code not in parsed.areas):
                rest = parsed.areas[1:] if parsed.kind != "rank" else ()
                areas = (code, *rest) if n == 0 else (*parsed.areas[:n], code, *parsed.areas[n + 1 :])
                yield self._shown(code), replace(parsed, areas=areas)

    def _can_be_asked(self, code: str) -> bool:
        parsed, level = self.parsed, level_of(code, self.view.areas)
        if parsed.kind == "rank":
            return level == parsed.level
        if parsed.kind in LISTS:
            return level == "province" or (level == "city" and parsed.level == "county")
        return True

    def level(self) -> Iterable[Chip]:
        parsed = self.parsed
        if parsed.kind in LISTS:
            whole = not parsed.areas or parsed.areas == (PROVINCE,)
            levels = LEVELS if whole else {"county": LEVELS["county"]}
            others = [(f"各{name}", replace(parsed, level=level)) for level, name in levels.items()]
            yield self.chip("level", f"各{LEVELS[parsed.level]}", others)

    def indicators(self) -> Iterable[tuple[str, Parsed]]:
        parsed, now = self.parsed, INDICATORS[self.parsed.indicator]
        keys = [key for key in INDICATORS if key in (*ON_MAP, now.key) or INDICATORS[key].is_change]
        if parsed.kind == "gap":
            keys = ["village_coverage", "town_coverage"]
        elif parsed.op:  # a limit means something in its own unit only
            keys = [key for key in keys if INDICATORS[key].unit == now.unit]
        if parsed.kind == "pilots":
            keys = [key for key in keys if not INDICATORS[key].is_change]
        for key in keys:
            yield INDICATORS[key].label, replace(parsed, indicator=key)

    def periods(self) -> Iterable[tuple[str, Parsed]]:
        """Those in which the same places can be asked."""
        tree = self.view.areas
        for code in self.view.dataset.periods:
            vintage = PERIODS[code].vintage
            if all(tree.has(area, vintage) for area in (*self.parsed.areas, *filter(None, [self.parsed.benchmark]))):
                yield PERIODS[code].name, replace(self.parsed, period=code)

    def limits(self) -> Iterable[Chip]:
        parsed = self.parsed
        if parsed.op:
            signs = [(sign, replace(parsed, op=op)) for op, sign in SIGNS.items() if op != "~" and parsed.op != "~"]
            yield self.chip("op", SIGNS[parsed.op], signs)
        if parsed.op or parsed.kind == "gap":
            numbers = [] if parsed.upper is not None or parsed.benchmark else self._thresholds()
            others = [replace(parsed, threshold=number) for number in numbers]
            yield self.chip(
                "threshold", limit(parsed, self.view.areas), [(limit(o, self.view.areas), o) for o in others]
            )

    def _thresholds(self) -> list[float]:
        now = self.parsed.threshold or 0.0
        if INDICATORS[self.parsed.indicator].unit in ("%", "百分点"):
            return sorted({now, *range(10, 101, 10)})
        power = 10 ** max(0, len(f"{now:.0f}") - 2)
        return sorted({now, *(float(step * power * ten) for ten in (1, 10, 100) for step in _STEPS)})

    def orders(self) -> Iterable[Chip]:
        parsed = self.parsed
        if parsed.order:
            words = SORTS if parsed.kind == "list" else orders(parsed.indicator)
            others = [(name, replace(parsed, order=order)) for order, name in words.items()]
            yield self.chip("order", words[parsed.order], others)
        if parsed.n:
            counts = [(f"{n}个", replace(parsed, n=n)) for n in sorted({parsed.n, *_COUNTS})]
            yield self.chip("n", f"{parsed.n}个", counts)


def chips(parsed: Parsed, view: View) -> tuple[Chip, ...]:
    """Places, level, indicator, period, limit and order, those that were assumed marked; then what had to be changed."""
    made = _Maker(parsed, view)
    return (
        *made.areas(),
        *made.level(),
        made.chip("indicator", INDICATORS[parsed.indicator].label, made.indicators()),
        made.chip("period", PERIODS[parsed.period].name, made.periods()),
        *made.limits(),
        *made.orders(),
        *(Chip("note", note, True) for note in parsed.notes),
    )
