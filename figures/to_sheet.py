"""Sheet → what ``assets/sheet.js`` draws."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from figures.charts import AreaMap
from figures.sheet import Columns, Part, Sheet
from figures.to_area_map import to_area_map
from figures.to_html import to_html


def to_sheet(sheet: Sheet, geometry: str) -> dict[str, Any]:
    """The component's data; ``geometry`` is the address of the maps' outlines."""
    rows = []
    for side_by_side, parts in groupby(sheet, lambda part: isinstance(part, Columns)):
        if side_by_side:
            rows += [_row(part, geometry) for part in parts if isinstance(part, Columns)]
        else:
            rows.append(_row(Columns(((1, tuple(p for p in parts if not isinstance(p, Columns))),)), geometry))
    return {"rows": rows}


def _row(columns: Columns, geometry: str) -> dict[str, Any]:
    return {
        "widths": [width for width, _ in columns.columns],
        "kind": columns.kind,
        "cells": [_cell(parts, geometry) for _, parts in columns.columns],
    }


def _cell(parts: Iterable[Part], geometry: str) -> list[dict[str, Any]]:
    regions: list[dict[str, Any]] = []
    for part in parts:
        if isinstance(part, AreaMap):
            regions.append({"map": to_area_map(part, geometry)})
        elif regions and "html" in regions[-1]:
            regions[-1]["html"] += to_html(part)
        else:
            regions.append({"html": to_html(part)})
    return regions
