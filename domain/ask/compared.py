"""Answers about areas side by side: each with its value, who is ahead, and by how much."""

from __future__ import annotations

from collections.abc import Sequence

from domain.ask.asked import Asked, Found, Line, named
from domain.ask.phrase import orders
from domain.format import bounds
from domain.indicator import Indicator, Ratio
from domain.ranking import rank
from domain.value import Value


def compared(asked: Asked) -> Found:
    """Areas side by side; the difference of two; who is first where that was asked."""
    rows = asked.view.dataset.rows(asked.parsed.indicator, asked.parsed.period, asked.parsed.areas)
    order = asked.parsed.order
    ranked = rank(rows, order == "high") if order else []
    lines = [asked.line(one.row, one.place) for one in ranked] or [asked.line(row) for row in rows]
    said = f"{asked.heading}：{named(lines)}"
    if len(rows) == 2:
        said += f"；{difference(asked.indicator, lines, *(_value(asked, line) for line in lines))}"
    elif order:
        said += f"；{_first(lines, orders(asked.parsed.indicator)[order])}"
    return f"{said}。", lines


def _value(asked: Asked, line: Line) -> Value:
    return asked.group((line.area,))


def _first(lines: Sequence[Line], word: str) -> str:
    if any(line.place == "" for line in lines):
        return f"有未报或不排名的，不能说谁{word}"
    tops = [line.name for line in lines if line.place == lines[0].place]
    return f"{'、'.join(tops)}{word}" if len(tops) == 1 else f"{'、'.join(tops)}并列或不可分"


def difference(indicator: Indicator, lines: Sequence[Line], first: Value, second: Value) -> str:
    """Who of two is higher, and by how much, as far as their bounds tell."""
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
    return (
        f"{name}{'高' if unit == '个百分点' else '多'}{bounds(more.minus(less), indicator.with_decimals(places))}{unit}"
    )


def pilots(asked: Asked) -> Found:
    """The pilot counties taken together beside the others."""
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
    ahead = f"；{difference(asked.indicator, lines, *values)}" if asked.indicator.is_rate else ""
    return f"{asked.heading}{how}：{named(lines)}{ahead}。", lines
