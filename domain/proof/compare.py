"""Whether a number as written says the truth about a known value."""

from __future__ import annotations

import math
from fractions import Fraction

from domain.interval import Interval
from domain.proof.grammar import Bound, Number
from domain.proof.known import Known
from domain.status import Status

_NEAR = Fraction(8, 100)  # 近50万 may be said of 46万
_BELOW = Fraction(1, 4)  # 不足60万 may be said of 46万
_ROUGH = Fraction(5, 100)  # a rounding without 约 farther off than this misleads
_RAISED = Fraction(2, 100)  # and upward sooner: 12万 of 11.54万 claims what is not there


def agrees(number: Number, known: Known) -> bool:
    """Written as printed, or a correct rounding, or inside a derived interval, or a true statement of a bound."""
    interval = known.interval
    if interval is None:
        return False
    value, step = number.value, number.step
    if number.top is not None:
        return _same_range(number, interval)
    match number.bound:
        case Bound.OVER | Bound.AT_LEAST:
            return _over(number, value, step, known, interval)
        case Bound.UNDER | Bound.NEAR:
            short = _NEAR if number.bound is Bound.NEAR else _BELOW
            return interval.high is not None and 0 < value - interval.high <= short * value
        case Bound.ABOUT:
            return _rounds(value, _coarse(value, step), known, interval, _NEAR)
    if interval.high is None:
        return False
    if number.value >= 0 and "".join(number.text.split()) == known.written:
        return True
    if raised(number, known):
        return False
    return _exactly(value, step, known, interval)


def raised(number: Number, known: Known) -> bool:
    """Whether a number without 约 is a rounding that overstates: any above the value after 达到, else a coarse one."""
    if known.interval is None or number.top is not None:
        return False
    top = known.printed if known.printed is not None else known.interval.high
    if top is None or number.value <= top or number.bound not in (Bound.EXACT, Bound.OVER, Bound.AT_LEAST):
        return False
    slack = Fraction(0) if number.reached or number.bound is not Bound.EXACT else _RAISED * abs(top)
    return number.value - top > slack and _rounds(number.value, number.step, known, known.interval, _ROUGH)


def is_that_of(number: Number, known: Known) -> bool:
    """Whether the number is so exactly this known value that it was taken from it."""
    interval = known.interval
    if interval is None or number.top is not None:
        return False
    if known.printed is not None:
        return number.value == known.printed
    return number.step <= max(Fraction(1), _width(interval)) and _inside(number.value, interval)


def _width(interval: Interval) -> Fraction:
    return Fraction(0) if interval.high is None else interval.high - interval.low


def too_fine(number: Number, known: Known) -> bool:
    """Inside what the print allows, but with more digits than were printed."""
    interval = known.interval
    if interval is None or interval.high is None or number.bound is not Bound.EXACT or known.printed is None:
        return False
    return number.step < known.step and interval.low <= number.value <= interval.high


def _coarse(value: Fraction, step: Fraction) -> Fraction:
    """Of a round number the worth of its last digit that is not 0: 1300 → 100."""
    while value and (value / step) % 10 == 0:
        step *= 10
    return step


def _exactly(value: Fraction, step: Fraction, known: Known, interval: Interval) -> bool:
    if known.printed is not None and value == known.printed:
        return True
    if (interval.is_exact or known.status not in (Status.PUBLISHED, Status.REPORTED)) and _inside(value, interval):
        return True
    whole = known.printed is None and interval.is_exact and interval.low.denominator == 1 and known.unit != "%"
    return step > max(known.step, Fraction(int(whole))) and _rounds(value, step, known, interval, _ROUGH)


def _inside(value: Fraction, interval: Interval) -> bool:
    return interval.low <= value and interval.high is not None and value <= interval.high


def _rounds(value: Fraction, step: Fraction, known: Known, interval: Interval, rough: Fraction) -> bool:
    """Whether the value is what either end (or the print) becomes when rounded to the step."""
    ends = [known.printed] if known.printed is not None else [interval.low, interval.high]
    if _inside(value, interval) and known.printed is None:
        return True
    return any(
        end is not None
        and math.floor(end / step + Fraction(1, 2)) * step == value
        and abs(end - value) <= rough * abs(end)
        for end in ends
    )


def _over(number: Number, value: Fraction, step: Fraction, known: Known, interval: Interval) -> bool:
    """More than the value, yet not so much more that it should have been said otherwise."""
    low = known.printed if known.printed is not None else interval.low
    top = value + _coarse(value, step) if any(mark in number.text for mark in "多余几") else 2 * value
    if interval.high is None or number.bound is Bound.AT_LEAST:
        return value <= low < top
    return value < low < top


def _same_range(number: Number, interval: Interval) -> bool:
    """The same ends, each to the digits it was written in."""
    if number.top is None or interval.high is None:
        return False
    if number.top < number.value:
        return False
    half = number.step / 2
    return abs(number.value - interval.low) <= half and abs(number.top - interval.high) <= half
