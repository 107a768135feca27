"""Lines from one year to another as ECharts, through pyecharts. Colours hold on both themes."""

from __future__ import annotations

from typing import Any

from pyecharts import options as opts
from pyecharts.charts import Line

from domain.status import Status
from figures import theme
from figures.charts import End, Pair, Slope
from figures.html_charts import ticks

LEAST, ROW, TOP, BOTTOM = 480, 14, 92, 40  # px: of the picture, from name to name, above and below the lines


def height(figure: Slope) -> int:
    """Pixels in which every line has room for its name."""
    return max(LEAST, TOP + BOTTOM + ROW * (len(figure.pairs) + 1))


def slopes(figure: Slope) -> Line:
    """A line an area, named at its end; dashed where it is invented. A total of all is said, not drawn among its parts."""
    whole = (figure.whole,) if figure.whole and not figure.total else ()
    drawn = (*figure.pairs, *whole)
    marks = ticks(max(number for pair in drawn for number in (pair.before, pair.after) if number is not None))
    chart = Line(init_opts=opts.InitOpts(animation_opts=opts.AnimationOpts(animation=False)))
    chart.options["grid"] = {"left": 64, "right": 24, "top": TOP, "bottom": BOTTOM, "outerBoundsMode": "none"}
    chart.add_xaxis([figure.before, figure.after])
    for pair, moved in zip(drawn, _moves(drawn, (height(figure) - TOP - BOTTOM) / marks[-1]), strict=True):
        _add(chart, pair, figure, moved)
    chart.set_global_opts(
        title_opts=_title(figure),
        legend_opts=opts.LegendOpts(is_show=False),
        tooltip_opts=opts.TooltipOpts(trigger="item"),
        xaxis_opts=opts.AxisOpts(type_="category", axislabel_opts=opts.LabelOpts(font_size=14)),
        yaxis_opts=opts.AxisOpts(
            name=f"{figure.title}（{figure.unit}，{figure.status.label}）",
            name_textstyle_opts=opts.TextStyleOpts(align="left", font_size=12),
            axislabel_opts=opts.LabelOpts(font_size=12),
            type_="value",
            min_=0,
            max_=marks[-1],
            interval=marks[1],
        ),
    )
    return chart


def _moves(pairs: tuple[Pair, ...], scale: float) -> list[float]:
    """Pixels down from each line's end to its name, so that names keep a row's distance and stray as little as can be."""
    order = sorted(range(len(pairs)), key=lambda n: -(pairs[n].after or 0))
    wanted = [-scale * (pairs[n].after or 0) for n in order]
    blocks: list[tuple[float, int]] = []  # mean of what a block of touching names wants, less the rows above; how many
    for row, place in enumerate(wanted):
        mean, count = place - ROW * row, 1
        while blocks and blocks[-1][0] > mean:
            above, more = blocks.pop()
            mean, count = (above * more + mean * count) / (more + count), more + count
        blocks.append((mean, count))
    spread = [mean for mean, count in blocks for _ in range(count)]
    moves = {n: spread[row] + ROW * row - wanted[row] for row, n in enumerate(order)}
    return [round(moves[n], 1) for n in range(len(pairs))]


def _add(chart: Line, pair: Pair, figure: Slope, moved: float) -> None:
    dash = "dashed" if pair.status is Status.DEMO else "solid"
    colour, width = (theme.MARK_ACCENT, 3) if pair == figure.whole else (theme.MARK, 1.8)
    label = {"show": True, "position": "right", "fontSize": 12, "offset": [4, moved]}
    chart.add_yaxis(
        pair.name,
        [
            _point(pair, pair.first, figure.before, figure.unit, {"show": False}),
            _point(pair, pair.last, figure.after, figure.unit, label),
        ],
        linestyle_opts=opts.LineStyleOpts(color=colour, width=width, type_=dash),
        itemstyle_opts=opts.ItemStyleOpts(color=colour),
    )
    chart.options["series"][-1]["emphasis"] = {"focus": "series"}


def _point(pair: Pair, end: End, when: str, unit: str, label: dict[str, Any]) -> opts.LineItem:
    """The number for its place, its words for the reader: an interval has no single number to print."""
    return opts.LineItem(
        when,
        end.number,
        symbol="circle",
        symbol_size=8,
        label_opts={**label, "formatter": f"{pair.name} {end.text}"},
        tooltip_opts={"formatter": f"{pair.name}<br>{when}：{_said(end, unit)}"},
    )


def _title(figure: Slope) -> opts.TitleOpts:
    whole, total = figure.whole, ""
    if whole and figure.total:
        ends = (
            f"{when}{_said(end, figure.unit)}"
            for when, end in ((figure.before, whole.first), (figure.after, whole.last))
        )
        total = f"{whole.name}合计：{'，'.join(ends)}；与各地不在一个尺度上，不画"
    return opts.TitleOpts(
        title=f"{figure.title}　{figure.status.label}",
        subtitle=total,
        pos_left="0",
        pos_top="0",
        title_textstyle_opts=opts.TextStyleOpts(font_size=17, font_weight="bold"),
        subtitle_textstyle_opts=opts.TextStyleOpts(font_size=13),
    )


def _said(end: End, unit: str) -> str:
    return f"{end.text}{unit}（{end.status.label}）"
