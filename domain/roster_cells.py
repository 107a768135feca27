"""The cells of a roster, each as the code of a county, a star, a date or a word of the catalogue, or as a Reason.

Whatever else a cell says does not leave here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from unicodedata import normalize

from domain.area import PROVINCE, Areas, Level
from domain.roster import NO_KIND, OTHER_KIND, Reason

FIRST_YEAR = 1950  # no roster goes further back
MOST_HOURS = 500_000
_BETWEEN = re.compile(r"[\s/\\,、·>_-]")
_LONG_CODE = re.compile(r"(33\d{4})(\d{3}|\d{6})")  # of a township or village
_TOTAL = ("合计", "总计", "小计")
_PERSONAL = re.compile(r"\d{15}|\d{17}[\dX]|(\+?86)?1[3-9]\d{9}")  # ID numbers of both lengths, mobile numbers
_STAR = re.compile(r"([0-5零一二三四五])(\.0)?(星级|星|级)?(志愿者)?")
_STAR_NUMBERS = {sign: number for number, sign in enumerate("零一二三四五")}
_NO_STAR = ("", "无", "无星", "无星级", "未评", "未评定", "未评星", "-", "—")
_HOURS = re.compile(r"(\d{1,6}(\.\d+)?)(小时|时|H|HOURS?)?")
_COMPACT = re.compile(r"(\d{4})(?:(\d\d)(\d\d)?)?")
_SPELT = re.compile(r"(\d{4})[-/.年](?:(\d{1,2})(?:[-/.月](?:(\d{1,2})日?)?)?)?(?:[ T]?\d{1,2}:.*)?")
_SERIAL = re.compile(r"(\d{5})(\.\d+)?")  # days since the end of 1899, as spreadsheets keep a date
_EPOCH = date(1899, 12, 30)


def plain(text: str) -> str:
    """Full-width signs and letters as the usual ones, capitals, no blanks around."""
    return normalize("NFKC", text).strip().upper()


def is_personal(text: str) -> bool:
    """Whether a cell looks like an ID number or a mobile number."""
    return _PERSONAL.fullmatch(_BETWEEN.sub("", plain(text))) is not None


@dataclass(frozen=True, slots=True)
class Places:
    """Every name and code that a county of the vintage goes or went under; ``cities`` has the province too."""

    codes: Mapping[str, Sequence[str]]
    cities: Mapping[str, str]

    @classmethod
    def of(cls, areas: Areas, vintage: str) -> Places:
        """The names and codes that ``areas`` knows, of any vintage."""
        known = [area for tree in areas.vintages.values() for area in tree.values()]
        texts = {text for area in known for text in (area.code, area.name, area.short)}
        texts |= {text for change in areas.changes for text in (change.old, change.old_name)}
        wide = {name: area.code for area in known if area.level is not Level.COUNTY for name in (area.name, area.short)}
        longest_first = sorted(wide, key=len, reverse=True)
        codes = {text: areas.resolve(text, vintage) for text in sorted(texts)}
        return cls(codes, {name: wide[name] for name in longest_first})

    def county(self, text: str) -> str | Reason:
        """Code of the county that a cell names, with or without its city and province before it."""
        name = _BETWEEN.sub("", plain(text))
        if not name:
            return Reason.PLACE_EMPTY
        if name in _TOTAL:
            return Reason.TOTAL_ROW
        if long := _LONG_CODE.fullmatch(name):
            name = long[1]
        return self._within(name, PROVINCE)

    def _within(self, name: str, outer: str) -> str | Reason:
        """The county of that name inside a city, or inside the province."""
        fitting = [code for code in self.codes.get(name, ()) if outer == PROVINCE or code[:4] == outer[:4]]
        match fitting:
            case [code]:
                return Reason.PLACE_TOO_WIDE if code.endswith("00") else code
            case [_, _, *_]:
                return Reason.PLACE_SEVERAL
        inner = next((city for city in self.cities if name.startswith(city)), None)
        if inner is None:
            return Reason.PLACE_UNKNOWN if name else Reason.PLACE_TOO_WIDE
        return self._within(name.removeprefix(inner), self.cities[inner])


def star(text: str) -> int | Reason:
    """0 to 5; an empty cell is a volunteer without a star."""
    word = "".join(plain(text).split())
    if word in _NO_STAR:
        return 0
    if set(word) <= set("★☆⭐"):
        number = len(word) - word.count("☆")
        return number if number <= 5 else Reason.BAD_STAR
    if (found := _STAR.fullmatch(word)) is None:
        return Reason.BAD_STAR
    return _STAR_NUMBERS[found[1]] if found[1] in _STAR_NUMBERS else int(found[1])


def star_of_hours(text: str, thresholds: Sequence[float]) -> int | Reason:
    """How many of the thresholds (hours) the cell's hours reach."""
    found = _HOURS.fullmatch("".join(plain(text).replace(",", "").split()))
    if found is None or (hours := float(found[1])) > MOST_HOURS:
        return Reason.BAD_HOURS
    return sum(hours >= threshold for threshold in thresholds)


def day(text: str) -> tuple[int, ...] | Reason:
    """(year, month, day) of a cell, or as much of it as it says."""
    word = plain(text)
    if serial := _SERIAL.fullmatch(word):
        moment = _EPOCH + timedelta(int(serial[1]))
        parts: tuple[int, ...] = (moment.year, moment.month, moment.day)
    elif found := _COMPACT.fullmatch(word) or _SPELT.fullmatch(word):
        parts = tuple(int(part) for part in found.groups() if part)
    else:
        return Reason.BAD_DATE
    try:
        date(*(*parts, 1, 1)[:3])
    except ValueError:
        return Reason.BAD_DATE
    return parts if parts[0] >= FIRST_YEAR else Reason.BAD_DATE


def kind(text: str, kinds: Mapping[str, str]) -> str:
    """The catalogue's kind of which the cell has a word; 其他 for none, 未填 for an empty cell."""
    word = plain(text)
    return next((name for part, name in kinds.items() if part in word), OTHER_KIND) if word else NO_KIND
