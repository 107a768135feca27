"""Numbers that are not judged: aims and limits, cells whose column cannot be told, differences between places."""

from __future__ import annotations

import re

from domain.proof.folding import GAP
from domain.proof.grammar import Number
from domain.proof.reading import Reading, within

_AIM = re.compile(r"确保|争取(?:到|在|达到)|计划(?:到|在|达到|发展|新?建)|要(?:到|达)|应当?达到|指标[是为：:]")
_AIM_OF_ALL = re.compile(r"力争|目标(?:[是为：:]|定为|值)")  # holds to the end of the sentence
_LIMIT = re.compile(r"(?:[低高多少大小]于|[超不]过|超|不足|不到|达到?|至|到|在)$")
_CLASS = re.compile(
    r"(?:(?:及|或)?以[上下])?(?:的|有)(?:共?有|只有)?(?:[0-9一二三四五六七八九十两]+个)?(?:设区)?(?:市|县|区|地区|地方)"
)
_SUPPOSED = re.compile(r"按[^，。；]{0,16}(?:分母|区划)[^，。；]{0,24}(?P<done>计算?，[约为]?)?$")
_DONE = re.compile(r"[^，。；]{0,12}计(?![划入])")
_OF_OTHERS = re.compile(rf"{GAP}?(?:△|[（(])外部")
_BROKEN = re.compile(r"[\n\r\t]")
_HEADED = re.compile(r"[/→]$|[（(](?:个|名|人|%|支|家)[）)]$")


def is_aim(number: Number, reading: Reading) -> bool:
    """Whether the number is an aim (力争达到60%) or bounds a class of areas (低于40%的有3个县)."""
    text, (start, _), (first, _) = reading.text, reading.clause(number), reading.sentence(number)
    if number.unit == "年":
        return False
    if _AIM.search(text, start, number.left) or _AIM_OF_ALL.search(text, first, number.left):
        return True
    return bool(number.unit == "%" and _LIMIT.search(text, start, number.left) and _CLASS.match(text, number.right))


def is_supposed(number: Number, reading: Reading) -> bool:
    """Whether it is worked out on another base than the report's: 按2017年的区划31971个计，约10.3%."""
    first, _ = reading.sentence(number)
    found = _SUPPOSED.search(reading.text, first, number.left)
    return bool(found and (found["done"] or _DONE.match(reading.text, number.right)))


def is_of_others(number: Number, reading: Reading) -> bool:
    """Whether it is marked as taken from elsewhere than the report: 901个（外部）."""
    return bool(_OF_OTHERS.match(reading.text, number.right))


def is_cell(number: Number, reading: Reading) -> bool:
    """Whether the number stands in a table, where only its column tells what it is."""
    if not number.unit and _is_bare(number, reading):
        return True
    first, last = reading.sentence(number)
    if GAP not in reading.text[first:last]:
        return False
    near = [other for other in reading.numbers_in(first, last) if not other.kind]
    return len({reading.text.count(GAP, first, other.left) for other in near}) > 1


def _is_bare(number: Number, reading: Reading) -> bool:
    """Whether a number without unit begins a line or cell, is one side of a stroke, or has its unit in its head."""
    draft, before = reading.folded.draft, reading.text[max(number.left - 4, 0) : number.left]
    space = draft[len(draft[: number.start].rstrip()) : number.start]
    return bool(
        _BROKEN.search(space) or _HEADED.search(before) or reading.text[number.right : number.right + 1] in "/→"
    )


def is_between_places(number: Number, reading: Reading) -> bool:
    """Whether it says by how much one area differs from another: 比全省高3个百分点."""
    start, _ = reading.clause(number)
    return number.unit in ("百分点", "倍") and any(a.base for a in within(reading.areas, start, number.left))
