"""Which county a row of a city's report means, by code and name, and what to write where it means none."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from unicodedata import normalize

from domain.area import Area, Areas

_TOTALS = ("合计", "总计", "小计", "全市", "全市合计", "总数")
_LIKE = 0.5  # how alike a name must be to be suggested


@dataclass(frozen=True, slots=True)
class Place:
    """The county's ``code``, or "" and in ``mend`` (Chinese) what to write; ``is_total`` for the row of the whole city.

    A county with a ``mend`` was recognised although its name is not the official one.
    """

    code: str = ""
    mend: str = ""
    is_total: bool = False


def place(areas: Areas, city: str, vintage: str, code: str, name: str) -> Place:
    """The county of ``city`` that a row with that code and name means; either may be empty, not both."""
    own = {found: areas.get(found, vintage) for found in areas.children(city, vintage)}
    code, name = _plain(code).removesuffix("000000"), _plain(name)
    whole = areas.get(city, vintage)
    if (name or code) in (*_TOTALS, whole.name, whole.short, f"{whole.name}合计", city):
        return Place(is_total=True)
    short = name.removeprefix(areas.get(whole.parent, vintage).name).removeprefix(whole.name)
    by_name = next((c for c, area in own.items() if short in (c, area.name, area.short)), "")
    if code and name:
        return _agreed(areas, own, code if code in own else "", by_name, code, name, city, vintage)
    found = by_name if name else code if code in own else ""
    if not found:
        return Place(mend=_advice(areas, own, name or code, city, vintage))
    return Place(found, "" if name in ("", found, own[found].name) else f"已读作{own[found].name}")


def _plain(text: str) -> str:
    return "".join(normalize("NFKC", text).split()).removesuffix(".0")


def _agreed(
    areas: Areas, own: dict[str, Area], by_code: str, by_name: str, code: str, name: str, city: str, vintage: str
) -> Place:
    """The county where both code and name are given: they must mean the same."""
    match by_code, by_name:
        case "", "":
            return Place(mend=_advice(areas, own, name, city, vintage))
        case "", _:
            return Place(mend=f"{own[by_name].name}的代码应为{by_name}，不是{code}")
        case _, "":
            return Place(mend=f"代码{code}是{own[by_code].name}，名称却是“{name}”，请改一致")
        case _ if by_code == by_name:
            return Place(by_code)
        case _:
            return Place(mend=f"代码{code}是{own[by_code].name}，名称却是{own[by_name].name}，请改一致")


def _advice(areas: Areas, own: dict[str, Area], text: str, city: str, vintage: str) -> str:
    """What to write instead of a name or code that is no county of the city in this vintage."""
    codes = areas.resolve(text, vintage)
    if mine := [own[code].name for code in codes if code in own]:
        return f"这一期的区划里没有“{text}”，其地域现属{'、'.join(mine)}，请按本期区划填报"
    if codes:
        return f"“{text}”属于{areas.get(areas.city_of(codes[0])).name}，请只填{areas.get(city).name}的县（市、区）"
    names = [area.name for area in own.values()]
    if close := get_close_matches(text, [*names, *own], 1, _LIKE):
        suggested = own[close[0]].name if close[0] in own else close[0]
        return f"没有“{text}”，是不是“{suggested}”？"
    return f"没有“{text}”，应为{'、'.join(names)}之一"
