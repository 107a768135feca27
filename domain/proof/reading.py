"""A draft taken apart: sentences, clauses, the subjects, times and areas that its words name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from domain.area import PROVINCE, VINTAGES, Areas
from domain.proof.folding import FULL_STOP, GAP, Folded, fold
from domain.proof.grammar import Number
from domain.proof.lexicon import LINKING, SUBJECTS
from domain.proof.numbers import find_in

FAR = 400  # characters that are looked back and ahead, so that a draft without full stops stays quick
_STOP = re.compile(rf"[。！？{FULL_STOP}]")
_PAUSE = re.compile(rf"[，；：;{GAP}]|,(?![0-9])")
_YEAR = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})(?:年(?:底|末|初)?|(?=[底末]))|试点(?:工作)?(?:开展)?(?:之)?前|目前|如今|现在|当[年时](?=只|仅|不)"
)
_BASE_BEFORE = re.compile(r"(?:比|较|与|同|和|于|从|由|自)(?:试点(?:之)?前的?)?$")
_BASE_AFTER = re.compile(r"(?:相比|相较|以来|起|基础上|之后|至今|的[0-9])")
_VENUE = re.compile(r"[在赴到往](?:[一-龥]{2,7}[、和])*(?:[一-龥]{2}市)?$")
_HELD = re.compile(r"(?:[、和]?[一-龥]{2,6}[市县区、和])*[一-龥、和]{0,3}(?:召开|举办|举行|开展|调研|考察|蹲点)")
_LINKING = re.compile(LINKING)
FOREIGN = "-"
_ELSEWHERE = re.compile(
    r"全国(?=[0-9共有各平总]|红十字会?系统|注册|志愿者|乡镇|村|成人|会员总)|中国红十字会(?=共|现有|有[0-9])"
    r"|(?:上海|江苏|安徽|福建|江西|山东|广东|四川|北京|天津|重庆|湖北|湖南|河南|河北)(?=省|市|全|的|有|共|[0-9]|乡|村|红)"
)
_PROVINCE = re.compile(r"全省|我省|省内|浙江(?:全省|省)?")
# Short names that are also everyday words.
_COMMON = {
    "江山",
    "三门",
    "云和",
    "开化",
    "文成",
    "建德",
    "天台",
    "南湖",
    "滨江",
    "平阳",
    "江东",
    "永康",
    "庆元",
    "青田",
}


@dataclass(frozen=True, slots=True)
class Mention:
    """Words in the folded text: ``what`` is the place in SUBJECTS, a year, or an area code."""

    start: int
    end: int
    what: str
    base: bool = False  # of a year: that which is compared with


@dataclass(frozen=True)
class Reading:
    """The draft with everything found in it, each list in order of place."""

    folded: Folded
    numbers: Sequence[Number]
    stops: Sequence[int]
    pauses: Sequence[int]
    subjects: Sequence[Mention]
    years: Sequence[Mention]
    areas: Sequence[Mention]
    others: Sequence[int]  # how many characters of other words stand before each place

    def rest(self, start: int, end: int) -> int:
        """How many characters between two places are neither number, time, area nor linking word."""
        return max(self.others[end] - self.others[start], 0)

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

    def sentence(self, number: Number) -> tuple[int, int]:
        """Bounds of the sentence, no farther than FAR from the number."""
        start, end = _around(self.stops, number, len(self.text))
        return max(start, number.left - FAR), min(end, number.right + FAR)

    def clause(self, number: Number) -> tuple[int, int]:
        """Bounds of the clause inside the sentence."""
        first, last = self.sentence(number)
        start, end = _around(self.pauses, number, len(self.text))
        return max(start, first), min(end, last)


def within(mentions: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    """Those that lie wholly between two places."""
    first = bisect_left(mentions, start, key=lambda m: m.start)
    last = bisect_right(mentions, end, key=lambda m: m.end)
    return mentions[first:last]


def _around(marks: Sequence[int], number: Number, length: int) -> tuple[int, int]:
    before, after = bisect_right(marks, number.left), bisect_left(marks, number.right)
    return (marks[before - 1] + 1 if before else 0, marks[after] if after < len(marks) else length)


def read(draft: str, areas: Areas) -> Reading:
    """Takes a draft apart. Never raises."""
    folded = fold(draft)
    text = folded.text
    subjects = _subjects(text)
    numbers, years = find_in(draft, folded), [_year(text, m) for m in _YEAR.finditer(text)]
    places = _areas(text, areas, subjects)
    spans = [(n.left, n.right) for n in numbers] + [(m.start, m.end) for m in (*years, *places)]
    return Reading(
        folded,
        numbers,
        [m.start() for m in _STOP.finditer(text)],
        [m.start() for m in _PAUSE.finditer(text)],
        subjects,
        years,
        places,
        _others(text, spans),
    )


def _others(text: str, spans: Iterable[tuple[int, int]]) -> list[int]:
    """Running count of the characters that are in none of the spans and in no linking word."""
    other = bytearray(b"\x01") * len(text)
    for start, end in spans:
        other[start:end] = bytes(end - start)
    masked = "".join(c if shown else FULL_STOP for c, shown in zip(text, other, strict=True))
    for match in _LINKING.finditer(masked):
        other[match.start() : match.end()] = bytes(match.end() - match.start())
    return [0, *accumulate(other)]


@cache
def _heads() -> dict[str, re.Pattern[str]]:
    """Each head once, though several subjects may share it."""
    return {subject.head: re.compile(subject.head) for subject in SUBJECTS}


def _subjects(text: str) -> list[Mention]:
    """Mentions of subjects; of words inside longer words only the longer are kept."""
    found = [Mention(m.start(), m.end(), head) for head, pattern in _heads().items() for m in pattern.finditer(text)]
    return _longest([m for m in found if m.end > m.start])


def _longest(mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for m in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if kept and m.start < kept[-1].end and (m.start, m.end) != (kept[-1].start, kept[-1].end):
            continue
        kept.append(m)
    return kept


def _year(text: str, match: re.Match[str]) -> Mention:
    start, end = match.span()
    base = bool(_BASE_BEFORE.search(text[max(start - 8, 0) : start]) or _BASE_AFTER.match(text, end))
    return Mention(start, end, match[1] or ("2017" if match[0][0] in "试当" else "2020"), base)


@cache
def _names(areas: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    codes = dict(areas)
    return re.compile("|".join(sorted(map(re.escape, codes), key=len, reverse=True))), codes


def _known_names(areas: Areas) -> tuple[tuple[str, str], ...]:
    """Full and short names of all cities and counties of all vintages."""
    codes: dict[str, str] = {}
    for vintage in VINTAGES:
        for area in areas.vintages[vintage].values():
            if area.code != PROVINCE:
                codes.setdefault(area.name, area.code)
                if area.short not in _COMMON and len(area.short) > 1:
                    codes.setdefault(area.short, area.code)
    return tuple(codes.items())


def _areas(text: str, areas: Areas, subjects: Sequence[Mention]) -> list[Mention]:
    pattern, codes = _names(_known_names(areas))
    found = [Mention(m.start(), m.end(), codes[m[0]]) for m in pattern.finditer(text) if not _is_venue(text, m)]
    found += [Mention(m.start(), m.end(), FOREIGN) for m in _ELSEWHERE.finditer(text)]
    found += [Mention(m.start(), m.end(), PROVINCE) for m in _PROVINCE.finditer(text)]
    return _longest(found)


def _is_venue(text: str, match: re.Match[str]) -> bool:
    """在杭州召开: where people met, not whom the number counts."""
    return bool(_VENUE.search(text[max(match.start() - 16, 0) : match.start()]) and _HELD.match(text, match.end()))
