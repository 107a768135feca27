"""The speaker's notes on paper: every screen with the sentence to read out, notes and sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

_PRINT = (
    "@page{size:A4;margin:18mm}.h-note{break-inside:avoid;margin:0 0 1.2em;padding-top:.6em;border-top:1px solid var(--zj-line)}"
    ".h-note h2{margin:0;font-size:1.1em}.h-note p{margin:.3em 0}.h-note blockquote{margin:.4em 0;font-size:1.25em}"
    "main{max-width:46em;margin:0 auto;padding:1em}small{color:var(--zj-ink3)}@media print{main{padding:0}}"
)


def notes_page(name: str, edition: str, screens: Iterable[tuple[Mapping[str, Any], bool]], sheet: str) -> str:
    """A page to print; ``sheet`` is the address of the style sheet, a screen comes with whether any of it is invented."""
    body = "".join(_note(n, scene, demo) for n, (scene, demo) in enumerate(screens, 1))
    return (
        f'<!doctype html><html lang=zh-CN><meta charset=utf-8><title>讲稿：{escape(name)}</title><base href="../">'
        f'<link rel=stylesheet href="{sheet}"><style>{_PRINT}</style>'
        f"<main class=z><h1>讲稿：{escape(name)}</h1><p><small>版次：{escape(edition)}</small>{body}</main></html>"
    )


def _note(number: int, scene: Mapping[str, Any], demo: bool) -> str:
    said = "（本屏含演示数据，不是实际数字）" if demo else ""
    checked = "；".join(f"{claim['text']} {claim['verdict']}" for claim in scene["checked"])
    lines = [line for line in scene["notes"].split("\n") if line]
    rest = "".join(f"<p>{escape(line)}" for line in (*lines, *([f"核对：{checked}"] if checked else ())))
    return (
        f"<section class=h-note><h2>{number}　{escape(scene['title'])}{said}</h2>"
        f"<blockquote>{escape(scene['say'])}</blockquote>{rest}<p><small>{escape('；'.join(scene['sources']))}</small></section>"
    )
