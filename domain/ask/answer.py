"""The answer to a question that was understood: a sentence whose numbers can be looked up, and the rows behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from domain.area import PROVINCE
from domain.ask.asked import Asked, Found, Line, named, only_names, unreported
from domain.ask.chips import Chip, address, chips
from domain.ask.compared import compared, pilots
from domain.ask.fit import LISTS
from domain.ask.limited import checked, filtered, gap
from domain.ask.phrase import orders
from domain.ask.said import Parsed
from domain.catalog import INDICATORS
from domain.format import full
from domain.indicator import Growth, PointChange
from domain.period import PERIODS
from domain.ranking import Ranked, rank
from domain.status import Status
from domain.view import View


@dataclass(frozen=True, slots=True)
class Answer:
    """A sentence with its status, its rows, chips of what was understood, the address to open.

    The status is that of the weakest value that was looked at, 未报 where there is none; None where nothing was.
    """

    sentence: str
    status: Status | None
    rows: tuple[Line, ...]
    chips: tuple[Chip, ...]
    address: str


def answer(parsed: Parsed, view: View) -> Answer:
    """The answer from the figures of the view's edition; 未报 is named and never counted as 0."""
    asked = Asked(parsed, view)
    sentence, lines = _KINDS[parsed.kind](asked)
    looked_at = asked.listed() if parsed.kind in LISTS else []
    status = _status([row.value.status for row in looked_at] or [line.status for line in lines])
    if status is Status.DEMO:
        sentence += "（演示数据，均为虚拟）"
    sentence = "".join(f"{note}。" for note in parsed.notes) + sentence
    return Answer(sentence, status, tuple(lines), chips(parsed, view), address(parsed, view))


def _status(statuses: list[Status]) -> Status | None:
    known = [status for status in statuses if status is not Status.MISSING]
    return Status.weakest(known or statuses) if statuses else None


def _value(asked: Asked) -> Found:
    codes = asked.parsed.areas or (PROVINCE,)
    names = "、".join(map(asked.name, codes)) + ("合计" if len(codes) > 1 else "")
    line = asked.together(names, codes)
    note = asked.group(codes).note or _ends(asked, codes)
    return f"{names}{asked.heading}：{line.text}" + (f"（{note}）" if note else "") + "。", [line]


def _ends(asked: Asked, codes: tuple[str, ...]) -> str:
    """Of a change the two values that it joins: 2017年底4300名，2020年底5500名."""
    formula, period = asked.indicator.formula, PERIODS[asked.parsed.period]
    if not isinstance(formula, Growth | PointChange):
        return ""
    ends = [(when, asked.view.dataset.group(formula.of, when, codes)) for when in (period.before, period.code) if when]
    return "，".join(f"{PERIODS[when].name}{full(value, INDICATORS[formula.of])}" for when, value in ends)


def _list(asked: Asked) -> Found:
    rows = asked.listed()
    lines = [asked.line(ranked.row, ranked.place) for ranked in rank(rows, asked.parsed.order != "low")]
    return f"{asked.within}，共{len(rows)}个{asked.level}{unreported(rows)}。", lines


def _top(asked: Asked) -> Found:
    rows, parsed = asked.listed(), asked.parsed
    placed = [ranked for ranked in rank(rows, parsed.order == "high") if ranked.place]
    n = parsed.n or 1
    first = placed[:n] + [more for more in placed[n:] if more.place == placed[n - 1].place]
    lines = [asked.line(ranked.row, ranked.place) for ranked in first]
    small = sum(row.value.interval is not None for row in rows) - len(placed)
    said = f"{named(lines)}" if lines else "没有可排的数"
    tied = f"（有并列或不可分，列出{len(first)}个）" if len(first) > n else ""
    left = f"；{small}个应建数过少，不排名" if small else ""
    return (
        f"{asked.within}{orders(parsed.indicator)[parsed.order]}的{n}个{asked.level}：{said}{tied}{left}{unreported(rows)}。",
        lines,
    )


def _rank(asked: Asked) -> Found:
    code, *within = asked.parsed.areas
    rows = asked.rows(asked.parsed.level, within)
    ordered = rank(rows)
    ranked: Ranked = next(one for one in ordered if one.row.area == code)
    line = asked.line(ranked.row, ranked.place)
    if not ranked.place:
        return f"{line.name}{asked.heading}{line.text}，没有名次（{ranked.why or '未报'}）。", [line]
    placed = sum(1 for one in ordered if one.place)
    where = asked.name(within[0]) if within else "全省"
    said = f"在{where}{placed}个有名次的地区中由高到低排第{ranked.place}"
    return f"{line.name}{asked.heading}{line.text}，{said}{unreported(rows)}。", [line]


def _missing(asked: Asked) -> Found:
    rows = asked.listed()
    lines = [asked.line(row) for row in rows if row.value.interval is None]
    names = f"：{only_names(lines)}" if lines else ""
    return f"{asked.within}：{len(rows)}个{asked.level}中{len(lines)}个未报{names}。", lines


_KINDS: dict[str, Callable[[Asked], Found]] = {
    "value": _value,
    "list": _list,
    "filter": filtered,
    "check": checked,
    "top": _top,
    "rank": _rank,
    "compare": compared,
    "gap": gap,
    "missing": _missing,
    "pilots": pilots,
}
