"""The user's own copy of the report: where in it each figure stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.facts import Figure

_ENDS = "。！？"


@dataclass(frozen=True, slots=True)
class Found:
    """A figure in its sentence; ``sentence[start:end]`` are the words in which it is printed."""

    sentence: str
    start: int
    end: int


def locate(text: str, figures: Iterable[Figure]) -> dict[str, Found]:
    """Figure id → its sentence, for those whose words stand in the text; blanks and line breaks do not matter."""
    plain = "".join(text.split())
    found = {}
    for figure in figures:
        words = "".join(figure.words.split())
        at = plain.find(words)
        if at >= 0:
            found[figure.id] = _sentence(plain, at, at + len(words))
    return found


def _sentence(plain: str, start: int, end: int) -> Found:
    low = max(plain.rfind(mark, 0, start) for mark in _ENDS) + 1
    high = min((at for mark in _ENDS if (at := plain.find(mark, end)) >= 0), default=len(plain) - 1) + 1
    return Found(plain[low:high], start - low, end - low)
