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


_QUARTERS = "一二三四"


def _quarters(first: int, last: int) -> list[Period]:
    """The reporting quarters of those years; after the first quarter of 2021 the boundaries of today are in force."""
    found, before = [], "2020"
    for year in range(first, last + 1):
        for n, word in enumerate(_QUARTERS, 1):
            code = f"{year}Q{n}"
            found.append(Period(code, f"{year}年第{word}季度末", "2020" if code == "2021Q1" else "now", before))
            before = code
    return found


PERIODS: dict[str, Period] = {
    period.code: period
    for period in (
        Period("2017", "2017年底", "2017", ""),
        Period("2019", "2019年", "2020", ""),
        Period("2020", "2020年底", "2020", "2017"),
        *_quarters(2021, 2030),
    )
}
# Those that a reader can choose in every edition; the others belong to single figures or to what was reported.
SHOWN = ("2017", "2020")
LATEST = "2020"
