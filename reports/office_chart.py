"""Native charts with their workbook, for slides and for Word: the same part in both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from math import ceil, floor, log10
from typing import Any

from pptx.chart.chart import Chart as Drawn
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.series import BarSeries
from pptx.chart.xlsx import CategoryWorkbookWriter, XyWorkbookWriter
from pptx.dml.color import RGBColor
from pptx.dml.fill import FillFormat
from pptx.enum.chart import XL_AXIS_CROSSES, XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt
from xlsxwriter import Workbook

from domain.house import House
from domain.status import Status
from reports.blocks import Chart, Form, Series
from reports.office_label import write_labels
from reports.office_paint import clean, hatch, is_dark, paint

_TYPES = {
    Form.BARS: XL_CHART_TYPE.BAR_CLUSTERED,
    Form.STACKED: XL_CHART_TYPE.BAR_STACKED,
    Form.FULL: XL_CHART_TYPE.BAR_STACKED_100,
    Form.LINES: XL_CHART_TYPE.LINE_MARKERS,
    Form.SCATTER: XL_CHART_TYPE.XY_SCATTER,
}
_MARKERS = (
    XL_MARKER_STYLE.CIRCLE,
    XL_MARKER_STYLE.DIAMOND,
    XL_MARKER_STYLE.SQUARE,
    XL_MARKER_STYLE.TRIANGLE,
    XL_MARKER_STYLE.STAR,
)
_DASHES = (MSO_LINE.SOLID, MSO_LINE.DASH, MSO_LINE.ROUND_DOT, MSO_LINE.LONG_DASH)
_BARS = (Form.BARS, Form.STACKED, Form.FULL)


def chart_xml(
    chart: Chart,
    house: House,
    face: str = "screen",
    points: float = 12.0,
    top: float = 0.0,
    size: tuple[float, float] | None = None,
) -> tuple[bytes, bytes]:
    """The chart part (``c:chartSpace``, still without ``c:externalData``) and the .xlsx workbook with its numbers.

    Title, axis titles and series carry the status as a word; ``face`` is a role of ``House.font``, ``points`` the size
    of all type but the title, which is bold and one point larger. ``top`` is the longest bar of all the charts that
    this one is a part of, so that they share one scale; 0 for a chart that stands alone. With ``size``, its width and height in points, the bars
    get the room that titles, names and legend leave; without, each program shares it out by itself.
    """
    data = _data(chart)
    space = parse_xml(data.xml_bytes(_TYPES[chart.form]))
    drawn = Drawn(space, None)  # its part is needed to replace data only
    drawn.font.size = Pt(points)
    drawn.font.color.rgb = _rgb("ink2", house)
    _write_title(drawn, chart, house, points)
    _write_legend(drawn, chart)
    _write_axes(drawn, chart, house)
    if top > 0 and chart.form is not Form.FULL:
        drawn.value_axis.maximum_scale = _round_up(top)
    _write_series(drawn, chart, house, points)
    if size and chart.form in _BARS:
        _lay_out(drawn, chart, points, *size)
    _set_typeface(space, house.font(face))
    return serialize_part_xml(space), _workbook(data)


class _Plain:
    """A workbook in which a name that begins with = stays a name."""

    @contextmanager
    def _open_worksheet(self, file: BytesIO) -> Iterator[tuple[Any, Any]]:
        workbook = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        yield workbook, workbook.add_worksheet("Sheet1")
        workbook.close()


class _CategoryBook(_Plain, CategoryWorkbookWriter):
    """Categories in the first column, a series a column."""


class _XyBook(_Plain, XyWorkbookWriter):
    """The series of a scatter one below the other."""


def _workbook(data: Any) -> bytes:
    writer: Any = _XyBook if isinstance(data, XyChartData) else _CategoryBook
    return bytes(writer(data).xlsx_blob)


def _data(chart: Chart) -> Any:
    """A CategoryChartData or XyChartData: python-pptx gives its methods no types."""
    if chart.form is Form.SCATTER:
        cloud = XyChartData()
        for series in chart.series:
            added = cloud.add_series(_named(series.name, chart.status))
            for x, y in zip(series.x, series.numbers, strict=True):
                added.add_data_point(x, y)
        return cloud
    data = CategoryChartData()
    data.categories = [_category(chart, n) for n in range(len(chart.categories))]
    for series in chart.series:
        data.add_series(_named(series.name, chart.status) if series.role else "", series.numbers)
    return data


def _category(chart: Chart, n: int) -> str:
    """A category without any number says so: an empty place must not be read as 0."""
    missing = all(series.numbers[n] is None for series in chart.series)
    return clean(chart.categories[n]) + (f"（{Status.MISSING.label}）" if missing else "")


def _named(name: str, status: Status) -> str:
    return f"{clean(name)}（{status.label}）" if name else status.label


def _rgb(role: str, house: House) -> RGBColor:
    return _colour(paint(role, house))


def _colour(colour: str) -> RGBColor:
    found: RGBColor = RGBColor.from_string(colour)
    return found


def _write_title(drawn: Drawn, chart: Chart, house: House, points: float) -> None:
    drawn.has_title = True
    frame = drawn.chart_title.text_frame
    frame.text = _named(chart.title, chart.status)
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold, font.color.rgb = Pt(points + 1), True, _rgb("ink", house)
    drawn.chart_title.include_in_layout = False


def _write_legend(drawn: Drawn, chart: Chart) -> None:
    """A legend where there are several series to tell apart; what has no colour is not in it."""
    drawn.has_legend = sum(bool(series.role) for series in chart.series) > 1
    if not drawn.has_legend:
        return
    drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    for n, series in enumerate(chart.series):
        if not series.role:
            entry = parse_xml(f'<c:legendEntry {nsdecls("c")}><c:idx val="{n}"/><c:delete val="1"/></c:legendEntry>')
            drawn.legend._element.insert(1, entry)


def _write_axes(drawn: Drawn, chart: Chart, house: House) -> None:
    across, up = drawn.category_axis, drawn.value_axis
    for axis in (across, up):
        axis.format.line.color.rgb = _rgb("line", house)
        axis.has_major_gridlines = False
    up.has_major_gridlines = chart.form is not Form.FULL
    if up.has_major_gridlines:
        up.major_gridlines.format.line.color.rgb = _rgb("track", house)
    if chart.form in _BARS:
        across.reverse_order = True
        up._element._remove_crosses()
        up._element._add_crosses(val=XL_AXIS_CROSSES.MAXIMUM)  # below, although the first category is on top
        if all((number or 0) >= 0 for series in chart.series for number in series.numbers):
            up.minimum_scale = 0
    if chart.form is Form.FULL:
        up.maximum_scale, up.major_unit = 1, 0.25
    if chart.form is not Form.SCATTER:
        skip = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>')  # no category without its name
        across._element.insert_element_before(skip, "c:tickMarkSkip", "c:noMultiLvlLbl", "c:extLst")
    _entitle(up, _named(chart.unit, chart.status))
    if chart.form is Form.SCATTER:
        _entitle(across, _named(chart.x_unit, chart.status))


def _lay_out(drawn: Drawn, chart: Chart, points: float, width: float, height: float) -> None:
    """The title left above; the bars right of the longest name (which may be broken), between title and axis."""
    names = max(len(_category(chart, n)) for n in range(len(chart.categories)))
    texts = max((len(text) for series in chart.series for text in series.texts), default=5)
    left = min(points * (names + 1), 0.38 * width)
    right = points * (0.7 * max(texts, 4) + 0.5) if chart.form is not Form.FULL else points * 1.5
    top, under = 2.6 * points, points * (5.6 if drawn.has_legend else 3.6)
    _set_place(drawn.chart_title._element, {"x": 0.0, "y": 0.2 * points / height})
    bars = {"x": left / width, "y": top / height, "w": 1 - (left + right) / width, "h": 1 - (top + under) / height}
    _set_place(drawn._chartSpace.chart.plotArea, bars)


def _set_place(element: Any, shares: dict[str, float]) -> None:
    """Of the bars without their names, or of the title; in shares of the chart."""
    inner = '<c:layoutTarget val="inner"/>' if "w" in shares else ""
    modes = "".join(f'<c:{edge}Mode val="edge"/>' for edge in "xy")
    places = "".join(f'<c:{name} val="{share:.4f}"/>' for name, share in shares.items())
    for old in element.findall(qn("c:layout")):
        element.remove(old)
    manual = parse_xml(f"<c:layout {nsdecls('c')}><c:manualLayout>{inner}{modes}{places}</c:manualLayout></c:layout>")
    text = element.find(qn("c:tx"))
    element.insert(0 if text is None else 1, manual)


def _round_up(top: float) -> float:
    """An end of the axis that leaves room for the label of the longest bar."""
    step = 10.0 ** floor(log10(top)) / 2
    return ceil(1.1 * top / step) * step


def _entitle(axis: Any, title: str) -> None:
    axis.has_title = True
    axis.axis_title.text_frame.text = title
    axis.axis_title.text_frame.paragraphs[0].runs[0].font.bold = False


def _write_series(drawn: Drawn, chart: Chart, house: House, points: float) -> None:
    plot = drawn.plots[0]
    if chart.form in _BARS:
        plot.gap_width = 45
        plot.overlap = 100 if chart.form is not Form.BARS else 0
    for n, (found, series) in enumerate(zip(plot.series, chart.series, strict=True)):
        if chart.form in (Form.LINES, Form.SCATTER):
            _draw_marks(found, series, chart, n, house)
        else:
            _draw_bars(found, series, chart, house)
        if chart.form is not Form.SCATTER:
            write_labels(found, series, chart, house, points)


def _draw_bars(found: BarSeries, series: Series, chart: Chart, house: House) -> None:
    found.invert_if_negative = False
    if not series.role:
        found.format.fill.background()
        found.format.line.fill.background()
        return
    _fill(found.format.fill, series, chart, house)
    line = found.format.line
    faint = not (is_dark(paint(series.role, house)) or series.hollow)
    line.color.rgb, line.width = _rgb("ink3" if faint else series.role, house), Pt(1.5 if series.hollow else 0.75)


def _fill(fill: FillFormat, series: Series, chart: Chart, house: House) -> None:
    """Solid; of 演示 hatched; an outline alone where it is hollow."""
    colour = paint(series.role, house)
    if series.hollow:
        fill.background()
    elif chart.status is Status.DEMO:
        fill.patterned()
        fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        fill.fore_color.rgb, fill.back_color.rgb = _colour(hatch(colour)), _colour(colour)
    else:
        fill.solid()
        fill.fore_color.rgb = _colour(colour)


def _draw_marks(found: Any, series: Series, chart: Chart, n: int, house: House) -> None:
    """Marks of different shape and lines of different stroke, so that they are told apart without colour."""
    colour = _rgb(series.role or "ink3", house)
    found.marker.style, found.marker.size = _MARKERS[n % len(_MARKERS)], 8
    _fill(found.marker.format.fill, series, chart, house)
    found.marker.format.line.color.rgb = colour
    if chart.form is Form.SCATTER:
        found.format.line.fill.background()
        return
    found.smooth = False
    found.format.line.color.rgb, found.format.line.width = colour, Pt(2.25)
    found.format.line.dash_style = _DASHES[n % len(_DASHES)]
    if chart.status is Status.DEMO and n == 0:
        found.format.line.dash_style = MSO_LINE.SQUARE_DOT


def _set_typeface(space: Any, name: str) -> None:
    """One typeface for Latin and Chinese in every text of the chart, its workbook's language Chinese."""
    for run in space.iter(qn("a:r")):
        run.get_or_add_rPr()
    for properties in space.iter(qn("a:defRPr"), qn("a:rPr"), qn("a:endParaRPr")):
        for script in ("a:latin", "a:ea", "a:cs"):
            for old in properties.findall(qn(script)):
                properties.remove(old)
            font = OxmlElement(script)
            font.set("typeface", name)
            properties.append(font)
        properties.set("lang", "zh-CN")
