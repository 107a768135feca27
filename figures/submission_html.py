"""What a file says, what is wrong with it and what it would change, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from domain.area import Areas
from domain.catalog import INDICATORS
from domain.effect import Effect
from domain.lists import ListEffect, ListKind, written_row
from domain.submission import Entry, ListRow, Problem, Severity

_SHAPES = {Severity.ERROR: ("■", "z-bad"), Severity.WARNING: ("▲", "z-warn"), Severity.FIXED: ("●", "z-ok")}
_MOST = 200  # problems or changes shown; the marked copy has all of them


def reading_html(entries: Sequence[Entry], problems: Sequence[Problem], effect: Effect | None) -> str:
    """Counts, the problems in the order of the sheet, the effect; the way on where nothing stands in it."""
    return _head(f"读到{len(entries)}个数", problems, effect is None) + ("" if effect is None else _effect(effect))


def list_html(
    kind: ListKind, rows: Sequence[ListRow], problems: Sequence[Problem], effect: ListEffect | None, areas: Areas
) -> str:
    """The same of a list."""
    head = _head(f"读到{len(rows)}行", problems, effect is None)
    return head + ("" if effect is None else _list_effect(kind, effect, areas))


def _head(read: str, problems: Sequence[Problem], is_stopped: bool) -> str:
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    head = f"<p><b>{read}</b>，错误{errors}处，其他提示{len(problems) - errors}处。</p>"
    if is_stopped:
        head += "<p>改正错误后重新上传；“标出问题的报送表”里每个有问题的格子都有批注。</p>"
    return head + _problems(problems)


def _problems(problems: Sequence[Problem]) -> str:
    if not problems:
        return ""
    rows = "".join(map(_problem, problems[:_MOST]))
    more = f"<p>另有{len(problems) - _MOST}处，见标出问题的报送表。</p>" if len(problems) > _MOST else ""
    heads = "".join(f"<th>{head}" for head in ("", "位置", "指标", "写的是", "应当是", "怎么改"))
    return f"<div class=z-scroll><table class=z-table><thead><tr>{heads}<tbody>{rows}</table></div>{more}"


def _problem(problem: Problem) -> str:
    shape, kind = _SHAPES[problem.severity]
    indicator = INDICATORS[problem.indicator].name if problem.indicator in INDICATORS else ""
    texts = (problem.where, indicator, problem.found, problem.expected, problem.mend)
    return f"<tr><td class={kind}>{shape} {problem.severity.label}{''.join(f'<td>{escape(text)}' for text in texts)}"


def _effect(effect: Effect) -> str:
    moves = "".join(f"<li>{escape(move.sentence)}" for move in effect.moves)
    cells = "".join(f"<li>{escape(cell.sentence)}" for cell in effect.cells[:_MOST])
    more = f"<li>……共{len(effect.cells)}处" if len(effect.cells) > _MOST else ""
    found = "".join(f"<li>{escape(finding.message)}" for finding in effect.findings)
    parts = (("全市的率和位次", moves), ("新的勾稽问题", found), (f"变动的数（{len(effect.cells)}个）", cells + more))
    shown = "".join(f"<h3>{title}</h3><ul>{items}</ul>" for title, items in parts if items)
    return f"<div class=z-effect><h2>发布后的影响</h2>{shown or '<p>没有变化。</p>'}</div>"


def _list_effect(kind: ListKind, effect: ListEffect, areas: Areas) -> str:
    def said(row: ListRow) -> str:
        return " · ".join(text for text in written_row(kind, row, areas) if text)

    parts = (
        ("新增", [said(row) for row in effect.added]),
        ("去掉", [said(row) for row in effect.removed]),
        ("改动", [f"{said(was)} → {said(row)}" for was, row in effect.changed]),
    )
    shown = "".join(_rows(word, texts) for word, texts in parts if texts)
    return f"<div class=z-effect><h2>发布后的影响</h2>{shown or '<p>没有变化。</p>'}</div>"


def _rows(word: str, texts: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(text)}" for text in texts[:_MOST])
    more = f"<li>……共{len(texts)}行" if len(texts) > _MOST else ""
    return f"<h3>{word}（{len(texts)}行）</h3><ul>{items}{more}</ul>"
