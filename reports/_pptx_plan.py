"""Which blocks stand beside and below each other, and on which slide. In points; nothing is drawn here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from reports._pptx_measure import LEAST, lay, leading
from reports._pptx_need import ASIDE, BODY, MOST_COMPACT, MOST_ROWS, WIDTH, Sizes, head_height, need, sizes
from reports.blocks import Block, Chart, Form, Grid, Head, KeyFigures, PageBreak

_FEWEST = 4  # rows of a table that are worth beginning at the end of a slide
_SIDE = 230.0  # of cards beside a chart and its table
_SHARES = (0.4, 0.46, 0.52, 0.6)
_SPLITS = (0.5, 0.55, 0.6, 0.65, 0.45, 0.4, 0.35)


@dataclass(frozen=True, slots=True)
class Row:
    """Blocks side by side with their widths under one head; ``low`` is the height they need, ``want`` what suits them."""

    blocks: tuple[Block, ...]
    widths: tuple[float, ...]
    low: float
    want: float
    heads: tuple[Head | None, ...] = ()
    top: float = 0.0  # of all bars of a chart that was cut

    @property
    def count(self) -> int:
        """Rows of its table, bars of its chart, or cards, that it can be cut between."""
        if isinstance(self.blocks[0], KeyFigures) and len(self.blocks) == 1:
            return len(self.blocks[0].figures)
        return max(_count(block) for block in self.blocks)


def plan(blocks: Sequence[Block], compact: bool = False) -> tuple[Sizes, list[list[Row]]]:
    """The type, and the slides of a chapter, each a list of rows from top to bottom that fit below each other.

    Little is said in large type, as long as it stands on one slide.
    """
    *large, last = sizes(blocks, compact)
    for size in large:
        slides = _laid_out(blocks, size, compact)
        if len(slides) == 1 and _stands(slides[0], size):
            return size, slides
    return last, _laid_out(blocks, last, compact) or [[]]


def _stands(rows: Sequence[Row], size: Sizes) -> bool:
    """Whether they fit, with no number of a table broken nor any of its rows on two lines."""
    tables = [lay(row.blocks[0], WIDTH, size.small) for row in rows if isinstance(row.blocks[0], Grid)]
    whole = all(table.fits and max(table.heights, default=0) <= leading(size.small) + 5 for table in tables)
    return whole and sum(row.low for row in rows) + size.gap * (len(rows) - 1) <= BODY


def _laid_out(blocks: Sequence[Block], size: Sizes, compact: bool) -> list[list[Row]]:
    """Where it is ``compact``, tables stand side by side, from that one on which makes for the fewest slides."""
    tables = sum(isinstance(block, Grid) for block in blocks)
    return min((_planned(blocks, size, alone) for alone in range(tables if compact else 0, -1, -1)), key=_scattered)


def _scattered(slides: list[list[Row]]) -> tuple[int, int]:
    """Slides, and the pieces that blocks were cut into."""
    return len(slides), sum(len(row.blocks) for slide in slides for row in slide)


def _planned(blocks: Sequence[Block], size: Sizes, alone: int) -> list[list[Row]]:
    slides: list[list[Row]] = [[]]
    for row in _rows(blocks, size, alone):
        if row is None:
            slides += [[]] if slides[-1] else []
            continue
        rest: Row | None = row
        while rest is not None:
            rest = _place(rest, slides, size)
    return [slide for slide in slides if slide]


def heights(rows: Sequence[Row], gap: float) -> list[float]:
    """What is left of a slide is shared by what wants more."""
    spare = max(0.0, BODY - sum(row.low for row in rows) - gap * (len(rows) - 1))
    wish = sum(row.want - row.low for row in rows)
    share = min(1.0, spare / wish) if wish else 0.0
    return [row.low + (row.want - row.low) * share for row in rows]


def _place(row: Row, slides: list[list[Row]], size: Sizes) -> Row | None:
    """Put it on the last slide, or what of it fits; what is left comes back."""
    used = sum(found.low + size.gap for found in slides[-1])
    room = BODY - used
    if row.low <= room + 0.5 and row.count <= _limit(row, size):
        slides[-1].append(row)
        return None
    fit = _fitting(row, room, size)
    fewest = 1 if isinstance(row.blocks[0], KeyFigures) else _FEWEST
    if slides[-1] and (fit < fewest or fit >= row.count):
        slides.append([])
        return row
    if row.count == 0 or fit >= row.count or row.count == 1:
        slides[-1].append(row)
        return None
    count = max(1, ceil(row.count / ceil(row.count / max(1, fit))))
    slides[-1].append(_part(row, slice(count), size))
    slides.append([])
    return _part(row, slice(count, None), size)


def _limit(row: Row, size: Sizes) -> int:
    kinds = {type(block) for block in row.blocks}
    return size.most if Grid in kinds else row.count


def _fitting(row: Row, room: float, size: Sizes) -> int:
    """How many rows of it have room."""
    count = min(row.count, _limit(row, size))
    while count > 0 and _part(row, slice(count), size).low > room + 0.5:
        count -= 1
    return count


def _part(row: Row, part: slice, size: Sizes) -> Row:
    """Some of its rows; a block that has none of them is left out."""
    blocks = [_part_of(block, part, len(row.blocks) == 1) for block in row.blocks]
    left = [n for n, block in enumerate(blocks) if not _is_empty(block)] or list(range(len(blocks)))
    heads = tuple(row.heads[n] for n in left) if len(row.heads) > 1 else row.heads
    top = row.top or max((_top(block) for block in row.blocks if isinstance(block, Chart)), default=0.0)
    return replace(_row([blocks[n] for n in left], tuple(row.widths[n] for n in left), size, heads), top=top)


def _part_of(block: Block, part: slice, alone: bool) -> Block:
    match block:
        case KeyFigures(figures) if alone:
            return replace(block, figures=figures[part])
        case Grid(rows=rows):
            return replace(block, rows=rows[part])
        case Chart(categories=names, series=series) if names:
            cut = tuple(replace(s, numbers=s.numbers[part], texts=s.texts[part]) for s in series)
            return replace(block, categories=names[part], series=cut)
    return block


def _is_empty(block: Block) -> bool:
    return isinstance(block, Grid) and not block.rows


def _top(chart: Chart) -> float:
    """The end of its longest bar."""
    numbers = [[number or 0 for number in series.numbers] for series in chart.series]
    if chart.form is Form.STACKED:
        return max(map(sum, zip(*numbers, strict=True)), default=0.0)
    return max((max(own, default=0.0) for own in numbers), default=0.0)


def _count(block: Block) -> int:
    match block:
        case Grid(rows=rows):
            return len(rows)
        case Chart(categories=names):
            return len(names)
    return 0


def _rows(blocks: Sequence[Block], size: Sizes, alone: int) -> Iterator[Row | None]:
    """From top to bottom; None begins a new slide. The first ``alone`` tables have none beside them."""
    rest, head, before = list(blocks), None, 0.0
    while rest:
        block = rest.pop(0)
        if isinstance(block, PageBreak):
            yield None
            continue
        if isinstance(block, Head):
            head = block
            continue
        row = _with_next(block, head, rest, size, size.most == MOST_COMPACT and alone <= 0)
        alone -= isinstance(block, Grid)
        if isinstance(block, KeyFigures) and (beside := _beside(block, row, rest, before, size)):
            row = beside
        before, head = before + row.low + size.gap, None
        yield row


def _with_next(block: Block, head: Head | None, rest: list[Block], size: Sizes, in_pairs: bool) -> Row:
    """The block with what belongs beside it, taken off the rest."""
    following = rest[0] if rest else None
    if isinstance(block, Chart) and head and head.text == block.title and not head.note:
        head = None
    if isinstance(block, Chart) and isinstance(following, Grid) and (share := _share(following)):
        rest.pop(0)
        return _row((block, following), (WIDTH * (1 - share) - ASIDE, WIDTH * share), size, (head,))
    if in_pairs and isinstance(block, Grid):
        second = rest[0] if rest and isinstance(rest[0], Head) else None
        other = rest[1] if second and len(rest) > 1 else following
        if isinstance(other, Grid) and (widths := _halves(block, other)):
            del rest[: 2 if second else 1]
            return _row((block, other), widths, size, (head, second))
    return _row((block,), (WIDTH,), size, (head,))


def _share(grid: Grid) -> float:
    """The part of the slide's width on which a table stands well beside its chart, 0 if there is none."""
    for share in _SHARES:
        laid = lay(grid, WIDTH * share)
        if laid.fits and all(height <= leading(LEAST) + 5 for height in laid.heights):
            return share
    return _SHARES[-1] if lay(grid, WIDTH * _SHARES[-1]).fits and len(grid.rows) <= MOST_ROWS // 2 else 0.0


def _halves(one: Grid, other: Grid) -> tuple[float, ...]:
    """The widths on which two tables are lowest side by side, () where numbers would be broken."""
    room = WIDTH - ASIDE
    shares = [(room * share, room * (1 - share)) for share in _SPLITS]
    fitting = [pair for pair in shares if lay(one, pair[0]).fits and lay(other, pair[1]).fits]
    return min(fitting, key=lambda pair: max(lay(one, pair[0]).height, lay(other, pair[1]).height), default=())


def _beside(cards: KeyFigures, row: Row, rest: list[Block], before: float, size: Sizes) -> Row | None:
    """Cards beside the chart and table that follow them, where all of it would not fit below each other."""
    ahead = rest[1:] if rest and isinstance(rest[0], Head) else rest
    if len(ahead) < 2 or not isinstance(ahead[0], Chart) or not isinstance(ahead[1], Grid) or len(cards.figures) > 3:
        return None
    chart, grid = ahead[0], ahead[1]
    room = WIDTH - _SIDE - 2 * ASIDE
    pair = _row((chart, grid), (room * 0.52, room * 0.48), size)
    if before + row.low + size.gap + pair.low <= BODY or not lay(grid, room * 0.48).fits:
        return None
    del rest[: len(rest) - len(ahead) + 2]
    return _row((cards, chart, grid), (_SIDE, room * 0.52, room * 0.48), size)


def _row(
    blocks: Sequence[Block], widths: tuple[float, ...], size: Sizes, heads: tuple[Head | None, ...] = (None,)
) -> Row:
    above = max(head_height(head) for head in heads) if heads else 0.0
    needs = [need(block, width, size) for block, width in zip(blocks, widths, strict=True)]
    low, want = above + max(low for low, _ in needs), above + max(want for _, want in needs)
    return Row(tuple(blocks), widths, low, max(low, want), heads)
