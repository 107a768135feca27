"""What several screens are made of: large numbers with their lines, and areas as tiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain import format as fmt
from domain.area import PROVINCE
from domain.catalog import INDICATORS
from domain.indicator import Ratio
from domain.items import Item
from domain.period import PERIODS
from domain.status import Status
from domain.view import View
from figures.build_cards import key_card
from figures.build_ranking import coverage_headline
from figures.hall import Large, Numbers, Question, Scene, Tile, TileMap
from figures.marks import edge_labels, edges, marked, step
from figures.spec import Card, Line, Mark

WHOLE = (PROVINCE,)


def is_whole(view: View) -> bool:
    """Whether the screen is the province's."""
    return view.subject == WHOLE


def is_known(view: View, *indicators: str) -> bool:
    """Whether the subject has any of these numbers."""
    return any(view.value(key).interval is not None for key in indicators)


def chosen(view: View, indicator: str) -> View:
    """The same view of another indicator, without a threshold."""
    return replace(view, selection=replace(view.selection, indicator=indicator, below=None))


def title(view: View, topic: str) -> str:
    """Whose screen it is, and about what."""
    return f"{view.subject_name}　{topic}"


def dated(view: View, topic: str) -> str:
    """The same with the time of the numbers, where the sentence may speak of another one."""
    return f"{title(view, topic)}　{PERIODS[view.period].name}"


def large(name: str, mark: Mark, lines: tuple[Line, ...] = (), share: float | None = None) -> Large:
    """A number under its name."""
    return Large(Card(name, mark, lines), share)


def key_number(view: View, indicator: str, lines: int = 1) -> Large:
    """A key figure with the first lines of its card: what it grew by, from what; of an area the province's beside it."""
    card = key_card(view, indicator)
    return Large(
        replace(card, lines=card.lines[:lines] if is_whole(view) else (*card.lines[:-1][: lines - 1], card.lines[-1]))
    )


def rate_number(view: View, kind: str, areas: tuple[str, ...] = ()) -> Large:
    """The share of towns or villages with a branch as a bar, with what is built and by how much that grew."""
    areas = areas or view.subject
    own = replace(view, selection=replace(view.selection, areas=() if areas == WHOLE else areas))
    mark, rate = marked(own, f"{kind}_coverage"), own.value(f"{kind}_coverage").number
    grown = tuple(line for line in key_card(own, f"{kind}_branches").lines if line.strong)
    lines = (Line("已建", marked(own, f"{kind}_branches")), *grown) if rate is not None else ()
    name = INDICATORS[f"{kind}_coverage"].name
    whose = f"全省{name}" if is_whole(own) and not is_whole(view) else name
    return large(whose, mark, lines, None if rate is None else rate / 100)


def item_number(item: Item, name: str = "", lines: tuple[Line, ...] = ()) -> Large:
    """What the report counts, as it prints it."""
    return large(name or item.name, Mark(item.amount, item.unit, item.status, item.figure), lines)


def province_rates(view: View) -> Numbers:
    """The province's two rates, for areas that have none of their own."""
    return Numbers((rate_number(view, "town", WHOLE), rate_number(view, "village", WHOLE)), first=True)


def spread(question: Question, indicator: str) -> tuple[Scene, ...]:
    """The listed areas as tiles; nothing where none of them has a number."""
    view = chosen(question.view, indicator)
    tiles = tile_map(question, indicator)
    if tiles is None or tiles.status is Status.MISSING:
        return ()
    return (Scene(title(view, f"{view.indicator.label}分布"), coverage_headline(view), (tiles,)),)


def tile_map(question: Question, indicator: str) -> TileMap | None:
    """The cities of the province or the counties of the one chosen city, coloured by classes that every level shares;
    None where there is no such picture of the choice.
    """
    view, entry = question.view, INDICATORS[indicator]
    codes = view.selection.shown(view.areas)
    grid = question.material.tiles.get(view.selection.vintage if view.selection.areas else "cities", {})
    rows = [row for row in view.dataset.rows(indicator, view.period, codes) if row.area in grid]
    known = [row.value.number for row in rows if row.value.number is not None]
    if view.county or len(view.selection.cities(view.areas)) > 1:
        return None
    bounds = edges(entry, known)
    tiles = tuple(
        Tile(
            view.areas.get(row.area, view.selection.vintage).short,
            fmt.number(row.value, entry),
            step(row.value.number, bounds),
            *grid[row.area],
            row.value.status,
        )
        for row in rows
    )
    status = Status.weakest(tile.status for tile in tiles if tile.step) if known else Status.MISSING
    return TileMap(tiles, edge_labels(entry, bounds) if known else (), f"{entry.label}（{entry.unit}）", status)


def reported(view: View, keys: Sequence[str]) -> tuple[Large, ...]:
    """Those of the key figures that the subject has."""
    return tuple(key_number(view, key, 2) for key in keys if is_known(view, key))


def is_ratio(indicator: str) -> bool:
    """Whether it is one number over another."""
    return isinstance(INDICATORS[indicator].formula, Ratio)
