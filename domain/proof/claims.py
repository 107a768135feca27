"""What the check says of one number of a draft."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import Enum


class Verdict(Enum):
    """The member name in lower case is the word of the interface, ``label`` the one on the screen."""

    MATCH = "一致"
    MISMATCH = "不符"
    SCOPE = "口径不同"
    UNSUPPORTED = "无依据"
    NOT_A_FIGURE = "非指标"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return self.value


@dataclass(frozen=True, slots=True)
class Claim:
    """One number: ``text`` is the draft from ``start`` to ``end``, with its unit.

    ``indicator`` is a key of the registry or the id of a figure (``F21``); ``expected`` the right figure as
    written (``1302个``); ``area`` a code, ``period`` a year. Each is "" where there is none. ``reason`` is one
    Chinese sentence.
    """

    text: str
    start: int
    end: int
    verdict: Verdict
    indicator: str
    area: str
    period: str
    expected: str
    reason: str

    def as_dict(self) -> dict[str, str | int]:
        """As the command line and the interface give it: the verdict by its English word."""
        return {**asdict(self), "verdict": self.verdict.name.lower()}
