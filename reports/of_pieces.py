"""Pieces of a page → blocks of paper: the same figure value in another medium."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never

from domain.status import Status
from figures import spec
from figures.charts import AreaMap, Bullets, Dumbbell, Scatter, Stack
from figures.marks import CITED
from figures.sheet import Columns, Part
from figures.tools import Tool
from reports.blocks import (
    Block,
    Chart,
    Form,
    Grid,
    GridCell,
    Head,
    KeyFigure,
    KeyFigures,
    Map,
    Role,
    Run,
    Series,
    Text,
)
from reports.document import Chapter
from reports.of_bullets import bullet_grid

Figure = Part | Dumbbell | Stack | Scatter
_PLAIN = re.compile(r"[+−]?\d+(\.\d+)?")


def blocks_of(parts: Iterable[Figure | Columns]) -> tuple[Block, ...]:
    """All parts from top to bottom; columns one after the other."""
    found: list[Block] = []
    for part in parts:
        if isinstance(part, Columns):
            for _, column in part.columns:
                found += blocks_of(column)
        else:
            found += _blocks(part)
    return tuple(found)


def chapters_of(blocks: tuple[Block, ...], title: str) -> tuple[Chapter, ...]:
    """A page cut at its heads: what stands before the first one, or has none, belongs to the page's own title."""
    chapters: list[tuple[str, list[Block]]] = [(title, [])]
    for block in blocks:
        if isinstance(block, Head):
            chapters.append((block.text, []))
        chapters[-1][1].append(block)
    say = next((block.plain for block in blocks if isinstance(block, Text)), "")
    return tuple(Chapter(name, tuple(own), say if n == 0 else "") for n, (name, own) in enumerate(chapters) if own)


def runs_of(text: str, status: Status | None = None) -> tuple[Run, ...]:
    """A sentence cut at the numbers that it cites; its mark stands at its end."""
    runs, at = [], 0
    for cited in CITED.finditer(text):
        runs += [Run(text[at : cited.start()])] if cited.start() > at else []
        runs.append(Run(cited[2], cited[1]))
        at = cited.end()
    if at < len(text) or not runs or status:
        runs.append(Run(text[at:], status=status))
    return tuple(runs)


def _blocks(part: Figure) -> tuple[Block, ...]:
    if isinstance(part, spec.Download | Tool):
        return ()  # on paper nobody presses anything
    match part:
        case spec.Headline(sentences):
            return tuple(Text(runs_of(*sentence), Role.LEAD) for sentence in sentences)
        case spec.Section():
            return _head(part)
        case spec.Callout(title, text):
            return (Text((Run(f"{title}　", strong=True), *runs_of(text)), Role.CALLOUT),)
        case spec.Cards(cards):
            return (KeyFigures(tuple(map(_card, cards))),)
        case spec.Ranking():
            return (*_head(part.section), *_ranking(part))
        case spec.Bars():
            return (*_head(part.section), *_bars(part))
        case spec.Progress():
            return (*_head(part.section), *_progress(part))
        case spec.Dots(section, blocks):
            return (*_head(section), KeyFigures(tuple(map(_dots, blocks)), apart=True))
        case spec.Table():
            return (*_head(part.section), _table(part))
        case spec.Strips(section, rows):
            return (*_head(section), _strips(rows, section.status))
        case spec.Roll(section, groups):
            return (*_head(section), _roll(groups))
        case spec.Timeline(section, events, empty):
            return (*_head(section), _timeline(events, empty))
        case spec.Waterfall():
            return (*_head(part.section), _waterfall(part))
        case AreaMap():
            return (Map(part),)
        case Dumbbell():
            return (_dumbbell(part),)
        case Stack(title, unit, names, parts, status):
            series = tuple(Series(name, numbers, f"s{n}") for n, (name, numbers) in enumerate(parts, 1))
            return (Chart(title, Form.STACKED, names, series, unit, status),)
        case Bullets(title, note, _, status):
            return Head(title, note, status), bullet_grid(part)
        case Scatter():
            return (_scatter(part),)
        case _:
            assert_never(part)


def _head(section: spec.Section) -> tuple[Block, ...]:
    return (Head(section.title, section.note, section.status),) if section.title else ()


def _number(text: str) -> float | None:
    return float(text.replace("−", "-")) if _PLAIN.fullmatch(text) else None


def _card(card: spec.Card) -> KeyFigure:
    number = Run(card.main.text, card.main.ref, card.main.status)
    return KeyFigure(card.title, number, card.main.unit, tuple(map(_line, card.lines)), card.source)


def _line(line: spec.Line) -> Text:
    runs = [*runs_of(line.text)]
    runs += [Run(f" {line.strong}", strong=True)] if line.strong else []
    if line.mark:
        runs.append(Run(f" {line.mark.text}{line.mark.unit}", line.mark.ref, line.mark.status))
    return Text(tuple(runs), Role.NOTE)


def _ranking(piece: spec.Ranking) -> tuple[Block, ...]:
    status = piece.section.status or Status.weakest(row.status for row in piece.rows) if piece.rows else Status.MISSING
    heads = ("位次", "地区", *piece.heads)
    grid = Grid(
        heads,
        tuple(_rank_row(row, piece) for row in piece.rows),
        2,
        piece.section.title,
        piece.section.status,
        piece.empty,
    )
    known = [row for row in piece.rows if row.number is not None]
    if not known:
        return (grid,)
    series = Series(piece.heads[0], tuple(row.number for row in known), texts=tuple(row.text for row in known))
    return Chart(
        piece.section.title, Form.BARS, tuple(row.name for row in known), (series,), piece.heads[0], status
    ), grid


def _rank_row(row: spec.RankRow, piece: spec.Ranking) -> tuple[GridCell, ...]:
    address = f"{piece.series}.{row.code}" if piece.series else ""
    value = GridCell(row.text, _number(row.text), row.status, address, row.step)
    return GridCell(row.place or "—"), GridCell(row.name), value, *(_cell_of(text) for text in row.cells)


def _cell_of(text: str) -> GridCell:
    """A ranking's further cell: its citations lack period and area, so that only the words are kept."""
    plain = "".join(run.text for run in runs_of(text))
    return GridCell(plain, _number(plain))


def _bars(piece: spec.Bars) -> tuple[Block, ...]:
    known = [row for row in piece.rows if row.number is not None]
    grid = Grid(
        ("项目", "数值", "说明"),
        tuple(
            (
                GridCell(row.label),
                GridCell(row.mark.text + row.mark.unit, None, row.mark.status, row.mark.ref),
                GridCell("".join(run.text for run in runs_of(row.ends)) + ("（下限）" if row.torn else "")),
            )
            for row in piece.rows
        ),
    )
    if not known:
        return (grid,)
    status = Status.weakest(row.mark.status for row in known)
    series = Series(
        "数值", tuple(row.number for row in known), texts=tuple(row.mark.text + row.mark.unit for row in known)
    )
    units = {row.mark.unit for row in known}
    unit = units.pop() if len(units) == 1 else ""
    return Chart(piece.section.title, Form.BARS, tuple(row.label for row in known), (series,), unit, status), grid


def _progress(piece: spec.Progress) -> tuple[Block, ...]:
    known = [row for row in piece.rows if row.share is not None]
    grid = Grid(
        ("项目", "已建 / 应建", "还差"),
        tuple(
            (
                GridCell(row.label),
                GridCell("".join(run.text for run in runs_of(row.fraction))),
                GridCell(row.gap.text + row.gap.unit, None, row.gap.status, row.gap.ref),
            )
            for row in piece.rows
        ),
    )
    if not known:
        return (grid,)
    status = Status.weakest(row.gap.status for row in known)
    shares = tuple(round(100 * (row.share or 0), 2) for row in known)
    series = Series("已建", shares), Series("未建", tuple(round(100 - share, 2) for share in shares), "track")
    return Chart(piece.section.title, Form.FULL, tuple(row.label for row in known), series, "%", status), grid


def _dots(block: spec.DotBlock) -> KeyFigure:
    number = Run(block.mark.text, block.mark.ref, block.mark.status)
    lines = (Text((Run(f"范围：{block.scope}"),), Role.NOTE), Text(runs_of(block.note), Role.NOTE))
    return KeyFigure(block.title, number, block.mark.unit, lines)


def _cell(cell: spec.Cell) -> GridCell:
    status = None if cell.text == (cell.status.label if cell.status else "") else cell.status
    text = "".join(run.text for run in runs_of(cell.text))
    return GridCell(text, _number(text), status, cell.ref, cell.step)


def _table(piece: spec.Table) -> Grid:
    rows = tuple(tuple(map(_cell, row)) for row in piece.rows)
    return Grid(piece.heads, rows, piece.numeric_from, piece.section.title, piece.section.status, piece.empty)


def _strips(rows: tuple[spec.StripRow, ...], status: Status | None) -> Grid:
    cells = tuple(
        (GridCell(row.label), GridCell("".join(r.text for r in runs_of(row.text)), status=status), GridCell(row.note))
        for row in rows
    )
    return Grid(("指标", "本地", "位置"), cells)


def _roll(groups: tuple[spec.RollGroup, ...]) -> Grid:
    def named(cell: spec.Cell) -> str:
        return f"{cell.text}（{cell.status.label}）" if cell.status else cell.text

    rows = tuple((_cell(group.head), GridCell("、".join(map(named, group.members)))) for group in groups)
    return Grid(("分组", "名单"), rows, numeric_from=2)


def _timeline(events: tuple[spec.Event, ...], empty: str) -> Grid:
    rows = tuple(
        (GridCell(event.when), GridCell(event.name), *map(_cell, (event.amount, event.area, event.source)))
        for event in events
    )
    return Grid(("时间", "事项", "数量", "地区", "出处"), rows, 2, empty=empty)


def _waterfall(piece: spec.Waterfall) -> Chart:
    """A hidden foot under each step."""
    names = tuple(step.label for step in piece.steps)
    feet = Series("", tuple(min(step.start, step.end) for step in piece.steps), role="")
    spans = tuple(abs(step.end - step.start) for step in piece.steps)
    steps = Series(piece.section.title, spans, texts=tuple(step.text for step in piece.steps))
    status = Status.weakest(step.status for step in piece.steps)
    return Chart(piece.section.title, Form.STACKED, names, (feet, steps), "", status)


def _dumbbell(figure: Dumbbell) -> Chart:
    names = tuple(pair.name for pair in figure.pairs)
    series = (
        Series(figure.before, tuple(pair.before for pair in figure.pairs), hollow=True),
        Series(figure.after, tuple(pair.after for pair in figure.pairs)),
    )
    return Chart(figure.title, Form.BARS, names, series, figure.unit, figure.status)


def _scatter(figure: Scatter) -> Chart:
    roles = ("bar", "accent", "ok", "warn", "ink3")
    groups = dict.fromkeys(point.group for point in figure.points)
    series = [
        Series(
            group,
            tuple(point.y for point in figure.points if point.group == group),
            roles[n % len(roles)],
            x=tuple(point.x for point in figure.points if point.group == group),
        )
        for n, group in enumerate(groups)
    ]
    return Chart(figure.title, Form.SCATTER, (), tuple(series), figure.y_title, figure.status, figure.x_title)
