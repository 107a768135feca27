"""Where documents are made and files are verified, as HTML. What it does is in ``assets/materials.js``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from figures.tools import MaterialDesk, Materials

FORMATS = {"docx": "Word", "pptx": "幻灯", "xlsx": "Excel", "csv": "CSV"}
_ISSUED = ".docx,.pptx,.xlsx"


def materials_html(desk: MaterialDesk) -> str:
    """The kinds with their files, the pack, the place to drop a file."""
    return f"<div class=z-materials><section><h2>单份</h2>{_kinds(desk.kinds)}</section>{_pack(desk)}{_verify()}</div>"


def _kinds(kinds: Iterable[Materials]) -> str:
    heads = "".join(f"<th>{head}" for head in ("材料", "是什么", "篇幅", "下载"))
    return f"<table class=z-table><thead><tr>{heads}<tbody>{''.join(map(_kind, kinds))}</table>"


def _kind(kind: Materials) -> str:
    links = "　".join(
        f'<a target=_self href="{escape(address)}" aria-label="{escape(kind.name)}，{FORMATS[form]}">{FORMATS[form]}</a>'
        for form, address in kind.files
    )
    return (
        f"<tr><td><b>{escape(kind.name)}</b><td>{escape(kind.what)}<td>{escape(kind.length)}"
        f"<td>{links or escape(kind.without)}"
    )


def _pack(desk: MaterialDesk) -> str:
    ticks = "".join(
        f'<label><input type=checkbox data-packed value="{kind.key}"{" checked" if n == 0 else ""}>{escape(kind.name)}</label>'
        for n, kind in enumerate(desk.kinds)
    )
    return (
        f'<section data-order="{escape(desk.order)}"><h2>材料袋</h2>'
        f"<p>{escape(desk.pack_note)}</p><fieldset class=z-ticks><legend>装哪些材料</legend>{ticks}</fieldset>"
        "<p class=z-buttons><button class=z-primary data-pack=start>制作材料袋</button>"
        "<button class=z-link data-pack=cancel hidden>取消</button></p>"
        "<progress max=1 value=0 aria-label=制作进度 hidden></progress><p class=z-packed role=status></p></section>"
    )


def _verify() -> str:
    return (
        "<section><h2>验真</h2><p>放进本系统生成的 Word、幻灯或 Excel 文件：是不是出自本系统，数字改过没有，与现行版次是否一致。"
        "只读取，不会存下来。</p>"
        f"<label class='z-file z-drop' data-verify>选择文件，或拖到这里<input type=file accept={_ISSUED} data-verify></label>"
        "<p class=z-verifying role=status></p><div class=z-verdict></div></section>"
    )


def verdict_html(title: str, level: str, lists: Sequence[tuple[str, Sequence[str]]]) -> str:
    """What is said of a file: one sentence, then what differs, as (heading, lines); ``level``: ok, warn or bad."""
    shape = {"ok": "●", "warn": "▲", "bad": "■"}[level]
    found = "".join(_listed(head, lines) for head, lines in lists)
    return f"<p class=z-{level}>{shape} {escape(title)}</p>{found}"


def _listed(head: str, lines: Sequence[str]) -> str:
    if not lines:
        return f"<p>{escape(head)}</p>"
    return f"<h3>{escape(head)}</h3><ul>{''.join(f'<li>{escape(line)}' for line in lines)}</ul>"
