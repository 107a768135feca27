"""One screen of the hall as a frozen value: a message and what proves it, five numbers and one chart at the most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from domain.facts import Figure
from domain.geometry import Tiles
from domain.items import Item
from domain.status import Status
from domain.view import View
from figures.charts import AreaMap
from figures.marks import CITED, uncited
from figures.spec import Bars, Card, Headline, Line, Mark


@dataclass(frozen=True, slots=True)
class Large:
    """A number with what stands under it; ``share`` of 1 fills the bar between them, None draws none."""

    card: Card
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers side by side, the first ones as large as fits; ``apart`` are of scopes that are never added."""

    numbers: tuple[Large, ...]
    first: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Tile:
    """An area in the grid; ``step`` 1–5 is its colour class, 0 where it has no number."""

    name: str
    text: str
    step: int
    column: int
    row: int
    status: Status


@dataclass(frozen=True, slots=True)
class TileMap:
    """Areas of equal size where they lie; a picture of the order, and no map."""

    tiles: tuple[Tile, ...]
    labels: tuple[str, ...]
    unit: str
    status: Status


Group = tuple[str | Status, tuple[tuple[str, Status | None], ...]]


@dataclass(frozen=True, slots=True)
class Names:
    """Names by group, whose head may be a mark; each name with its status, None for what needs no mark."""

    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of text."""

    lines: tuple[str, ...]


Block = Numbers | TileMap | Names | Words | Bars


@dataclass(frozen=True, slots=True)
class Scene:
    """``headline`` is the message, its first sentence shown and all of them read out; ``sources`` are those of what has no
    address of its own.
    """

    title: str
    headline: Headline
    blocks: tuple[Block, ...] = ()
    map: AreaMap | None = None
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def status(self) -> Status:
        """Of the sentence that is shown; verbatim figures need no other."""
        return self.headline.sentences[0][1] or Status.PUBLISHED

    @property
    def is_demo(self) -> bool:
        """Whether anything on the screen is invented."""
        drawn = {self.map.status} if self.map else set()
        return Status.DEMO in {self.status, *drawn, *(mark.status for mark in _marks(self.blocks))}

    @property
    def sentence(self) -> str:
        """The message as plain words: of a long one the part before its first semicolon, colon or full stop."""
        first = uncited(self.headline.sentences[0][0])
        for sign, longest in _CUTS:
            first = first if len(first) <= longest else first.partition(sign)[0]
        return closed(first)

    @property
    def say(self) -> str:
        """All sentences, to be read out."""
        return "".join(closed(uncited(text)) for text, _ in self.headline.sentences)

    @property
    def alt(self) -> str:
        """What the screen says to who does not see it."""
        return f"{self.title}：{self.sentence}{''.join(_told(self.blocks))}"

    @property
    def refs(self) -> tuple[str, ...]:
        """Addresses of every figure of the screen, each once."""
        cited = [found for text, _ in self.headline.sentences for found in CITED.findall(text)]
        texts = [found for text in _texts(self.blocks) for found in CITED.findall(text)]
        marks = [mark.ref for mark in _marks(self.blocks) if mark.ref]
        return tuple(dict.fromkeys([*(address for address, _ in (*cited, *texts)), *marks]))


@dataclass(frozen=True)
class Material:
    """What scenes draw on besides the view: the report's items and figures, the grids of tiles, the line under a map.

    ``hidden``: there are invented values, and the hall leaves them out. ``near``: % of a target from which it is nearly
    reached.
    """

    items: Sequence[Item] = ()
    figures: Sequence[Figure] = ()
    tiles: Tiles = field(default_factory=dict)
    approval: Mapping[str, str] = field(default_factory=dict)
    hidden: bool = False
    near: float = 90.0


@dataclass(frozen=True)
class Question:
    """What is to be shown of which choice."""

    view: View
    material: Material

    @property
    def unknown(self) -> str:
        """Why there is nothing below the province."""
        if self.material.hidden:
            return "市县数未报；只有演示数据，会场未显示。"
        return "报告只公布全省数，市县数未报。"


_CUTS = (("；", 44), ("：", 60), ("。", 60))  # from how many characters on a sentence is cut at its first such sign


def closed(sentence: str) -> str:
    """With a full stop at its end."""
    return sentence if sentence.endswith(("。", "！", "？")) else f"{sentence.rstrip('；，')}。"


def _told(blocks: Sequence[Block]) -> Iterator[str]:
    """The numbers of the blocks in words."""
    for mark_name, mark in _named(blocks):
        yield f"{mark_name}{mark.text}{mark.unit}（{mark.status.label}）；"


def _named(blocks: Sequence[Block]) -> Iterator[tuple[str, Mark]]:
    for block in blocks:
        match block:
            case Numbers(numbers):
                yield from ((large.card.title, large.card.main) for large in numbers)
            case Bars(_, rows):
                yield from ((row.label, row.mark) for row in rows)
            case TileMap(tiles):
                yield from ((tile.name, Mark(tile.text, "", tile.status)) for tile in tiles)


def _marks(blocks: Sequence[Block]) -> Iterator[Mark]:
    yield from (mark for _, mark in _named(blocks))
    yield from (line.mark for line in _lines(blocks) if line.mark)
    for block in blocks:
        if isinstance(block, Names):
            yield from (Mark("", "", status) for _, names in block.groups for _, status in names if status)


def _lines(blocks: Sequence[Block]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Numbers):
            yield from (line for large in block.numbers for line in large.card.lines)


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    yield from (line.text for line in _lines(blocks))
    for block in blocks:
        match block:
            case Words(lines):
                yield from lines
            case Names(groups):
                yield from (text for _, names in groups for text, _ in names)
            case Bars(_, rows):
                yield from (row.ends for row in rows)
