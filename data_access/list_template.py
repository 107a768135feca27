"""The form of a reported list, with what is in force already in it: a workbook, or a CSV table."""

from __future__ import annotations

import csv
import io
from typing import Any

import xlsxwriter

from data_access.layouts import HELP, INPUT, MARK_PROPERTY
from data_access.list_reading import MARK, MAX_ROWS
from domain.area import PROVINCE, Areas, Level
from domain.catalog import INDICATORS
from domain.format import inert
from domain.list_cells import expected
from domain.lists import Column, InForce, ListKind, within, written
from domain.submission import ListRow

FIRST_ROW = 5  # of the rows to fill in, as Excel counts: mark, title, guide and heads stand above
FREE = 200  # rows below those in force
_OPTIONS = "选项"
_GUIDE = (
    "一行一项。已有的各行是现在发布的，可改、可清空；发布后以这份表为准，清空的行就去掉。不填姓名、证件号、手机号。"
)
_HELP = (
    "只填“填报”表里白色的格子；灰色的不用改，也改不了。",
    "已有的各行是现在发布的名单；要去掉一项，就清空那一行。",
    "地区、方案等从列表里选；别的写法会被退回。",
    "数不带单位，不写“约”“多”“万”；日期写2020-09-15，只知道年份就写2020。",
    "不填个人姓名、身份证号、手机号；有这样的列，整份表不收。",
)


def list_template(kind: ListKind, scope: str, known: InForce) -> bytes:
    """The form of ``scope``, a city or the province, as .xlsx with the rows in force. KeyError for an unknown scope."""
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    mark = MARK.format(kind=kind.key, scope=scope)
    book.set_custom_property(MARK_PROPERTY, mark)
    title = f"{known.areas.get(scope).name} {kind.name}"
    _Form(book, kind, scope, known.areas).write(own_rows(kind, scope, known), title, mark)
    book.close()
    return packed.getvalue()


def list_template_csv(kind: ListKind, scope: str, known: InForce) -> bytes:
    """The same as CSV (UTF-8 with mark); a text that a spreadsheet would calculate has a ' before it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(column.head for column in kind.columns)
    for row in own_rows(kind, scope, known):
        cells = [written(column, row.cell(column.key), known.areas) for column in kind.columns]
        writer.writerow(map(inert, cells))
    return text.getvalue().encode("utf-8-sig")


def own_rows(kind: ListKind, scope: str, known: InForce) -> list[ListRow]:
    """The rows in force of a kind that a list of ``scope`` would replace."""
    return [row for row in known.rows if row.kind == kind.key and within(scope, row.cell("area"), known.areas)]


def options(column: Column, scope: str, areas: Areas) -> list[str]:
    """What can be chosen in a column, empty where anything may be written."""
    match column.type:
        case "choice":
            return list(column.options)
        case "indicator":
            return [indicator.name for indicator in INDICATORS.values()]
        case "place" | "county":
            vintage = "2020" if column.type == "county" else "now"
            found = (a for a in areas.vintages[vintage].values() if within(scope, a.code, areas) or scope == PROVINCE)
            return [area.name for area in found if area.level is Level.COUNTY or column.type == "place"]
        case _:
            return []


class _Form:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Any, kind: ListKind, scope: str, areas: Areas) -> None:
        self._book, self._kind, self._scope, self._areas = book, kind, scope, areas
        grid = {"border": 1, "border_color": "#BFBFBF", "valign": "vcenter", "font_name": "宋体", "font_size": 11}
        self._title = book.add_format({"bold": True, "font_size": 15, "font_name": "宋体", "valign": "vcenter"})
        self._note = book.add_format({"font_size": 10, "font_name": "宋体", "font_color": "#595959", "text_wrap": True})
        self._head = book.add_format(
            {**grid, "bg_color": "#F2F2F2", "bold": True, "text_wrap": True, "align": "center"}
        )
        self._name = book.add_format({**grid, "bg_color": "#F2F2F2"})
        self._open = book.add_format({**grid, "locked": False, "num_format": "@", "text_wrap": True})
        self._number = book.add_format({**grid, "locked": False, "num_format": "General"})

    def write(self, rows: list[ListRow], title: str, mark: str) -> None:
        """The sheet to fill in with ``mark`` in its hidden first row, the help, and the options of the lists."""
        sheet = self._book.add_worksheet(INPUT)
        sheet.write_string(0, 0, mark)
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.write_string(1, 0, title, self._title)
        sheet.merge_range(2, 0, 2, len(self._kind.columns) - 1, _GUIDE, self._note)
        sheet.set_row(2, 32)
        last = FIRST_ROW - 2 + min(len(rows) + FREE, MAX_ROWS)
        for place, column in enumerate(self._kind.columns):
            self._column(sheet, place, column, rows, last)
        sheet.freeze_panes(FIRST_ROW - 1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(FIRST_ROW - 2)
        sheet.protect("", {"format_columns": True, "format_rows": True})
        sheet.activate()
        self._help(title)
        self._lists(sheet, last)

    def _column(self, sheet: Any, place: int, column: Column, rows: list[ListRow], last: int) -> None:
        sheet.write_string(FIRST_ROW - 2, place, column.head, self._head)
        words = f"{column.definition}。{expected(column)}{'' if column.required else '；可以不填'}"
        sheet.write_comment(FIRST_ROW - 2, place, words, {"x_scale": 2, "author": "填报说明"})
        sheet.set_column(place, place, 30 if column.type in ("text", "indicator") else 18)
        for number in range(FIRST_ROW - 1, last + 1):
            index = number - FIRST_ROW + 1
            text = rows[index].cell(column.key) if index < len(rows) else ""
            self._cell(sheet, number, place, column, text)

    def _cell(self, sheet: Any, number: int, place: int, column: Column, text: str) -> None:
        is_number = column.type in ("count", "money", "target", "year")
        form = self._number if is_number else self._open
        if not text:
            sheet.write_blank(number, place, None, form)
        elif is_number:
            sheet.write_number(number, place, float(text), form)
        else:
            sheet.write_string(number, place, written(column, text, self._areas), form)

    def _help(self, title: str) -> None:
        sheet = self._book.add_worksheet(HELP)
        sheet.write_string(0, 0, f"{title} 填报说明", self._title)
        for row, line in enumerate(_HELP, 1):
            sheet.write_string(row, 0, f"{row}. {line}")
        top = len(_HELP) + 2
        for place, head in enumerate(("列", "要不要填", "填什么", "写法")):
            sheet.write_string(top, place, head, self._head)
        for row, column in enumerate(self._kind.columns, top + 1):
            needed = "要填" if column.required else "可以不填"
            for place, text in enumerate((column.head, needed, column.definition, expected(column))):
                sheet.write_string(row, place, text, self._name)
        sheet.set_column(0, 1, 14)
        sheet.set_column(2, 3, 60)
        sheet.protect("")

    def _lists(self, sheet: Any, last: int) -> None:
        """The drop-downs: Excel takes long lists from cells only, so they stand on a hidden sheet."""
        hidden = self._book.add_worksheet(_OPTIONS)
        hidden.hide()
        for place, column in enumerate(self._kind.columns):
            words = options(column, self._scope, self._areas)
            for row, word in enumerate(words):
                hidden.write_string(row, place, word)
            if words:
                letter = chr(65 + place)
                source = f"={_OPTIONS}!${letter}$1:${letter}${len(words)}"
                rule = {
                    "validate": "list",
                    "source": source,
                    "error_title": "请从列表里选",
                    "error_message": f"{column.head}：请从列表里选，或照列表里的写法填。",
                }
                sheet.data_validation(FIRST_ROW - 1, place, last, place, rule)
