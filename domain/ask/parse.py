"""What a question means: one kind of question, its areas, indicator, period and numbers; or what was not understood."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from domain.area import PROVINCE, Areas, Level
from domain.ask.words import NUMBER, PERIOD, PLACE, Lexicon, Token, plain_text, tokens
from domain.catalog import INDICATORS
from domain.period import PERIODS
from domain.selection import Selection

EXAMPLES = {
    "value": "温州会员有多少",
    "list": "宁波各县会员",
    "filter": "温州哪些县低于40%",
    "top": "覆盖率最低的五个县",
    "rank": "瑞安覆盖率排第几",
    "compare": "绍兴和嘉兴比",
    "gap": "温州还差多少个村到60%",
    "missing": "没有报数的县",
    "pilots": "试点县和非试点县哪个高",
}


@dataclass(frozen=True, slots=True)
class Parsed:
    """A question understood. ``areas`` are codes of the period's boundaries, empty for the whole province.

    ``op`` is < > <= >= or ~ (between ``threshold`` and ``upper``, in the indicator's unit); ``order`` is high or low;
    ``assumed`` names the fields that the question did not say, ``notes`` what was changed, in Chinese.
    """

    kind: str
    areas: tuple[str, ...]
    level: str
    indicator: str
    period: str
    op: str = ""
    threshold: float | None = None
    upper: float | None = None
    n: int | None = None
    order: str = ""
    assumed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """A question not understood: the words and, in Chinese, why; ``nearest`` are three that can be answered."""

    words: tuple[str, ...]
    reason: str
    nearest: tuple[str, ...]


class _Lost(Exception):
    """Why a question has no meaning here."""


class _Said:
    """The tokens by role."""

    def __init__(self, found: list[Token]) -> None:
        self.tokens = found

    def all(self, role: str) -> list[str]:
        return list(dict.fromkeys(t.value for t in self.tokens if t.role == role))

    def has(self, role: str) -> bool:
        return any(t.role == role for t in self.tokens)

    def one(self, role: str, word: str) -> str:
        values = self.all(role)
        if len(values) > 1:
            raise _Lost(f"一次只能问一个{word}")
        return values[0] if values else ""

    @property
    def numbers(self) -> list[Token]:
        return [t for t in self.tokens if t.role == NUMBER]


def parse(question: str, known: Lexicon, areas: Areas, context: Selection) -> Parsed | Unknown:
    """The meaning of a question beside what the reader has chosen. Never raises, never passes over a word."""
    found, lost = tokens(question, known)
    lost += [token.text for token in found if token.role == "letters"]
    lost += [t.text for t in found if t.role == PERIOD and t.value not in PERIODS]
    if lost or not any(t.role != "filler" for t in found):
        return Unknown(tuple(lost), "有词没有看懂" if lost else "没有看到问题", nearest(question))
    try:
        return _meaning(_Said(found), areas, context)
    except _Lost as problem:
        return Unknown((), str(problem), nearest(question))


def nearest(question: str) -> tuple[str, ...]:
    """The three examples most like the question; equally like ones in the order of the table of forms."""
    text = plain_text(question)

    def likeness(example: str) -> float:
        return -difflib.SequenceMatcher(None, text, example).ratio()

    return tuple(sorted(EXAMPLES.values(), key=likeness)[:3])


def _meaning(said: _Said, areas: Areas, context: Selection) -> Parsed:
    period = _period(said)
    indicator = _indicator(said, context)
    when = period or context.period
    places, notes = _places(said, areas, PERIODS[when].vintage)
    kind = _kind(said, places)
    _must_fit(said, kind, places)
    level = _level(said, kind, places, areas)
    limits = _limits(said, kind, indicator)
    here = said.has("here") or (not places and kind in ("value", "gap"))
    unsaid = {"period": not period, "indicator": not _names_indicator(said), "area": not said.has(PLACE)}
    unsaid["level"] = bool(level) and not said.has("level")
    assumed = tuple(name for name, missing in unsaid.items() if missing)
    whom = context.areas if here else places
    return Parsed(kind, whom, level, indicator, when, *limits, _order(said), assumed, notes)


def _names_indicator(said: _Said) -> bool:
    return said.has("indicator") or said.has("unit")


def _period(said: _Said) -> str:
    years = said.all(PERIOD)
    if _against_a_year(said) and (years[-1] != "2017" or years[:-1] not in ([], ["2020"])):
        raise _Lost("只能和2017年底比")
    if _against_a_year(said) or (said.has("change") and set(years) == {"2017", "2020"}):
        return "2020"
    return said.one(PERIOD, "时点")


def _against_a_year(said: _Said) -> bool:
    roles = [t.role for t in said.tokens]
    return ("versus", PERIOD) in pairwise(roles)


def _indicator(said: _Said, context: Selection) -> str:
    key, unit = said.one("indicator", "指标"), said.one("unit", "层级")
    asks_gap = said.has("gap") and not said.numbers
    if unit and not key:
        if not said.has("gap"):
            raise _Lost("没有说问的是建会数还是建会率")
        key = "village_coverage"
    key = key or context.indicator
    subject, _, rest = key.partition("_")
    if unit and subject in ("village", "town"):
        subject = unit
    elif unit:
        raise _Lost("这个指标没有村、乡镇之分")
    if asks_gap and subject in ("village", "town"):
        rest = "gap"
    key = f"{subject}_{rest}"
    return _changed(key) if said.has("change") or _against_a_year(said) else key


def _changed(key: str) -> str:
    change = INDICATORS[key].change_key
    if change not in INDICATORS:
        raise _Lost(f"{INDICATORS[key].name}没有可比的变化")
    return change


def _places(said: _Said, areas: Areas, vintage: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    codes: list[str] = []
    notes: list[str] = []
    for name in said.all(PLACE):
        found = areas.resolve(name, vintage)
        if not found:
            raise _Lost(f"当时的区划里没有{name}")
        names = [areas.get(code, vintage).name for code in found]
        if len(found) > 1 and len(said.all(PLACE)) > 1:
            raise _Lost(f"当时的区划里没有{name}，不能和别处比")
        if name not in names:
            notes.append(f"当时的区划里没有{name}，改看{'、'.join(names)}")
        codes += found
    return tuple(dict.fromkeys(codes)), tuple(notes)


_SIGNS: tuple[tuple[str, Callable[[_Said], bool]], ...] = (
    ("missing", lambda said: said.has("missing")),
    ("pilots", lambda said: said.has("pilot")),
    ("gap", lambda said: said.has("gap") and bool(said.numbers)),
    ("filter", lambda said: said.has("op")),
    ("top", lambda said: said.has("order")),
)


def _kind(said: _Said, places: tuple[str, ...]) -> str:
    signs = [kind for kind, holds in _SIGNS if holds(said)]
    if len(signs) > 1:
        raise _Lost("一次只能问一件事")
    if signs:
        return signs[0]
    if said.has("rank") and len(places) == 1 and not said.has("level"):
        return "rank"
    if len(places) > 1:
        return "compare"
    return "list" if said.has("level") else "value"


def _all_of(said: _Said) -> bool:
    return any(t.role == "level" and t.text.startswith("各") for t in said.tokens)


def _needs_number(said: _Said) -> bool:
    return any(t.role == "order" and t.text in ("前", "后", "倒数") for t in said.tokens)


def _must_fit(said: _Said, kind: str, places: tuple[str, ...]) -> None:
    """Words that are understood, but not in such a question, are told and not passed over."""
    several = len(said.all(PLACE)) > 1
    wrong = (
        (said.has("mean") and kind != "pilots", "平均只能问试点县"),
        (said.has("join") and not (several or kind == "pilots" or "~" in said.all("op")), "“和”两边没有看懂"),
        (said.has("versus") and not (several or kind == "pilots" or _against_a_year(said)), "没有说和谁比"),
        (said.has("until") and not (kind == "gap" or len(said.all(PERIOD)) == 2), "“到”后面没有看懂"),
        (said.has("rank") and kind not in ("rank", "list"), "没有说谁的排名"),
        (said.has("gap") and kind not in ("gap", "value"), "一次只能问一件事"),
        (said.has("gap") and kind == "value" and not said.numbers and said.has("change"), "一次只能问一件事"),
        (said.has("here") and bool(places), "“这里”和地名只能说一个"),
        (kind == "pilots" and bool(places), "试点县只能按全省问"),
        (kind == "pilots" and (said.has("change") or _against_a_year(said)), "试点县的变化还不能问"),
        (kind == "list" and not (said.has("each") or said.has("rank") or _all_of(said)), "没有说要看各地的什么"),
        (kind == "top" and not said.numbers and _needs_number(said), "没有说要几个"),
        (kind in ("list", "top", "filter", "missing") and len(places) > 1, "一次只能列一个地区里的"),
    )
    for is_wrong, reason in wrong:
        if is_wrong:
            raise _Lost(reason)


def _level(said: _Said, kind: str, places: tuple[str, ...], areas: Areas) -> str:
    level = said.one("level", "层级")
    if kind == "rank":
        found = areas.find(places[0])
        if found is None or found.level is Level.PROVINCE:
            raise _Lost("全省没有排名")
        return str(found.level.value)
    if kind not in ("list", "top", "filter", "missing"):
        if level and kind != "pilots":
            raise _Lost("没有说是看哪一级")
        return ""
    level = level or "county"
    inside = [area for code in places if code != PROVINCE and (area := areas.find(code))]
    if any(area.level is Level.COUNTY or level == "city" for area in inside):
        raise _Lost("这个地区里没有这一级")
    return level


def _limits(said: _Said, kind: str, indicator: str) -> tuple[str, float | None, float | None, int | None]:
    """Operator, threshold, upper bound and number of areas; every number of the question has to have a use."""
    op, numbers = said.one("op", "比较"), said.numbers
    wanted = {"filter": (2,) if op == "~" else (1,), "gap": (1,), "top": (0, 1)}.get(kind, (0,))
    if len(numbers) not in wanted:
        raise _Lost("数字没有看懂" if numbers else "没有说多少")
    if kind == "top":
        n = numbers[0].number if numbers else 1.0
        if n != int(n) or not 1 <= n <= 101 or (numbers and numbers[0].percent):
            raise _Lost("要几个没有看懂")
        return "", None, None, int(n)
    if any(token.percent for token in numbers) and INDICATORS[indicator].unit not in ("%", "百分点"):
        raise _Lost(f"{INDICATORS[indicator].name}不是百分数")
    if kind == "gap" and (not INDICATORS[indicator].is_rate or not numbers[0].number <= 100):
        raise _Lost("只能问差多少到某个建会率")
    values = sorted(token.number for token in numbers)
    return op, values[0] if values else None, values[1] if len(values) > 1 else None, None


def _order(said: _Said) -> str:
    return said.one("order", "次序")
