"""Pieces as HTML. Every text is escaped here; looks are in ``assets/app.css``."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import assert_never

from domain.status import Status
from figures.spec import (
    BarRow,
    Bars,
    Callout,
    Card,
    Cards,
    Cell,
    DotBlock,
    Dots,
    Foot,
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
    StripRow,
    Strips,
    Switch,
    Table,
)


def to_html(piece: Piece) -> str:
    """One piece as a fragment."""
    match piece:
        case Headline():
            return _headline(piece)
        case Section():
            return _section(piece)
        case Callout(title, text):
            return f"<div class=z-callout><b>{escape(title)}</b><p>{escape(text)}</div>"
        case Cards(cards):
            return f'<div class=z-cards style="--n:{len(cards)};--m:{min(len(cards), 4) if len(cards) != 6 else 3}">{"".join(map(_card, cards))}</div>'
        case Ranking():
            return _ranking(piece)
        case Bars(section, rows):
            return _section(section) + _bars(rows)
        case Progress(section, rows):
            return _section(section) + "".join(map(_progress, rows))
        case Dots(section, blocks):
            return _section(section) + f"<div class=z-dots>{'<hr>'.join(map(_dots, blocks))}</div>"
        case Table():
            return _table(piece)
        case Strips(section, rows):
            kind = " class=z-invented" if section.status is Status.DEMO else ""
            return f"{_section(section)}<div{kind}>{''.join(map(_strip, rows))}</div>"
        case Roll(section, groups):
            return _section(section) + f"<table class=z-roll>{''.join(map(_group, groups))}</table>"
        case Switch(label, on, go):
            return f'<button class=z-switch role=switch aria-checked={str(on).lower()} data-go="{go}">{escape(label)}</button>'
        case Foot(notes, files):
            links = "".join(f"<a download href={_quoted(address)}>{escape(label)}</a>" for label, address in files)
            return f"<footer class=z-foot>{''.join(f'<span>{escape(note)}</span>' for note in notes)}{links}</footer>"
        case _:
            assert_never(piece)


def badge(status: Status) -> str:
    """The mark of certainty: word, shape and frame all differ."""
    return f'<b class="zb zb-{status.name.lower()}" title={_quoted(status.meaning)}>{status.label}</b>'


def _quoted(text: str) -> str:
    return f'"{escape(text)}"'


def _headline(piece: Headline) -> str:
    first, *rest = piece.sentences
    lines = "".join(f"<p>{_sentence(*sentence)}" for sentence in rest)
    return f"<div class=z-headline><h1>{_sentence(*first)}</h1>{lines}</div>"


def _sentence(text: str, status: Status | None) -> str:
    return escape(text) + (f" {badge(status)}" if status else "")


def _section(section: Section) -> str:
    mark = f" {badge(section.status)}" if section.status else ""
    note = f"<p>{escape(section.note)}" if section.note else ""
    return f"<header class=z-section><h2>{escape(section.title)}{mark}</h2>{note}</header>"


def _number(mark: Mark, tag: str = "strong") -> str:
    unit = f"<small>{escape(mark.unit)}</small>" if mark.unit else ""
    missing = " class=z-missing" if mark.status is Status.MISSING else ""
    return f"<{tag}{missing}>{escape(mark.text)}{unit}</{tag}>"


def _card(card: Card) -> str:
    lines = "".join(map(_line, card.lines))
    source = f"<p class=z-source>{escape(card.source)}" if card.source else ""
    return (
        f"<section class=z-card><header><h3>{escape(card.title)}</h3>{badge(card.main.status)}</header>"
        f"{_number(card.main)}{lines}{source}</section>"
    )


def _line(line: Line) -> str:
    strong = f" <b>{escape(line.strong)}</b>" if line.strong else ""
    mark = f" {escape(line.mark.text + line.mark.unit)} {badge(line.mark.status)}" if line.mark else ""
    return f"<p>{escape(line.text)}{strong}{mark}"


def _ranking(piece: Ranking) -> str:
    if not piece.rows:
        return _section(piece.section) + f"<p class=z-empty>{escape(piece.empty)}"
    heads = "".join(f"<th>{escape(head)}" for head in piece.heads)
    lines = "".join(
        f'<u style="left:{_percent(number, piece.top)}"><span>{escape(label)}</span></u>'
        for label, number in piece.references
    )
    rows = "".join(_rank_row(row, piece.top) for row in piece.rows)
    return (
        _section(piece.section) + f"<table class=z-rank><thead><tr><th>位次<th>地区"
        f'<th class=z-axis style="--rows:{len(piece.rows)}"><div>{lines}</div>{heads}<tbody>{rows}</table>'
    )


def _rank_row(row: RankRow, top: float) -> str:
    state = " aria-selected=true" if row.selected else ""
    demo = " z-hatch" if row.status is Status.DEMO else ""
    bar = (
        "" if row.number is None else (f'<i class="z-s{row.step}{demo}" style="width:{_percent(row.number, top)}"></i>')
    )
    missing = " class=z-missing" if row.number is None else ""
    note = f" title={_quoted(row.note)}" if row.note else ""
    cells = "".join(f"<td>{escape(cell)}" for cell in row.cells)
    return (
        f"<tr data-pick={row.code}{state}{note}><td>{row.place or '—'}<td><button>{escape(row.name)}</button>"
        f"<td>{bar}<td{missing}>{escape(row.text)}{cells}"
    )


def _percent(number: float, top: float) -> str:
    return f"{max(0.0, min(100.0, 100 * number / top)) if top else 0:.1f}%"


def _bars(rows: Iterable[BarRow]) -> str:
    rows = list(rows)
    top = max((row.number or 0 for row in rows), default=0) * 1.3
    return "".join(
        f"<div class=z-bar><span>{escape(row.label)}</span><span>{escape(row.ends)}</span>"
        f'<div><i class="zm-{row.mark.status.name.lower()}" style="width:{_percent(row.number or 0, top)}"></i>'
        f"{_number(row.mark, 'b')}</div></div>"
        for row in rows
    )


def _progress(row: ProgressRow) -> str:
    share = "0" if row.share is None else f"{100 * row.share:.1f}%"
    return (
        f"<div class=z-progress><span>{escape(row.label)}</span><span>{escape(row.fraction)}</span>"
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
    heads = "".join(f"<th{_side(piece, i)}>{escape(text)}" for i, text in enumerate(piece.heads))
    rows = "".join("<tr>" + "".join(_cell(cell, _side(piece, i)) for i, cell in enumerate(row)) for row in piece.rows)
    return f"{head}<div class=z-scroll><table class=z-table><thead><tr>{heads}<tbody>{rows}</table></div>"


def _side(piece: Table, column: int) -> str:
    return " class=r" if column >= piece.numeric_from else ""


def _cell(cell: Cell, side: str) -> str:
    text = _linked(cell)
    if cell.link:
        text += f"<br><span class=z-url>{escape(cell.link)}</span>"
    if cell.step:
        hatch = " z-hatch" if cell.status is Status.DEMO else ""
        return f'<td class="r z-s{cell.step}{hatch}">{text}'
    mark = f" {badge(cell.status)}" if cell.status else ""
    return f"<td{side}>{text}{mark}"


def _strip(row: StripRow) -> str:
    dots = "".join(f'<i style="left:{100 * dot:.1f}%"></i>' for dot in row.dots)
    here = "" if row.here is None else f'<b style="left:{100 * row.here:.1f}%"></b>'
    return (
        f"<div class=z-strip><span>{escape(row.label)}</span><div>{dots}{here}</div>"
        f"<strong>{escape(row.text)}</strong><small>{escape(row.note)}</small></div>"
    )


def _group(group: RollGroup) -> str:
    names = "".join(
        f"<span>{_linked(cell)} {badge(cell.status)}</span>" if cell.status else f"<span>{_linked(cell)}</span>"
        for cell in group.members
    )
    return f"<tr><th>{_linked(group.head)}<td>{names}"


def _linked(cell: Cell) -> str:
    return f"<button data-pick={cell.code}>{escape(cell.text)}</button>" if cell.code else escape(cell.text)
