"""What the reader works with, as HTML. What it does is in ``assets/sheet.js`` and ``assets/tools.js``."""

from __future__ import annotations

from html import escape
from typing import assert_never

from figures.tools import Choice, Draft, Foot, HandIn, Keep, Switch, Tabs, Tool

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
        case Choice():
            return _choice(tool)
        case HandIn():
            return _hand_in(tool)
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


def _choice(tool: Choice) -> str:
    options = "".join(
        f'<option value="{escape(code)}"{" selected" if code == tool.chosen else ""}>{escape(name)}</option>'
        for code, name in tool.options
    )
    return f'<label class=z-choice>{escape(tool.label)} <select data-choose="{tool.name}">{options}</select></label>'


def _hand_in(tool: HandIn) -> str:
    base = "submission/list" if tool.kind else "submission"
    query = f"city={tool.city}&amp;" + (f"kind={tool.kind}" if tool.kind else f"period={tool.period}")
    form = f"./{base}/template.xlsx?{query}"
    given = "现在发布的各行已经填好" if tool.kind else "的县（市、区）和上期数已经填好"
    what = f"{escape(tool.city_name)}{escape(tool.period_name)}"
    upload = "<label class=z-file>选择填好的文件<input type=file accept=.xlsx,.csv data-report></label>"
    return (
        f'<div class=z-report data-base="{base}" data-query="{query}"><ol class=z-steps>'
        f"<li><b>下载报送表</b><p>{what}{given}。</p><a download href={form!r}>下载 Excel</a> "
        f"<a download href={form.replace('.xlsx', '.csv')!r}>下载 CSV</a>"
        f"<li><b>填好后上传</b><p>只读取，不会存下来；列的先后、名称不同也认得。</p>{upload}"
        "<li><b>看校验和影响</b><p>有错误的格子会列出来；没有错误就能看到发布后会变什么。</p>"
        "<button class=z-link data-marked disabled>下载标出问题的报送表</button>"
        "<li><b>提交审核</b><p>省里通过并发布后，大家看到的才会变。</p><button class=z-primary data-hand disabled>提交</button>"
        f"</ol>{_STATUS}<div class=z-read></div></div>"
    )
