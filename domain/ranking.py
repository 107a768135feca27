"""Who is higher and who is lower, as far as the figures can tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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
        *(Ranked(row, _place(row, known, index)) for index, row in enumerate(known, 1)),
        *(Ranked(row, "", f"应建数不足{SMALL}个，不排名") for row in small),
        *(Ranked(row, "", row.value.note) for row in missing),
    ]


def _place(row: Row, known: list[Row], index: int) -> str:
    mine = row.value.interval
    assert mine is not None
    same = [r for r in known if r is not row and r.value.interval is not None and mine.overlaps(r.value.interval)]
    if not same:
        return str(index)
    places = sorted([index, *(known.index(r) + 1 for r in same)])
    if mine.is_exact and all(r.value.interval == mine for r in same):
        return f"{places[0]}并列"
    return f"{places[0]}–{places[-1]}不可分"


def median(rows: Iterable[Row]) -> float | None:
    """Median of the known numbers, None if there are none."""
    numbers = sorted(row.value.number for row in rows if row.value.number is not None)
    if not numbers:
        return None
    middle = len(numbers) // 2
    return numbers[middle] if len(numbers) % 2 else (numbers[middle - 1] + numbers[middle]) / 2
