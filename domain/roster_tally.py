"""Counting the rows of a roster: which column is what, and one more for every person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar
from unicodedata import normalize

from domain.roster import LISTED, NO_KIND, OTHER_KIND, UNKNOWN, Cell, Reason, RosterOptions, RowProblem
from domain.roster_cells import Places, day, is_personal, kind, star, star_of_hours

Read = TypeVar("Read")
AREA, STAR, HOURS, DATE, KIND = "area", "star", "hours", "date", "kind"
STAR_SOURCES = {STAR: "星级", HOURS: "服务时长"}
OPTIONAL = {DATE: "注册时间", KIND: "类别"}
FIELDS = {AREA: "县（市、区）", **STAR_SOURCES, **OPTIONAL}
NO_STARS = "星级或服务时长"
SUSPECT, UNUSED = "像证件号或手机号", "未用"  # what a dropped column is called besides the catalogue's words
SAMPLED = 200  # rows looked through for numbers of persons
_SUSPECT = 0.1  # share of such numbers among a column's filled cells that makes it a personal one
_REMEMBERED = 65_536  # different texts of a column


@dataclass(frozen=True, slots=True)
class Words:
    """The catalogue: the heads of each field, the best first; parts of personal heads; parts of kinds."""

    fields: Mapping[str, Sequence[str]]
    personal: Mapping[str, str]
    kinds: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Columns:
    """Index of each field's column, and the dropped ones: the letter and what the catalogue calls it."""

    fields: Mapping[str, int]
    dropped: tuple[str, ...]

    @property
    def stars_from(self) -> str:
        """The column that tells the stars."""
        return next((name for field, name in STAR_SOURCES.items() if field in self.fields), "")

    @property
    def letters(self) -> dict[str, str]:
        """Field → letter of its column."""
        return {field: letter(column) for field, column in self.fields.items()}

    @property
    def missing(self) -> tuple[str, ...]:
        """What no column tells, besides the county."""
        stars = () if self.stars_from else (NO_STARS,)
        return (*stars, *(name for field, name in OPTIONAL.items() if field not in self.fields))


def is_head(row: Sequence[str], words: Words) -> bool:
    """Whether a row is the head: it names a county's column and something else that is known."""
    heads = [_head(text) for text in row]
    known = sum(
        any(head in names for names in words.fields.values()) or _is_called(head, words) != "" for head in heads
    )
    return known > 1 and any(head in words.fields[AREA] for head in heads)


def columns(head: Sequence[str], sample: Sequence[Sequence[str]], words: Words) -> Columns:
    """What the columns are, by their heads and by the first rows. Hours are dropped where there are stars."""
    heads = [_head(text) for text in head]
    suspect = {n for n in range(len(heads)) if _is_suspect([row[n] for row in sample if n < len(row) and row[n]])}
    fields: dict[str, int] = {}
    for field, names in words.fields.items():
        found = (heads.index(name) for name in names if name in heads)
        if (column := next((n for n in found if n not in suspect), None)) is not None:
            fields[field] = column
    if STAR in fields:
        fields.pop(HOURS, None)
    dropped = [
        f"{letter(n)}列 {_is_called(text, words) or (SUSPECT if n in suspect else UNUSED)}"
        for n, text in enumerate(heads)
        if n not in fields.values() and (text or n in suspect)
    ]
    return Columns(fields, tuple(dropped))


def letter(column: int) -> str:
    """The letters of a column counted from 0, as in Excel."""
    before, last = divmod(column, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


def _head(text: str) -> str:
    return "".join(normalize("NFKC", text).lower().split())


def _is_called(head: str, words: Words) -> str:
    """The catalogue's word for a personal column, or ""."""
    return next((name for part, name in words.personal.items() if part in head), "")


def _is_suspect(filled: Sequence[str]) -> bool:
    return sum(map(is_personal, filled)) > _SUSPECT * len(filled)


class Tally:
    """The counts so far. Rows are lists of text, numbered from 1 as in Excel."""

    def __init__(self, found: Columns, words: Words, places: Places, options: RosterOptions, until: date) -> None:
        self.cells: Counter[Cell] = Counter()
        self._rows: dict[Reason, list[int]] = {}
        self._counts: Counter[Reason] = Counter()
        self._until = (until.year, until.month, until.day)
        self._area = _reader(found, AREA, places.county)
        self._day = _reader(found, DATE, day)
        self._kind = _reader(found, KIND, lambda text: kind(text, words.kinds))
        by_hours = _reader(found, HOURS, lambda text: star_of_hours(text, options.thresholds))
        self._star = _reader(found, STAR, star) if STAR in found.fields else by_hours

    def add(self, number: int, row: Sequence[str]) -> None:
        """Count one person, or tell why not."""
        area = self._area(row)
        if isinstance(area, Reason):
            return self._note(area, number)
        moment, stars, sort = self._day(row), self._star(row), self._kind(row)
        if isinstance(moment, tuple) and moment > self._until:
            return self._note(Reason.TOO_LATE, number)
        for read in (moment, stars, Reason.KIND_UNLISTED if sort == OTHER_KIND else None):
            if isinstance(read, Reason):
                self._note(read, number)
        year = moment[0] if isinstance(moment, tuple) else UNKNOWN
        self.cells[Cell(str(area), stars if isinstance(stars, int) else UNKNOWN, year, sort or NO_KIND)] += 1
        return None

    def _note(self, reason: Reason, number: int) -> None:
        self._counts[reason] += 1
        if self._counts[reason] <= LISTED:
            self._rows.setdefault(reason, []).append(number)

    def problems(self) -> tuple[RowProblem, ...]:
        """What was wrong, in the order of the reasons."""
        return tuple(RowProblem(r, self._counts[r], tuple(self._rows[r])) for r in Reason if r in self._counts)


def _reader(found: Columns, field: str, read: Callable[[str], Read]) -> Callable[[Sequence[str]], Read | None]:
    """What stands in the field of a row; None where the file has no such column."""
    if field not in found.fields:
        return lambda row: None
    column, remembered = found.fields[field], lru_cache(_REMEMBERED)(read)
    return lambda row: remembered(row[column] if column < len(row) else "")
