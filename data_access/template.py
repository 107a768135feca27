"""The empty form that a city fills in for a period: a workbook with last period's values beside it, or a CSV table."""

from __future__ import annotations

import csv
import io
from typing import Any

import xlsxwriter

from data_access.layouts import BEFORE, HELP, INPUT, LONG_HEADS, MARK_PROPERTY, REASONS, VERSION, Mark, head_of
from domain.area import Area
from domain.catalog import INDICATORS
from domain.dataset import Dataset
from domain.format import number
from domain.period import PERIODS
from domain.status import Status
from domain.strict_number import MOST
from domain.submission import REPORTABLE
from domain.value import Value

FIRST_ROW = 5  # of the counties, as Excel counts: mark, title, guide and heads stand above
FIRST_COUNT = 2  # column of the first indicator, counted from 0
_REASON = FIRST_COUNT + len(REPORTABLE)
_HEADS = ("地区代码", "地区", *map(head_of, REPORTABLE), "说明")
_SURE = (Status.REPORTED, Status.PUBLISHED)  # the values that need no mark of their own
_GUIDE = "只填白色的格子：不小于0的整数，不带单位。没有数据留空，确实是0才填0。比上期增减超过一半的，在“说明”里写原因。"
_HELP = (
    "只填“填报”表里白色的格子；灰色的不用改，也改不了。",
    "填个数，不填比率：写1302，不写95.38%，不写0.13万。",
    "没有数据的格子留空，系统记为“未报”；确实是0才填0。",
    "全市数由各县（市、区）相加，不用填合计。",
    "比上期增减超过一半的，请在同一行“说明”里写明原因，可从列表里选，也可自己写。",
    "“上期”表是系统里上一期的数，供对照，不会被读入。",
    "请不要改表头和地区代码；另存时保留 .xlsx 格式。",
)


def template(city: str, period: str, dataset: Dataset) -> bytes:
    """The form of ``city`` for ``period`` as .xlsx: the counties of the period's boundaries × ``REPORTABLE``.

    KeyError for an unknown city or period.
    """
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    mark = str(Mark(VERSION, city, period))
    book.set_custom_property(MARK_PROPERTY, mark)
    counties = _counties(city, period, dataset)
    title = f"{dataset.areas.get(city).name} {PERIODS[period].name} 红十字组织建设数据"
    _Form(book).input(counties, title, mark)
    _Form(book).before(counties, period, dataset)
    _Form(book).help(title)
    book.close()
    return packed.getvalue()


def template_csv(city: str, period: str, dataset: Dataset) -> bytes:
    """The same as CSV (UTF-8 with mark), one county and indicator a row, to be filled in column 数值."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(LONG_HEADS)
    for area in _counties(city, period, dataset):
        for key in REPORTABLE:
            writer.writerow((area.code, area.name, period, INDICATORS[key].name, "", ""))
    return text.getvalue().encode("utf-8-sig")


def counts_before(city: str, period: str, dataset: Dataset) -> dict[tuple[str, str], float]:
    """Last period's counts by (indicator, area of this period), where there are any and the ground is the same."""
    found = {}
    for area in _counties(city, period, dataset):
        for key in REPORTABLE:
            if (value := _before(key, period, area.code, dataset).number) is not None:
                found[key, area.code] = value
    return found


def _counties(city: str, period: str, dataset: Dataset) -> list[Area]:
    vintage = PERIODS[period].vintage
    dataset.areas.get(city, vintage)
    return [dataset.areas.get(code, vintage) for code in dataset.areas.children(city, vintage)]


def _before(indicator: str, period: str, area: str, dataset: Dataset) -> Value:
    """Last period's value of a county; 未报 with the reason where its boundaries have moved since."""
    before = PERIODS[period].before
    if not before:
        return Value.missing("没有上期")
    comparison = dataset.areas.comparable(area, PERIODS[before].vintage, PERIODS[period].vintage)
    if not comparison.one_to_one:
        return Value.missing(comparison.reason)
    return dataset.value(indicator, before, area)


class _Form:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Any) -> None:
        self._book = book
        grid = {"border": 1, "border_color": "#BFBFBF", "valign": "vcenter", "font_name": "宋体", "font_size": 11}
        grey = {**grid, "bg_color": "#F2F2F2"}
        self._title = book.add_format({"bold": True, "font_size": 15, "font_name": "宋体", "valign": "vcenter"})
        self._note = book.add_format({"font_size": 10, "font_name": "宋体", "font_color": "#595959", "text_wrap": True})
        self._head = book.add_format({**grey, "bold": True, "text_wrap": True, "align": "center"})
        self._name = book.add_format(grey)
        self._open = book.add_format({**grid, "locked": False, "num_format": "0"})
        self._text = book.add_format({**grid, "locked": False, "num_format": "@", "text_wrap": True})
        self._past = {
            status: book.add_format(
                {**grey, "font_color": "#595959", "num_format": "0" if status in _SURE else f'0"（{status.label}）"'}
            )
            for status in Status
        }

    def input(self, counties: list[Area], title: str, mark: str) -> None:
        """The sheet to fill in; ``mark`` stands in its hidden first row."""
        sheet = self._sheet(INPUT, title, _GUIDE, _HEADS)
        sheet.write_string(0, 0, mark)
        sheet.set_row(0, None, None, {"hidden": True})
        for row, area in enumerate(counties, FIRST_ROW - 1):
            self._county(sheet, row, area)
            for column in range(FIRST_COUNT, _REASON):
                sheet.write_blank(row, column, None, self._open)
            sheet.write_blank(row, _REASON, None, self._text)
        last = FIRST_ROW - 2 + len(counties)
        for column, key in enumerate(REPORTABLE, FIRST_COUNT):
            sheet.data_validation(FIRST_ROW - 1, column, last, column, _whole_number(key))
        sheet.data_validation(FIRST_ROW - 1, _REASON, last, _REASON, _reasons())
        sheet.set_column(_REASON, _REASON, 28)
        sheet.protect("", {"format_columns": True, "format_rows": True})
        sheet.activate()

    def before(self, counties: list[Area], period: str, dataset: Dataset) -> None:
        """Last period's values in the same places, each with its mark where it is not a reported one."""
        code = PERIODS[period].before
        title = f"上期（{PERIODS[code].name}）" if code else "没有上期"
        source = f"来自版次“{dataset.edition.title}”，供对照，不会被读入。“未报”是没有数据，不是0。"
        sheet = self._sheet(BEFORE, title, source, _HEADS[:-1])
        for row, area in enumerate(counties, FIRST_ROW - 1):
            self._county(sheet, row, area)
            for column, key in enumerate(REPORTABLE, FIRST_COUNT):
                self._value(sheet, row, column, key, _before(key, period, area.code, dataset))
        sheet.protect("", {"format_columns": True})

    def help(self, title: str) -> None:
        """How to fill in, and what each indicator counts."""
        sheet = self._book.add_worksheet(HELP)
        sheet.write_string(0, 0, f"{title} 填报说明", self._title)
        for row, line in enumerate(_HELP, 1):
            sheet.write_string(row, 0, f"{row}. {line}")
        top = len(_HELP) + 2
        for column, head in enumerate(("指标", "单位", "定义")):
            sheet.write_string(top, column, head, self._head)
        for row, key in enumerate(REPORTABLE, top + 1):
            indicator = INDICATORS[key]
            for column, text in enumerate((indicator.name, indicator.unit, indicator.definition)):
                sheet.write_string(row, column, text, self._name)
        sheet.set_column(0, 0, 34)
        sheet.set_column(2, 2, 90)
        sheet.protect("")

    def _sheet(self, name: str, title: str, note: str, heads: tuple[str, ...]) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.write_string(1, 0, title, self._title)
        sheet.merge_range(2, 0, 2, len(heads) - 1, note, self._note)
        for column, head in enumerate(heads):
            sheet.write_string(FIRST_ROW - 2, column, head, self._head)
        for column, key in enumerate(REPORTABLE, FIRST_COUNT):
            words = f"{INDICATORS[key].name}：{INDICATORS[key].definition}"
            sheet.write_comment(FIRST_ROW - 2, column, words, {"x_scale": 2, "y_scale": 1.2, "author": "填报说明"})
        sheet.set_row(1, 26)
        sheet.set_row(2, 20)
        sheet.set_row(FIRST_ROW - 2, 48)
        sheet.set_column(0, 0, 10)
        sheet.set_column(1, 1, 16)
        sheet.set_column(FIRST_COUNT, _REASON - 1, 15)
        sheet.freeze_panes(FIRST_ROW - 1, FIRST_COUNT)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(FIRST_ROW - 2)
        return sheet

    def _county(self, sheet: Any, row: int, area: Area) -> None:
        sheet.write_string(row, 0, area.code, self._name)
        sheet.write_string(row, 1, area.name, self._name)

    def _value(self, sheet: Any, row: int, column: int, key: str, value: Value) -> None:
        form = self._past[value.status]
        if value.interval is not None and value.interval.is_exact:
            sheet.write_number(row, column, int(value.interval.low), form)
        else:
            sheet.write_string(row, column, number(value, INDICATORS[key]), form)
            if value.note:
                sheet.write_comment(row, column, value.note)


def _whole_number(key: str) -> dict[str, object]:
    """Excel's own check of a count; its texts may have 32 and 255 characters."""
    return {
        "validate": "integer",
        "criteria": "between",
        "minimum": 0,
        "maximum": MOST,
        "input_title": INDICATORS[key].label[:32],
        "input_message": f"填整数，单位：{INDICATORS[key].unit}。没有数据留空。",
        "error_title": "只能填整数",
        "error_message": f"请填不小于0的整数，单位：{INDICATORS[key].unit}。不填小数、百分比、“万”和文字；没有数据就留空。",
    }


def _reasons() -> dict[str, object]:
    """The usual reasons to choose from; any other may be typed."""
    return {
        "validate": "list",
        "source": list(REASONS),
        "input_title": "说明",
        "input_message": "增减超过一半时写明原因，可选可写，不超过200字。",
        "error_type": "information",
        "error_title": "不在列表里的原因",
        "error_message": "可以自己写原因；请确认后继续。",
    }
