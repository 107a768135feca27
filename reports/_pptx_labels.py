"""Labels of a map pushed apart until none covers another. In points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

_ROUNDS = 200
_APART = 1.0


@dataclass(slots=True)
class Placed:
    """A label's middle and size; ``from_x``, ``from_y`` is the point that it names. A ``fixed`` one is not moved."""

    x: float
    y: float
    w: float
    h: float
    from_x: float
    from_y: float
    fixed: bool = False

    @property
    def moved(self) -> bool:
        """Whether the point that it names has come to lie outside of it."""
        return abs(self.x - self.from_x) > self.w / 2 or abs(self.y - self.from_y) > self.h / 2


def place(labels: Sequence[Placed], width: float, height: float) -> None:
    """Move the labels in place; none leaves the picture of 0, 0 to ``width``, ``height``."""
    for _ in range(_ROUNDS):
        pushed = [_push(one, other) for one, other in combinations(labels, 2)]
        for label in (label for label in labels if not label.fixed):
            label.x = min(max(label.x, label.w / 2), width - label.w / 2)
            label.y = min(max(label.y, label.h / 2), height - label.h / 2)
        if not any(pushed):
            return


def _push(one: Placed, other: Placed) -> bool:
    """Apart along the shorter way, each by half unless one is fixed."""
    across = (one.w + other.w) / 2 + _APART - abs(one.x - other.x)
    down = (one.h + other.h) / 2 + _APART - abs(one.y - other.y)
    if across <= 0.01 or down <= 0.01 or (one.fixed and other.fixed):
        return False
    shares = (0.0, 1.0) if one.fixed else (1.0, 0.0) if other.fixed else (0.5, 0.5)
    if across < down:
        step = across if one.x >= other.x else -across
        one.x, other.x = one.x + step * shares[0], other.x - step * shares[1]
    else:
        step = down if one.y >= other.y else -down
        one.y, other.y = one.y + step * shares[0], other.y - step * shares[1]
    return True
