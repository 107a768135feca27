"""The figures of the report and of other sources, as they were printed."""

from __future__ import annotations

from dataclasses import dataclass

from domain.catalog import INDICATORS
from domain.period import LATEST, PERIODS

PARTS = ("导语", "第一部分", "第二部分", "第三部分")
DOCUMENT = "中红办字〔2021〕42号附件"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the report. ``part`` counts from 0 (the opening), paragraph and sentence from 1.

    ``kind`` is stock, flow, rate, growth, count, cumulative, amount, at_least, approximate_rate or period;
    ``indicator`` is "" where the registry has no series for it, ``measure`` then too.
    """

    id: str
    name: str
    printed: str
    unit: str
    period: str
    scope: str
    kind: str
    words: str
    part: int
    paragraph: int
    sentence: int
    indicator: str
    measure: str

    @property
    def key(self) -> str:
        """The registry's key of the series that it is a value of: of a growth that of the change."""
        return self.indicator if self.measure == "value" else INDICATORS[self.indicator].change_key

    @property
    def code(self) -> str:
        """Code of its period in the registry's series."""
        return self.period if self.period in PERIODS else LATEST

    @property
    def place(self) -> str:
        """Where it stands: 导语 第2段 第1句."""
        return f"{PARTS[self.part]} 第{self.paragraph}段 第{self.sentence}句"


@dataclass(frozen=True, slots=True)
class ExternalFigure:
    """A public figure from elsewhere, with its address and what is doubtful about it."""

    id: str
    indicator: str
    period: str
    number: int
    printed: str
    unit: str
    date: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class PilotMember:
    """One county of a pilot scheme; ``basis`` is named, mentioned, reported or demo."""

    area: str
    scheme: str
    basis: str
    note: str


@dataclass(frozen=True, slots=True)
class Confusion:
    """What an indicator is often taken for, and why it is something else."""

    indicator: str
    other: str
    note: str
