"""A number together with whom it speaks of, of when and where, and what is known of that."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from domain.area import PROVINCE
from domain.period import LATEST, PERIODS
from domain.proof.binding import Binding, bindings
from domain.proof.compare import agrees
from domain.proof.context import Context, context
from domain.proof.grammar import Number
from domain.proof.known import Knowledge, Known
from domain.proof.lexicon import Subject
from domain.proof.reading import Reading
from domain.status import Status

_BASE_MEASURE = {"growth": "count", "delta": "count", "points": "rate", "rate_in_percent": "rate"}
_RATIO = re.compile(r"(?:[到至为是达]|相当于|翻)[^，。；]{0,14}$")
_GROWTH = re.compile(r"(?:增长|增加|增幅|提高|上升)(?:了|达|为|近|约|超过?)*$")
_FALLS = re.compile(r"(?:下降|减少|下滑|降低|回落|▼|▽|[-−])[了约近达为至少]*$")
CHANGES = ("growth", "delta", "points")
INVENTED = "只有演示数据，不能作依据"


@dataclass(frozen=True, slots=True)
class Case:
    """``stated`` is the number in the measure of ``known``: 倍 are turned into growth in %, 增至3.31倍 → 231."""

    number: Number
    stated: Number
    reading: Reading
    bound: Binding
    context: Context
    known: Known
    knowledge: Knowledge

    @property
    def words(self) -> str:
        """The clause up to the number, with what stands directly behind it."""
        start, end = self.reading.clause(self.number)
        return self.reading.text[start : min(end, self.number.right + 12)]

    @property
    def is_figure(self) -> bool:
        """Whether the report has it only as a figure without a series."""
        return self.known.key in self.knowledge.figures

    @property
    def is_true(self) -> bool:
        """Whether the number agrees with what is known."""
        return agrees(self.stated, self.known)

    def other(self, subject: Subject, measure: str, period: str = "", area: str = "") -> Known:
        """What is known of another subject, measure, time or place."""
        return known_of(self.knowledge, subject, measure, period or self.context.period, area or self.context.area)


def known_of(knowledge: Knowledge, subject: Subject, measure: str, period: str, area: str) -> Known:
    """What is known of a subject in a measure; what is only invented is not known."""
    key = subject.measures.get(_BASE_MEASURE.get(measure, measure), "")
    if key.startswith("congress"):
        period = "2019"
    elif measure == "growth" and not (period in PERIODS and PERIODS[period].before):
        period = LATEST
    known = knowledge.of(key, subject.name, "points" if measure == "rate_in_percent" else measure, period, area)
    return replace(known, interval=None, written="", note=INVENTED) if known.status is Status.DEMO else known


def cases(number: Number, reading: Reading, knowledge: Knowledge) -> list[Case]:
    """All the number may mean, the likeliest first; empty where it speaks of nothing that is known of."""
    said = context(number, reading)
    return [_case(number, reading, bound, said, knowledge) for bound in bindings(number, reading)]


def _case(number: Number, reading: Reading, bound: Binding, said: Context, knowledge: Knowledge) -> Case:
    stated = as_growth(number, is_ratio(number, reading))
    start, _ = reading.clause(number)
    if bound.measure in _BASE_MEASURE and _FALLS.search(reading.text, start, number.left):
        stated = replace(stated, value=-stated.value)

    def known(context: Context) -> Known:
        area = PROVINCE if bound.measure == "money" else context.area
        return known_of(knowledge, bound.subject, bound.measure, context.period, area)

    case = Case(number, stated, reading, bound, said, known(said), knowledge)
    period, area = said.before
    if not case.is_true and ((period and not said.told) or (area and not said.placed)):
        told = replace(said, period=said.period if said.told else period or said.period)
        told = told if said.placed else replace(told, area=area or told.area)
        again = replace(case, context=told, known=known(told))
        return again if again.is_true or told.area != said.area else case
    return case


def is_ratio(number: Number, reading: Reading) -> bool:
    """Whether 倍 tells the ratio of the two ends (增至, 是…的) and not the growth."""
    before = reading.text[max(number.left - 16, 0) : number.left]
    return bool(_RATIO.search(before)) and not _GROWTH.search(before)


def as_growth(number: Number, ratio: bool) -> Number:
    """A number in 倍 as growth in %; any other number as it is."""
    if number.unit != "倍":
        return number
    return replace(number, value=(number.value - ratio) * 100, step=number.step * 100, unit="%")
