"""Of what time and which area a number speaks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from domain.area import PROVINCE
from domain.period import LATEST
from domain.proof.grammar import Number
from domain.proof.reading import FAR, Mention, Reading, within

BASE = "2017"
_RISEN = re.compile(r"(?:增长|增加|上升|提高|提升|发展|扩大|扩展|增|升|达)(?:到|至)了?(?:现在的|目前的)?$|达到?了?$")
_FROM = re.compile(r"[从由自](?:试点前的?|原来的|最初的|之前的)?(?:不到|约|近)?$")
_RISES = re.compile(r"[^，。；]{0,3}?(?:，)?(?:增|提|发展|上升|扩|到|至|升)")
_TOPIC = 2  # an area that opens its sentence is what the next one is about too
_BESIDE = re.compile(r"^的?(?:全省|仅有?|只有|有|是|为|约|共|不足|不到|近)*$")


@dataclass(frozen=True, slots=True)
class Context:
    """``period`` and ``base`` are years, ``area`` a code; ``told`` whether the sentence itself tells the period.

    ``since`` is the nearest year of all before the number, ``before`` the period and area of the sentence before.
    """

    period: str
    told: bool
    base: str
    area: str
    placed: bool
    since: str
    before: tuple[str, str]


def context(number: Number, reading: Reading) -> Context:
    """Time and area from the number's sentence; where it tells none, the latest period and the province."""
    first, _ = reading.sentence(number)
    years = within(reading.years, first, number.left)
    areas = within(reading.areas, first, number.left)
    period, told = _period(number, reading, years)
    bases = [year.what for year in years if year.base]
    return Context(
        period,
        told,
        bases[-1] if bases else BASE,
        areas[-1].what if areas else PROVINCE,
        bool(areas),
        years[-1].what if years else "",
        _before(reading, first),
    )


def _period(number: Number, reading: Reading, years: Sequence[Mention]) -> tuple[str, bool]:
    text = reading.text
    behind = within(reading.years, number.right, number.right + 12)
    if behind and re.fullmatch(r"[（(](?:截至)?", text[number.right : behind[0].start]):
        return behind[0].what, True
    if years and _BESIDE.match(text[years[-1].end : number.left]):
        return years[-1].what, True
    start, _ = reading.clause(number)
    before = text[max(start, number.left - 12) : number.left]
    if _FROM.search(before) and _RISES.match(text, number.right):
        return BASE, True
    risen = _RISEN.search(before)
    stated = [year for year in years if not year.base]
    if risen and (not stated or stated[-1].end < _last_base(years)):
        return LATEST, True
    return (stated[-1].what, True) if stated else (LATEST, False)


def _last_base(years: Sequence[Mention]) -> int:
    return max((year.end for year in years if year.base), default=0)


def _before(reading: Reading, start: int) -> tuple[str, str]:
    """Period that the sentence before ended with and the one area it was about, "" where there is none."""
    end = max(start - 1, 0)
    place = bisect_left(reading.stops, end)
    first = max(reading.stops[place - 1] + 1 if place else 0, end - FAR)
    years = [year for year in within(reading.years, first, end) if not year.base]
    areas = within(reading.areas, first, end)
    topic = len({area.what for area in areas}) == 1 and areas[0].start <= first + _TOPIC
    return (years[-1].what if years else "", areas[0].what if topic else "")
