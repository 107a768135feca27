"""A number with all it must carry: bounds, status, source, and the words it was printed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from domain.interval import Interval
from domain.status import Status


class Key(NamedTuple):
    """Address of a value."""

    indicator: str
    period: str
    area: str


@dataclass(frozen=True, slots=True)
class Value:
    """``interval`` is None exactly where ``status`` is MISSING; ``note`` then says why.

    ``number`` is the one number to draw at. ``printed`` is the source's own writing without the unit (``45.66万``, ``5000多``), "" if it has none.
    """

    interval: Interval | None
    status: Status
    source: str = ""
    printed: str = ""
    note: str = ""
    number: float | None = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "number", None if self.interval is None else self.interval.middle)
        if (self.interval is None) != (self.status is Status.MISSING):
            raise ValueError("只有未报的数没有数值")

    @staticmethod
    def missing(note: str = "") -> Value:
        """No data; never 0."""
        return Value(None, Status.MISSING, note=note)
