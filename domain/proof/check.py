"""The door: a draft in, a verdict on each of its numbers out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.area import PROVINCE
from domain.dataset import Dataset
from domain.facts import Figure
from domain.period import PERIODS
from domain.proof import apart, measures
from domain.proof.binding import ACROSS, Binding, loose
from domain.proof.cases import CHANGES, Case, cases, known_of
from domain.proof.claims import Claim, Verdict
from domain.proof.compare import agrees, raised, too_fine
from domain.proof.context import before
from domain.proof.grammar import Bound, Number
from domain.proof.known import Knowledge, Known
from domain.proof.lexicon import ELSEWHERE
from domain.proof.reading import FOREIGN, NAMELESS, Reading, read, within
from domain.proof.rules import RULES, area_name, place
from domain.status import Status

_UNLIKELY = 20  # a number so many times off, in other digits, speaks of something else
_CLOSE = 1.5  # subjects no farther than this behind the best are tried too
_YEAR = re.compile(r"(20[0-9]{2})年?(以来)?")


def check(text: str, dataset: Dataset, figures: Sequence[Figure], home: str = "") -> list[Claim]:
    """One claim for each number of the draft, in order. Never raises.

    ``figures`` are those of the report; ``home`` is the code of the area whose draft it is, "" for that which its title
    names. What the edition only invents (演示) confirms nothing.
    """
    reading = read(text, dataset.areas, home)
    knowledge = Knowledge(dataset, {figure.id: figure for figure in figures})
    return [_claim(number, reading, knowledge) for number in reading.numbers]


def _claim(number: Number, reading: Reading, knowledge: Knowledge) -> Claim:
    if number.kind:
        return _said(number, Verdict.NOT_A_FIGURE, f"{number.kind}，不是指标")
    if apart.is_aim(number, reading):
        return _said(number, Verdict.NOT_A_FIGURE, "目标或界线，不是现状")
    if apart.is_cell(number, reading):
        return _said(number, _of_unit(number), "在表格里，要看表头才知道是什么数，没有核对")
    if apart.is_supposed(number, reading):
        return _said(number, Verdict.UNSUPPORTED, "换了分母的推算，没有可对照的数")
    if apart.is_of_others(number, reading):
        return _said(number, Verdict.UNSUPPORTED, "注明取自外部资料，不是报告的数")
    if apart.is_between_places(number, reading):
        return _said(number, Verdict.UNSUPPORTED, "两地之间的差距，没有可对照的数")
    found = cases(number, reading, knowledge)
    if not found:
        return _unbound(number, reading, knowledge)
    near = [case for case in found if case.bound.cost <= found[0].bound.cost + _CLOSE]
    return _judged(next((case for case in near if case.is_true), near[0]))


def _said(number: Number, verdict: Verdict, reason: str) -> Claim:
    return Claim(number.text, number.start, number.end, verdict, "", "", "", "", reason)


def _unbound(number: Number, reading: Reading, knowledge: Knowledge) -> Claim:
    """A number near no words that name a series in its unit."""
    for bound in loose(number, reading) if reading.home == PROVINCE else ():
        known = known_of(knowledge, bound.subject, bound.measure, "2020", PROVINCE)
        if known.printed is not None and _digits(known) == number.digits:
            return _wrong_unit(number, bound, known)
    verdict = _of_unit(number)
    none = f"报告和数据里没有与“{number.text}”对应的指标"
    return _said(number, verdict, "前后没有可对照的指标" if verdict is Verdict.NOT_A_FIGURE else none)


def _of_unit(number: Number) -> Verdict:
    """What a number is called that is not compared: whether its unit lets it be a figure."""
    spelt = not re.match("[0-9]", number.text)
    plain = not number.unit or number.unit == "年" or (spelt and number.value <= 10)
    return Verdict.NOT_A_FIGURE if plain else Verdict.UNSUPPORTED


def _digits(known: Known) -> str:
    return re.sub(r"[^0-9]", "", known.written).strip("0")


def _wrong_unit(number: Number, bound: Binding, known: Known) -> Claim:
    reason = f"{known.name}应为{known.written}，单位不是“{number.unit}”{place(known)}"
    return replace(
        _said(number, Verdict.MISMATCH, reason),
        indicator=known.key, area=PROVINCE, period=known.period, expected=known.written,
    )  # fmt: skip


def _judged(case: Case) -> Claim:
    if case.context.area == FOREIGN:
        return _made(case, Verdict.UNSUPPORTED, "", "说的不是浙江，本系统没有这个数")
    if case.context.area == NAMELESS:
        return _made(case, Verdict.UNSUPPORTED, "", "没有说是哪个市、县，无从核对")
    if case.is_figure and (elsewhere := _of_elsewhere(case)):
        return elsewhere
    for rule in RULES:
        if finding := rule(case):
            known, reason = finding
            return _made(case, Verdict.SCOPE, known.written if known else "", reason)
    if case.known.interval is None:
        return _unknown(case)
    return _right(case) if case.is_true else _wrong(case)


def _made(case: Case, verdict: Verdict, expected: str, reason: str) -> Claim:
    number, known = case.number, case.known
    area = "" if case.context.area in (FOREIGN, NAMELESS) else known.area
    period = known.period if known.period in PERIODS else ""
    return Claim(number.text, number.start, number.end, verdict, known.key, area, period, expected, reason)


def _unknown(case: Case) -> Claim:
    """Nothing is known of that time or place; of another time perhaps."""
    if other := _of_other_time(case):
        reason = f"{other.written}是{_when(other)}的数，{case.context.period}年的报告没有{place(other)}"
        return _made(case, Verdict.MISMATCH, other.written, reason)
    note = case.known.note or ("未报" if case.context.area != PROVINCE else "没有这个数")
    where = area_name(case) if case.context.area != PROVINCE else ""
    return _made(case, Verdict.UNSUPPORTED, "", f"{where}{case.known.name or case.bound.subject.name}：{note}")


def _right(case: Case) -> Claim:
    """True; unless said of another year or in another unit than the report says it."""
    known = case.known
    if case.is_figure and (wrong := _other_year(case)):
        return wrong
    units = case.bound.subject.units.split()
    counted = measures.class_of(case.number.unit) in ("things", "people", "terms", "volumes", "money")
    if counted and not case.bound.measure.startswith("per") and case.number.unit not in units:
        reason = f"数对，但报告里的单位是“{units[0]}”，这里写作“{case.number.unit}”{place(known)}"
        return _made(case, Verdict.SCOPE, known.written, reason)
    how = {
        Status.PUBLISHED: "与报告原文一致",
        Status.REPORTED: "与填报的数一致",
        Status.EXTERNAL: f"与外部资料{known.written}一致，不是报告的数，待确认",
    }.get(known.status, f"报告没有直接写，推算为{known.written}")
    return _made(case, Verdict.MATCH, known.written, f"{known.name}：{how}{place(known)}")


def _of_elsewhere(case: Case) -> Claim | None:
    """A figure of the report said of an area that is not its own, in the clause or by the draft's title."""
    figure, context = case.knowledge.figures[case.known.key], case.context
    start, _ = case.reading.clause(case.number)
    near = within(case.reading.areas, start, case.number.left)
    code = near[-1].what if near else "" if context.placed else case.reading.home
    area = case.knowledge.dataset.areas.find(code)
    if area is None or code == PROVINCE or area.short in figure.scope:
        return None
    if near and case.is_true:
        reason = f"{case.known.written}是{figure.scope}的数，不是{area.name}的{place(case.known)}"
        return _made(case, Verdict.SCOPE, case.known.written, reason)
    return _made(case, Verdict.UNSUPPORTED, "", f"报告只有{figure.scope}的数，没有{area.name}的")


def _other_year(case: Case) -> Claim | None:
    """A figure of the report said of a year that is not its own."""
    figure, known = case.knowledge.figures[case.known.key], case.known
    mine = _YEAR.fullmatch(figure.period)
    said = case.context.since
    exact = mine and not mine[2] and case.context.told
    if mine and said and said != mine[1] and (exact or _since(case)):
        reason = f"{known.written}是{mine[1]}年{mine[2] or ''}的数，不是{said}年的{place(known)}"
        return _made(case, Verdict.MISMATCH, known.written, reason)
    return None


def _since(case: Case) -> bool:
    first, _ = case.reading.sentence(case.number)
    return f"{case.context.since}年以来" in case.reading.text[first : case.number.left]


def _wrong(case: Case) -> Claim:
    known, number = case.known, case.number
    if too_fine(case.stated, known):
        reason = f"{known.name}只知道是{known.written}，没有这么细的数{place(known)}"
        return _made(case, Verdict.UNSUPPORTED, known.written, reason)
    if other := _of_other_time(case):
        reason = f"{known.name}应为{known.written}{place(known)}；{other.written}是{_when(other)}的数{place(other)}"
        return _made(case, Verdict.MISMATCH, known.written, reason)
    if case.context.based and case.bound.measure in CHANGES and case.context.base != before(known.period):
        return _made(case, Verdict.UNSUPPORTED, "", f"没有{known.name}与{case.context.base}年相比的数")
    if case.bound.cost >= ACROSS and case.bound.measure == "count" and not (case.context.told or case.context.placed):
        return _made(case, Verdict.UNSUPPORTED, "", "这句没有说是什么数，没有可对照的指标")
    if case.bound.measure == "delta" and measures.NEWLY.search(case.words):
        reason = f"报告没有{case.bound.subject.name}的新增数，两个时点相差{known.written}"
        return _made(case, Verdict.UNSUPPORTED, "", reason)
    if rate := _as_rate(case):
        reason = f"{rate.name}应为{rate.written}，单位不是“{number.unit}”{place(rate)}"
        return _made(case, Verdict.MISMATCH, rate.written, reason)
    if _unlikely(case):
        reason = f"与{area_name(case)}的{known.name}（{known.written}）相差很远，可能说的不是它，没有可对照的数"
        return _made(case, Verdict.UNSUPPORTED, "", reason)
    only_low = number.bound is Bound.EXACT and known.interval is not None and known.interval.high is None
    why = "报告只给了下限，不能写成确数；" if only_low else ""
    high = f"，写作“{number.text}”是往大了说" if raised(case.stated, known) else ""
    return _made(case, Verdict.MISMATCH, known.written, f"{why}{known.name}应为{known.written}{high}{place(known)}")


def _as_rate(case: Case) -> Known | None:
    """The subject's rate, where the number has its digits but a unit of things."""
    rates = (case.other(case.bound.subject, measure) for measure in ("rate", "share"))
    return next((rate for rate in rates if rate.written and _digits(rate) == case.number.digits), None)


def _of_other_time(case: Case) -> Known | None:
    years = (*PERIODS, *(year for _, year, *_ in ELSEWHERE))
    if case.is_figure or case.bound.measure in CHANGES:
        return None
    others = (case.other(case.bound.subject, case.bound.measure, year) for year in years if year != case.known.period)
    return next((known for known in others if agrees(case.stated, known)), None)


def _when(known: Known) -> str:
    return PERIODS[known.period].name if known.period in PERIODS else f"{known.period}年"


def _unlikely(case: Case) -> bool:
    """Far off and in other digits, so that no slip of the pen explains it."""
    known = case.known
    if known.interval is None or case.number.digits == _digits(known):
        return False
    value, low = case.stated.value, known.interval.low
    return value * _UNLIKELY < low or value > low * _UNLIKELY
