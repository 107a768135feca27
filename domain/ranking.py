"""Who is higher and who is lower, as far as the figures can tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from domain.dataset import Row

SMALL = 10  # below this many units a rate is a matter of chance; it is shown as n/N and not ranked


@dataclass(frozen=True, slots=True)
class Ranked:
    """A row with its place: ``1``, ``2并列``, ``2–3不可分``; "" if not ranked, ``why`` then says the reason."""

    row: Row
    place: str
    why: str = ""


def is_small(row: Row) -> bool:
    """Whether the rate stands on fewer than ten units."""
    parts = row.denominator.interval if row.denominator else None
    return parts is not None and parts.high is not None and parts.high < SMALL


def rank(rows: Iterable[Row], descending: bool = True) -> list[Ranked]:
    """Rows in order of value; equal ones share a place, overlapping bounds cannot be told apart.

    Small denominators follow in order of value without a place, 未报 comes last.
    """
    rows = list(rows)
    sign = -1 if descending else 1

    def order(row: Row) -> tuple[float, str]:
        return sign * (row.value.number or 0), row.area

    known = sorted((r for r in rows if r.value.interval is not None and not is_small(r)), key=order)
    small = sorted((r for r in rows if r.value.interval is not None and is_small(r)), key=order)
    missing = [r for r in rows if r.value.interval is None]
    return [
        *(Ranked(row, place) for row, place in zip(known, _places(known), strict=True)),
        *(Ranked(row, "", f"应建数不足{SMALL}个，不排名") for row in small),
        *(Ranked(row, "", row.value.note) for row in missing),
    ]


def _places(known: list[Row]) -> list[str]:
    """The place of each row of a sorted list. Only bounds that are no single number need a look at all others."""
    intervals = [row.value.interval for row in known if row.value.interval is not None]
    equal: dict[Fraction, list[int]] = {}
    for place, interval in enumerate(intervals, 1):
        if interval.is_exact:
            equal.setdefault(interval.low, []).append(place)
    wide = [(place, interval) for place, interval in enumerate(intervals, 1) if not interval.is_exact]
    places = []
    for place, mine in enumerate(intervals, 1):
        others = wide if mine.is_exact else list(enumerate(intervals, 1))
        unsure = [other for other, interval in others if other != place and mine.overlaps(interval)]
        tied = equal[mine.low] if mine.is_exact else [place]
        together = sorted({*unsure, *tied})
        if unsure:
            places.append(f"{together[0]}–{together[-1]}不可分")
        else:
            places.append(f"{tied[0]}并列" if len(tied) > 1 else str(place))
    return places


def median(rows: Iterable[Row]) -> float | None:
    """Median of the known numbers, None if there are none."""
    numbers = sorted(row.value.number for row in rows if row.value.number is not None)
    if not numbers:
        return None
    middle = len(numbers) // 2
    return numbers[middle] if len(numbers) % 2 else (numbers[middle - 1] + numbers[middle]) / 2
