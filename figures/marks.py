"""Value → Mark, and the small phrases that every figure uses."""

from __future__ import annotations

import re
from itertools import pairwise

from domain import format as fmt
from domain.catalog import INDICATORS
from domain.dataset import Row
from domain.evidence import ref
from domain.indicator import Indicator, Ratio
from domain.status import Status
from domain.value import Value
from domain.view import View
from figures.spec import Mark
from figures.tools import Switch

# The series whose growth the report prints, largest growth first.
BY_GROWTH = (
    "village_branches",
    "grassroots_organisations",
    "adult_members",
    "registered_volunteers",
    "volunteer_groups",
    "town_branches",
)
RATE_EDGES = (20.0, 40.0, 60.0, 80.0)
POINT_EDGES = (0.0, 15.0, 30.0, 45.0)
GROWTH_EDGES = (0.0, 20.0, 50.0, 100.0)


def cite(text: str, address: str) -> str:
    """A number inside a sentence that opens its card."""
    return f"\ue000{address}\ue001{text}\ue002"


CITED = re.compile("\ue000([^\ue001]*)\ue001([^\ue002]*)\ue002")  # what ``cite`` wrote: address, text


def uncited(text: str) -> str:
    """The words without the addresses of their numbers."""
    return CITED.sub(r"\2", text)


def marked(view: View, indicator: str, period: str = "", areas: tuple[str, ...] = ()) -> Mark:
    """The value of the view's subject, or of these areas, as it is written."""
    period, areas = period or view.period, areas or view.subject
    return mark(view.dataset.group(indicator, period, areas), indicator, ref(indicator, period, areas))


def mark(value: Value, indicator: str, address: str = "") -> Mark:
    """A value as it is written, with its unit and status; ``address`` opens its card."""
    entry = INDICATORS[indicator]
    text = fmt.number(value, entry)
    plain = text.removesuffix("万")
    return Mark(plain, text[len(plain) :] + fmt.unit(value, entry), value.status, address)


def check_switch(view: View, label: str) -> Switch:
    """Opens and closes the statistical check of a page, which is heavy to draw."""
    return Switch(label, view.selection.check, "check=" if view.selection.check else "check=1")


def step(number: float | None, edges: tuple[float, ...]) -> int:
    """Colour class 1–5 of a number; 0 if it is missing."""
    return 0 if number is None else 1 + sum(number >= edge for edge in edges)


def fraction(row: Row) -> str:
    """「79 / 93」: numerator and denominator, "" where the row is no ratio."""
    if row.numerator is None or row.denominator is None:
        return ""
    if row.numerator.interval is None or row.denominator.interval is None:
        return Status.MISSING.label
    return " / ".join(fmt.number(v, _COUNT) for v in (row.numerator, row.denominator))


def cited_fraction(row: Row, formula: Ratio) -> str:
    """The same in a ranking's cell: both numbers open their cards."""
    numbers = fraction(row).split(" / ")
    keys = (formula.numerator, formula.denominator)
    return " / ".join(map(cite, numbers, keys)) if len(numbers) == len(keys) else fraction(row)


_COUNT = INDICATORS["village_branches"]


def edges(indicator: Indicator, numbers: list[float]) -> tuple[float, ...]:
    """The four inner class bounds: fixed for shares and changes, round quintiles of all counties otherwise."""
    if indicator.is_rate:
        return RATE_EDGES
    if indicator.is_change:
        return POINT_EDGES if indicator.unit == "百分点" else GROWTH_EDGES
    ordered = sorted(numbers)
    if not ordered:
        return (1.0, 2.0, 3.0, 4.0)
    found = [_round_up(ordered[len(ordered) * n // 5]) for n in range(1, 5)]
    for index in range(1, 4):
        found[index] = max(found[index], found[index - 1] + 1)
    return tuple(found)


def _round_up(number: float) -> float:
    """Up to two leading digits, so that a legend can be read aloud."""
    if number <= 0:
        return 1.0
    digits = max(0, len(str(int(number))) - 2)
    return float(-(-number // 10**digits) * 10**digits) if number >= 10 else float(-(-number // 1))


def edge_labels(indicator: Indicator, bounds: tuple[float, ...]) -> tuple[str, ...]:
    """Legend texts of the five classes, low to high."""
    sign = "+" if indicator.is_change else ""
    words = [f"{sign if bound > 0 else ''}{bound:g}" for bound in bounds]
    tail = "%" if indicator.unit == "%" else ""
    first = "下降" if indicator.is_change and bounds[0] == 0 else f"{words[0]}{tail}以下"
    between = [f"{low}–{high}{tail}" for low, high in pairwise(words)]
    return (first, *between, f"{words[-1]}{tail}以上")
