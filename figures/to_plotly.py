"""Scatters as Plotly: where hovering over ninety points earns its weight."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from domain.status import Status
from figures import theme
from figures.charts import Scatter

_LOOKS = {"试点": (theme.MARK_ACCENT, "diamond"), "所选城市": (theme.MARK_ACCENT, "diamond")}
CONFIG = {"displayModeBar": False, "locale": "zh-CN", "scrollZoom": False}


def scatter(figure: Scatter) -> go.Figure:
    """Points by group; demonstration points are open, and the axis says 演示."""
    drawn = go.Figure()
    demo = figure.status is Status.DEMO
    for group in dict.fromkeys(point.group for point in figure.points):
        points = [point for point in figure.points if point.group == group]
        colour, symbol = _LOOKS.get(group, (theme.MARK, "circle"))
        drawn.add_trace(
            go.Scatter(
                x=[p.x for p in points],
                y=[p.y for p in points],
                text=[p.text for p in points],
                mode="markers",
                name=f"{group}（{figure.status.label}）",
                hovertemplate=f"%{{text}}<br>{figure.status.label}<extra></extra>",
                marker={
                    "color": colour,
                    "symbol": f"{symbol}-open" if demo else symbol,
                    "size": 9,
                    "line": {"width": 2},
                },
            )
        )
    side: dict[str, Any] = {"xanchor": "left"} if figure.categories else {"xanchor": "right", "yshift": 9}
    for name, line in figure.lines:
        drawn.add_trace(
            go.Scatter(
                x=[x for x, _ in line],
                y=[y for _, y in line],
                mode="lines",
                name=name,
                showlegend=False,
                hoverinfo="name",
                line={"color": theme.MARK_MUTED, "width": 2},
            )
        )
        x, y = line[-1]
        drawn.add_annotation(x=x, y=y, text=name, showarrow=False, **side, font={"size": 12})
    word = f"　{figure.status.label}" if demo else ""
    drawn.update_layout(
        height=460,
        margin={"l": 10, "r": 90 if figure.categories else 10, "t": 76, "b": 10},
        dragmode=False,
        title={"text": f"{figure.title}　{figure.status.label}", "x": 0, "y": 0.98, "font": {"size": 17}},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        xaxis_title=figure.x_title,
        yaxis_title=figure.y_title + word,
        yaxis_rangemode="tozero",
        hoverlabel={"namelength": -1},
    )
    if figure.categories:
        drawn.update_xaxes(
            tickmode="array", tickvals=list(range(len(figure.categories))), ticktext=list(figure.categories)
        )
    return drawn
