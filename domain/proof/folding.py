"""A draft as the check reads it: full-width characters folded, spaces and line breaks taken out, places kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from domain.proof.lexicon import MARKS

FULL_STOP, GAP = "\n", "\t"  # put in where nothing may be read across; between two numbers only they stay apart
_ENDS = "。！？；：.!?;:"
_GLUE = "\u00a0\u2009\u202f"
_SHORT = 25  # a line this short was ended on purpose
_NEW_LINE = re.compile(r"[\n\r\u2028\u2029]")
_COUNTED = re.compile(r"[0-9][万亿]?[个名人家元%％]")
_PAUSE = re.compile(r"[，。；：、,;:]")
_FIRST = re.compile(r"[0-9０-９万亿%％]")
_GOES_ON = re.compile(r"(?!个人|名单|人[道员]|家园|支[持队]|项目|年份|月份)[万亿多余个名人家支期辑轮项元年月日%％]")
_LAST = re.compile(r"[0-9０-９]")
_WIDEST = 60  # no page is so wide: a longer line is a paragraph that ends where its line does
_MARKED = re.compile(rf"(?:{MARKS})[）)]?$")


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` to read; ``at[i]`` is where its i-th character stands in the ``draft``."""

    text: str
    at: tuple[int, ...]
    draft: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The draft's own bounds of a piece of the text, which must not be empty."""
        return self.at[start], self.at[end - 1] + 1


def fold(draft: str) -> Folded:
    """The draft to read. Never raises."""
    characters: list[str] = []
    at: list[int] = []
    place = 0
    for run in re.split(r"(\s+)", draft):
        if run.isspace():
            mark = _kept(draft, place, place + len(run))
            if mark:
                characters.append(mark)
                at.append(place)
        else:
            characters.extend(_folded(draft, place + offset) for offset in range(len(run)))
            at.extend(range(place, place + len(run)))
        place += len(run)
    return Folded("".join(characters), tuple(at), draft)


def _folded(draft: str, place: int) -> str:
    """Letters, digits and the signs inside numbers become ASCII; all other punctuation stays Chinese."""
    c = draft[place]
    plain = unicodedata.normalize("NFKC", c)
    if len(plain) == 1 and (plain in "%.+-~" or (plain.isalnum() and not c.isdigit()) or "０" <= c <= "９"):
        return plain
    wide = draft[max(place - 1, 0) : place + 2]
    return "," if c == "，" and re.fullmatch(r"[０-９]，[０-９]", wide) else c


def _kept(draft: str, start: int, end: int) -> str:
    """What stays of white space: nothing, a full stop after a title or an end, a gap after a cell or number."""
    before, after, run = draft[start - 1 : start], draft[end : end + 1], draft[start:end]
    if not before or not after:
        return ""
    if _NEW_LINE.search(run) and (mark := _at_line_end(draft, start, end)) is not None:
        return mark
    if "\t" in run or (_FIRST.match(before) and _LAST.match(after) and not set(run) <= set(_GLUE)):
        return GAP
    return ""


def _at_line_end(draft: str, start: int, end: int) -> str | None:
    """What a line break means; None where it is no more than a space: the page was no wider there."""
    line = _NEW_LINE.split(draft[max(start - _WIDEST - 1, 0) : start])[-1]
    before, after = line[-1:], draft[end]
    row = "\t" in line or "\t" in _NEW_LINE.split(draft[end : end + _WIDEST])[0]
    if before in _ENDS or row or len(line) > _WIDEST or _MARKED.search(line):
        return FULL_STOP
    if len(line) > _SHORT or (_FIRST.match(before) and _GOES_ON.match(draft, end)):
        return None
    if _LAST.match(after):
        return FULL_STOP if _COUNTED.search(line) and not _FIRST.match(before) and not _PAUSE.search(line) else None
    return FULL_STOP if _COUNTED.search(line) else "" if _PAUSE.search(line) else FULL_STOP
