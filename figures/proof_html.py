"""A checked draft as HTML: every number marked in its place, then a table of what needs a look."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from domain.proof import Claim, Verdict

SHAPES = {
    Verdict.MATCH: "●",
    Verdict.MISMATCH: "■",
    Verdict.SCOPE: "▲",
    Verdict.UNSUPPORTED: "○",
    Verdict.NOT_A_FIGURE: "",
}


def proof_html(text: str, claims: Sequence[Claim]) -> str:
    """Counts, the marked text, and the claims that are not simply right."""
    return _counts(claims) + f"<div class=z-proof>{_marked(text, claims)}</div>" + _table(claims)


def _counts(claims: Sequence[Claim]) -> str:
    verdicts = [claim.verdict for claim in claims]
    counted = "".join(
        f"<li class=z-{verdict.name.lower()}>{SHAPES[verdict]} {verdict.label} <b>{verdicts.count(verdict)}</b>"
        for verdict in Verdict
    )
    return f"<ul class=z-verdicts>{counted}</ul>"


def _marked(text: str, claims: Sequence[Claim]) -> str:
    parts, at = [], 0
    for claim in claims:
        parts += [escape(text[at : claim.start]), _mark(claim)]
        at = claim.end
    return "".join([*parts, escape(text[at:])]).replace("\n", "<br>")


def _mark(claim: Claim) -> str:
    if claim.verdict is Verdict.NOT_A_FIGURE:
        return escape(claim.text)
    should = f"<em>应为{escape(claim.expected)}</em>" if claim.verdict is Verdict.MISMATCH and claim.expected else ""
    shape = "" if claim.verdict is Verdict.MATCH else f"<sup>{SHAPES[claim.verdict]}</sup>"
    kind = claim.verdict.name.lower()
    return f'<mark class=z-{kind} title="{escape(claim.reason)}">{escape(claim.text)}{shape}</mark>{should}'


def _table(claims: Sequence[Claim]) -> str:
    wanted = [c for c in claims if c.verdict in (Verdict.MISMATCH, Verdict.SCOPE, Verdict.UNSUPPORTED)]
    if not wanted:
        return "<p>没有不符的数。</p>"
    rows = "".join(
        f"<tr><td class=z-{c.verdict.name.lower()}>{SHAPES[c.verdict]} {c.verdict.label}<td>{escape(c.text)}"
        f"<td>{escape(c.expected) or '—'}<td>{escape(c.reason)}"
        for c in sorted(wanted, key=lambda c: list(Verdict).index(c.verdict))
    )
    return f"<div class=z-scroll><table class=z-table><thead><tr><th>判断<th>原文<th>应为<th>理由<tbody>{rows}</table></div>"
