"""Answers about a limit: who is below or above it, whether it holds, and how many are missing to it."""

from __future__ import annotations

import math
from fractions import Fraction

from domain.area import PROVINCE
from domain.ask.asked import Asked, Found, Line, named, unreported
from domain.ask.phrase import SIGNS, limit
from domain.indicator import Ratio
from domain.interval import Interval
from domain.ranking import rank
from domain.status import Status

_DENIED = {">=": "低于", "<=": "超过"}  # 没有不低于 is hard to hear


def filtered(asked: Asked) -> Found:
    """The areas for which the comparison surely holds; those that their bounds leave open are named apart."""
    rows, parsed = asked.listed(), asked.parsed
    bounds = _bounds(asked)
    if bounds is None:
        return f"{_limit(asked)}，不能比较。", []
    if all(row.value.interval is None for row in rows):
        return f"{asked.within}：{len(rows)}个{asked.level}都未报，不能与{_limit(asked)}比较。", []
    known = [(row, _holds(row.value.interval, parsed.op, *bounds)) for row in rows if row.value.interval is not None]
    yes = [row for row, holds in known if holds]
    unsure = [row for row, holds in known if holds is None]
    lines = [asked.line(ranked.row) for ranked in rank(yes, parsed.op.startswith(">"))]
    text = f"{asked.within}{SIGNS[parsed.op]}{_limit(asked)}的{asked.level}有{len(yes)}个（共{len(rows)}个）"
    text += f"：{named(lines)}" if lines else ""
    doubt = f"；{'、'.join(row.name for row in unsure)}只知范围，不能确定" if unsure else ""
    return f"{text}{doubt}{unreported(rows)}。", lines


def checked(asked: Asked) -> Found:
    """Whether the comparison holds for one area."""
    codes = asked.parsed.areas or (PROVINCE,)
    line = asked.together("、".join(map(asked.name, codes)), codes)
    interval, bounds = asked.group(codes).interval, _bounds(asked)
    said = f"{SIGNS[asked.parsed.op]}{_limit(asked)}"
    if interval is None or bounds is None:
        return f"{line.name}{asked.heading}：{line.text}，不能判断是否{said}。", [line]
    holds = _holds(interval, asked.parsed.op, *bounds)
    denied = f"{_DENIED.get(asked.parsed.op, f'没有{SIGNS[asked.parsed.op]}')}{_limit(asked)}"
    verdict = {True: f"是，{said}", False: f"不是，{denied}", None: f"只知范围，不能确定是否{said}"}[holds]
    return f"{verdict}：{line.name}{asked.heading}{line.text}。", [line]


def _limit(asked: Asked) -> str:
    """40%, or 浙江省（44.62%）."""
    text, code = limit(asked.parsed, asked.view.areas), asked.parsed.benchmark
    return f"{text}（{asked.together(text, (code,)).text}）" if code else text


def _bounds(asked: Asked) -> tuple[Interval, Interval] | None:
    """Where the limit lies, at its lower and its upper end; None where it is an area that has not reported."""
    parsed = asked.parsed
    if parsed.benchmark:
        value = asked.group((parsed.benchmark,)).interval
        return None if value is None else (value, value)
    first = Fraction(str(parsed.threshold))
    last = first if parsed.upper is None else Fraction(str(parsed.upper))
    return Interval.exactly(first), Interval.exactly(last)


def _holds(value: Interval, op: str, first: Interval, last: Interval) -> bool | None:
    """Whether the comparison holds; None where the bounds leave it open."""
    if op == "~":
        above, below = _holds(value, ">=", first, first), _holds(value, "<=", last, last)
        return False if False in (above, below) else None if None in (above, below) else True
    low, high = value.low, value.high
    least, most = first.low, first.high
    match op:
        case "<":
            always, never = high is not None and high < least, most is not None and low >= most
        case "<=":
            always, never = high is not None and high <= least, most is not None and low > most
        case ">":
            always, never = most is not None and low > most, high is not None and high <= least
        case _:
            always, never = most is not None and low >= most, high is not None and high < least
    return True if always else False if never else None


def gap(asked: Asked) -> Found:
    """How many more have to be founded until a share is reached."""
    sentences, lines = [], []
    for code in asked.parsed.areas or (PROVINCE,):
        text, status = _needed(asked, code)
        now = asked.together(asked.name(code), (code,))
        lines.append(Line(code, now.name, text, status, now.ref))
        sentences.append(f"{now.name}现为{now.text}，到{asked.parsed.threshold:g}%还差{text}")
    return f"{asked.heading}：{'；'.join(sentences)}。", lines


def _needed(asked: Asked, code: str) -> tuple[str, Status]:
    """How many more have to be founded, by whole ones, and how sure that is."""
    formula = asked.indicator.formula
    assert isinstance(formula, Ratio)
    built, units = (asked.group((code,), key) for key in (formula.numerator, formula.denominator))
    if built.interval is None or units.interval is None or built.interval.high is None or units.interval.high is None:
        return Status.MISSING.label, Status.MISSING
    share = Fraction(str(asked.parsed.threshold)) / 100
    least = max(0, math.ceil(share * units.interval.low - built.interval.high))
    most = max(0, math.ceil(share * units.interval.high - built.interval.low))
    status = Status.weakest((built.status, units.status, Status.DERIVED if least == most else Status.BOUNDED))
    return (f"{least}个" if least == most else f"{least}–{most}个"), status
