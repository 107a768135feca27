"""What published figures imply: bases from growth, denominators from rates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from domain.area import PROVINCE
from domain.catalog import INDICATORS
from domain.indicator import Growth, Ratio
from domain.interval import Interval
from domain.period import PERIODS
from domain.status import Status
from domain.value import Key, Value


class Step(NamedTuple):
    """One value that follows: ``base`` ÷ ``divisor`` × ``scale``, the divisor being what ``share`` says."""

    target: Key
    base: Key
    share: Key
    divisor: Interval
    scale: int
    word: str


def _steps(stored: Mapping[Key, Value]) -> Iterator[Step]:
    """From a growth and the value after it, the value before; from a rate and its numerator, the denominator."""
    for key, value in stored.items():
        formula = INDICATORS[key.indicator].formula
        if key.area != PROVINCE or value.interval is None:
            continue
        if isinstance(formula, Growth):
            target = Key(formula.of, PERIODS[key.period].before, PROVINCE)
            base = Key(formula.of, key.period, PROVINCE)
            yield Step(target, base, key, value.interval.shifted(100), 100, "增幅")
        elif isinstance(formula, Ratio):
            target = Key(formula.denominator, key.period, PROVINCE)
            base = Key(formula.numerator, key.period, PROVINCE)
            yield Step(target, base, key, value.interval, formula.scale, "占比")


def implied(stored: Mapping[Key, Value]) -> dict[Key, Value]:
    """Provincial values that follow from the stored ones and are not stored themselves.

    All are counts, so the answer is the hull of the whole numbers that fit; 未报 where none does.
    """
    return {s.target: _value(s, stored) for s in _steps(stored) if s.target not in stored and _known(s.base, stored)}


def origin(stored: Mapping[Key, Value], target: Key) -> tuple[tuple[str, str], ...] | None:
    """(indicator, period) of the two stored values that imply ``target``, None if none do."""
    step = next((s for s in _steps(stored) if s.target == target and _known(s.base, stored)), None)
    return (
        None if step is None else ((step.base.indicator, step.base.period), (step.share.indicator, step.share.period))
    )


def _known(key: Key, stored: Mapping[Key, Value]) -> bool:
    return key in stored and stored[key].interval is not None


def _value(step: Step, stored: Mapping[Key, Value]) -> Value:
    base, share = stored[step.base], stored[step.share]
    assert base.interval is not None
    try:
        interval = base.interval.over(step.divisor).times(step.scale).whole()
    except ValueError:  # no whole number fits: the check of the edition says so
        return Value.missing("公布的数互相矛盾，倒推不出来")
    by = Status.DERIVED if interval.is_exact else Status.BOUNDED
    status = Status.weakest([by, base.status, share.status])
    return Value(interval, status, base.source, note=f"由{INDICATORS[step.base.indicator].name}与其{step.word}倒推")
