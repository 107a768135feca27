"""What the reader works with, as HTML. What it does is in ``assets/sheet.js`` and ``assets/tools.js``."""

from __future__ import annotations

from html import escape
from typing import assert_never

from figures.tools import Draft, Foot, Keep, Switch, Tabs, Tool

_FILES = ".docx,.txt,.pdf"
_STATUS = "<p class=z-said role=status></p>"


def tool_html(tool: Tool) -> str:
    """One tool as a fragment."""
    match tool:
        case Switch(label, on, go):
            state = str(on).lower()
            return f'<button class=z-switch role=switch aria-checked={state} data-go="{escape(go)}">{escape(label)}</button>'
        case Tabs():
            return f"<nav class=z-tabs aria-label=分页>{_tabs(tool)}</nav>"
        case Keep():
            return _keep(tool)
        case Draft(note):
            return _draft(note)
        case Foot(notes, files):
            links = "".join(f'<a download href="{escape(address)}">{escape(label)}</a>' for label, address in files)
            return f"<footer class=z-foot>{''.join(f'<span>{escape(note)}</span>' for note in notes)}{links}</footer>"
        case _:
            assert_never(tool)


def _tabs(tool: Tabs) -> str:
    return "".join(
        f'<button data-go="{escape(go)}"{" aria-current=true" if n == tool.current else ""}>{escape(label)}</button>'
        for n, (label, go) in enumerate(tool.tabs)
    )


def _file(tool: str, label: str) -> str:
    return f"<label class=z-file>{label}<input type=file accept={_FILES} data-{tool}></label>"


def _keep(tool: Keep) -> str:
    there = f"<b>已存入：{escape(tool.name)}</b> <button class=z-link data-forget>移除</button>" if tool.name else ""
    label = "换一份原文" if tool.name else "选择原文文件"
    return f"<div class=z-keep>{there}<p>{escape(tool.note)}</p>{_file('keep', label)}{_STATUS}</div>"


def _draft(note: str) -> str:
    return (
        f"<div class=z-draft><p>{escape(note)}</p>"
        "<textarea rows=10 aria-label=讲话稿或简报文字 placeholder=把讲话稿、简报的文字贴在这里></textarea>"
        f"<p class=z-buttons><button class=z-primary data-check=text>核对</button>{_file('check', '或选一个文件')}"
        f"<button class=z-link data-check=docx>下载批注稿（Word）</button></p>{_STATUS}<div class=z-checked></div></div>"
    )
