"""A meaning in words: the question that asks for exactly this and leaves nothing to be assumed."""

from __future__ import annotations

from domain.area import Areas
from domain.ask.said import Parsed
from domain.ask.words import spoken
from domain.catalog import INDICATORS
from domain.period import PERIODS

LEVELS = {"county": "县", "city": "市"}
SORTS = {"high": "从高到低", "low": "从低到高"}
SIGNS = {"<": "低于", ">": "高于", "<=": "不超过", ">=": "不低于", "~": "介于"}
UNITS = {"village": "村", "town": "乡镇"}


def orders(indicator: str) -> dict[str, str]:
    """How the first and the last are called: 最高, or 最多 of what is counted."""
    counted = INDICATORS[indicator].unit not in ("%", "百分点")
    return {"high": "最多", "low": "最少"} if counted else {"high": "最高", "low": "最低"}


def phrase(parsed: Parsed, areas: Areas) -> str:
    """E.g. 温州市2020年底村（社区）建会率低于40%的县; parsed again it means the same."""
    period, indicator = PERIODS[parsed.period], INDICATORS[parsed.indicator]
    names = [areas.get(code, period.vintage).name for code in parsed.areas]
    where, what, level = "、".join(names), f"{period.name}{spoken(indicator)}", LEVELS.get(parsed.level, "")
    match parsed.kind:
        case "list":
            return f"{where}各{level}{what}{SORTS.get(parsed.order, '')}"
        case "filter":
            return f"{where}{what}{_limit(parsed, areas)}的{level}"
        case "check":
            return f"{where or '全省'}{what}{_limit(parsed, areas)}吗"
        case "top":
            return f"{where}{what}{orders(parsed.indicator)[parsed.order]}的{parsed.n}个{level}"
        case "rank":
            return f"{names[0]}在{(*names, '全省')[1]}{what}排第几"
        case "compare":
            return f"{where}{what}比" + (f"谁{orders(parsed.indicator)[parsed.order]}" if parsed.order else "")
        case "gap":
            unit = UNITS[parsed.indicator.partition("_")[0]]
            return f"{where or '全省'}{period.name}{unit}还差多少个到{parsed.threshold:g}%"
        case "missing":
            return f"{where}没有报{what}的{level}"
        case "pilots":
            return f"试点县和非试点县{what}"
        case _:
            return f"{where or '全省'}{'合计' if len(names) > 1 else ''}{what}"


def limit(parsed: Parsed, areas: Areas) -> str:
    """40%, 40–60%, 全省."""
    if parsed.benchmark:
        return areas.get(parsed.benchmark, PERIODS[parsed.period].vintage).name
    numbers = [f"{number:g}" if number < 1e6 else f"{number:.0f}" for number in _numbers(parsed)]
    return "–".join(numbers) + INDICATORS[parsed.indicator].unit


def _limit(parsed: Parsed, areas: Areas) -> str:
    if parsed.op != "~":
        return SIGNS[parsed.op] + limit(parsed, areas).replace("百分点", "%")
    low, high = (f"{number:g}" for number in _numbers(parsed))
    return f"{SIGNS['~']}{low}和{high}"


def _numbers(parsed: Parsed) -> list[float]:
    return [number for number in (parsed.threshold, parsed.upper) if number is not None]
