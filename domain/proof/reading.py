"""A draft taken apart: sentences, clauses, the subjects, times and areas that its words name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from domain.area import PROVINCE, VINTAGES, Areas
from domain.period import LATEST
from domain.proof.folding import FULL_STOP, GAP, Folded, fold
from domain.proof.grammar import Number
from domain.proof.heading import home_of, period_of, quarter_code, title_of
from domain.proof.lexicon import LINKING, SUBJECTS
from domain.proof.numbers import find_in

FAR = 400  # characters that are looked back and ahead, so that a draft without full stops stays quick
_STOP = re.compile(rf"[。！？{FULL_STOP}]")
_PAUSE = re.compile(rf"[，；：;{GAP}]|,(?![0-9])")
_YEAR = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})(?:年(?:底|末|初|第?([一二三四1-4])季度末?)?|(?=[底末]))|试点(?:工作)?(?:开展)?(?:之)?前|目前|如今|现在|当[年时](?=只|仅|不)"
)
_BASE_BEFORE = re.compile(r"(?:比|较|与|同|和|于|从|由|自)(?:试点(?:之)?前的?)?$")
_BASE_AFTER = re.compile(r"(?:相比|相较|以来|起|基础上|之后|至今|的[0-9])")
_VENUE = re.compile(r"[在赴到往](?:[一-龥]{2,7}[、和])*(?:[一-龥]{2}市)?$")
_HELD = re.compile(r"(?:[、和]?[一-龥]{2,6}[市县区、和])*[一-龥、和]{0,3}(?:召开|举办|举行|开展|调研|考察|蹲点)")
_LINKING = re.compile(LINKING)
FOREIGN, NAMELESS = "-", "?"  # an area elsewhere, and one of which the draft does not say which
_OWN = re.compile(r"(?:全|我|本)([市县区])(?![县区域场民间])")
_BESIDE = re.compile(r"(?:[比较占居在与同和]|低于|高于|超过|不及|位居|名列|领先|落后于?)(?:了)?$")
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
    """Words in the folded text: ``what`` is the place in SUBJECTS, a period, or an area code."""

    start: int
    end: int
    what: str
    base: bool = False  # of a year or area: that which is compared with


@dataclass(frozen=True)
class Reading:
    """The draft with everything found in it, each list in order of place.

    ``home`` is the area and ``period`` the time of which a sentence speaks that names none.
    """

    folded: Folded
    numbers: Sequence[Number]
    stops: Sequence[int]
    pauses: Sequence[int]
    subjects: Sequence[Mention]
    years: Sequence[Mention]
    areas: Sequence[Mention]
    others: Sequence[int]  # how many characters of other words stand before each place
    home: str
    period: str

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

    def numbers_in(self, start: int, end: int) -> Sequence[Number]:
        """The numbers that begin between two places."""
        first = bisect_left(self.numbers, start, key=lambda n: n.left)
        return self.numbers[first : bisect_left(self.numbers, end, first, key=lambda n: n.left)]

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


def read(draft: str, areas: Areas, home: str = "") -> Reading:
    """Takes a draft apart; ``home`` is the area whose draft it is, where the title shall not tell. Never raises."""
    folded, title = fold(draft), title_of(draft)
    text = folded.text
    home = home or home_of(title, [[m.what for m in _areas(line, areas)] for line in title], areas)
    period = period_of(title)
    numbers, years = find_in(draft, folded), [_year(text, m, max(period, LATEST)) for m in _YEAR.finditer(text)]
    places = _areas(text, areas)
    places = _longest([*places, *_own(text, places, areas, home)])
    subjects = [m for m in _subjects(text) if not _is_part(m, places)]
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
        home,
        period,
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


def _year(text: str, match: re.Match[str], now: str) -> Mention:
    start, end = match.span()
    base = bool(_BASE_BEFORE.search(text[max(start - 8, 0) : start]) or _BASE_AFTER.match(text, end))
    said = quarter_code(match[1], match[2]) if match[1] else "2017" if match[0][0] in "试当" else now
    return Mention(start, end, said, base)


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


def _areas(text: str, areas: Areas) -> list[Mention]:
    pattern, codes = _names(_known_names(areas))
    found = [_area(text, m, codes[m[0]]) for m in pattern.finditer(text) if not _is_venue(text, m)]
    found += [_area(text, m, FOREIGN) for m in _ELSEWHERE.finditer(text)]
    found += [_area(text, m, PROVINCE) for m in _PROVINCE.finditer(text)]
    return _longest(found)


def _area(text: str, match: re.Match[str], code: str) -> Mention:
    start, end = match.span()
    return Mention(start, end, code, bool(_BESIDE.search(text[max(start - 4, 0) : start])))


def _own(text: str, places: Sequence[Mention], areas: Areas, home: str) -> list[Mention]:
    """全市, 我县: the draft's own area, else the one of that kind named last."""

    def is_a(kind: str, code: str) -> bool:
        return bool((area := areas.find(code)) and area.name.endswith(kind))

    found = []
    for match in _OWN.finditer(text):
        named = [m.what for m in within(places, 0, match.start())[-20:] if is_a(match[1], m.what)]
        code = home if is_a(match[1], home) else named[-1] if named else NAMELESS
        found.append(_area(text, match, code))
    return found


def _is_part(mention: Mention, places: Sequence[Mention]) -> bool:
    """Whether the words are only the end of a name: the 市 of 温州市."""
    around = bisect_right(places, mention.start, key=lambda m: m.start)
    return around > 0 and places[around - 1].end >= mention.end and places[around - 1].what != PROVINCE


def _is_venue(text: str, match: re.Match[str]) -> bool:
    """在杭州召开: where people met, not whom the number counts."""
    return bool(_VENUE.search(text[max(match.start() - 16, 0) : match.start()]) and _HELD.match(text, match.end()))
