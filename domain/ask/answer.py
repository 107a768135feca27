"""The answer to a question that was understood: a sentence whose numbers can be looked up, and the rows behind it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from domain.area import PROVINCE
from domain.ask.chips import Chip, address, chips
from domain.ask.parse import Parsed
from domain.catalog import INDICATORS
from domain.dataset import Row
from domain.evidence import ref
from domain.format import bounds, full
from domain.indicator import Indicator, Ratio
from domain.interval import Interval
from domain.period import PERIODS
from domain.ranking import Ranked, rank
from domain.status import Status
from domain.value import Value
from domain.view import View

_SIGNS = {"<": "低于", ">": "高于", "<=": "不超过", ">=": "不低于", "~": "介于"}
_NAMED = 5  # areas that a sentence names; the rows name them all


@dataclass(frozen=True, slots=True)
class Line:
    """One area of the list: its value as written, its place if ranked, and the address of its card."""

    area: str
    name: str
    text: str
    status: Status
    ref: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A sentence, its rows, chips of what was understood, the address to open, the indicator of the map."""

    sentence: str
    rows: tuple[Line, ...]
    chips: tuple[Chip, ...]
    address: str
    indicator: str


@dataclass(frozen=True)
class _Asked:
    """A question beside the figures."""

    parsed: Parsed
    view: View

    @property
    def indicator(self) -> Indicator:
        return INDICATORS[self.parsed.indicator]

    @property
    def vintage(self) -> str:
        return PERIODS[self.parsed.period].vintage

    @property
    def heading(self) -> str:
        return f"{PERIODS[self.parsed.period].name}{self.indicator.name}"

    def rows(self, level: str, within: Sequence[str]) -> list[Row]:
        tree = self.view.areas
        codes = tree.cities() if level == "city" else tree.counties(self.vintage, within or (PROVINCE,))
        return self.view.dataset.rows(self.parsed.indicator, self.parsed.period, codes)

    def listed(self) -> list[Row]:
        return self.rows(self.parsed.level, self.parsed.areas)

    def group(self, codes: tuple[str, ...], key: str = "") -> Value:
        return self.view.dataset.group(key or self.parsed.indicator, self.parsed.period, codes)

    def line(self, row: Row, place: str = "") -> Line:
        link = ref(self.parsed.indicator, self.parsed.period, [row.area])
        return Line(row.area, row.name, full(row.value, self.indicator), row.value.status, link, place)

    def together(self, name: str, codes: tuple[str, ...]) -> Line:
        value = self.group(codes) if codes else Value.missing()
        link = ref(self.parsed.indicator, self.parsed.period, codes) if codes else ""
        return Line(",".join(codes), name, full(value, self.indicator), value.status, link)


_Found = tuple[str, list[Line]]


def answer(parsed: Parsed, view: View) -> Answer:
    """The answer from the figures of the view's edition; 未报 is named and never counted as 0."""
    asked = _Asked(parsed, view)
    sentence, lines = _KINDS[parsed.kind](asked)
    if any(line.status is Status.DEMO for line in lines) or (view.is_demo and not lines):
        sentence += "（演示数据，均为虚拟）"
    sentence = "".join(f"{note}。" for note in parsed.notes) + sentence
    return Answer(sentence, tuple(lines), chips(parsed, view), address(parsed, view), parsed.indicator)


def _names(lines: Sequence[Line]) -> str:
    named = "、".join(f"{line.name}{line.text}" for line in lines[:_NAMED])
    return named + ("等" if len(lines) > _NAMED else "")


def _unreported(rows: Sequence[Row]) -> str:
    missing = [row for row in rows if row.value.interval is None]
    return f"；{len(missing)}个未报" if missing else ""


def _value(asked: _Asked) -> _Found:
    codes = asked.parsed.areas or (PROVINCE,)
    names = "、".join(area.name for code in codes if (area := asked.view.areas.find(code)))
    line = asked.together(names, codes)
    note = asked.group(codes).note
    return f"{names}{asked.heading}：{line.text}" + (f"（{note}）" if note else "") + "。", [line]


def _list(asked: _Asked) -> _Found:
    rows = asked.listed()
    lines = [asked.line(ranked.row, ranked.place) for ranked in rank(rows)]
    return f"{asked.heading}，共{len(rows)}个地区{_unreported(rows)}。", lines


def _holds(interval: Interval, parsed: Parsed) -> bool | None:
    """Whether the comparison holds; None where the bounds leave it open."""
    limit, upper = Fraction(str(parsed.threshold)), Fraction(str(parsed.upper or 0))
    low, high = interval.low, interval.high
    match parsed.op:
        case "<":
            always, never = high is not None and high < limit, low >= limit
        case "<=":
            always, never = high is not None and high <= limit, low > limit
        case ">":
            always, never = low > limit, high is not None and high <= limit
        case ">=":
            always, never = low >= limit, high is not None and high < limit
        case _:
            always = low >= limit and high is not None and high <= upper
            never = low > upper or (high is not None and high < limit)
    return True if always else False if never else None


def _filter(asked: _Asked) -> _Found:
    rows, parsed = asked.listed(), asked.parsed
    known = [(row, _holds(row.value.interval, parsed)) for row in rows if row.value.interval is not None]
    yes = [row for row, holds in known if holds]
    unsure = [row for row, holds in known if holds is None]
    lines = [asked.line(ranked.row, ranked.place) for ranked in rank(yes, parsed.op.startswith(">"))]
    unit = asked.indicator.unit
    limit = "–".join(f"{number:g}" for number in (parsed.threshold, parsed.upper) if number is not None)
    text = f"{asked.heading}{_SIGNS[parsed.op]}{limit}{unit}的有{len(yes)}个"
    text += f"：{_names(lines)}" if lines else ""
    doubt = f"；{'、'.join(row.name for row in unsure)}只知范围，不能确定" if unsure else ""
    return f"{text}{doubt}{_unreported(rows)}。", lines


def _top(asked: _Asked) -> _Found:
    rows, parsed = asked.listed(), asked.parsed
    placed = [ranked for ranked in rank(rows, parsed.order == "high") if ranked.place]
    n = parsed.n or 1
    first = placed[:n] + [more for more in placed[n:] if more.place == placed[n - 1].place]
    lines = [asked.line(ranked.row, ranked.place) for ranked in first]
    word = "最高" if parsed.order == "high" else "最低"
    small = sum(row.value.interval is not None for row in rows) - len(placed)
    said = f"{_names(lines)}" if lines else "没有可排的数"
    tied = f"（有并列或不可分，列出{len(first)}个）" if len(first) > n else ""
    left = f"；{small}个应建数过少，不排名" if small else ""
    return f"{asked.heading}{word}的{n}个：{said}{tied}{left}{_unreported(rows)}。", lines


def _rank(asked: _Asked) -> _Found:
    code = asked.parsed.areas[0]
    rows = asked.rows(asked.parsed.level, ())
    ranked: Ranked = next(r for r in rank(rows) if r.row.area == code)
    line = asked.line(ranked.row, ranked.place)
    compared = sum(1 for row in rank(rows) if row.place)
    if not ranked.place:
        return f"{line.name}{asked.heading}{line.text}，没有名次（{ranked.why or '未报'}）。", [line]
    said = f"在{compared}个有名次的地区中由高到低排第{ranked.place}"
    return f"{line.name}{asked.heading}{line.text}，{said}{_unreported(rows)}。", [line]


def _compare(asked: _Asked) -> _Found:
    rows = asked.view.dataset.rows(asked.parsed.indicator, asked.parsed.period, asked.parsed.areas)
    lines = [asked.line(row) for row in rows]
    said = f"{asked.heading}：{_names(lines)}"
    if len(rows) == 2:
        said += f"；{_difference(asked.indicator, lines, rows[0].value, rows[1].value)}"
    return f"{said}。", lines


def _difference(indicator: Indicator, lines: Sequence[Line], first: Value, second: Value) -> str:
    one, other = first.interval, second.interval
    if one is None or other is None:
        return "有一方未报，比不出高低"
    if one.is_exact and other.is_exact and one.low == other.low:
        return "两者相等"
    if one.overlaps(other):
        return "只知范围，分不出高低"
    more, less, name = (one, other, lines[0].name) if one.low > other.low else (other, one, lines[1].name)
    unit = "个百分点" if indicator.unit in ("%", "百分点") else indicator.unit
    places = max(indicator.decimals, 1) if unit == "个百分点" else indicator.decimals
    return f"{name}高{bounds(more.minus(less), indicator.with_decimals(places))}{unit}"


def _gap(asked: _Asked) -> _Found:
    codes = asked.parsed.areas or (PROVINCE,)
    sentences, lines = [], []
    for code in codes:
        area = asked.view.areas.find(code)
        text, status = _needed(asked, code)
        lines.append(Line(code, area.name if area else code, text, status, asked.together("", (code,)).ref))
        now = asked.together("", (code,)).text
        sentences.append(f"{lines[-1].name}现为{now}，到{asked.parsed.threshold:g}%还差{text}")
    return f"{asked.heading}：{'；'.join(sentences)}。", lines


def _needed(asked: _Asked, code: str) -> tuple[str, Status]:
    """How many more have to be founded, by whole ones, and how sure that is."""
    formula = asked.indicator.formula
    assert isinstance(formula, Ratio)
    built, units = (asked.group((code,), key) for key in (formula.numerator, formula.denominator))
    if built.interval is None or units.interval is None or built.interval.high is None or units.interval.high is None:
        return Status.MISSING.label, Status.MISSING
    share = Fraction(str(asked.parsed.threshold)) / 100
    least = max(0, math.ceil(share * units.interval.low - built.interval.high))
    most = max(0, math.ceil(share * units.interval.high - built.interval.low))
    status = Status.weakest((built.status, units.status, Status.DERIVED if least == most else Status.BOUNDED))
    return (f"{least}个" if least == most else f"{least}–{most}个"), status


def _missing(asked: _Asked) -> _Found:
    rows = asked.listed()
    lines = [asked.line(row) for row in rows if row.value.interval is None]
    names = "、".join(line.name for line in lines[:_NAMED]) + ("等" if len(lines) > _NAMED else "")
    return f"{asked.heading}：{len(rows)}个地区中{len(lines)}个未报" + (f"：{names}" if lines else "") + "。", lines


def _pilots(asked: _Asked) -> _Found:
    members = asked.view.scheme("county21")
    if not any(member.basis in ("reported", "demo") for member in members):
        return "试点县名单未报，分不出试点县和其余县（市、区）。", []
    listed = {member.area for member in members}
    counties = asked.view.areas.counties(asked.vintage)
    inside = tuple(code for code in counties if code in listed)
    outside = tuple(code for code in counties if code not in listed)
    lines = [
        asked.together(f"名单上{len(inside)}个试点县", inside),
        asked.together(f"其余{len(outside)}个县（市、区）", outside),
    ]
    values = [asked.group(codes) if codes else Value.missing() for codes in (inside, outside)]
    how = "（率为合计之比）" if isinstance(asked.indicator.formula, Ratio) else "（合计）"
    # Sums of groups of unlike size tell nothing of which is ahead.
    compared = f"；{_difference(asked.indicator, lines, *values)}" if asked.indicator.is_rate else ""
    return f"{asked.heading}{how}：{_names(lines)}{compared}。", lines


_KINDS = {
    "value": _value,
    "list": _list,
    "filter": _filter,
    "top": _top,
    "rank": _rank,
    "compare": _compare,
    "gap": _gap,
    "missing": _missing,
    "pilots": _pilots,
}
