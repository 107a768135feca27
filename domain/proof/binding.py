"""Whom a number speaks of: the subject whose words are nearest, directly behind it or before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from domain.proof import measures
from domain.proof.grammar import Number
from domain.proof.lexicon import SUBJECTS, Subject
from domain.proof.reading import FAR, Mention, Reading, within

_JOINED = re.compile(r"(?:以及|[和与及、])$")
_BREAK = re.compile(r"^(?:以及|[和与及、])")
_CLOSED = re.compile(r"[，；：。！？,;:、（(\n\t]|[0-9]")
_CLOSED_LONG = re.compile(r"[，；：。！？,;:（(\n\t]")
_RESPECTIVELY = re.compile(r"分别|依次")
_LONG_REACH = 20
_CHANGING = ("branch", "people")
CARRIED = 100.0  # from here on the subject was named in an earlier clause
ACROSS = 10_000.0  # from here on in an earlier sentence
_SENTENCES = 5  # so many are looked back


@dataclass(frozen=True, slots=True)
class Binding:
    """A subject, the measure it is spoken of in, where its words stand, and how loosely they are tied (0: not)."""

    subject: Subject
    measure: str
    mention: Mention
    cost: float


@cache
def _by_head() -> dict[str, tuple[Subject, ...]]:
    heads: dict[str, list[Subject]] = {}
    for subject in SUBJECTS:
        heads.setdefault(subject.head, []).append(subject)
    return {head: tuple(found) for head, found in heads.items()}


@cache
def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


def bindings(number: Number, reading: Reading) -> list[Binding]:
    """All possible subjects of a number, the best first; empty where no words name one."""
    wanted = measures.candidates(number, reading)
    if not wanted:
        return []
    mine = _listed(number, reading)
    placed = [(mine, 0.0)] if mine else _placed(number, reading)
    found = [b for mention, cost in placed for b in _offers(number, reading, mention, cost, wanted)]
    return sorted(found, key=lambda b: (b.cost, -b.mention.end))


def loose(number: Number, reading: Reading) -> list[Binding]:
    """Subjects right beside a number whose unit is none of theirs."""
    return [
        Binding(subject, measure, mention, cost)
        for mention, cost in _placed(number, reading)
        for subject in _by_head()[mention.what]
        for measure in subject.measures
        if cost <= 1 and _fits_context(number, reading, subject) is not None
    ]


def _offers(
    number: Number, reading: Reading, mention: Mention, cost: float, wanted: Sequence[str]
) -> Iterator[Binding]:
    for subject in _by_head()[mention.what]:
        fitting = [measure for measure in wanted if _has(subject, measure, number)]
        if not fitting or subject.reach + 0.5 < cost < CARRIED:
            continue
        far = _fits_context(number, reading, subject)
        if far is not None:
            yield from (Binding(subject, measure, mention, cost + far + n / 10) for n, measure in enumerate(fitting))


def _has(subject: Subject, measure: str, number: Number) -> bool:
    """Whether the subject is measured so, in units of this class."""
    kind = measures.class_of(number.unit)
    counted = not kind or kind in {measures.class_of(unit) for unit in subject.units.split()}
    match measure:
        case "growth":
            return subject.kin in _CHANGING
        case "delta":
            return subject.kin in _CHANGING and counted
        case "points":
            return subject.kin in _CHANGING or "share" in subject.measures
        case "rate_in_percent":
            return "rate" in subject.measures
        case "rate" | "share":
            return measure in subject.measures
    return measure in subject.measures and (counted or measure.startswith("per"))


def _fits_context(number: Number, reading: Reading, subject: Subject) -> float | None:
    """How far the needed words are (0 … 3), None where they are missing or barred."""
    start, end = reading.clause(number)
    if subject.lead and not _pattern(subject.lead).search(reading.text, start, number.left):
        return None
    if subject.bar and _pattern(subject.bar).search(reading.text, start, end):
        return None
    if not subject.context:
        return 0
    first, last = reading.sentence(number)
    before = max(first - 120, 0)
    places = [m.start() for m in _pattern(subject.context).finditer(reading.text, before, last)]
    if not places:
        return None
    return min(
        min(abs(p - number.left) / 200, 1) + (2 if p < first else 0) + (0.3 if p > number.left else 0) for p in places
    )


def _placed(number: Number, reading: Reading) -> list[tuple[Mention, float]]:
    """Mentions in the sentence with the cost of tying the number to each."""
    first, _ = reading.sentence(number)
    start, end = reading.clause(number)
    found = [(m, _ahead(number, reading, m)) for m in within(reading.subjects, number.right, end)[:4]]
    found += [(m, _behind(number, reading, m)) for m in within(reading.subjects, start, number.left)[-4:]]
    if not reading.rest(start, number.left):
        earlier = [m for m in within(reading.subjects, first, start)[-8:] if _carries(number, reading, m)]
        found += [(m, CARRIED * (n + 1)) for n, m in enumerate(reversed(earlier))]
    if not any(cost is not None for _, cost in found) and not reading.rest(first, number.left):
        found += [(m, ACROSS) for m in _from_before(reading, first)]
    return [(m, cost) for m, cost in found if cost is not None]


def _carries(number: Number, reading: Reading, mention: Mention) -> bool:
    """Whether a count may still be that of the subject: it is no part of it (其中), nor was it said as an average."""
    first, _ = reading.sentence(number)
    if not measures.is_counted(number.unit):
        return True
    return "其中" not in reading.text[mention.end : number.left] and not measures.is_average(
        reading.text[first : number.left]
    )


def _from_before(reading: Reading, first: int) -> Sequence[Mention]:
    """The subject of the sentence or line before, over those that name none.

    Nothing where it has two or speaks of an average, or after the full stop of another paragraph.
    """
    for _ in range(_SENTENCES):
        place = bisect_left(reading.stops, first - 1)
        begin = max(reading.stops[place - 1] + 1 if place else 0, first - FAR)
        if first < 1 or first - 1 == begin or measures.is_average(reading.text[begin:first]):
            return ()
        named, counted = (
            within(reading.subjects, begin, first - 1),
            [n for n in reading.numbers_in(begin, first - 1) if not n.kind],
        )
        if named:
            return named[-1:] if counted and len({m.what for m in named}) == 1 else ()
        if not counted or reading.rest(begin, first - 1):
            return ()
        first = begin
    return ()


def _ahead(number: Number, reading: Reading, mention: Mention) -> float | None:
    """Cost of words behind the number: 1302个乡镇（街道）; None across a pause or another number."""
    between = reading.text[number.right : mention.start]
    reach = max(subject.reach for subject in _by_head()[mention.what])
    if _BREAK.match(between) or (_CLOSED_LONG if reach >= _LONG_REACH else _CLOSED).search(between):
        return None
    return reading.rest(number.right, mention.start) + 0.5


def _behind(number: Number, reading: Reading, mention: Mention) -> float | None:
    """Cost of words before the number in its clause, more where they follow a number of their own."""
    rest = reading.rest(mention.end, number.left)
    joined = _JOINED.search(reading.text[mention.end : number.left])
    taken = any(n.right == mention.start for n in reading.numbers_in(mention.start - 8, mention.start))
    return rest + (6 if joined else 0) + (1 if taken else 0)


def _listed(number: Number, reading: Reading) -> Mention | None:
    """The subject of a number in a list after 分别: 会员、志愿者分别增长28.15%和21.73%."""
    first, last = reading.sentence(number)
    words = list(_RESPECTIVELY.finditer(reading.text, first, number.left))
    if not words:
        return None
    start = words[-1].end()
    group: list[Number] = []
    for other in reading.numbers_in(start, last):
        if other.kind or within(reading.subjects, start, other.left) or reading.rest(start, other.left):
            break
        group.append(other)
    if number not in group:
        return None
    heads = within(reading.subjects, first, words[-1].start())
    wanted = measures.candidates(number, reading)
    own = [m for m in heads if any(_has(s, w, number) for s in _by_head()[m.what] for w in wanted)]
    return own[len(own) - len(group) + group.index(number)] if len(own) >= len(group) > 1 else None
