"""Draws figures; what the reader picks in them, the browser writes into the address."""

from __future__ import annotations

import json
import zlib
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

from figures.charts import AreaMap, Dumbbell, Scatter, Stack
from figures.spec import Panel, Piece
from figures.to_area_map import to_area_map
from figures.to_html import to_html
from web.static import static


def mount(name: str, data: dict[str, Any], key: str, isolate: bool) -> None:
    """Mount ``assets/{name}.js``; data goes as deflated UTF-8.

    Streamlit's own JSON spends six bytes on every Chinese character. ``zj`` is in ``assets/shell.js``; the
    module itself is fetched once, by its hashed name.
    """
    packed = zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), 6)
    component(f"zj_{name}", js=f'export default zj("{name}")\n', isolate_styles=isolate)(data=packed, key=key)


def panel(*pieces: Piece, key: str) -> None:
    """Pieces from top to bottom as one element."""
    mount("panel", {"html": to_html(Panel(pieces))}, key, isolate=False)


def area_map(figure: AreaMap, key: str = "map") -> None:
    """The region map or the tile grid."""
    mount("area_map", to_area_map(figure, static("geometry.json").url), key, isolate=True)


def chart(figure: Dumbbell | Stack, key: str) -> None:
    """An ECharts figure."""
    from figures import to_echarts

    drawn = to_echarts.dumbbell(figure) if isinstance(figure, Dumbbell) else to_echarts.stack(figure)
    rows = len(figure.pairs) if isinstance(figure, Dumbbell) else len(figure.names)
    st.echarts_chart(drawn, height=to_echarts.height(rows), key=key, alt=f"{figure.title}，{figure.status.label}")


def scatter(figure: Scatter, key: str) -> None:
    """A Plotly figure."""
    from figures import to_plotly

    st.plotly_chart(to_plotly.scatter(figure), key=key, config=to_plotly.CONFIG)
