"""How numbers are written in Chinese: the pattern of one, and what a match of it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from domain.proof.naming import YEARS
from domain.proof.numerals import chinese


class Bound(Enum):
    """How a number is meant: as itself, as about it, as more than it, as nearly it."""

    EXACT = ""
    ABOUT = "约"
    OVER = "超过"
    AT_LEAST = "以上"
    UNDER = "不足"
    NEAR = "近"


@dataclass(frozen=True, slots=True)
class Number:
    """``text`` is the draft from ``start`` to ``end``; ``left`` and ``right`` the bounds in the folded text.

    ``value`` is in ``unit`` without 万 (45.66万名 → 456600 名; 百分之五 and 5% → 5 %), ``step`` what one more in
    its last written digit is worth, ``digits`` the digits alone, ``top`` the other end of a range. ``kind`` is ""
    for a figure, else why it is none; then ``value`` is 0. ``reached``: the draft says 达到 of it.
    """

    text: str
    start: int
    end: int
    left: int
    right: int
    value: Fraction = Fraction(0)
    step: Fraction = Fraction(1)
    digits: str = ""
    unit: str = ""
    bound: Bound = Bound.EXACT
    top: Fraction | None = None
    kind: str = ""
    reached: bool = False


_UNITS = (
    "个百分点 百分点 % ‰ 倍 成 番 人次 人份 平方米 公里 小时 分钟 个月 周年 元 分 秒 年 月 天 日 周 岁 "
    "个 名 人 位 家 支 期 辑 册 本 轮 项 件 次 场 届 批 所 处 座 间 站 种 类 条 份 套 台 辆 张 篇 户 对 队 组 只 例 班 "
    "金 银 铜 优胜 吨 千克 克 毫升 单位 亩 公顷 级 层 步 款 堂 节 门 枚 块 字 米"
).split()
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True)).replace("成", "成(?=[以左多的、，。；]|$)", 1)
_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_NUMERALS = r"[零〇一二三四五六七八九十百千万亿两]+(?:点[零〇一二三四五六七八九]+)?"


def _one(n: int) -> str:
    return (
        rf"(?P<percent{n}>百分之)?(?P<number{n}>{_ARABIC}|{_NUMERALS})(?P<few{n}>[多余几来]?)"
        rf"(?P<scale{n}>[十百千]?[万亿]|[百千](?!分))?(?P<tail{n}>(?<=万)[0-9]{{3,4}})?"
        rf"(?P<more{n}>[多余几]?)(?P<unit{n}>{_UNIT})?"
    )


_TO = r"(?:[-–—―~～－]+|至|到)"
_NUMBER = re.compile(rf"{_one(1)}(?:{_TO}{_one(2)})?")
_SINGLE = re.compile(_one(1))
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_BEFORE = (
    (Bound.AT_LEAST, re.compile(r"(?:不少于|不低于|至少|不下)了?$")),
    (Bound.UNDER, re.compile(r"(?:不足|不到|少于|低于|未满)$")),
    (Bound.NEAR, re.compile(r"(?:接近|将近|近)$")),
    (Bound.OVER, re.compile(r"(?:超过|高于|多于|大于|突破|超|逾|过)了?$")),
    (Bound.ABOUT, re.compile(r"(?:大约|大概|约为|约占|约有|约|大致|左右)(?:已?达到?了?)?$")),
)
_AFTER = (
    (Bound.AT_LEAST, re.compile(r"(?:及|或)?以上(?!荣誉|的?奖|党|组织|红十字|机关|政府|单位|领导)")),
    (Bound.ABOUT, re.compile(r"左右|上下")),
)
_REACHED = re.compile(r"(?<![发表到])达到?了?$")
_GROWN = re.compile(r"[从由自][^，。；]{0,8}$")
# Units that, behind Chinese numerals, count nothing: 三级, 四种.
_LOOSE_UNITS = set("级 层 步 类 种 次 条 分 节 门 站 字 组 队 对 米 块 只".split())
_LASTING = {"年", "个月", "月", "天", "日", "周", "分钟", "分", "秒", "周年", "岁"}


def match_at(text: str, place: int, end: int) -> re.Match[str] | None:
    """The next run of digits or numerals: a span of years, a range, or a single number."""
    match = _NUMBER.search(text, place, end)
    if match is None:
        return None
    if years := YEARS.match(text, match.start(), end):
        return years
    return match if match["number2"] is None or _is_range(text, match) else _SINGLE.match(text, match.start(), end)


def number(text: str, match: re.Match[str]) -> Number | None:
    """What a match says, its place in the draft left open; None where it counts nothing: 一个, 两个, 三级, 万一."""
    if match.re is YEARS:
        return _years(match)
    unit = match["unit2"] if _is_double(match) else match["unit1"]
    value, step = _valued(match, 1)
    if value is None or not (match["number1"][0].isascii() or _counts(match, unit or "")):
        return None
    kind = _kind(text, match, unit or "")
    if kind and not match["number1"].isascii():
        return None
    top = None
    if _is_double(match):
        value, top, step = _ranged(match, value)
    bound = _bound(text, match)
    reached = bound is Bound.EXACT and bool(_REACHED.search(text, max(match.start() - 4, 0), match.start()))
    return Number(
        "", 0, 0, match.start(), match.end(), value, step, _digits(match), _unit(match, unit or ""),
        bound, top, kind, reached,
    )  # fmt: skip


def _is_double(match: re.Match[str]) -> bool:
    return match.re is _NUMBER and match["number2"] is not None


def _unit(match: re.Match[str], unit: str) -> str:
    if match["percent1"] or unit == "成":
        return "%"
    return unit.removeprefix("个") if unit == "个百分点" else unit


def _kind(text: str, match: re.Match[str], unit: str) -> str:
    """Why the number is no figure though it counts something."""
    if unit in _LASTING and not match["percent1"]:
        return "时间长短"
    return "分母或频次" if text[match.start() - 1 : match.start()] == "每" and not match["percent1"] else ""


def _years(match: re.Match[str]) -> Number:
    first, last = (Fraction(year) if year.isascii() else chinese(year) or Fraction(0) for year in match.groups())
    digits = match["first"] + match["last"]
    return Number("", 0, 0, match.start(), match.end(), first, Fraction(1), digits, "年", Bound.EXACT, last)


def _is_range(text: str, match: re.Match[str]) -> bool:
    """Two numbers are one range unless they tell from what to what something grew."""
    first, second = match["unit1"], match["unit2"]
    joint = text[match.start() : match.start("number2")][-1:]
    if joint in "到至" and _GROWN.search(text[max(match.start() - 12, 0) : match.start()]):
        return False
    return bool(second or not first) and (not first or first == second)


def _digits(match: re.Match[str]) -> str:
    written = match["number1"].replace(",", "")
    if written[0].isascii():
        return written.replace(".", "").strip("0")
    return str((chinese(written) or Fraction(0)).numerator).strip("0")


def _counts(match: re.Match[str], unit: str) -> bool:
    """Whether Chinese numerals count something: 三期, 一百二十个, 百分之五; not 一个, 两个, 三级, 万一."""
    written = match["number1"]
    if match["percent1"]:
        return True
    if written[0] in "百千万亿零〇" or unit in _LOOSE_UNITS:
        return False
    if not unit:
        return len(written) > 1 and written[-1] in "万亿"
    return written != "一" and (written, unit) != ("两", "个")


def _valued(match: re.Match[str], n: int) -> tuple[Fraction | None, Fraction]:
    """Value and worth of the last written digit; None where the numerals mean nothing."""
    written, scale = match[f"number{n}"].replace(",", ""), 1
    for mark in match[f"scale{n}"] or "":
        scale *= _SCALES[mark]
    if match[f"unit{n}"] == "成" and not match[f"percent{n}"]:
        scale *= 10
    value = Fraction(written) if written[0].isascii() else chinese(written)
    if value is None:
        return None, Fraction(1)
    if tail := match[f"tail{n}"]:
        return value * scale + int(tail), Fraction(1)
    decimals = len(written.replace("点", ".").partition(".")[2])
    return value * scale, Fraction(scale * _SCALES.get(written[-1], 1), 10**decimals)


def _ranged(match: re.Match[str], value: Fraction) -> tuple[Fraction, Fraction | None, Fraction]:
    """Both ends and the step; a scale written only once counts for both: 35.625至35.635万."""
    top, step = _valued(match, 2)
    if match["scale2"] and not match["scale1"] and top is not None and 100 * value < top:
        for mark in match["scale2"]:
            value *= _SCALES[mark]
    return value, top, step


def _bound(text: str, match: re.Match[str]) -> Bound:
    if match["few1"] or match["more1"]:
        return Bound.OVER
    rest, before = text[match.end() : match.end() + 5], text[max(match.start() - 6, 0) : match.start()]
    after = next((bound for bound, pattern in _AFTER if pattern.match(rest)), None)
    return after or next((bound for bound, pattern in _BEFORE if pattern.search(before)), Bound.EXACT)
