"""Draws figures; what the reader picks in them, the browser writes into the address."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from itertools import groupby
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

from figures.alt import message
from figures.charts import Scatter, Slope
from figures.sheet import Columns, Part
from figures.to_sheet import to_sheet
from web.static import static

Live = Callable[[], object]  # draws with Streamlit's own elements, where it stands
Parts = tuple[Part | Columns | Live, ...]


def mount(name: str, data: dict[str, Any], key: str) -> None:
    """Mount ``assets/{name}.js``; data goes as deflated UTF-8.

    Streamlit's own JSON spends six bytes on every Chinese character. ``zj`` is in ``assets/shell.js``; the
    module itself is fetched once, by its hashed name.
    """
    packed = zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), 6)
    component(f"zj_{name}", js=f'export default zj("{name}")\n', isolate_styles=False)(data=packed, key=key)


def draw(*parts: Part | Columns | Live) -> None:
    """A page from top to bottom: what stands together as one element, for every element more makes a rerun slower."""
    for number, (live, group) in enumerate(groupby(parts, callable)):
        if live:
            for part in group:
                part()  # type: ignore[operator]
        else:
            mount("sheet", to_sheet(tuple(group), static("geometry.json").url), f"sheet{number}")  # type: ignore[arg-type]


def slopes(figure: Slope, key: str) -> Live:
    """An ECharts figure."""
    from figures import to_echarts

    alt, height = message(figure), to_echarts.height(figure)
    return lambda: st.echarts_chart(to_echarts.slopes(figure), height=height, key=key, alt=alt)


def scatter(figure: Scatter, key: str) -> Live:
    """A Plotly figure."""
    from figures import to_plotly

    alt = message(figure)
    return lambda: st.plotly_chart(to_plotly.scatter(figure), key=key, config=to_plotly.CONFIG, alt=alt)
