"""Targets as HTML: what was reached is a bar, the target a tick across it, the straight way to it a dashed one.

Looks are in ``assets/app.css``; the only numbers of the drawing are positions in % of the axis.
"""

from __future__ import annotations

from html import escape

from domain.area import PROVINCE
from domain.status import Status
from figures.alt import message
from figures.charts import Bullet, Bullets, End
from figures.html_cells import badge, carded, quoted, spoken
from figures.html_charts import share


def bullets(figure: Bullets) -> str:
    """A list of targets, or where to enter them."""
    if not figure.rows:
        label, address = figure.way
        return f"<p class=z-empty>{escape(figure.empty)}<a href={quoted(address)}>{escape(label)}</a>"
    return spoken("z-bullets", message(figure), f"<ul>{''.join(map(_bullet, figure.rows))}</ul>")


def _bullet(row: Bullet) -> str:
    name = escape(row.name)
    if row.code != PROVINCE:
        name = f"<button data-pick={quoted(row.code)}>{name}</button>"
    light = f"<b class=z-{row.light.role}>{row.light.shape} {row.light.word}</b>"
    return (
        f"<li><span>{name} {escape(row.what)}</span>{light}<div aria-hidden=true>{_drawn(row)}</div>"
        f"<span>实际 {_end(row.reached)}　目标 {_end(row.goal)}</span><span>{escape(row.share)}</span>"
        f"<small>{escape(row.note)}</small>"
    )


def _drawn(row: Bullet) -> str:
    """The bar, the tick of the target, and where the straight way stands; no bar where nothing is known."""
    bar = ""
    if row.reached.number is not None:
        hatch = ' class="z-s0 z-hatch"' if row.reached.status is Status.DEMO else ""
        bar = f"<i{hatch} style=width:{share(row.reached.number, row.top)}></i>"
    due = "" if row.due is None else f"<s style=left:{share(row.due, row.top)}></s>"
    return f"{bar}{due}<u style=left:{share(row.goal.number or 0, row.top)}></u>"


def _end(end: End) -> str:
    shown = "" if end.status is Status.MISSING else f"<strong>{carded(escape(end.text), end.ref)}</strong> "
    return shown + badge(end.status)
