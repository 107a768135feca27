"""What the title of a draft tells of all its sentences: whose numbers they are, and of what time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from domain.area import PROVINCE, Areas
from domain.period import LATEST, PERIODS

_LINES, _LENGTH = 3, 40  # more lines, or longer ones, are no title
_SPEAKS = re.compile(r"[。！？；]|[0-9０-９][万亿]?[个名人家元%％]")
_TIME = re.compile(r"(?P<year>20[0-9]{2})年(?:底|末|第?(?P<quarter>[一二三四1-4])季度末?)(?!以来|至|到)")
_WHOLE = re.compile(r"全省|我省")


def title_of(draft: str) -> list[str]:
    """The lines before the text begins: short, without full stop or figure."""
    return list(_title(draft))


def _title(draft: str) -> Iterator[str]:
    lines = [line.strip() for line in draft[:1000].split("\n")]
    for line in [line for line in lines if line][:_LINES]:
        if len(line) > _LENGTH or _SPEAKS.search(line):
            return
        yield line


def quarter_code(year: str, quarter: str | None) -> str:
    """``2021Q1``; the year alone where no quarter is said."""
    return f"{year}Q{'一二三四1234'.index(quarter) % 4 + 1}" if quarter else year


def period_of(title: Sequence[str]) -> str:
    """The one point in time that the title names, else the report's."""
    found = {quarter_code(time["year"], time["quarter"]) for line in title for time in _TIME.finditer(line)}
    return found.pop() if len(found) == 1 and found <= set(PERIODS) else LATEST


def home_of(title: Sequence[str], named: Sequence[Sequence[str]], areas: Areas) -> str:
    """The area of the first line that names any (``named``: codes by line): the one, or the narrower of two, else all."""
    for line, codes in zip(title, named, strict=True):
        below = dict.fromkeys(code for code in codes if areas.find(code) and code != PROVINCE)
        if _WHOLE.search(line) or (codes and not below):
            return PROVINCE
        parents = {area.parent for code in below if (area := areas.find(code))}
        own = [code for code in below if code not in parents]
        if codes:
            return own[0] if len(own) == 1 else PROVINCE
    return PROVINCE
