"""What published figures imply: bases from growth, denominators from rates."""

from __future__ import annotations

from collections.abc import Mapping

from domain.area import PROVINCE
from domain.catalog import INDICATORS
from domain.indicator import Growth, Ratio
from domain.interval import Interval
from domain.period import PERIODS
from domain.status import Status
from domain.value import Key, Value


def implied(stored: Mapping[Key, Value]) -> dict[Key, Value]:
    """Values that follow from the stored provincial ones and are not stored themselves.

    From a growth and the value after it, the value before; from a rate and its numerator, the denominator.
    All are counts, so the answer is the hull of the whole numbers that fit.
    """
    found: dict[Key, Value] = {}
    for key, value in stored.items():
        formula = INDICATORS[key.indicator].formula
        if key.area != PROVINCE or value.interval is None:
            continue
        if isinstance(formula, Growth):
            target = Key(formula.of, PERIODS[key.period].before, PROVINCE)
            _add(
                found,
                stored,
                target,
                Key(formula.of, key.period, PROVINCE),
                value,
                value.interval.shifted(100),
                100,
                "增幅",
            )
        elif isinstance(formula, Ratio):
            target = Key(formula.denominator, key.period, PROVINCE)
            _add(
                found,
                stored,
                target,
                Key(formula.numerator, key.period, PROVINCE),
                value,
                value.interval,
                formula.scale,
                "占比",
            )
    return found


def _add(
    found: dict[Key, Value],
    stored: Mapping[Key, Value],
    target: Key,
    from_: Key,
    share: Value,
    divisor: Interval,
    scale: int,
    word: str,
) -> None:
    base = stored.get(from_)
    if target in stored or base is None or base.interval is None:
        return
    interval = base.interval.over(divisor).times(scale).whole()
    by = Status.DERIVED if interval.is_exact else Status.BOUNDED
    status = Status.weakest([by, base.status, share.status])
    how = f"由{INDICATORS[from_.indicator].name}与其{word}倒推"
    found[target] = Value(interval, status, base.source, note=how)
