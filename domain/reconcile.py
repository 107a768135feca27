"""Two cases that invite contradiction, worked out: 86.37 % against +170 %, and the rise of the village rate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from domain.area import PROVINCE
from domain.dataset import Dataset
from domain.interval import Interval

ONE = Interval.exactly(1)


@dataclass(frozen=True, slots=True)
class TwoScopes:
    """Organisations at the end of both periods: towns and villages alone, all types, the others.

    ``growth`` is that of towns and villages in %, ``towns``, ``villages`` and ``rest`` are what each added to all types.
    """

    narrow_before: Interval
    narrow_after: Interval
    growth: Interval
    all_before: Interval
    all_after: Interval
    other_before: Interval
    other_after: Interval
    towns: Interval
    villages: Interval
    rest: Interval


def two_scopes(dataset: Dataset) -> TwoScopes | None:
    """Towns and villages against all types; None where a figure it needs is missing."""

    def get(indicator: str, period: str) -> Interval | None:
        return dataset.value(indicator, period, PROVINCE).interval

    town = get("town_branches", "2017"), get("town_branches", "2020")
    village = get("village_branches", "2017"), get("village_branches", "2020")
    whole = get("grassroots_organisations", "2017"), get("grassroots_organisations", "2020")
    other = get("other_organisations", "2017"), get("other_organisations", "2020")
    grown = get("grassroots_organisations_growth", "2020")
    known = [i for i in (*town, *village, *whole, *other, grown) if i is not None]
    if len(known) < 9:
        return None
    t0, t1, v0, v1, a0, a1, o0, o1, growth = known
    before, after = t0.plus(v0), t1.plus(v1)
    towns, villages = t1.minus(t0), v1.minus(v0)
    # All types added after × g/(1+g): written so that each figure is used once and the bounds stay exact.
    share = ONE.minus(ONE.over(growth.times(Fraction(1, 100)).shifted(1)))
    added = a1.over(ONE.over(share))
    rest = added.minus(towns).minus(villages).whole()
    return TwoScopes(before, after, _growth(before, after), a0, a1, o0, o1, towns, villages, rest)


def _growth(before: Interval, after: Interval) -> Interval:
    return after.over(before).shifted(-1).times(100)


@dataclass(frozen=True, slots=True)
class RateRise:
    """The village rate on the base of the statistical divisions, in % and percentage points.

    ``built`` is what more branches add with the divisions of 2017 kept, ``merged`` what fewer villages add after that.
    """

    units_before: int
    units_after: int
    before: Interval
    after: Interval
    built: Interval
    merged: Interval


def rate_rise(dataset: Dataset, units: Mapping[str, int]) -> RateRise | None:
    """Split of the rise; ``units`` are the villages and communities of the statistical divisions by period."""
    first = dataset.value("village_branches", "2017", PROVINCE).interval
    last = dataset.value("village_branches", "2020", PROVINCE).interval
    if first is None or last is None:
        return None
    old, new = Interval.exactly(units["2017"]), Interval.exactly(units["2020"])
    kept, after = last.over(old).times(100), last.over(new).times(100)
    built = last.minus(first).over(old).times(100)
    return RateRise(units["2017"], units["2020"], first.over(old).times(100), after, built, after.minus(kept))
