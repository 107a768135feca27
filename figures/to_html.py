"""Pieces as HTML. Every text is escaped here; looks are in ``assets/app.css``."""

from __future__ import annotations

import re
from html import escape
from typing import assert_never
from zlib import crc32

from domain.status import Status
from figures.alt import message
from figures.bullets_html import bullets
from figures.charts import Bullets, Dumbbell, Stack
from figures.html_cells import badge as badge
from figures.html_cells import carded, linked, quoted, spoken, timeline
from figures.html_charts import dumbbell, stack
from figures.marks import CITED
from figures.spec import (
    BarRow,
    Bars,
    Callout,
    Card,
    Cards,
    Cell,
    DotBlock,
    Dots,
    Download,
    Headline,
    Line,
    Mark,
    Piece,
    Progress,
    ProgressRow,
    Ranking,
    RankRow,
    Roll,
    RollGroup,
    Section,
    Step,
    StripRow,
    Strips,
    Table,
    Timeline,
    Waterfall,
)
from figures.tools import Tool
from figures.tools_html import tool_html

SHORT = 6  # a cell of so few characters is not broken
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def to_html(piece: Piece) -> str:
    """One piece as a fragment."""
    if isinstance(piece, Tool):
        return tool_html(piece)
    match piece:
        case Headline():
            return _headline(piece)
        case Section():
            return _section(piece)
        case Callout(title, text):
            return f"<div class=z-callout><b>{escape(title)}</b><p>{_cited(text)}</div>"
        case Cards(cards, quiet):
            return f'<div class="z-cards{" z-quiet" if quiet else ""}" style="--n:{len(cards)};--m:{min(len(cards), 4) if len(cards) != 6 else 3}">{"".join(map(_card, cards))}</div>'
        case Ranking():
            return _ranking(piece)
        case Bars():
            return f"<div class=z-whole>{_section(piece.section)}{spoken('z-bars', message(piece), _bars(piece))}</div>"
        case Progress(section, rows):
            drawn = spoken("z-bars", message(piece), "".join(map(_progress, rows)))
            return f"<div class=z-whole>{_section(section)}{drawn}</div>"
        case Dots(section, blocks):
            return (
                _section(section, "一个圆点代表一名志愿者")
                + f"<div class=z-dots>{'<hr>'.join(map(_dots, blocks))}</div>"
            )
        case Table():
            return _table(piece)
        case Strips(section, rows):
            kind = "z-strips z-invented" if section.status is Status.DEMO else "z-strips"
            head = _section(section, "每个圆点一个地区，红圈为本地")
            return head + spoken(kind, message(piece), "".join(map(_strip, rows)))
        case Roll(section, groups):
            return _section(section) + f"<table class=z-roll>{''.join(map(_group, groups))}</table>"
        case Timeline():
            return _section(piece.section) + timeline(piece)
        case Download(label, address):
            return f"<p class=z-download><a download href={quoted(address)}>{escape(label)}</a>"
        case Waterfall():
            steps = "".join(_step(step, piece.top) for step in piece.steps)
            return _section(piece.section) + spoken("z-fall", message(piece), steps)
        case Dumbbell(title, _, before, after, _, status):
            legend = Section(f"{title}：两期对照", f"○ {before}　● {after}", status)
            return f"<div class=z-whole>{_section(legend)}{dumbbell(piece)}</div>"
        case Stack(title, _, _, _, status):
            return f"<div class=z-whole>{_section(Section(title, '', status))}{stack(piece)}</div>"
        case Bullets(title, note, _, status):
            return _section(Section(title, note, status)) + bullets(piece)
        case _:
            assert_never(piece)


def _headline(piece: Headline) -> str:
    first, *rest = piece.sentences
    lines = "".join(f"<p>{_sentence(*sentence)}" for sentence in rest)
    return f"<div class=z-headline><h1>{_sentence(*first)}</h1>{lines}</div>"


def _cited(text: str) -> str:
    """Escaped, with the numbers that have a card as ways to open it."""
    return CITED.sub(r"<button data-card=\1>\2</button>", escape(text))


def _sentence(text: str, status: Status | None) -> str:
    return _cited(text) + (f" {badge(status)}" if status else "")


def _section(section: Section, key: str = "") -> str:
    """``key`` explains the marks of the drawing, which on paper is another one."""
    mark = f" {badge(section.status)}" if section.status else ""
    said = "；".join(filter(None, (key, section.note)))
    note = f"<p>{escape(said)}" if said else ""
    return f"<header class=z-section><h2>{escape(section.title)}{mark}</h2>{note}</header>"


def _number(mark: Mark, tag: str = "strong") -> str:
    unit = f"<small>{escape(mark.unit)}</small>" if mark.unit else ""
    missing = " class=z-missing" if mark.status is Status.MISSING else ""
    return f"<{tag}{missing}>{carded(escape(mark.text) + unit, mark.ref)}</{tag}>"


def _card(card: Card) -> str:
    lines = "".join(map(_line, card.lines))
    source = f"<p class=z-source>{escape(card.source)}" if card.source else ""
    return (
        f"<section class=z-card><header><h2>{escape(card.title)}</h2>{badge(card.main.status)}</header>"
        f"{_number(card.main)}{lines}{source}</section>"
    )


def _line(line: Line) -> str:
    strong = f" <b>{escape(line.strong)}</b>" if line.strong else ""
    mark = ""
    if line.mark:
        mark = f" {carded(escape(line.mark.text + line.mark.unit), line.mark.ref)} {badge(line.mark.status)}"
    return f"<p>{escape(line.text)}{strong}{mark}"


def _ranking(piece: Ranking) -> str:
    if not piece.rows:
        return _section(piece.section) + f"<p class=z-empty>{escape(piece.empty)}"
    heads = "".join(f"<th>{escape(head)}" for head in piece.heads)
    lines = "".join(
        f'<u style="left:{_percent(number, piece.top)}"><span>{escape(label)}</span></u>'
        for label, number in piece.references
    )
    rows = "".join(_rank_row(row, piece) for row in piece.rows)
    return (
        _section(piece.section)
        + f'<div class=z-scroll><table class=z-rank data-series="{piece.series}"><thead><tr><th>位次<th>地区'
        f'<th class=z-axis style="--rows:{len(piece.rows)}"><span class=z-heard>条形</span><div>{lines}</div>{heads}'
        f"<tbody>{rows}</table></div>"
    )


def _rank_row(row: RankRow, piece: Ranking) -> str:
    state = " aria-selected=true" if row.selected else ""
    demo = " z-hatch" if row.status is Status.DEMO else ""
    bar = (
        ""
        if row.number is None
        else (f'<i class="z-s{row.step}{demo}" style="width:{_percent(row.number, piece.top)}"></i>')
    )
    missing = " class=z-missing" if row.number is None else ""
    note = f" title={quoted(row.note)}" if row.note else ""
    cells = "".join(f"<td>{_cited(cell)}" for cell in row.cells)
    value = f"<button data-card>{escape(row.text)}</button>" if piece.series else escape(row.text)
    return (
        f"<tr data-pick={row.code}{state}{note}><td>{row.place or '—'}<td><button>{escape(row.name)}</button>"
        f"<td>{bar}<td{missing}>{value}{cells}"
    )


def _percent(number: float, top: float) -> str:
    return f"{max(0.0, min(100.0, 100 * number / top)) if top else 0:.1f}%"


def _bars(piece: Bars) -> str:
    """Each with a badge of its own where the section has none for all."""
    rows = piece.rows
    top = max((row.number or 0 for row in rows), default=0) * 1.3
    widths = [_percent(row.number or 0, top) for row in rows]
    return "".join(
        f"<div class=z-bar><span>{escape(row.label)}</span><span>{_cited(row.ends)}</span><div>"
        f"{_bar(row, width, above)}{_number(row.mark, 'b')}{'' if piece.section.status else badge(row.mark.status)}</div></div>"
        for row, width, above in zip(rows, widths, ["", *widths], strict=False)
    )


def _bar(row: BarRow, width: str, above: str) -> str:
    """From zero; torn where there may be more; one within the bar above has that bar's outline around it."""
    outline = f'<s style="width:{above}"></s>' if row.within else ""
    torn = " torn" if row.torn else ""
    return f'{outline}<i class="zm-{row.mark.status.name.lower()}{torn}" style="width:{width}"></i>'


def _progress(row: ProgressRow) -> str:
    share = "0" if row.share is None else f"{100 * row.share:.1f}%"
    return (
        f"<div class=z-progress><span>{escape(row.label)}</span><span>{_cited(row.fraction)}</span>"
        f'<div><i{_hatched(row.gap.status)} style="width:{share}"></i></div><p>还差 {_number(row.gap)} {badge(row.gap.status)}</div>'
    )


def _hatched(status: Status) -> str:
    return ' class="z-s0 z-hatch"' if status is Status.DEMO else ""


def _dots(block: DotBlock) -> str:
    kind = "z-filled" if block.filled else "z-hollow"
    dots = f'<div class="z-dot {kind}" role=img aria-label="{block.count}个圆点" style="--n:{block.count}"></div>'
    return (
        f"<section><h3>{escape(block.title)} <span>范围：{escape(block.scope)}</span></h3>"
        f"{_number(block.mark)} {badge(block.mark.status)}{dots}<p>{escape(block.note)}</section>"
    )


def _table(piece: Table) -> str:
    head = _section(piece.section) if piece.section.title else ""
    if not piece.rows:
        return head + f"<p class=z-empty>{escape(piece.empty)}"
    heads = "".join(f"<t{'h' if text else 'd'}{_side(piece, i)}>{escape(text)}" for i, text in enumerate(piece.heads))
    rows = "".join("<tr>" + "".join(_cell(cell, _side(piece, i)) for i, cell in enumerate(row)) for row in piece.rows)
    return f"{head}{_search(piece)}<div class=z-scroll tabindex=0><table class=z-table{_id(piece)}><thead><tr>{heads}<tbody>{rows}</table></div>"


def _id(piece: Table) -> str:
    """Name of a table that a search field narrows."""
    return f" id=z-{crc32(piece.search.encode()):x}" if piece.search else ""


def _search(piece: Table) -> str:
    if not piece.search:
        return ""
    name, question = _id(piece).removeprefix(" id="), escape(piece.search)
    return (
        f'<input class=z-search type=search data-search={name} placeholder="{question}" aria-label="{question}">'
        f"<p class=z-empty role=status hidden>{escape(piece.empty)}</p>"
    )


def _side(piece: Table, column: int) -> str:
    return " class=r" if column >= piece.numeric_from else ""


def _cell(cell: Cell, side: str) -> str:
    text = linked(cell)
    if cell.link:
        text += f"<br><span class=z-url>{escape(cell.link)}</span>"
    if cell.step:
        hatch = " z-hatch" if cell.status is Status.DEMO else ""
        return f'<td class="r z-s{cell.step}{hatch}">{text}'
    mark = f" {badge(cell.status)}" if cell.status else ""
    role = f' class="z-{cell.role}"' if cell.role else side
    short = " style=white-space:nowrap" if len(cell.text) <= SHORT or _DATE.match(cell.text) else ""
    return f"<td{role}{short}>{text}{mark}"


def _strip(row: StripRow) -> str:
    dots = "".join(f'<i style="left:{100 * dot:.1f}%"></i>' for dot in row.dots)
    here = "" if row.here is None else f'<b style="left:{100 * row.here:.1f}%"></b>'
    return (
        f"<div class=z-strip><span>{escape(row.label)}</span><div>{dots}{here}</div>"
        f"<strong>{_cited(row.text)}</strong><small>{escape(row.note)}</small></div>"
    )


def _step(step: Step, top: float) -> str:
    left, width = _percent(step.start, top), _percent(step.end - step.start, top)
    return (
        f'<span>{escape(step.label)}</span><div><i class="zm-{step.status.name.lower()}" '
        f'style="margin-left:{left};width:{width}"></i></div><b>{escape(step.text)}</b>{badge(step.status)}'
    )


def _group(group: RollGroup) -> str:
    names = "".join(
        f"<span>{linked(cell)} {badge(cell.status)}</span>" if cell.status else f"<span>{linked(cell)}</span>"
        for cell in group.members
    )
    return f"<tr><th>{linked(group.head)}<td>{names}"
