"""What a rounded figure really says: exact bounds, carried through arithmetic."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Interval:
    """All the values that a printed number may stand for; ``high=None`` is open-ended (「多」).

    Arithmetic is for non-negative operands, each used once, so that its bounds are exact.
    """

    low: Fraction
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        if self.high is not None and self.low > self.high:
            raise ValueError(f"区间下界 {self.low} 大于上界 {self.high}")

    @staticmethod
    def exactly(number: int | Fraction) -> Interval:
        """One value, both bounds closed."""
        return Interval(Fraction(number), Fraction(number))

    @staticmethod
    def at_least(number: int | Fraction) -> Interval:
        """A lower bound: 「5000多」."""
        return Interval(Fraction(number), None)

    @staticmethod
    def rounded(printed: str, scale: int = 1) -> Interval:
        """The half-open interval of a decimal rounded half up: ``"45.66"`` × 10000 → [456550, 456650).

        ``printed`` is a plain decimal; ValueError otherwise.
        """
        if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", printed):
            raise ValueError(f"“{printed}”不是印出的小数")
        decimals = len(printed.partition(".")[2])
        half = Fraction(1, 2 * 10**decimals)
        middle = Fraction(printed)
        return Interval((middle - half) * scale, (middle + half) * scale, high_open=True)

    @property
    def is_exact(self) -> bool:
        """True where only one value is possible."""
        return self.low == self.high

    @property
    def middle(self) -> float:
        """A single number to draw at; the lower bound where the top is open."""
        return float(self.low if self.high is None else (self.low + self.high) / 2)

    def whole(self) -> Interval:
        """The same for things that are counted: the closed hull of the integers inside.

        ValueError where no integer lies inside, that is where the figures contradict each other.
        """
        low = math.floor(self.low) + 1 if self.low_open else math.ceil(self.low)
        if self.high is None:
            return Interval.at_least(low)
        high = math.ceil(self.high) - 1 if self.high_open else math.floor(self.high)
        return Interval(Fraction(low), Fraction(high))

    def plus(self, other: Interval) -> Interval:
        """Sum of two independent values."""
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(self.low + other.low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    def minus(self, other: Interval) -> Interval:
        """Difference of two independent bounded values; ValueError where a bound is open-ended."""
        if self.high is None or other.high is None:
            raise ValueError("下限数不能相减")
        return Interval(
            self.low - other.high,
            self.high - other.low,
            self.low_open or other.high_open,
            self.high_open or other.low_open,
        )

    def over(self, other: Interval) -> Interval:
        """Quotient by a positive bounded value; ValueError where it may be zero or is open-ended."""
        if other.low <= 0 or other.high is None:
            raise ValueError("除数必须是有上界的正数")
        high = None if self.high is None else self.high / other.low
        return Interval(self.low / other.high, high, self.low_open or other.high_open, self.high_open or other.low_open)

    def times(self, factor: int | Fraction) -> Interval:
        """Scaled by a positive number."""
        high = None if self.high is None else self.high * factor
        return Interval(self.low * factor, high, self.low_open, self.high_open)

    def shifted(self, by: int | Fraction) -> Interval:
        """Moved by a number: growth is ``after.over(before).shifted(-1)``."""
        high = None if self.high is None else self.high + by
        return Interval(self.low + by, high, self.low_open, self.high_open)

    def overlaps(self, other: Interval) -> bool:
        """True where the two may be equal, so that no rank tells them apart."""
        return not (self._below(other) or other._below(self))

    def _below(self, other: Interval) -> bool:
        if self.high is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))
