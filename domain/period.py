"""The points in time that are compared, and the boundaries in force at each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Period:
    """One point in time; ``before`` is the period it is compared with, "" for the first."""

    code: str
    name: str
    vintage: str
    before: str


PERIODS: dict[str, Period] = {
    "2017": Period("2017", "2017年底", "2017", ""),
    "2019": Period("2019", "2019年", "2020", ""),
    "2020": Period("2020", "2020年底", "2020", "2017"),
}
# Those that a reader can choose; the others belong to single figures.
SHOWN = ("2017", "2020")
LATEST = "2020"
