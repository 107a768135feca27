"""What the reader works with, as HTML. What it does is in ``assets/sheet.js`` and ``assets/tools.js``."""

from __future__ import annotations

from html import escape
from typing import assert_never

from figures.accounts_html import desk_html
from figures.materials_html import materials_html
from figures.tools import (
    AccountDesk,
    Choice,
    Draft,
    Foot,
    HandIn,
    Keep,
    MaterialDesk,
    NumberField,
    RosterIn,
    Switch,
    Tabs,
    Tool,
)

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
        case Foot(notes, files, ways):
            links = "".join(
                f'<a href="{escape(address)}"{_leaves(address)}>{escape(label)}</a>' for label, address in ways
            )
            links += "".join(
                f'<a{_kept(address)} href="{escape(address)}">{escape(label)}</a>' for label, address in files
            )
            return f"<footer class=z-foot>{''.join(f'<span>{escape(note)}</span>' for note in notes)}{links}</footer>"
        case Choice():
            return _choice(tool)
        case NumberField():
            return _number_field(tool)
        case HandIn():
            return _hand_in(tool)
        case RosterIn():
            return _roster_in(tool)
        case AccountDesk():
            return desk_html(tool)
        case MaterialDesk():
            return materials_html(tool)
        case _:
            assert_never(tool)


def _leaves(address: str) -> str:
    """A page of its own is opened by the browser, not by the sheet."""
    alone = address == "logout" or address.startswith("hall/") or "mode=hall" in address
    return " target=_self" if alone else ""


def _kept(address: str) -> str:
    """A file that may be refused is opened by the browser, so that the reader is told why."""
    return " target=_self" if address.startswith("make?") else " download"


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


def _number_field(tool: NumberField) -> str:
    bounds = f'min={tool.least:g} max={tool.most:g} step={tool.step} value="{escape(tool.value)}"'
    return (
        f"<label class=z-choice>{escape(tool.label)} "
        f'<input type=number data-choose="{tool.name}" {bounds}> {escape(tool.unit)}</label>'
    )


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


def _roster_in(tool: RosterIn) -> str:
    upload = "<label class=z-file>选择名册文件<input type=file accept=.xlsx,.csv data-roster></label>"
    return (
        f'<div class=z-roster data-query="city={tool.city}&amp;period={tool.period}"><ol class=z-steps>'
        f"<li><b>选择名册文件</b><p>{escape(tool.city_name)}的志愿者名册，Excel或CSV，最多100万人；至少要有“县（市、区）”一列。"
        f"{escape(tool.period_name)}以后注册的不计。</p>{upload}"
        "<label class=z-tick><input type=checkbox data-few>隐去少于3人的格子（也不存入草稿）</label>"
        "<li><b>先丢掉个人信息，再计数</b><p>姓名、证件号、电话等不存入任何地方；取消或关掉页面，什么也不留下。</p>"
        "<progress max=1 value=0 aria-label=读取进度 hidden></progress> "
        "<button class=z-link data-uncount hidden>取消</button>"
        "<li><b>看各县（市、区）的人数</b><p>按星级、注册年份和类别分；认出的列、丢掉的列和有问题的行都列出来。</p>"
        "<button class=z-link data-counts disabled>下载计数表（CSV）</button>"
        "<li><b>作为草稿存入</b><p>只存注册志愿者和一至五星的人数；存入后在下面的报送记录里提交。</p>"
        f"<button class=z-primary data-tally disabled>作为草稿存入</button></ol>{_STATUS}<div class=z-read></div></div>"
    )
