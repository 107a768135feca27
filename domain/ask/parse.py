"""What a question means: one kind of question, its areas, indicator, period and numbers; or what was not understood."""

from __future__ import annotations

import difflib
from dataclasses import replace

from domain.area import PROVINCE, Areas, Level
from domain.ask.fit import LISTS, kind_of, level_of, must_fit
from domain.ask.said import Lost, Parsed, Said, Unknown
from domain.ask.words import NOW, PERIOD, PLACE, Lexicon, Token, plain_text, tokens
from domain.catalog import INDICATORS
from domain.indicator import Growth, PointChange, Ratio
from domain.period import PERIODS
from domain.selection import Selection

EXAMPLES = {
    "value": "温州会员有多少",
    "filter": "温州哪些县低于40%",
    "top": "覆盖率最低的五个县",
    "gap": "温州还差多少个村到60%",
    "compare": "绍兴和嘉兴比",
    "rank": "瑞安覆盖率排第几",
    "list": "宁波各县会员",
    "check": "全省乡镇建会率过半了吗",
    "missing": "没有报数的县",
    "pilots": "试点县和非试点县哪个高",
}
SEVERAL = 5  # areas that are listed for 哪几个县最低


def parse(question: str, known: Lexicon, areas: Areas, context: Selection) -> Parsed | Unknown:
    """The meaning of a question beside what the reader has chosen. Never raises, never passes over a word."""
    found, lost = tokens(question, known)
    found = [replace(t, value=context.latest) if (t.role, t.value) == (PERIOD, NOW) else t for t in found]
    lost += [token.text for token in found if token.role == "letters"]
    lost += [t.text for t in found if t.role == PERIOD and t.value not in PERIODS]
    said = Said(found)
    if lost or not said.tokens:
        return Unknown(tuple(lost), "有词没有看懂" if lost else "没有看到问题", nearest(question))
    try:
        return _meaning(said, areas, context)
    except Lost as problem:
        return Unknown((), str(problem), nearest(question))


def nearest(question: str) -> tuple[str, ...]:
    """The three examples most like the question; equally like ones in the order of the table of forms."""
    text = plain_text(question)

    def likeness(example: str) -> float:
        return -difflib.SequenceMatcher(None, text, example).ratio()

    return tuple(sorted(EXAMPLES.values(), key=likeness)[:3])


def _meaning(said: Said, areas: Areas, context: Selection) -> Parsed:
    period = _period(said)
    when = period or context.period
    if said.has("span") and (when != "2020" or not said.changes):
        raise Lost("“三年”只能问2017年底到2020年底的变化")
    indicator = _indicator(said, context)
    places, notes = _places(said, areas, PERIODS[when].vintage)
    kind = kind_of(said, places, areas)
    must_fit(said, kind, places, indicator)
    if kind == "rank":
        places = tuple(code for n, code in enumerate(places) if n == 0 or code != PROVINCE)
    level = _level(said, kind, places, areas)
    limits = _limits(said, kind, indicator, places)
    here = said.has("here") or (not places and kind in ("value", "gap", "check"))
    unsaid = {"period": not period, "indicator": not _names_indicator(said), "area": not said.has(PLACE)}
    unsaid["level"] = bool(level) and not said.has("level")
    unsaid["n"] = kind == "top" and not said.numbers and said.has("some")
    assumed = tuple(name for name, missing in unsaid.items() if missing)
    whom = _here(said, context, areas) if here else places
    order, benchmark = _order(said, indicator), _benchmark(said, areas, PERIODS[when].vintage, indicator)
    return Parsed(kind, whom, level, indicator, when, *limits, order, benchmark, assumed, notes)


def _names_indicator(said: Said) -> bool:
    return said.has("indicator", "unit")


def _period(said: Said) -> str:
    years = said.all(PERIOD)
    if said.against_2017 and (years[-1] != "2017" or years[:-1] not in ([], ["2020"])):
        raise Lost("只能和2017年底比")
    if said.against_2017 or (said.has("change") and set(years) == {"2017", "2020"}):
        return "2020"
    return said.one(PERIOD, "时点")


def _indicator(said: Said, context: Selection) -> str:
    key, unit = said.one("indicator", "指标"), said.one("unit", "层级")
    built = said.has("built", "branch")
    if not key and not unit and built and not said.asks_lack:
        raise Lost("没有说是乡镇还是村的红十字会")
    if unit and not key:
        if not (said.has("gap", "lack") or built):
            raise Lost("没有说问的是建会数还是建会率")
        key = "village_coverage" if said.has("gap", "lack") else "village_branches"
    key = key or context.indicator
    subject, _, rest = key.partition("_")
    if unit and subject in ("village", "town"):
        subject = unit
    elif unit:
        raise Lost("这个指标没有村、乡镇之分")
    if said.asks_lack:
        if subject not in ("village", "town"):
            raise Lost("只有村和乡镇能问还差多少")
        rest = "gap"
    if rest == "branches" and (said.to_target or any(n.percent for n in said.numbers)):
        rest = "coverage"  # 还要再建多少村红会才能过半
    key = f"{subject}_{rest}"
    return _changed(key) if said.changes else key


def _changed(key: str) -> str:
    change = INDICATORS[key].change_key
    if change not in INDICATORS:
        raise Lost(f"{INDICATORS[key].name}没有可比的变化")
    return change


def _places(said: Said, areas: Areas, vintage: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes of the places; of 浙江省温州市 the city alone."""
    codes: list[str] = []
    notes: list[str] = []
    for name, joined in said.names:
        found = areas.resolve(name, vintage)
        if not found:
            raise Lost(f"当时的区划里没有{name}")
        names = [areas.get(code, vintage).name for code in found]
        if len(found) > 1 and len(said.names) > 1:
            raise Lost(f"当时的区划里没有{name}，不能和别处比")
        if name not in names:
            notes.append(f"当时的区划里没有{name}，改看{'、'.join(names)}")
        if codes and not joined and found[0] != codes[-1] and codes[-1] in (PROVINCE, areas.city_of(found[0])):
            codes.pop()
        codes += found
    return tuple(dict.fromkeys(codes)), tuple(notes)


def _here(said: Said, context: Selection, areas: Areas) -> tuple[str, ...]:
    """What the reader has chosen; 我市 and 我县 only where he has chosen one."""
    level = said.one("here", "地区")
    if level and [level_of(code, areas) for code in context.areas] != [level]:
        raise Lost(f"没有选好是哪个{'市' if level == 'city' else '县（市、区）'}")
    return context.areas


def _level(said: Said, kind: str, places: tuple[str, ...], areas: Areas) -> str:
    level = said.level
    if kind == "rank":
        found = areas.find(places[0])
        if found is None or found.level is Level.PROVINCE:
            raise Lost("全省没有排名")
        return str(found.level.value)
    if kind not in LISTS:
        if level and kind not in ("pilots", "compare"):
            raise Lost("没有说是看哪一级")
        return ""
    level = level or "county"
    inside = [area for code in places if code != PROVINCE and (area := areas.find(code))]
    if any(area.level is Level.COUNTY or level == "city" for area in inside):
        raise Lost("这个地区里没有这一级")
    return level


_Limits = tuple[str, float | None, float | None, int | None]


def _limits(said: Said, kind: str, indicator: str, places: tuple[str, ...]) -> _Limits:
    """Operator, threshold, upper bound and number of areas; every number of the question has to have a use."""
    numbers = said.numbers
    if kind == "top" and len({n.number for n in numbers}) == 1:
        numbers = numbers[:1]  # 后三名是哪三个市
    if kind == "compare" and len(numbers) == 1 and numbers[0].number == len(places):  # 三个市
        return "", None, None, None
    op = "" if kind in ("gap", "compare") else said.one("op", "比较")
    op = op or ("~" if kind in ("filter", "check") else "")
    limited = 0 if said.limit else 2 if op == "~" else 1
    wanted = {"filter": (limited,), "check": (limited,), "gap": (1,), "top": (0, 1)}.get(kind, (0,))
    if len(numbers) not in wanted:
        raise Lost("数字没有看懂" if numbers else "没有说多少")
    if kind == "top":
        return "", None, None, _how_many(numbers, said.has("some"))
    if any(token.percent for token in numbers) and INDICATORS[indicator].unit not in ("%", "百分点"):
        raise Lost(f"{INDICATORS[indicator].name}不是百分数")
    if kind == "gap" and (not INDICATORS[indicator].is_rate or not numbers[0].number <= 100):
        raise Lost("只能问差多少到某个建会率")
    values = sorted(token.number for token in numbers)
    return op, values[0] if values else None, values[1] if len(values) > 1 else None, None


def _how_many(numbers: list[Token], some: bool) -> int:
    n = numbers[0].number if numbers else SEVERAL if some else 1.0
    if n != int(n) or not 1 <= n <= 101 or (numbers and numbers[0].percent):
        raise Lost("要几个没有看懂")
    return int(n)


def _order(said: Said, indicator: str) -> str:
    order = said.one("order", "次序") or said.one("sort", "次序")
    if order not in ("best", "worst"):
        return order
    better = INDICATORS[indicator].better
    if not better:
        raise Lost(f"{INDICATORS[indicator].name}没有好坏之分")
    return "high" if (order == "best") == (better > 0) else "low"


def _benchmark(said: Said, areas: Areas, vintage: str, indicator: str) -> str:
    if not said.limit:
        return ""
    found = areas.resolve(said.limit, vintage)
    if len(found) != 1:
        raise Lost(f"当时的区划里没有{said.limit}，不能和它比")
    if found[0] == PROVINCE and not isinstance(INDICATORS[indicator].formula, Ratio | Growth | PointChange):
        raise Lost("全省的数是合计，不能拿来和一个地区比")
    return found[0]
