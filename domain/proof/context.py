"""Of what time and which area a number speaks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from domain.period import LATEST, PERIODS
from domain.proof.folding import FULL_STOP
from domain.proof.grammar import Number
from domain.proof.reading import FAR, Mention, Reading, within

BASE = "2017"
_RISEN = re.compile(r"(?:增长|增加|上升|提高|提升|发展|扩大|扩展|增|升|达)(?:到|至)了?(?:现在的|目前的)?$|达到?了?$")
_FROM = re.compile(r"[从由自](?:试点前的?|原来的|最初的|之前的)?(?:不到|约|近)?$")
_RISES = re.compile(r"[^，。；]{0,3}?(?:，)?(?:增|提|发展|上升|扩|到|至|升)")
_FARTHER = 4  # sentences
_TOPIC = 2  # an area that opens its sentence is what the next one is about too
_BESIDE = re.compile(r"^的?(?:全省|仅有?|只有|有|是|为|约|共|不足|不到|近)*$")


@dataclass(frozen=True, slots=True)
class Context:
    """``period`` and ``base`` are periods or other years, ``area`` a code; ``told`` whether the sentence itself tells the period.

    ``since`` is the nearest year of all before the number, ``based`` whether the sentence tells ``base``, ``before`` the period and area of the sentence before.
    """

    period: str
    told: bool
    base: str
    area: str
    placed: bool
    since: str
    based: bool
    before: tuple[str, str]


def context(number: Number, reading: Reading) -> Context:
    """Time and area from the number's sentence; where it tells none, those of the whole draft."""
    first, _ = reading.sentence(number)
    start, _ = reading.clause(number)
    years = within(reading.years, first, number.left)
    areas = [area for area in within(reading.areas, first, number.left) if area.start >= start or not area.base]
    period, told = _period(number, reading, years)
    bases = [year.what for year in years if year.base]
    return Context(
        period,
        told,
        bases[-1] if bases else before(period),
        areas[-1].what if areas else reading.home,
        bool(areas),
        years[-1].what if years else "",
        bool(bases),
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
    words, now = text[max(start, number.left - 12) : number.left], max(reading.period, LATEST)
    if _FROM.search(words) and _RISES.match(text, number.right):
        return before(now), True
    risen = _RISEN.search(words)
    stated = [year for year in years if not year.base]
    if risen and (not stated or stated[-1].end < _last_base(years)):
        return now, True
    return (stated[-1].what, True) if stated else (reading.period, False)


def before(period: str) -> str:
    """The period that one is compared with."""
    return (PERIODS[period].before if period in PERIODS else "") or BASE


def _last_base(years: Sequence[Mention]) -> int:
    return max((year.end for year in years if year.base), default=0)


def _before(reading: Reading, start: int) -> tuple[str, str]:
    """Period that the sentence before ended with and the one area it was about, "" where there is none.

    An area is carried on only inside its paragraph. In a draft of another time than the report's, whose sentences may
    go back to that, a period is carried on longer.
    """
    first, end = _sentence_before(reading, start)
    areas = within(reading.areas, first, end)
    topic = len({area.what for area in areas}) == 1 and areas[0].start <= first + _TOPIC
    topic = topic and FULL_STOP not in reading.text[end:start]
    period = ""
    for _ in range(1 if reading.period == LATEST else _FARTHER):
        years = [year.what for year in within(reading.years, first, end) if not year.base]
        period = period or (years[-1] if years else "")
        first, end = _sentence_before(reading, first)
    return (period, areas[0].what if topic else "")


def _sentence_before(reading: Reading, start: int) -> tuple[int, int]:
    """Bounds of the last sentence before a place that is not empty."""
    end, place = max(start - 1, 0), bisect_left(reading.stops, max(start - 1, 0))
    while place and reading.stops[place - 1] == end - 1:
        end, place = end - 1, place - 1
    return max(reading.stops[place - 1] + 1 if place else 0, end - FAR), end
