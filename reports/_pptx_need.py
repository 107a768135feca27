"""How much room blocks need on a slide. In points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from domain.area import PROVINCE
from figures.charts import AreaMap
from reports._pptx_measure import LEAST, height_of, lay, leading
from reports.blocks import Block, Chart, Form, Grid, Head, KeyFigure, KeyFigures, Map, Role, Text
from reports.office_paint import badge

WIDTH, BODY = 880.0, 418.0
GAP, ASIDE = 12.0, 20.0
MOST_ROWS, MOST_COMPACT = 14, 18
HEAD = 16.0
_CARD = 12.0  # the narrowest card, in ems of its title
_MAP = (300.0, 400.0)
_FRAME = 54.0  # of a chart without numbers
_LYING = (Form.BARS, Form.STACKED, Form.FULL)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type of sentences, of a card's number and title, and of all that is small; ``most`` rows of a table stand on one
    slide, ``gap`` between rows of blocks.
    """

    lead: float
    body: float
    call: float
    most: int = MOST_ROWS
    gap: float = GAP
    number: float = 26.0
    title: float = 14.0
    small: float = LEAST

    def of(self, role: Role) -> float:
        """Size of a sentence."""
        return {Role.LEAD: self.lead, Role.BODY: self.body, Role.CALLOUT: self.call, Role.NOTE: self.small}[role]


# Where a slide has only sentences, cards and tables, it is filled: the first of these that fits.
_LARGE = (
    Sizes(30, 22, 22, number=64, title=22, small=18, gap=24),
    Sizes(28, 20, 20, number=54, title=20, small=16, gap=20),
    Sizes(24, 18, 18, number=40, title=18, small=14, gap=16),
    Sizes(20, 16, 16, number=32, title=16, small=13),
)


def sizes(blocks: Sequence[Block], compact: bool) -> tuple[Sizes, ...]:
    """What may be tried, the largest first; the last is taken where nothing fits."""
    if compact:
        return (Sizes(14, LEAST, LEAST, MOST_COMPACT, 8.0),)
    said = sum(len(block.plain) for block in blocks if isinstance(block, Text) and block.role is Role.LEAD)
    plain = Sizes(20 if said <= 90 else 16, 14, 14)
    return (plain,) if any(isinstance(block, Chart | Map) for block in blocks) else (*_LARGE, plain)


def head_height(head: Head | None) -> float:
    """Of a title with its note."""
    return leading(HEAD) + 4 if head else 0.0


def need(block: Block, width: float, size: Sizes) -> tuple[float, float]:
    """(needed, wanted) height."""
    match block:
        case Text(role=role):
            found = text_height(block, width, size.of(role), role)
            return found, found
        case KeyFigures():
            found = cards_height(block, width, size)
            return found, found
        case Chart() if not is_known(block):
            return _FRAME, _FRAME
        case Chart():
            low = _chart_height(block)
            return low, min(1.6 * low, BODY)
        case Grid():
            found = lay(block, width, size.small).height + (0.0 if block.rows else leading(size.small) + 6)
            return found, found
        case Map():
            low = max(_MAP[0], beside_height(block.figure))
            return low, max(low, _MAP[1])
    return 0.0, 0.0


def is_known(chart: Chart) -> bool:
    """Whether there is any number to be drawn."""
    return any(number is not None for series in chart.series for number in series.numbers if series.role)


def beside_height(figure: AreaMap) -> float:
    """Of what stands beside a map: title, classes and marks, and its numbers in two tables."""
    own = figure.focus[:4] if figure.focus != PROVINCE else ""
    listed = sum(code.startswith(own) for code in (figure.codes if own else figure.city_codes))
    marks = len({marker.scheme for marker in figure.markers})
    lines = (
        ceil((len(figure.labels) + 1 + marks) / 2) + ceil(listed / 2) + 4
    )  # the head of a table may fill three lines
    return head_height(Head("")) + lines * (leading(LEAST) + 4)


def _chart_height(chart: Chart) -> float:
    """Title, axis and legend, and a line for every bar."""
    bars = len(chart.categories) * (_shown(chart) if chart.form is Form.BARS else 1)
    if chart.form not in _LYING:
        return 240.0
    return _frame_height(chart) + max(bars * 14.0, len(chart.categories) * 17.0, 60.0)


def is_dense(chart: Chart, height: float) -> bool:
    """Whether the names of its bars nearly touch."""
    return chart.form in _LYING and height - _frame_height(chart) < len(chart.categories) * 1.5 * LEAST


def _frame_height(chart: Chart) -> float:
    return 78.0 + (22.0 if _shown(chart) > 1 else 0.0)


def _shown(chart: Chart) -> int:
    return sum(bool(series.role) for series in chart.series)


def text_height(text: Text, width: float, size: float, role: Role) -> float:
    """Of a paragraph with its marks; a remark stands on a ground of its own."""
    marks = "".join(f" {badge(run.status)}" for run in text.runs if run.status)
    marks = marks[: ceil(len(marks) * LEAST / size)]  # they are small
    edge = 20.0 if role is Role.CALLOUT else 0.0
    return height_of(text.plain + marks, size, width - 1.2 * edge, role is Role.LEAD) + 0.6 * edge


def cards_in_row(count: int, width: float, size: Sizes) -> int:
    """How many cards stand side by side: rows of nearly one length."""
    most = max(1, int(width // (_CARD * size.title)))
    return ceil(count / ceil(count / most)) if count else 1


def card_height(card: KeyFigure, width: float, size: Sizes) -> float:
    """Rule, title, number, lines, source."""
    title = card.title + (f" {badge(card.number.status)}" if card.number.status else "")
    lines = (line.plain + "".join(badge(run.status) for run in line.runs if run.status) for line in card.lines)
    small = [text for text in (*lines, card.source) if text]
    below = sum(height_of(text, size.small, width) for text in small)
    return 6 + height_of(title, size.title, width) + leading(size.number) + below + 4


def cards_height(cards: KeyFigures, width: float, size: Sizes) -> float:
    """All rows of cards."""
    each = cards_in_row(len(cards.figures), width, size)
    wide = (width - ASIDE * (each - 1)) / each
    rows = [cards.figures[n : n + each] for n in range(0, len(cards.figures), each)]
    return sum(max(card_height(card, wide, size) for card in row) for row in rows) + GAP * (len(rows) - 1)
