"""Which kind of question was asked, and whether all that was said has a use in it."""

from __future__ import annotations

from collections.abc import Callable

from domain.area import PROVINCE, Areas
from domain.ask.said import Lost, Said
from domain.catalog import INDICATORS
from domain.indicator import Growth, PointChange, Ratio

LISTS = ("list", "top", "filter", "missing")  # that list the areas of one level
_CHECKED = ("check", "filter")

_SIGNS: tuple[tuple[str, Callable[[Said], bool]], ...] = (
    ("missing", lambda said: said.has("missing")),
    ("pilots", lambda said: said.has("pilot")),
    ("gap", lambda said: said.to_target),
    ("check", lambda said: _is_limited(said) and said.has("whether") and not said.has("level")),
    ("filter", lambda said: _is_limited(said) and not (said.has("whether") and not said.has("level"))),
    ("top", lambda said: said.has("order")),
)


def _is_limited(said: Said) -> bool:
    """Whether a comparison with a number or an area was asked; the 达到 of a target is none."""
    if said.to_target or (said.follows("op", "place") and not said.numbers and not said.limit):
        return False
    return said.has("op") or (said.has("until") and said.has("level") and len(said.numbers) == 2)


def kind_of(said: Said, places: tuple[str, ...], areas: Areas) -> str:
    """The kind of question. Lost where two are mixed."""
    level = said.level
    alike = len(places) > 1 and (not level or all(level_of(code, areas) == level for code in places))
    signs = [kind for kind, holds in _SIGNS if holds(said) and not (kind == "top" and alike)]
    if len(signs) > 1:
        raise Lost("一次只能问一件事")
    if signs:
        return signs[0]
    if said.has("sum") and not level:
        if any(_holds(whole, part, areas) for whole in places for part in places if part != whole):
            raise Lost("一个地区在另一个里面，不能合计")
        return "value"
    if said.has("rank") and places and not level and (len(places) == 1 or _is_within(said, places, areas)):
        return "rank"
    if alike:
        return "compare"
    return "list" if level else "value"


def level_of(code: str, areas: Areas) -> str:
    """province, city or county."""
    found = areas.find(code)
    return str(found.level.value) if found else ""


def _holds(whole: str, part: str, areas: Areas) -> bool:
    return whole in (PROVINCE, areas.city_of(part))


def _is_within(said: Said, places: tuple[str, ...], areas: Areas) -> bool:
    first, *rest = places
    return len(rest) == 1 and _holds(rest[0], first, areas) and not said.has("join", "versus")


def _all_of(said: Said) -> bool:
    return any(text[0] in "各每所全19十九" for text in said.texts("level"))


def _needs_number(said: Said) -> bool:
    return any(text in ("前", "后", "倒数") for text in said.texts("order"))


def _counts_people(indicator: str) -> bool:
    formula = INDICATORS[indicator].formula
    of = formula.of if isinstance(formula, Growth | PointChange) else indicator
    return INDICATORS[of].unit in ("名", "人")


def must_fit(said: Said, kind: str, places: tuple[str, ...], indicator: str) -> None:
    """Words that are understood, but not in such a question, are told and not passed over."""
    several = len(places) > 1
    ratio = isinstance(INDICATORS[indicator].formula, Ratio)
    of_province = bool(said.limit) or PROVINCE in places
    together = len(said.names) > 1 or kind == "pilots"
    wrong = (
        (said.has("mean") and kind != "pilots" and not (of_province and ratio), "平均只能问试点县，或全省的率"),
        (said.has("mean") and kind == "pilots" and not ratio, "试点县的平均只能问率，数只能问合计"),
        (said.has("join") and not (together or kind in _CHECKED or said.against_2017), "“和”两边没有看懂"),
        (said.has("versus") and not (together or said.limit or said.against_2017), "没有说和谁比"),
        (said.has("until") and not (kind in ("gap", *_CHECKED) or len(said.all("period")) == 2), "“到”后面没有看懂"),
        (said.has("until") and kind in _CHECKED and said.all("op") not in ([], ["~"]), "“到”后面没有看懂"),
        (bool({"没", "没有"} & set(said.texts("whether"))) and kind != "check", "“没有”后面没有看懂"),
        (said.has("people") and not _counts_people(indicator), "问的不是人数"),
        (said.has("each") and not said.has("level"), "没有说是各市还是各县"),
        (said.has("rank") and kind not in ("rank", "list", "top"), "没有说谁的排名"),
        (said.asks_lack and (kind in ("missing", "pilots") or said.changes), "一次只能问一件事"),
        (said.has("gap") and said.has("lack"), "一次只能问一件事"),
        (said.has("here") and bool(places), "“这里”和地名只能说一个"),
        (said.has("sum") and kind != "value", "合计只能问几个地区合起来是多少"),
        (said.has("sort") and kind != "list", "没有说要把什么排序"),
        (said.has("op") and kind not in ("filter", "check", "gap", "compare"), "比较没有看懂"),
        (kind == "pilots" and bool(places), "试点县只能按全省问"),
        (kind == "pilots" and said.changes, "试点县的变化还不能问"),
        (kind == "list" and not (said.has("each", "rank", "sort") or _all_of(said)), "没有说要看各地的什么"),
        (kind == "top" and not said.numbers and not said.has("some") and _needs_number(said), "没有说要几个"),
        (kind in LISTS and several, "一次只能列一个地区里的"),
        (kind == "check" and several, "一次只能问一个地区"),
        (bool(said.limit) and kind not in _CHECKED, "比较没有看懂"),
    )
    for is_wrong, reason in wrong:
        if is_wrong:
            raise Lost(reason)
