"""In which measure a number speaks: level, rate, growth, change in points, what is still lacking …"""

from __future__ import annotations

import re

from domain.proof.folding import GAP
from domain.proof.grammar import Number
from domain.proof.lexicon import RATE_WORD
from domain.proof.reading import Reading

_TO = r"(?:到|至|为|成)"
_CUES = re.compile(
    rf"(?P<rate>{RATE_WORD})|(?P<level>(?:增长|增加|上升|提高|提升|发展|扩大|扩展|增|升){_TO}了?|达到?了?)"
    r"|(?P<growth>(?:增长|增幅|增速)(?:达到?了?)?|增加|上升|提高|提升|下降|减少|上涨|扩大|净增|新增|新建|新发展|新成立|[▲▼△▽]|[+＋]$)|(?P<share>占)"
)
_GAP = re.compile(
    r"尚未|未建|没有建|还没|还差|还需|还缺|还有[0-9]+个[^，。；]{0,12}(?:没|未)|空白|缺口|未覆盖|未成立|待建"
)
_UNITS = re.compile(r"应建|总数|所有|应有")
_PER = {
    "per_10k": re.compile(r"每万(?:名?常住)?(?:人口|人|名)"),
    "per_village": re.compile(r"(?:每个?|村均|平均)(?:每个)?(?:村|社区)|村均"),
    "per_group": re.compile(r"(?:每[个支]|平均每?)(?:志愿服务)?(?:团体|组织|队)|团均"),
    "per_1000": re.compile(r"每千(?:名|人)"),
}
_PACE = re.compile(r"每个?(?:季度?|月|年)|年均|月均")
_FOUNDED = re.compile(rf"{RATE_WORD}|建会|建起|建立|建成|建了|已建|成立|覆盖|组建|设立|有红十字会")
_MORE = re.compile(r"(?:比[^，。；]{0,12})?(?:增加|净增|新增|新建|新发展|新成立|多|减少)了?(?:约|近|超过?)?$")
NEWLY = re.compile(r"新增|新建|新发展|新成立|新组建")
_CLASSES = {
    **dict.fromkeys("名 人 位".split(), "people"),
    **dict.fromkeys("个 家 支 项 件 所 处 座 间 站 种 条 份 对 队 组 只 单位 批 次 场 届 户".split(), "things"),
    **dict.fromkeys("期 班".split(), "terms"),
    **dict.fromkeys("辑 册 本".split(), "volumes"),
    "轮": "rounds", "元": "money", "%": "%", "百分点": "points", "倍": "times", "年": "years", "": "",
}  # fmt: skip
_COUNTED = {"people", "things", "terms", "volumes", "rounds", "years", ""}


def class_of(unit: str) -> str:
    """The class of units that may stand for each other: people, things, terms …; the unit itself if alone."""
    return _CLASSES.get(unit, unit)


def is_counted(unit: str) -> bool:
    """Whether the unit is one of things or people and no share of them."""
    return class_of(unit) in _COUNTED


def is_average(text: str) -> bool:
    """Whether the words speak of an average: 每万人口, 平均每个村."""
    return any(pattern.search(text) for pattern in _PER.values())


def candidates(number: Number, reading: Reading) -> tuple[str, ...]:
    """The measures in which the number may be meant, the likeliest first; empty where its unit is of no series."""
    match class_of(number.unit):
        case "%" | "times":
            return _shares(number, reading)
        case "points":
            return ("points",)
        case "money":
            return ("money",)
        case kind if kind in _COUNTED:
            return _counts(number, reading)
    return ()


def _shares(number: Number, reading: Reading) -> tuple[str, ...]:
    start, end = reading.clause(number)
    after = reading.text[number.right : min(end, number.right + 5)]
    rate, cue = False, ""
    for match in _CUES.finditer(reading.text, start, number.left):
        rate = (rate or match.lastgroup == "rate") and match.lastgroup != "share"
        cue = match.lastgroup or cue
    if number.unit == "倍":
        return ("growth",)
    if cue == "growth" or re.match(r"的?(?:增长|增幅|增速|涨幅)", after):
        return ("rate_in_percent",) if rate else ("growth",)
    first, last = reading.sentence(number)
    return ("rate", "share") if _FOUNDED.search(reading.text, first, last) else ("share",)


def _counts(number: Number, reading: Reading) -> tuple[str, ...]:
    start, end = reading.clause(number)
    clause, before = reading.text[start:end], reading.text[start : number.left]
    if _PACE.search(before):
        return ()
    for measure, pattern in _PER.items():
        if pattern.search(before):
            return (measure,)
    if _MORE.search(before[-20:]) or NEWLY.search(before):
        return ("delta",)
    first, _ = reading.sentence(number)
    if _GAP.search(reading.text, first if GAP in reading.text[first:start] else start, end):
        return ("gap",)
    if _UNITS.search(before):
        return ("units", "count")
    plain = not re.search(r"红十字|建|组织|入选|入库", clause)
    return ("count", "units") if plain else ("count",)
