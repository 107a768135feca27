"""Numbers at the marks of a native chart: by a number format where it writes them as they are printed, else as texts."""

from __future__ import annotations

from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_LABEL_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from domain import format as fmt
from domain.house import House
from domain.status import Status
from reports.blocks import Chart, Form, Series
from reports.office_paint import clean, is_dark, paint

_MOST = 60  # more points than these have no room for a label each
_NARROW = 0.07  # a part of a pile narrower than this share of the longest has no room for its number
_DECIMALS = range(3)


def write_labels(drawn: Any, series: Series, chart: Chart, house: House, points: float) -> None:
    """Labels of one series of python-pptx, outside of bars and in the middle of what is piled up."""
    if len(series.numbers) > _MOST or not series.role:
        return
    labels = drawn.data_labels
    labels.show_value = True
    piled = chart.form in (Form.STACKED, Form.FULL)
    labels.position = XL_LABEL_POSITION.CENTER if piled else _outside(chart.form)
    written = number_format(series)
    least = _least(chart) if piled else 0.0
    labels.number_format = f'[>={least:g}]{written.partition(";")[0]};""' if written and least else written or "General"
    ink = paint("ink", house)
    if piled and (chart.status is Status.DEMO or not least):
        _lay_ground(labels, paint("bg", house))
    elif piled and is_dark(paint(series.role, house)) and not series.hollow:
        ink = paint("bg", house)
    labels.font.color.rgb = RGBColor.from_string(ink)
    if not written:
        _write_texts(drawn, series, least, Pt(points), ink)


def _outside(form: Form) -> Any:
    return XL_LABEL_POSITION.ABOVE if form is Form.LINES else XL_LABEL_POSITION.OUTSIDE_END


def number_format(series: Series) -> str:
    """The format of a spreadsheet that writes every number as ``texts`` has it, "" if there is none."""
    known = [number for number in series.numbers if number is not None]
    if not series.texts:
        places = next((p for p in _DECIMALS if all(round(n, p) == n for n in known)), _DECIMALS[-1])
        return _format(places, "", False)
    texts = [text for number, text in zip(series.numbers, series.texts, strict=True) if number is not None]
    tail = (texts or [""])[0].lstrip(f"+{fmt.MINUS}0123456789.")
    for places in _DECIMALS:
        for signed in (False, True):
            if [_written(number, places, signed) + tail for number in known] == texts:
                return _format(places, tail, signed)
    return ""


def _written(number: float, places: int, signed: bool) -> str:
    return ("+" if signed and number > 0 else "") + fmt.decimal(number, places)


def _format(places: int, tail: str, signed: bool) -> str:
    digits = f"0.{'0' * places}" if places else "0"
    quoted = f'"{tail}"' if tail else ""
    return f"{'+' if signed else ''}{digits}{quoted};{fmt.MINUS}{digits}{quoted};{digits}{quoted}"


def _least(chart: Chart) -> float:
    """The smallest part of a pile that has room for its number, 0 where nothing is piled on another."""
    shown = [series for series in chart.series if series.role]
    piles = [sum(found) for found in zip(*([n or 0 for n in series.numbers] for series in shown), strict=True)]
    return max(piles, default=0) * _NARROW if len(shown) > 1 else 0.0


def _lay_ground(labels: Any, colour: str) -> None:
    """A ground of its own behind each number, where it would stand on a hatch or be wider than its bar."""
    solid = f'<c:spPr {nsdecls("c", "a")}><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></c:spPr>'
    labels._element.insert_element_before(parse_xml(solid), "c:txPr", "c:dLblPos", "c:showLegendKey")


def _write_texts(drawn: Any, series: Series, least: float, size: Pt, ink: str) -> None:
    for n, (number, text) in enumerate(zip(series.numbers, series.texts, strict=True)):
        if number is None or abs(number) < least:
            continue
        label = drawn.points[n].data_label
        label.text_frame.text = clean(text)
        label.position = drawn.data_labels.position
        font = label.text_frame.paragraphs[0].runs[0].font
        font.size, font.color.rgb = size, RGBColor.from_string(ink)
