"""A checked draft as a Word file: its own paragraphs with every number marked, then the findings as a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_UNDERLINE
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from domain.proof.claims import Claim, Verdict
from reports._word_page import add_table, blank_page, colour

AUTHOR = "核数"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEADS = ("编号", "原文", "判断", "应为", "理由")
_WIDTHS = (1.3, 3.0, 2.0, 2.9, 6.8)  # cm; together the 16 cm between the margins


@dataclass(frozen=True, slots=True)
class _Look:
    """How a verdict looks: the line tells it apart on a black-and-white print, ``ink`` is a role of the theme."""

    underline: WD_UNDERLINE
    name: str
    ink: str
    bold: bool = False


_LOOKS: Mapping[Verdict, _Look] = {
    Verdict.MATCH: _Look(WD_UNDERLINE.SINGLE, "细下划线", "ink"),
    Verdict.MISMATCH: _Look(WD_UNDERLINE.DOUBLE, "红色加粗双下划线", "accent", bold=True),
    Verdict.SCOPE: _Look(WD_UNDERLINE.DOTTED, "点下划线", "warn"),
    Verdict.UNSUPPORTED: _Look(WD_UNDERLINE.WAVY, "波浪线", "link"),
}
_Finding = tuple[int, Claim]  # numbered from 1, in the order of the draft


def annotated(text: str, claims: Sequence[Claim], edition: str) -> bytes:
    """The draft ``text`` with its ``claims`` marked, checked against ``edition``; a .docx file.

    Claims that are no figures are left alone. Of two that overlap, only the first is marked in the text.
    """
    ordered = sorted((c for c in claims if c.verdict in _LOOKS), key=lambda claim: (claim.start, claim.end))
    findings = list(enumerate(ordered, 1))
    document = blank_page("核数结果")
    document.add_heading("核数结果", 1).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph(_summary(claims, edition))
    _write_legend(document)
    document.add_heading("稿件", 2)
    _write_draft(document, text.rstrip(), findings)
    document.add_heading("逐条结果", 2)
    _write_findings(document, findings)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _summary(claims: Sequence[Claim], edition: str) -> str:
    counts = Counter(claim.verdict for claim in claims)
    listed = "，".join(f"{verdict.label}{counts[verdict]}" for verdict in Verdict)
    return _clean(f"共{len(claims)}处数字：{listed}。版次：{edition}。")


def _write_legend(document: Document) -> None:
    paragraph = document.add_paragraph("标记：")
    for verdict, look in _LOOKS.items():
        _dress(paragraph.add_run(verdict.label), look)
        paragraph.add_run(f"（{look.name}） ")
    paragraph.add_run("非指标（不标）；方括号里是表中的编号。")


def _write_draft(document: Document, text: str, findings: Sequence[_Finding]) -> None:
    paragraph = document.add_paragraph()
    for piece, finding in _pieces(text, findings):
        runs = []
        for n, line in enumerate(_clean(piece).split("\n")):
            if n:
                paragraph = document.add_paragraph()
            runs.append(paragraph.add_run(line.removesuffix("\r")))
        if finding:
            _mark(document, paragraph, runs, finding)


def _mark(document: Document, paragraph: Paragraph, runs: Sequence[Run], finding: _Finding) -> None:
    """Dress the ``runs`` of a claim; behind them its correction and its number, beside them a comment."""
    number, claim = finding
    look = _LOOKS[claim.verdict]
    for run in runs:
        _dress(run, look)
    if claim.verdict is not Verdict.MATCH:
        _dress(paragraph.add_run(_clean(_correction(claim))), replace(look, underline=WD_UNDERLINE.NONE))
        comment = f"{number}. {claim.verdict.label}：{claim.reason}"
        document.add_comment(runs, _clean(comment), AUTHOR, AUTHOR[0])
    label = paragraph.add_run(f"[{number}]")
    label.font.superscript = True
    label.font.color.rgb = colour("ink3")


def _correction(claim: Claim) -> str:
    right = f"应为{claim.expected}" if claim.verdict is Verdict.MISMATCH and claim.expected else claim.verdict.label
    return f"【{right}】"


def _dress(run: Run, look: _Look) -> None:
    run.font.underline = look.underline
    run.font.bold = look.bold
    run.font.color.rgb = colour(look.ink)


def _pieces(text: str, findings: Sequence[_Finding]) -> Iterator[tuple[str, _Finding | None]]:
    """The text cut at the claims: every piece once, in order, with the claim that it is."""
    end = 0
    for number, claim in findings:
        if end <= claim.start < claim.end <= len(text):
            yield text[end : claim.start], None
            yield text[claim.start : claim.end], (number, claim)
            end = claim.end
    yield text[end:], None


def _write_findings(document: Document, findings: Sequence[_Finding]) -> None:
    if not findings:
        document.add_paragraph("没有找到可以核对的数字。")
        return
    rows = [(str(number), c.text, c.verdict.label, c.expected, c.reason) for number, c in findings]
    table = add_table(document, _HEADS, [tuple(map(_clean, row)) for row in rows], _WIDTHS)
    for cell, (_, claim) in zip(table.column_cells(2)[1:], findings, strict=True):
        _dress(cell.paragraphs[0].runs[0], _LOOKS[claim.verdict])


def _clean(text: str) -> str:
    """``text`` with a replacement sign for each character that no Word file can hold; its places stay."""
    return _NOT_XML.sub("\ufffd", text)
