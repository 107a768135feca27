"""The answer to a question as a sheet: its sentence, the map of what was asked, and the rows behind it."""

from __future__ import annotations

from dataclasses import replace

from domain.ask.answer import Answer
from domain.ask.asked import Line
from domain.ask.chips import address, selection
from domain.ask.said import Parsed
from domain.catalog import INDICATORS
from domain.view import View
from figures.build_map import area_map
from figures.charts import AreaMap
from figures.sheet import Columns, Sheet
from figures.spec import Cell, Headline, Section, Table


def answer_sheet(found: Answer, parsed: Parsed, view: View, approval: dict[str, str]) -> Sheet:
    """Sentence, map and list; no map of what is known for the province alone."""
    sentence = Headline(((found.sentence, found.status),))
    listed = _table(found, parsed, view)
    if INDICATORS[parsed.indicator].lowest == "province":
        return (sentence, listed)
    return (sentence, Columns(((1, (_map(parsed, view, approval),)), (1, (listed,)))))


def _map(parsed: Parsed, view: View, approval: dict[str, str]) -> AreaMap:
    shown = replace(view, selection=selection(parsed, view))
    return area_map(shown, parsed.indicator, parsed.kind == "pilots", approval)


def _table(found: Answer, parsed: Parsed, view: View) -> Table:
    ranked = any(line.place for line in found.rows)
    heads = ("由低到高" if parsed.order == "low" else "位次", "地区", "数") if ranked else ("地区", "数")
    rows = tuple(_row(line, parsed, view, ranked) for line in found.rows)
    return Table(Section(INDICATORS[parsed.indicator].name), heads, rows, 1 + ranked, "没有可列的地区。")


def _row(line: Line, parsed: Parsed, view: View, ranked: bool) -> tuple[Cell, ...]:
    name = Cell(line.name)
    if parsed.kind != "pilots":
        alone = replace(parsed, kind="value", areas=tuple(line.area.split(",")), op="")
        name = Cell(line.name, page=f".{address(alone, view)}")
    cells = (name, Cell(line.text, line.status, ref=line.ref))
    return (Cell(line.place or "—"), *cells) if ranked else cells
