"""The card behind a figure, as HTML. Every text is escaped here; looks are in ``assets/app.css``."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from domain.evidence import Evidence, Operand
from figures.to_html import badge


def evidence_html(card: Evidence) -> str:
    """The whole card; empty parts are left out."""
    rows = (
        ("区间", escape(card.bounds)),
        ("范围", escape(card.scope)),
        ("定义", escape(card.definition)),
        ("怎样算", _formula(card)),
        ("位置", _place(card)),
        ("来源", "" if card.place else _source(card.source)),
        ("说明", escape(card.note)),
        ("其他来源", _operands(card.beside)),
        ("核对", "".join(f"<p>{outcome.shape} {outcome.label}：{escape(text)}</p>" for text, outcome in card.checks)),
        (
            "见于",
            "、".join(
                f'<a href="./{path}" data-query="{escape(query)}">{title}</a>' for title, path, query in card.pages
            ),
        ),
        ("版次", escape(card.edition)),
    )
    body = "".join(f"<dt>{head}<dd>{html}" for head, html in rows if html)
    return (
        f"<header><h2>{escape(card.title)}</h2>{badge(card.status)}</header>"
        f"<p class=z-figure>{escape(card.text)}</p><p class=z-meaning>{escape(card.status.meaning)}</p><dl>{body}</dl>"
    )


def _formula(card: Evidence) -> str:
    return f"{escape(card.formula)}{_operands(card.operands)}" if card.formula else ""


def _place(card: Evidence) -> str:
    if not card.place:
        return ""
    sentence = escape(card.sentence).replace(escape(card.words), f"<mark>{escape(card.words)}</mark>")
    quote = f"<blockquote>{sentence}</blockquote>" if sentence else f"<p>“{escape(card.words)}”</p>"
    return f"报告{escape(card.place)}{quote}"


def _operands(operands: Iterable[Operand]) -> str:
    rows = "".join(
        f"<tr><td>{escape(o.name)}<td>{_opening(o)} {badge(o.status)}<td>{_source(o.source)}" for o in operands
    )
    return f"<table>{rows}</table>" if rows else ""


def _opening(operand: Operand) -> str:
    text = escape(operand.text)
    return f'<button data-card="{escape(operand.ref)}">{text}</button>' if operand.ref else text


def _source(source: str) -> str:
    return f"<small>{escape(source)}</small>" if source else ""
