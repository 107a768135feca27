"""A document as plain text: what it says without how it looks, for the check of its own numbers."""

from __future__ import annotations

from collections.abc import Iterator

from domain.period import PERIODS
from reports.blocks import Block, Chart, Grid, Head, KeyFigure, KeyFigures, Map, PageBreak, Run, Text
from reports.document import Document


def plain_text(document: Document) -> str:
    """One line a title, paragraph, key figure, line under one, and row of a table; the first two say of what area and time it is."""
    made = f"{document.house.organisation}　{PERIODS[document.view.period].name}　{document.stamp.edition_title}"
    lines = [f"{document.subtitle}　{document.title}", made]
    for chapter in document.chapters:
        lines.append(chapter.title)
        for block in chapter.blocks:
            lines += _lines(block)
    return "\n".join(line for line in lines if line)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Text(runs):
            yield _said(runs)
        case Head(text, note, status):
            yield _said((Run(text, status=status),))
            yield note
        case Chart(title, categories=names, series=series, status=status):
            yield title
            for one in series:
                labels = (_said((Run(text, status=status),)) for text in one.texts)
                yield from (f"{name}\t{label}" for name, label in zip(names, labels, strict=False))
        case Grid(heads, rows):
            yield block.title
            yield "\t".join(heads)
            yield from ("\t".join(_said((Run(cell.text, status=cell.status),)) for cell in row) for row in rows)
        case KeyFigures(figures):
            for figure in figures:
                yield from _figure(figure)
        case Map(figure):
            yield figure.title
        case PageBreak():
            return


def _figure(figure: KeyFigure) -> Iterator[str]:
    mark = f"（{figure.number.status.label}）" if figure.number.status else ""
    yield f"{figure.title}{figure.number.text}{figure.unit}{mark}"
    yield from (_said(line.runs) for line in figure.lines)
    yield figure.source


def _said(runs: tuple[Run, ...]) -> str:
    return "".join(run.text + (f"（{run.status.label}）" if run.status else "") for run in runs)
