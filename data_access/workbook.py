"""A city's report as it comes in: .xlsx or .csv, wide or long, strictly read; and a copy of it with the problems marked."""

from __future__ import annotations

import base64
import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import PurePath

from data_access import assets
from data_access._report_rows import RowReader, column_letters
from data_access.documents import MAX_BYTES, OLE, UTF16, DocumentProblem, answer_of, decode
from data_access.layouts import BEFORE, HELP, INPUT, PROBLEMS, VERSION, Cell, Layout, Mark, Sheet, find_layout, mark_in
from data_access.table_bounds import Allowance, plain
from domain.catalog import INDICATORS
from domain.period import PERIODS
from domain.strict_number import Kind
from domain.submission import Entry, Problem, Severity

MAX_PROBLEMS = 500
_DELIMITERS = ",\t;"
_TOP = 20_000  # characters in which the sign between the fields is looked for
_BY_WEIGHT = tuple(Severity)  # the worst first
_READER = (sys.executable, "-m", "data_access._read_workbook")
_MARKER = (sys.executable, "-m", "data_access.annotate")
_DAMAGED = "这份表格读不出来，可能已损坏，或者太复杂。请用Excel或WPS打开，另存为 .xlsx 后再上传。"
_OTHER_CONTENT = "文件内容与扩展名“.{}”不符。请用Excel或WPS打开，另存为 .xlsx 后再上传。"
_ALL_HIDDEN = "这份表格里找不到表头：没有一张看得见的工作表。请取消隐藏，或下载模板填写。"
_NO_HEADS = "这份表格里找不到表头：一行里要有“地区”和各项指标，或有“地区”“指标”“数值”。请下载模板填写。"


@dataclass(frozen=True)
class Reading:
    """What a file says. ``layout`` is wide or long; ``version`` is the template's, "" for a table of the city's own.

    ``city`` and ``period`` are those that the file gives itself, else those that were asked for.
    """

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    layout: str
    version: str
    period: str
    city: str
    places: Mapping[tuple[str, str], tuple[str, int, str]] = field(default_factory=dict)

    def located(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Problems found in the numbers themselves, with the cell in which each number stands."""
        return tuple(self._located(problem) for problem in problems)

    def _located(self, problem: Problem) -> Problem:
        place = self.places.get((problem.area, problem.indicator))
        if problem.row or place is None:
            return problem
        return replace(problem, sheet=place[0], row=place[1], column=place[2])

    @property
    def is_clean(self) -> bool:
        """Whether nothing stands in the way of submitting."""
        return all(problem.severity is not Severity.ERROR for problem in self.problems)


def read_workbook(
    name: str, body: bytes, city: str, period: str, before: Mapping[tuple[str, str], float] | None = None
) -> Reading:
    """What the file ``name`` reports for ``city`` and ``period``; an empty cell is no entry.

    ``before`` are last period's counts by (indicator, area), against which a count in 万 is seen (see ``template.counts_before``).
    DocumentProblem for a file that is no such table, exceeds 10 MB or 20 000 rows, or carries macros, links or objects.
    """
    sheets, marks = sheets_of(name, body)
    sheet, layout, ignored = _chosen(sheets)
    mark = next(filter(None, map(mark_in, mark_texts(sheets, marks))), None)
    foreign = _foreign(mark, city, period)
    if mark is None and not layout.column("period"):
        foreign = [whole(Severity.WARNING, "没有模板标记", "本系统的模板", "按表头读入，请核对时点和地区")]
    problems = [*foreign, *ignored, *_heads(sheet, layout)]
    reader = RowReader(assets.areas(), city, period, before or {}, sheet, layout)
    if not any(problem.severity is Severity.ERROR for problem in foreign):
        reader.read()
    problems = capped([*problems, *reader.problems])
    version = str(mark.version) if mark else ""
    return Reading(
        tuple(reader.entries),
        tuple(problems),
        layout.kind,
        version,
        mark.period if mark else period,
        mark.city if mark else city,
        reader.places,
    )


def annotated_copy(name: str, body: bytes, problems: Sequence[Problem]) -> bytes:
    """An .xlsx: the file ``name`` with the cells of ``problems`` marked and commented, and a list of them on a sheet.

    Formulas and links are not live in it. DocumentProblem as in ``read_workbook``.
    """
    kind = _kind(name, body)
    order: dict[str, object] = {"problems": [_listed(problem) for problem in problems], "kind": kind}
    if kind == "csv":
        order["rows"] = {r: {c: cell.text for c, cell in row.items()} for r, row in _csv(body).rows.items()}
        body = b""
    match answer_of(_MARKER, json.dumps(order).encode() + b"\n" + body, _DAMAGED):
        case {"workbook": str(packed)}:
            return base64.b64decode(packed)
        case _:
            raise DocumentProblem(_DAMAGED)


def _listed(problem: Problem) -> dict[str, object]:
    """A problem with the words for its severity, area and indicator."""
    area = assets.areas().find(problem.area)
    return asdict(problem) | {
        "severity": problem.severity.name,
        "label": problem.severity.label,
        "area": area.name if area else "",
        "indicator": INDICATORS[problem.indicator].name if problem.indicator else "",
    }


def _kind(name: str, body: bytes) -> str:
    """``xlsx`` or ``csv``: by the name's ending, which the first bytes must not contradict."""
    if not body:
        raise DocumentProblem("这份文件是空的（0字节）。请换一份有内容的文件。")
    if len(body) > MAX_BYTES:
        raise DocumentProblem("这份文件超过10MB。请删去图片和无关的表后再上传。")
    ending = PurePath(name).suffix.lower()[1:12]
    match ending:
        case "xlsx" if body.startswith(OLE):
            raise DocumentProblem("这份Excel文件设了密码，或者其实是旧版的 .xls。请取消密码，另存为 .xlsx 后再上传。")
        case "xlsx":
            right = body.startswith(b"PK\x03\x04")
        case "csv":
            right = not body.startswith((b"PK\x03\x04", b"%PDF-", OLE)) and (
                body.startswith(UTF16) or b"\0" not in body
            )
        case "xlsm" | "xltm" | "xlsb":
            raise DocumentProblem("这份Excel文件可能带有宏，没有打开。请另存为不带宏的 .xlsx 后再上传。")
        case _:
            raise DocumentProblem(f"不能读“.{ending}”类型的文件。请另存为 .xlsx 或 .csv 后再上传。")
    if not right:
        raise DocumentProblem(_OTHER_CONTENT.format(ending))
    return ending


def sheets_of(name: str, body: bytes) -> tuple[list[Sheet], list[str]]:
    """The visible sheets of the file ``name`` and the texts that may hold its mark. DocumentProblem if it is none."""
    if _kind(name, body) == "csv":
        return [_csv(body)], []
    match answer_of(_READER, body, _DAMAGED):
        case {"sheets": list(sheets), "marks": list(marks)}:
            return [_sheet(title, rows) for title, rows in sheets], marks
        case _:
            raise DocumentProblem(_DAMAGED)


def _sheet(title: str, rows: list[tuple[int, list[tuple[int, str, str]]]]) -> Sheet:
    found = {number: {column: Cell(Kind[kind], text) for column, kind, text in row} for number, row in rows}
    if len(found) < len(rows):
        raise DocumentProblem(_DAMAGED)
    return Sheet(title, found)


def _csv(body: bytes) -> Sheet:
    text = decode(body)
    lines = io.StringIO(text, newline="")
    rows, left = {}, Allowance()
    try:
        for number, fields in enumerate(csv.reader(lines, delimiter=_delimiter(text), strict=True), 1):
            left.take([field for field in fields if field])
            if row := {n: Cell(Kind.TEXT, shown) for n, field in enumerate(fields, 1) if (shown := plain(field))}:
                rows[number] = row
    except csv.Error as error:
        raise DocumentProblem("这份CSV文件的引号或换行不对，读不出来。请用Excel或WPS另存为 .xlsx 后再上传。") from error
    return Sheet("", rows)


def _delimiter(text: str) -> str:
    """The sign between fields: the most frequent in the first line that has any, for titles have none."""
    top = text[:_TOP].splitlines()
    return max(_DELIMITERS, key=next((line for line in top if any(sign in line for sign in _DELIMITERS)), "").count)


def _chosen(sheets: list[Sheet]) -> tuple[Sheet, Layout, list[Problem]]:
    """The sheet to read, its layout, and a note on every other that has one."""
    found = [(s, layout) for s in sheets if s.name not in (BEFORE, HELP, PROBLEMS) and (layout := find_layout(s))]
    if not found:
        raise DocumentProblem(_NO_HEADS if sheets else _ALL_HIDDEN)
    named = [pair for pair in found if pair[0].name == INPUT]
    if not named and len(found) > 1:
        names = "、".join(f"“{sheet.name}”" for sheet, _ in found)
        raise DocumentProblem(f"{names}都像是填报表，不知读哪一张。请只留一张，或把它改名为“{INPUT}”。")
    sheet, layout = (named or found)[0]
    notes = [
        Problem(Severity.WARNING, other.name, 0, "", other.name, f"只读“{INPUT}”", "这张表没有读，请确认不需要")
        for other, _ in found
        if other is not sheet
    ]
    return sheet, layout, notes


def mark_texts(sheets: list[Sheet], marks: list[str]) -> Iterator[str]:
    """Texts that may hold the mark: the cell in the sheet first, since it moves with what is filled in."""
    for sheet in sheets:
        yield from (cell.text for number, row in sheet.rows.items() if number <= 3 for cell in row.values())
    yield from marks


def _foreign(mark: Mark | None, city: str, period: str) -> list[Problem]:
    """Why a template of another city, period or later version is not read."""
    if mark is None:
        return []
    found, areas = [], assets.areas()
    if mark.version > VERSION:
        found.append(whole(Severity.ERROR, f"模板版本{mark.version}", f"版本{VERSION}及以前", "请重新下载模板填写"))
    if mark.city != city:
        written = area.name if (area := areas.find(mark.city)) else mark.city
        found.append(whole(Severity.ERROR, f"{written}的模板", f"{areas.get(city).name}的模板", "请上传本市的表"))
    if mark.period != period:
        written = PERIODS[mark.period].name if mark.period in PERIODS else mark.period
        expected = f"{PERIODS[period].name}的模板"
        found.append(whole(Severity.ERROR, f"{written}的模板", expected, "请换用本期模板，或改选这份表的时点"))
    return found


def whole(severity: Severity, found: str, expected: str, mend: str) -> Problem:
    """A problem of the file as a whole."""
    return Problem(severity, "", 0, "", found, expected, mend)


def _heads(sheet: Sheet, layout: Layout) -> Iterator[Problem]:
    """What is wrong with the heads."""
    said = (
        (layout.scaled, Severity.ERROR, "以个、名为单位的列", "请把整列换算成个、名，并改表头的单位"),
        (layout.twice, Severity.ERROR, "每项只有一列", "与另一列重复，请只留一列"),
        (layout.unknown, Severity.WARNING, "模板里的表头", "这一列没有读，请确认不需要"),
    )
    for columns, severity, expected, mend in said:
        for column, head in columns.items():
            yield Problem(severity, sheet.name, layout.row, column_letters(column), head[:60], expected, mend)


def capped(problems: list[Problem]) -> list[Problem]:
    """The problems, of too many the first and the worst, with the number of the others."""
    if len(problems) <= MAX_PROBLEMS:
        return problems
    worst = sorted(range(len(problems)), key=lambda n: _BY_WEIGHT.index(problems[n].severity))[:MAX_PROBLEMS]
    more = whole(Severity.ERROR, f"另有{len(problems) - MAX_PROBLEMS}处", "没有错误", "请先改正列出的，再上传一次")
    return [problems[n] for n in sorted(worst)] + [more]
