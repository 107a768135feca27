"""Cells of reported lists as people type them: read where their meaning is plain, refused with the reason where not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from unicodedata import normalize

from domain.area import PROVINCE, Area, Areas, Level
from domain.catalog import INDICATORS
from domain.lists import Column
from domain.strict_number import Kind, strict_count

_LIKE = 0.5  # how alike a word must be to be suggested
_WHOLE = ("全省", "省本级", "浙江", "浙江省")
_YEAR = re.compile(r"([0-9]{4})(?:\.0|年|年底|年度)?")
_DAY = re.compile(r"([0-9]{4})(?:[-/.年]([0-9]{1,2})(?:[-/.月]([0-9]{1,2})日?|月)?|年)?")
_DECIMAL = re.compile(r"(?:0|[1-9][0-9]{0,9})(?:\.[0-9]{1,6})?")
_PERSONAL = re.compile(r"(?<![0-9])(?:[1-9][0-9]{16}[0-9Xx]|1[3-9][0-9]{9})(?![0-9])")
_NO_TEXT = {
    Kind.DATE: "这一格成了日期，请把单元格格式改为“文本”再填",
    Kind.PERCENT: "这一格成了百分比，请把单元格格式改为“文本”再填",
    Kind.BOOLEAN: "TRUE和FALSE不是这里能填的，请改正",
    Kind.ERROR: "公式出错，没有结果，请直接填写",
    Kind.FORMULA: "公式未计算，请直接填写",
}


@dataclass(frozen=True, slots=True)
class CellRead:
    """The ``text`` as it is kept, or None and in ``mend`` (Chinese) how to put it right, "" where another cell is at
    fault; with both it was read otherwise than it was written.
    """

    text: str | None
    mend: str = ""


def read_cell(column: Column, kind: Kind, text: str, areas: Areas, row: Mapping[str, str]) -> CellRead:
    """The meaning of a cell that is not empty; ``row`` are the cells before it, as they are kept."""
    match column.type:
        case "count":
            return _count(column, kind, text)
        case "money":
            return _money(column, kind, text)
        case "target":
            return _target(column, kind, text, row.get("indicator", ""))
        case "date":
            return (
                _date(column, text) if kind in (Kind.DATE, Kind.TEXT, Kind.NUMBER) else CellRead(None, _NO_TEXT[kind])
            )
    if kind in _NO_TEXT:
        return CellRead(None, _NO_TEXT[kind])
    match column.type:
        case "year":
            return _year(column, text)
        case "place" | "county":
            return _area(text, areas, column.type == "county")
        case "choice":
            return _choice(text, column.options)
        case "indicator":
            return _indicator(text)
        case _:
            return _words(column, text)


def expected(column: Column) -> str:
    """What belongs into a column."""
    match column.type:
        case "count":
            return f"{column.least}到{column.most}的整数"
        case "money":
            return f"{column.least}到{column.most}的数，最多6位小数"
        case "year":
            return f"{column.least}到{column.most}的年份，如2020"
        case "date":
            return "年份、月份或日期，如2020-09-15"
        case "choice":
            return "、".join(column.options)
        case "county":
            return "2020年底区划的县（市、区）名称"
        case "place":
            return "全省、市或县（市、区）的名称"
        case "indicator":
            return "指标目录里的名称"
        case "target":
            return "按指标单位的数；率填百分数，如95"
        case _:
            return f"不超过{column.most}字的文字"


def _count(column: Column, kind: Kind, text: str) -> CellRead:
    count = strict_count(kind, text)
    if count.number is None:
        return CellRead(None, count.mend)
    return _bounded(column, Decimal(count.number), count.mend)


def _bounded(column: Column, number: Decimal, mend: str = "") -> CellRead:
    if not column.least <= number <= column.most:
        return CellRead(None, f"应在{column.least}到{column.most}之间，请核对")
    return CellRead(_plain(number), mend)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}" if number else "0"


def _money(column: Column, kind: Kind, text: str) -> CellRead:
    narrow = _narrow(text)
    if kind in (Kind.NUMBER, Kind.TEXT) and _DECIMAL.fullmatch(narrow):
        return _bounded(column, Decimal(narrow))
    if re.fullmatch(r"[0-9]+\.[0-9]+", narrow):
        return CellRead(None, "最多6位小数，请核对")
    return CellRead(None, strict_count(kind, text).mend or "请填以万元为单位的数")


def _target(column: Column, kind: Kind, text: str, key: str) -> CellRead:
    """A target in the unit of its indicator; 95, 95% and a cell in per cent are the same for a rate."""
    indicator = INDICATORS.get(key)
    if indicator is None:
        return CellRead(None)
    narrow, percent = _narrow(text), indicator.unit == "%"
    if percent and kind is Kind.PERCENT:
        narrow = _plain(Decimal(narrow) * 100)
    elif percent and kind is Kind.TEXT:
        narrow = narrow.removesuffix("%")
    elif not percent and indicator.decimals == 0:
        return _count(column, kind, text)
    if kind not in (Kind.NUMBER, Kind.TEXT, Kind.PERCENT) or not _DECIMAL.fullmatch(narrow):
        return CellRead(None, f"请填以{indicator.unit}为单位的数")
    if indicator.is_rate and Decimal(narrow) > 100:
        return CellRead(None, f"{indicator.name}不会超过100%，请核对")
    if indicator.is_rate and 0 < Decimal(narrow) <= 1:
        return CellRead(
            None, f"像是没有乘100：{narrow}是{_plain(Decimal(narrow) * 100)}%的，请填{_plain(Decimal(narrow) * 100)}"
        )
    return _bounded(column, Decimal(narrow))


def _year(column: Column, text: str) -> CellRead:
    found = _YEAR.fullmatch(_narrow(text))
    if not found:
        return CellRead(None, "请填四位年份，如2020")
    if not column.least <= int(found[1]) <= column.most:
        return CellRead(None, f"年份应在{column.least}到{column.most}之间，请核对")
    return CellRead(found[1])


def _date(column: Column, text: str) -> CellRead:
    found = _DAY.fullmatch(_narrow(text).removesuffix(".0"))
    if not found:
        return CellRead(None, "请填日期，如2020-09-15；只知道年份就填2020")
    year, month, day = found[1], found[2], found[3]
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return CellRead(None, "没有这一天，请核对")
    if not column.least <= int(year) <= column.most:
        return CellRead(None, f"年份应在{column.least}到{column.most}之间，请核对")
    return CellRead("-".join([year, *(part.zfill(2) for part in (month, day) if part)]))


def _choice(text: str, options: tuple[str, ...]) -> CellRead:
    narrow = _narrow(text)
    if narrow in options:
        return CellRead(narrow)
    return CellRead(None, _suggested(narrow, options) or "请从列表里选")


def _indicator(text: str) -> CellRead:
    narrow = _narrow(text)
    for key, indicator in INDICATORS.items():
        if narrow in (key, _narrow(indicator.name), _narrow(indicator.label)):
            return CellRead(key)
    return CellRead(None, _suggested(narrow, [indicator.name for indicator in INDICATORS.values()]) or "请从列表里选")


def _suggested(text: str, words: tuple[str, ...] | list[str]) -> str:
    close = get_close_matches(text, words, 1, _LIKE)
    return f"没有“{text[:40]}”，是不是“{close[0]}”？" if close else ""


def _words(column: Column, text: str) -> CellRead:
    """Free text as it is; what looks like a number of a person is refused."""
    shown = " ".join(text.split())
    if shown[:1] == "'" and shown[1:2] in "=+-@":  # as tables for spreadsheets are written, so that nothing calculates
        shown = shown[1:]
    if _PERSONAL.search(normalize("NFKC", shown)):
        return CellRead(None, "像是身份证号或手机号；本系统不收个人信息，请删去")
    if len(shown) > column.most:
        return CellRead(None, f"超过{column.most}字，请缩短")
    return CellRead(shown)


def _area(text: str, areas: Areas, is_county: bool) -> CellRead:
    """The code of an area by name or code; of a pilot county in the boundaries of 2020."""
    plain = _narrow(text)
    known = tuple(_known(areas, is_county))
    if plain in _WHOLE and not is_county:
        return CellRead(PROVINCE)
    exact = {area.code for area in known if plain in (area.code, area.name, _full(area, areas))}
    alike = exact or {area.code for area in known if plain == area.short}
    if len(alike) == 1:
        (code,) = alike
        name = next(area.name for area in known if area.code == code)
        return CellRead(code, "" if exact else f"已读作{name}")
    codes = areas.resolve(plain, "2020")
    if names := "、".join(areas.get(code).name for code in codes if areas.get(code).level is Level.COUNTY):
        return CellRead(
            None, f"{'2020年底' if is_county else '现在'}的区划里没有“{plain[:40]}”，其地域属于{names}，请改填"
        )
    if areas.named(plain):
        return CellRead(None, "请填县（市、区）")
    return CellRead(None, _suggested(plain, [area.name for area in known]) or "没有这个地区，请从列表里选")


def _known(areas: Areas, is_county: bool) -> Iterator[Area]:
    for vintage in ("2020",) if is_county else ("2020", "now"):
        for area in areas.vintages[vintage].values():
            if area.level is Level.COUNTY or not is_county:
                yield area


def _full(area: Area, areas: Areas) -> str:
    """温州市永嘉县."""
    above = areas.find(area.parent)
    return f"{above.name}{area.name}" if above else area.name


def _narrow(text: str) -> str:
    return "".join(normalize("NFKC", text).split())
