"""Native charts of a worksheet, drawn from the cells beside them."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from domain.house import House
from domain.status import Status
from reports._xlsx_table import Placed
from reports.blocks import Chart, Form, Grid, Series
from reports.office_paint import clean, hatch, is_dark, paint
from reports.sheets import drawn_from

_FORMS: dict[Form, dict[str, str]] = {
    Form.BARS: {"type": "bar"},
    Form.STACKED: {"type": "bar", "subtype": "stacked"},
    Form.FULL: {"type": "bar", "subtype": "percent_stacked"},
    Form.LINES: {"type": "line"},
    Form.SCATTER: {"type": "scatter"},
}
WIDTH, ROW, LEAST, MOST = 620, 21, 260, 1500  # pixels; of a bar with its gap
_LATIN = re.compile(rb'<a:latin typeface="([^"]*)"[^>]*/>')


def add_chart(book: Any, chart: Chart, grid: Grid, placed: Placed, house: House) -> Any:
    """The chart as xlsxwriter's object, to be inserted; ``grid`` is what it is drawn from, ``placed`` where that stands."""
    drawn = book.add_chart(_FORMS[chart.form])
    columns = drawn_from(chart, grid)
    done = 0
    for n, series in enumerate(chart.series):
        if chart.form is Form.SCATTER:
            ranges: dict[str, Any] = {
                "name": clean(series.name),
                "categories": placed.cells(1, done, len(series.x)),
                "values": placed.cells(2, done, len(series.x)),
            }
            done += len(series.x)
        else:
            names, column = columns or (0, n + 1)
            count = len(chart.categories)
            head = [placed.name, placed.top, placed.columns[column]]
            ranges = {"name": head if series.name else " ", "categories": placed.cells(names, 0, count)}
            ranges["values"] = placed.cells(column, 0, count)
        drawn.add_series({**ranges, **_looks(series, chart, house), "gap": 45, "overlap": _overlap(chart)})
    _dress(drawn, chart, house)
    return drawn


def _overlap(chart: Chart) -> int:
    return 100 if chart.form in (Form.STACKED, Form.FULL) else 0


def _looks(series: Series, chart: Chart, house: House) -> dict[str, Any]:
    """Fill, border, markers and labels; 演示 is hatched, a hollow series an outline, one without a role not seen."""
    if not series.role:
        return {"fill": {"none": True}, "border": {"none": True}}
    colour, demo = paint(series.role, house), chart.status is Status.DEMO
    inside = chart.form in (Form.STACKED, Form.FULL) and not demo and is_dark(colour)
    labels = {"data_labels": _labels(series, "FFFFFF" if inside else paint("ink", house), house)}
    if chart.form in (Form.LINES, Form.SCATTER):
        line: dict[str, Any] = {"none": True} if chart.form is Form.SCATTER else {"color": "#" + colour, "width": 2}
        if demo and chart.form is Form.LINES:
            line["dash_type"] = "dash"
        ground = {"color": "#" + ("FFFFFF" if demo else colour)}
        marker = {"type": "circle", "size": 6, "border": {"color": "#" + colour}, "fill": ground}
        return {"line": line, "marker": marker, **({} if chart.form is Form.SCATTER else labels)}
    outline = {"border": {"color": "#" + colour, "width": 1.25}}
    area = "FFFFFF" if series.hollow else colour
    if demo:
        strokes = {"pattern": "wide_upward_diagonal", "fg_color": "#" + hatch(area), "bg_color": "#" + area}
        return {"pattern": strokes, **outline, **labels}
    fill = {"none": True} if series.hollow else {"color": "#" + colour}
    return {"fill": fill, **outline, **labels}


def _labels(series: Series, colour: str, house: House) -> dict[str, Any]:
    found: dict[str, Any] = {"value": True, "font": {**_font(house, 9), "color": "#" + colour}}
    if series.texts:
        found["custom"] = [{"value": clean(text)} for text in series.texts]
    return found


def _font(house: House, size: float, bold: bool = False) -> dict[str, Any]:
    return {"name": house.font("song"), "size": size, "bold": bold, "color": "#" + paint("ink", house)}


def _dress(drawn: Any, chart: Chart, house: House) -> None:
    label = chart.status.label
    small, quiet = _font(house, 9), {"visible": True, "line": {"color": "#" + paint("line", house)}}
    drawn.set_title({"name": f"{clean(chart.title)}（{label}）", "name_font": _font(house, 12, True), "overlay": False})
    unit: dict[str, Any] = {"name": f"{clean(chart.unit) or '数值'}（{label}）", "name_font": small, "num_font": small}
    unit |= {"min": 0 if _from_zero(chart) else None, "major_gridlines": quiet}
    axis = {"num_font": small, "major_tick_mark": "none"}
    if chart.form is Form.SCATTER:
        drawn.set_x_axis(
            {**axis, "name": f"{clean(chart.x_unit)}（{label}）", "name_font": small, "major_gridlines": quiet}
        )
    elif chart.form is Form.LINES:
        drawn.set_x_axis(axis)
    if chart.form in (Form.SCATTER, Form.LINES):
        drawn.set_y_axis(unit)
    else:  # of lying bars y is the categories' axis: the first on top, and the numbers below all the same
        drawn.set_y_axis({**axis, "reverse": True, "crossing": "max"})
        drawn.set_x_axis(unit)
    shown = [series for series in chart.series if series.role]
    hidden = [n for n, series in enumerate(chart.series) if not series.role]
    legend = {"position": "bottom", "font": small, "delete_series": hidden}
    drawn.set_legend(legend if len(shown) > 1 else {"none": True})
    drawn.set_size({"width": WIDTH, "height": size_of(chart)})


def _from_zero(chart: Chart) -> bool:
    return all(number is None or number >= 0 for series in chart.series for number in series.numbers)


def size_of(chart: Chart) -> int:
    """Height in pixels: a row a bar."""
    bars = len(chart.categories) * (len(chart.series) if chart.form is Form.BARS else 1)
    return max(LEAST, min(MOST, 110 + ROW * bars))


def with_east_asian(packed: bytes) -> bytes:
    """The workbook with each typeface of its charts named for Chinese text too, which xlsxwriter leaves out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            body = old.read(part)
            if part.filename.startswith("xl/charts/chart"):
                body = _LATIN.sub(rb'<a:latin typeface="\1"/><a:ea typeface="\1"/>', body)
            new.writestr(part, body)
    return out.getvalue()
