"""Numbers that are known but said of another population, measure or span of time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from domain.area import PROVINCE
from domain.period import LATEST, PERIODS
from domain.proof.cases import Case, as_growth, is_ratio
from domain.proof.compare import agrees, is_that_of
from domain.proof.context import BASE, before
from domain.proof.known import Known
from domain.proof.lexicon import PLATFORM, SUBJECTS
from domain.status import Status

# What is right instead, where anything is, and why.
Finding = tuple[Known | None, str]
_YEARLY = re.compile(
    r"同比|环比|年均|每年|[比较](?:上年|去年|上一年)"
    r"|(?<![0-9〇零一二三四五六七八九十])(?:[一二两四五六七八九十]|[0-9]{2}|[1245-9])年(?=[来间内里前累计共净]*增)"
)
_NOT_STATED = "2017年底的建会率报告未公布"


def platform(case: Case) -> Finding | None:
    """Volunteers of an internet platform."""
    first, _ = case.reading.sentence(case.number)
    said = re.search(PLATFORM, case.reading.text[first : case.number.left])
    if said is None or "volunteer" not in case.known.key:
        return None
    return case.known, f"“{said[0]}”的人数与红十字会的注册志愿者不是同一口径"


def stars(case: Case) -> Finding | None:
    """331 and 178 belong to different populations."""
    known, own = case.known, "省属" in case.words
    if case.bound.subject.kin != "star" or case.context.area != PROVINCE:
        return None
    if case.number.value == 331 + 178:
        return None, "331名与178名的评定范围不同，不能相加"
    if known.key == "provincial_star_rated" and not own and case.is_true:
        return known, f"{known.written}只是省属的一至四星级志愿者，不含市县评定的"
    if known.key == "five_star_rated" and own and case.is_true and re.search("省属[^，、]{0,4}五", case.words):
        return known, f"{known.written}是全省红十字系统的五星级志愿者，不只是省属的"
    return None


def times(case: Case) -> Finding | None:
    """增长3.31倍 said for 增至3.31倍, and the reverse."""
    if case.number.unit != "倍" or case.is_true:
        return None
    ratio = is_ratio(case.number, case.reading)
    if not agrees(as_growth(case.number, not ratio), case.known):
        return None
    right, said = ("增长", "增至") if ratio else ("增至", "增长")
    return case.known, f"{case.number.text}是“{right}”的倍数，不能说“{said}”；增幅为{case.known.written}"


def points(case: Case) -> Finding | None:
    """A growth in 百分点, or a difference of rates in %."""
    measure = case.bound.measure
    if measure not in ("points", "rate_in_percent") or case.is_true:
        return None
    for level in ("rate", "share") if measure == "points" else ():
        known = case.other(case.bound.subject, level)
        if is_that_of(case.stated, known):
            return known, f"{known.name}应写{known.written}，不是百分点{place(known)}"
    growth = case.other(case.bound.subject, "growth")
    if agrees(case.stated, growth):
        why = "应写%，不是百分点" if measure == "points" else "不是建会率的变化"
        return growth, f"{growth.written}是{case.bound.subject.name}个数的增幅，{why}{place(growth)}"
    if case.context.area != PROVINCE or case.known.interval is not None or "rate" not in case.bound.subject.measures:
        return None
    start = "建会率的变化应以百分点表示；" if measure == "rate_in_percent" else ""
    return None, f"{start}{_NOT_STATED}，变化无从核对"


def rate_of_2017(case: Case) -> Finding | None:
    """A coverage of 2017, which the report does not give."""
    if case.bound.measure != "rate" or case.context.period != BASE or case.context.area != PROVINCE:
        return None
    later = case.other(case.bound.subject, "rate", LATEST)
    if agrees(case.stated, later):
        return later, f"{later.written}是2020年底的建会率；{_NOT_STATED}{place(later)}"
    return None, _NOT_STATED


def span(case: Case) -> Finding | None:
    """A growth over another span than from 2017 to 2020."""
    if case.bound.measure != "growth" or not case.is_true:
        return None
    yearly = _YEARLY.search(case.words)
    end = case.known.period
    years = case.context.base == before(end) and (case.context.period == end or case.number.unit == "倍")
    years = years or not (case.context.told or case.context.based)
    if years and not yearly:
        return None
    said = f"“{yearly[0]}”" if yearly else f"{case.context.base}年至{case.context.period}年"
    right = f"{PERIODS[end].name}比{PERIODS[before(end)].name}"
    return case.known, f"{case.known.written}是{right}的增幅，不是{said}的{place(case.known)}"


def relatives(case: Case) -> Finding | None:
    """The right number of something else of the same kind, or of the whole province."""
    if case.is_true:
        return None
    if case.context.area != PROVINCE and not case.is_figure:
        whole = case.other(case.bound.subject, case.bound.measure, area=PROVINCE)
        if agrees(case.stated, whole) and (case.context.placed or case.known.interval is not None):
            return whole, f"{whole.written}是全省的数，不是{area_name(case)}的{place(whole)}"
        return None
    for known in _relatives(case):
        if is_that_of(case.stated, known):
            right = known if case.known.interval is None else case.known
            return right, f"{known.written}是“{known.name}”的数{place(known)}"
    return None


def _relatives(case: Case) -> Iterator[Known]:
    mine, measure = case.bound.subject, case.bound.measure
    for subject in SUBJECTS:
        if subject.kin == mine.kin and subject is not mine and mine.kin:
            yield case.other(subject, measure)
    if case.stated.unit == "%":
        yield from (case.other(mine, other) for other in ("growth", *mine.measures) if other != measure)


def area_name(case: Case) -> str:
    """温州市, or 省外."""
    found = case.knowledge.dataset.areas.find(case.context.area)
    return found.name if found else "本省"


def place(known: Known) -> str:
    """Where a figure stands, in brackets."""
    return f"（{known.place}）" if known.place and known.status is not Status.MISSING else ""


RULES: tuple[Callable[[Case], Finding | None], ...] = (
    platform,
    stars,
    times,
    points,
    rate_of_2017,
    span,
    relatives,
)
