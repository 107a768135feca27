"""Counts as people type them: read where they are plainly one whole number, refused with the reason where they are not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum

MOST = 100_000_000  # more than the people of the province: a slip of the keyboard
EXPECTED = "不小于0的整数"
WAN = 10_000
_LONGEST = 60  # characters of what may still be a number; the patterns below would take long over a page of digits

# Only what is the same digit or sign in another width; ①, ² and 一 are not.
_WIDTHS = str.maketrans("０１２３４５６７８９，．－−＋％（）", "0123456789,.--+%()")
_SPACES = re.compile("[\\s\u200b\u2060\ufeff]+")
_PLAIN = re.compile(r"0|[1-9][0-9]*")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}([, '’])[0-9]{3}(\1[0-9]{3})*")
_WHOLE_DECIMAL = re.compile(r"(0|[1-9][0-9]*)\.0+")
_NUMBER = re.compile(r"[+-]?[0-9][0-9, ]*(\.[0-9]+)?([eE][+-]?[0-9]+)?|[+-]?\.[0-9]+")
_IN_WORDS = re.compile(r"[0-9][0-9,. ]*(万|千|百|亿|余|多|约)|约[0-9]")
_WITH_UNIT = re.compile(r"[0-9][0-9,]*(个|名|人|支|家|位)")
_NO_DATA = ("-", "--", "—", "——", "–", "/", "\\", "无", "暂无", "未报", "未知", "空", "na", "n/a", "null", "none")

_NEGATIVE = "个数不会是负数，请核对"
_DECIMAL = "个数没有小数，请填准确的整数"
_RATE = "像是比率，这里填的是个数，不是比率"
_FINITE = "这不是一个数，请填准确的整数；没有数据就留空"


class Kind(Enum):
    """What a cell of a sheet holds; the value is the Chinese word."""

    NUMBER = "数"
    TEXT = "文字"
    PERCENT = "百分比"
    DATE = "日期"
    BOOLEAN = "是非值"
    ERROR = "错误值"
    FORMULA = "公式"


@dataclass(frozen=True, slots=True)
class Count:
    """What came of a cell: the ``number``, or None and in ``mend`` (Chinese) how to put it right.

    A number with a ``mend`` was read although it was not written plainly.
    """

    number: int | None
    mend: str = ""

    @property
    def fixed(self) -> bool:
        """Read, but not as it was written."""
        return self.number is not None and self.mend != ""


def strict_count(kind: Kind, text: str) -> Count:
    """The count in a cell whose content, as a program would write it, is ``text`` (not empty)."""
    match kind:
        case Kind.NUMBER:
            return _of_number(text)
        case Kind.TEXT:
            return _of_text(text)
        case Kind.PERCENT:
            return Count(None, _RATE)
        case Kind.DATE:
            return Count(None, "这一格成了日期，请把单元格格式改为“常规”，再填整数")
        case Kind.BOOLEAN:
            return Count(None, "TRUE和FALSE不是数，请填整数")
        case Kind.ERROR:
            return Count(None, "公式出错，没有结果，请改填整数")
        case Kind.FORMULA:
            return Count(None, "公式未计算，请用Excel或WPS打开并保存一次，或直接填整数")


def is_in_wan(number: int, before: float) -> bool:
    """Whether ``number`` can only be last period's count ``before`` written in units of 10 000."""
    return before >= WAN and number > 0 and before / 2 <= number * WAN <= before * 2


def _of_number(text: str) -> Count:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return Count(None, _FINITE)
    if not number.is_finite():
        return Count(None, _FINITE)
    if number < 0:
        return Count(None, _NEGATIVE)
    if number > MOST:
        return Count(None, f"超出可能的范围（最多{MOST}），请核对")
    if number != number.to_integral_value():
        return Count(None, _fraction(number))
    return Count(int(number))


def _fraction(number: Decimal) -> str:
    """Why a number with decimals stands where a count belongs."""
    if Decimal("0.001") <= number < 1:
        return f"{_RATE}（{(number * 100).normalize():f}%）"
    if number <= 100:
        return f"{_DECIMAL}；若是百分比，请改填个数；若以万为单位，请换算成个"
    return _DECIMAL


def _of_text(text: str) -> Count:
    shown = _SPACES.sub(" ", text.translate(_WIDTHS)).strip(" ")
    if _PLAIN.fullmatch(shown):
        count = _of_number(shown)
        return _fixed(count) if shown != text.strip() else count
    if _GROUPED.fullmatch(shown):
        return _fixed(_of_number(re.sub("[^0-9]", "", shown)))
    if whole := _WHOLE_DECIMAL.fullmatch(shown):
        return _fixed(_of_number(whole[1]))
    return Count(None, _why_not(shown))


def _fixed(count: Count) -> Count:
    return count if count.number is None else Count(count.number, f"已读作{count.number}")


def _why_not(shown: str) -> str:
    """Why text is no count."""
    lower = shown.lower()
    if lower in _NO_DATA or not shown:
        return "没有数据就留空；确实是0就填0"
    if len(shown) > _LONGEST:
        return "太长，不像一个数。这里只能填整数；文字请写在“说明”列"
    if lower.lstrip("+-") in ("nan", "inf", "infinity", "∞"):
        return _FINITE
    if shown.startswith("="):
        return "公式没有结果，请直接填整数"
    if shown.endswith("%") or "‰" in shown:
        return _RATE
    if _IN_WORDS.search(shown):
        return "请写准确的整数，不用“万”等单位，也不用约数"
    if _WITH_UNIT.fullmatch(shown):
        return "只填数字，不带单位"
    if shown.startswith("-") or re.fullmatch(r"\([0-9,. ]+\)", shown):
        return _NEGATIVE
    if re.fullmatch("0[0-9]+", shown):
        return "数字前面多了0，请核对"
    if not _NUMBER.fullmatch(shown):
        return "这里只能填整数；文字请写在“说明”列"
    return _fraction_of(shown)


def _fraction_of(shown: str) -> str:
    if "," in shown or " " in shown:
        return "数字的分节不对，请填不分节的整数"
    try:
        number = Decimal(shown)
    except InvalidOperation:
        return _FINITE
    return _fraction(number) if number != number.to_integral_value() else "请写成普通的整数，如1302"
