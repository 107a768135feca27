"""What was understood, as chips, and the address where it is seen on a picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from domain.ask.parse import Parsed
from domain.catalog import INDICATORS, ON_MAP
from domain.indicator import Growth, PointChange
from domain.pages import pages_of
from domain.period import PERIODS
from domain.view import View

_ALIKE = {"村": ("village_coverage", "town_coverage"), "人": ("adult_members", "registered_volunteers")}


@dataclass(frozen=True, slots=True)
class Chip:
    """One part of the meaning; ``assumed`` if the question did not say it; ``options`` are (label, address)."""

    kind: str
    label: str
    assumed: bool
    options: tuple[tuple[str, str], ...] = ()


def address(parsed: Parsed, view: View) -> str:
    """Page and query that show what was asked, e.g. ``/coverage?area=330300&below=40``."""
    formula = INDICATORS[parsed.indicator].formula
    changing = isinstance(formula, Growth | PointChange)
    key = formula.of if isinstance(formula, Growth | PointChange) else parsed.indicator
    codes = tuple(code for code in parsed.areas if view.areas.find(code) and code in view.areas.cities())
    counties = tuple(code for code in parsed.areas if code in view.areas.counties(PERIODS[parsed.period].vintage))
    chosen = counties if len(counties) == 1 and not codes else (*codes, *map(view.areas.city_of, counties))
    below = parsed.threshold if parsed.op == "<" and parsed.level == "county" else None
    drawn = key if key in ON_MAP else view.selection.indicator
    selection = replace(
        view.selection, areas=tuple(dict.fromkeys(chosen)), period=parsed.period, indicator=drawn, below=below
    )
    page = "compare" if changing else "pilots" if parsed.kind == "pilots" else _page(key)
    query = urlencode(selection.to_query(), safe=",")
    return f"/{page}?{query}" if query else f"/{page}"


def _page(key: str) -> str:
    found = [page for page in pages_of(key) if key in page.series] or list(pages_of(key))
    return found[0].path if found else ""


def chips(parsed: Parsed, view: View) -> tuple[Chip, ...]:
    """Area, level, indicator and period, those that were assumed marked; then what had to be changed."""
    names = [found.name for code in parsed.areas if (found := view.areas.find(code))]
    level = {"county": "各县（市、区）", "city": "各市"}.get(parsed.level, "")
    parts = [
        Chip("area", "、".join(names) or "全省", "area" in parsed.assumed),
        Chip("indicator", INDICATORS[parsed.indicator].label, "indicator" in parsed.assumed, _indicators(parsed, view)),
        Chip("period", PERIODS[parsed.period].name, "period" in parsed.assumed, _periods(parsed, view)),
    ]
    if level:
        parts.insert(1, Chip("level", level, "level" in parsed.assumed))
    return (*parts, *(Chip("note", note, True) for note in parsed.notes))


def _indicators(parsed: Parsed, view: View) -> tuple[tuple[str, str], ...]:
    others = next((keys for keys in _ALIKE.values() if parsed.indicator in keys), ())
    return tuple((INDICATORS[key].label, address(replace(parsed, indicator=key), view)) for key in others)


def _periods(parsed: Parsed, view: View) -> tuple[tuple[str, str], ...]:
    return tuple((PERIODS[code].name, address(replace(parsed, period=code), view)) for code in view.dataset.periods)
