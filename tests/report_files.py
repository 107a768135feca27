"""Reports as cities send them, built for the tests of their reading."""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook

from data_access.workbook import Reading, read_workbook
from domain.submission import REPORTABLE, Entry, Problem, Severity

WENZHOU, QUARTER = "330300", "2021Q1"
COUNTIES = "330302 330303 330304 330305 330324 330326 330327 330328 330329 330381 330382 330383".split()
ERROR, WARNING, FIXED = Severity.ERROR, Severity.WARNING, Severity.FIXED
NO_MARK = Problem(WARNING, "", 0, "", "没有模板标记", "本系统的模板", "按表头读入，请核对时点和地区")


def saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def table(*rows: Sequence[Any], title: str = "填报") -> bytes:
    """A workbook with one sheet of these rows."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def read(
    body: bytes,
    name: str = "表.xlsx",
    city: str = WENZHOU,
    period: str = QUARTER,
    before: Mapping[tuple[str, str], float] | None = None,
) -> Reading:
    return read_workbook(name, body, city, period, before)


def read_csv(text: str, **more: Any) -> Reading:
    return read(text.encode(), "表.csv", **more)


def repacked(body: bytes, changes: Mapping[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """The package with parts replaced or added."""
    file = BytesIO()
    with ZipFile(BytesIO(body)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        parts = {name: old.read(name) for name in old.namelist()}
        for name, change in changes.items():
            parts[name] = change if isinstance(change, bytes) else change(parts[name])
        for name, content in parts.items():
            new.writestr(name, content)
    return file.getvalue()


def said(reading: Reading, severity: Severity = ERROR) -> list[tuple[str, str, str]]:
    """Place, content and remedy of the problems of one severity."""
    return [(p.where, p.found, p.mend) for p in reading.problems if p.severity is severity]


SHEET = "xl/worksheets/sheet1.xml"
SMALL = table(["地区", "成人会员"], ["鹿城区", 4461])
ONE = (Entry("adult_members", QUARTER, "330302", 4461),)


def fill(form: bytes) -> tuple[bytes, tuple[Entry, ...]]:
    """The form with 100, 101 … in the rows and columns, two cells empty and one 0, and what must be read of it."""
    book, expected = load_workbook(BytesIO(form)), list[Entry]()
    sheet: Any = book["填报"]
    for row, county in enumerate(COUNTIES):
        for column, indicator in enumerate(REPORTABLE):
            number = 100 * (row + 1) + column
            if (county, indicator) in (("330302", "star_1"), ("330383", "town_units")):
                continue
            number = 0 if (county, indicator) == ("330324", "star_5") else number
            sheet.cell(5 + row, 3 + column).value = number
            expected.append(Entry(indicator, QUARTER, county, number, "区划调整" if county == "330303" else ""))
    sheet["P6"] = "区划调整"
    return saved(book), tuple(expected)
