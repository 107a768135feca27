"""Dumbbells and stacks as ECharts, through pyecharts. Colours hold on both themes."""

from __future__ import annotations

from typing import Any

from pyecharts import options as opts
from pyecharts.charts import Bar, Scatter

from domain.status import Status
from figures import theme
from figures.charts import Dumbbell, Stack

_HATCH = {
    "symbol": "rect",
    "dashArrayX": [1, 0],
    "dashArrayY": [2, 5],
    "rotation": -0.785,
    "color": theme.MARK_HATCH,
}
ROW, MARGIN = 30, 140


def height(rows: int) -> int:
    """Pixels for that many rows."""
    return ROW * rows + MARGIN


def dumbbell(figure: Dumbbell) -> Bar:
    """A bar from before to after (an invisible bar carries it) with a point at both ends."""
    names = [pair.name for pair in figure.pairs]
    lows = [min(p.before, p.after) if p.before is not None and p.after is not None else None for p in figure.pairs]
    gaps = [abs(p.after - p.before) if p.before is not None and p.after is not None else None for p in figure.pairs]
    chart = Bar(init_opts=opts.InitOpts(animation_opts=opts.AnimationOpts(animation=False)))
    chart.add_xaxis(names)
    chart.add_yaxis(
        "", lows, stack="span", itemstyle_opts={"color": "transparent"}, label_opts=_NONE, tooltip_opts={"show": False}
    )
    chart.add_yaxis(
        "变化",
        gaps,
        stack="span",
        bar_width=5,
        label_opts=_NONE,
        tooltip_opts={"show": False},
        itemstyle_opts={"color": theme.MARK_SOFT, "decal": _decal(figure.status)},
    )
    chart.reversal_axis()
    chart.overlap(_ends(figure, names))
    chart.set_global_opts(
        title_opts=_title(figure),
        legend_opts=_LEGEND,
        tooltip_opts=opts.TooltipOpts(
            trigger="item", formatter=f"{{b}}<br>{{a}}：{{c}}{figure.unit}（{figure.status.label}）"
        ),
        xaxis_opts=opts.AxisOpts(name=_axis(figure), name_location="center", name_gap=28, type_="value", min_=0),
        yaxis_opts=opts.AxisOpts(type_="category", axislabel_opts=opts.LabelOpts(interval=0, font_size=13)),
    )
    return chart


def _ends(figure: Dumbbell, names: list[str]) -> Scatter:
    """A hollow point before, a full one after; pyecharts' own scatter would pair each number with its name."""
    points = Scatter().add_xaxis(names)
    for word, hollow in ((figure.before, True), (figure.after, False)):
        numbers = [pair.before if hollow else pair.after for pair in figure.pairs]
        style = {"color": "transparent" if hollow else theme.MARK, "borderColor": theme.MARK, "borderWidth": 2}
        points.options["series"].append(
            {"type": "scatter", "name": word, "symbolSize": 12, "data": numbers, "itemStyle": style}
        )
        points.options["legend"][0]["data"].append(word)
    return points


def stack(figure: Stack) -> Bar:
    """Horizontal stacked bars, first level at the root."""
    chart = Bar(init_opts=opts.InitOpts(animation_opts=opts.AnimationOpts(animation=False)))
    chart.add_xaxis(list(figure.names)[::-1])
    for (name, numbers), colour in zip(figure.parts, theme.MARK_LEVELS, strict=True):
        label = name.removesuffix("志愿者")
        chart.add_yaxis(
            label,
            list(numbers)[::-1],
            stack="stars",
            bar_width=16,
            label_opts=_NONE,
            itemstyle_opts={
                "color": colour,
                "borderColor": theme.MARK,
                "borderWidth": 0.5,
                "decal": _decal(figure.status),
            },
        )
    chart.reversal_axis()
    chart.set_global_opts(
        title_opts=_title(figure),
        legend_opts=_LEGEND,
        tooltip_opts=opts.TooltipOpts(
            trigger="axis", axis_pointer_type="shadow", value_formatter=f"%d{figure.unit}（{figure.status.label}）"
        ),
        xaxis_opts=opts.AxisOpts(name=_axis(figure), name_location="center", name_gap=28, type_="value"),
        yaxis_opts=opts.AxisOpts(type_="category", axislabel_opts=opts.LabelOpts(interval=0, font_size=13)),
    )
    return chart


_NONE = opts.LabelOpts(is_show=False)
_LEGEND = opts.LegendOpts(pos_top="30", pos_left="left")


def _title(figure: Dumbbell | Stack) -> opts.TitleOpts:
    return opts.TitleOpts(
        title=f"{figure.title}　{figure.status.label}",
        pos_left="0",
        pos_top="0",
        title_textstyle_opts=opts.TextStyleOpts(font_size=17, font_weight="bold"),
    )


def _axis(figure: Dumbbell | Stack) -> str:
    return f"{figure.title}（{figure.unit}，{figure.status.label}）"


def _decal(status: Status) -> dict[str, Any] | None:
    return _HATCH if status is Status.DEMO else None
