"""The smallest parts as HTML: badges, what a text opens, the events of a timeline. Every text is escaped here."""

from __future__ import annotations

from html import escape
from itertools import groupby

from domain.status import Status
from figures.spec import Cell, Event, Timeline


def badge(status: Status) -> str:
    """The mark of certainty: word, shape and frame all differ."""
    return f'<b class="zb zb-{status.name.lower()}" title={quoted(status.meaning)}>{status.label}</b>'


def quoted(text: str) -> str:
    """An attribute's value."""
    return f'"{escape(text)}"'


def carded(html: str, address: str) -> str:
    """A number that opens its card, if it has one."""
    return f"<button data-card={quoted(address)}>{html}</button>" if address else html


def spoken(kind: str, said: str, html: str) -> str:
    """A drawn figure with what it says to who hears it; its numbers stay in it, to be read and opened."""
    return f'<div class="{kind}" role=figure aria-label={quoted(said)}>{html}</div>'


def linked(cell: Cell) -> str:
    """A cell's text as the way to what it opens: a page, a card, an area, or acts to choose from."""
    if cell.status is Status.MISSING and cell.text == Status.MISSING.label:
        return ""  # the badge says it
    if cell.acts:
        return escape(cell.text) + " ".join(
            f"<button class=z-link data-act={quoted(act)}>{escape(label)}</button>" for label, act in cell.acts
        )
    if cell.page:
        return f"<a href={quoted(cell.page)}>{escape(cell.text)}</a>"
    if cell.ref:
        return carded(escape(cell.text), cell.ref)
    return f"<button data-pick={cell.code}>{escape(cell.text)}</button>" if cell.code else escape(cell.text)


def timeline(piece: Timeline) -> str:
    """Dates with what happened then."""
    if not piece.events:
        return f"<p class=z-empty>{escape(piece.empty)}"
    groups = groupby(piece.events, lambda event: event.when)
    dates = "".join(f"<li><time>{escape(when)}</time><ul>{''.join(map(_event, group))}</ul>" for when, group in groups)
    return f"<ol class=z-time>{dates}</ol>"


def _event(event: Event) -> str:
    source = f"{linked(event.source)} {badge(event.source.status)}" if event.source.status else linked(event.source)
    area = f"<span>{linked(event.area)}</span>" if event.area.text else ""
    return f"<li>{escape(event.name)} <b>{linked(event.amount)}</b> {area} <small>{source}</small>"
