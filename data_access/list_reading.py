"""A reported list as it comes in: .xlsx or .csv, strictly read, with what is wrong at its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from unicodedata import normalize

from data_access import assets
from data_access._report_rows import ENOUGH, column_letters, shown
from data_access.documents import DocumentProblem
from data_access.layouts import BEFORE, HELP, INPUT, PROBLEMS, Cell, Row, Sheet
from data_access.roster import catalogue
from data_access.workbook import capped, mark_texts, sheets_of, whole
from domain.list_cells import expected, read_cell
from domain.lists import LIST_NAMES, Column, InForce, ListKind, examine_list
from domain.strict_number import Kind
from domain.submission import ListRow, Problem, Severity

MARK = "zjrc-list kind={kind} scope={scope}"
MAX_ROWS = 2000
_MARK = re.compile(r"zjrc-list kind=([a-z]+) scope=([0-9]{6})")
_SEARCHED = 30  # rows from the top in which the heads are looked for
_HARMLESS = ("单位", "编号")  # words of rosters that are no person's here
_NONE = Cell(Kind.TEXT, "")


@dataclass(frozen=True)
class ListReading:
    """What a file says, and all that is wrong with it."""

    rows: tuple[ListRow, ...]
    problems: tuple[Problem, ...]


def read_list(name: str, body: bytes, kind: ListKind, scope: str, known: InForce) -> ListReading:
    """The rows of the file ``name`` as a list of ``scope``, a city or the province; ``known`` is what is in force.

    DocumentProblem for a file that is no such table, as in ``workbook.read_workbook``.
    """
    sheets, marks = sheets_of(name, body)
    sheet, heads = _chosen(sheets, kind)
    foreign = list(_foreign([*mark_texts(sheets, marks)], kind, scope))
    reader = _Reader(kind, known, sheet, heads)
    problems = [*foreign, *_heads(sheet, heads, kind)]
    if not any(problem.severity is Severity.ERROR for problem in foreign):
        reader.read()
        problems += reader.problems
        if reader.rows or not any(problem.severity is Severity.ERROR for problem in problems):
            problems += map(reader.placed, examine_list(reader.rows, kind, scope, known))
    return ListReading(tuple(reader.rows), tuple(capped(problems)))


@dataclass(frozen=True)
class _Heads:
    """Where the heads stand: column → the list's column, and the heads that mean nothing here."""

    row: int
    columns: Mapping[int, Column]
    others: Mapping[int, str]


def _plain(head: str) -> str:
    return re.sub(r"[\s*:]+", "", normalize("NFKC", head)).lower()


def _find(sheet: Sheet, kind: ListKind) -> _Heads | None:
    """The heads of a sheet, below whatever titles it has; None where those that tell rows apart are missing."""
    meanings = {_plain(head): c for c in kind.columns for head in (c.key, c.head, *c.aliases)}
    for number, row in sheet.rows.items():
        columns: dict[int, Column] = {}
        for place, cell in row.items():
            column = meanings.get(_plain(cell.text))
            if column is not None and column not in columns.values():
                columns[place] = column
        if number <= _SEARCHED and all(c in columns.values() for c in kind.columns if c.identity):
            return _Heads(number, columns, {n: cell.text for n, cell in row.items() if n not in columns})
    return None


def _chosen(sheets: list[Sheet], kind: ListKind) -> tuple[Sheet, _Heads]:
    found = [(s, heads) for s in sheets if s.name not in (BEFORE, HELP, PROBLEMS) and (heads := _find(s, kind))]
    named = [pair for pair in found if pair[0].name == INPUT] or found
    if not named:
        words = "、".join(f"“{column.head}”" for column in kind.columns if column.identity)
        raise DocumentProblem(f"这份表格里找不到{kind.name}的表头：一行里要有{words}。请下载模板填写。")
    if len(named) > 1:
        names = "、".join(f"“{sheet.name}”" for sheet, _ in named)
        raise DocumentProblem(f"{names}都像是填报表，不知读哪一张。请只留一张，或把它改名为“{INPUT}”。")
    return named[0]


def _foreign(texts: list[str], kind: ListKind, scope: str) -> Iterator[Problem]:
    """Why a template of another list or city is not read."""
    found = next(filter(None, map(_MARK.search, texts)), None)
    if found is None:
        yield whole(Severity.WARNING, "没有模板标记", "本系统的模板", "按表头读入，请核对各列")
        return
    areas = assets.areas()
    if found[1] != kind.key:
        yield whole(
            Severity.ERROR, f"{LIST_NAMES.get(found[1], found[1])}的模板", f"{kind.name}的模板", "请换用这一类的模板"
        )
    if found[2] != scope:
        area = areas.find(found[2])
        written, ours = area.name if area else found[2], areas.get(scope).name
        yield whole(Severity.ERROR, f"{written}的模板", f"{ours}的模板", f"请上传{ours}的表，或改选报送的市")


def _heads(sheet: Sheet, heads: _Heads, kind: ListKind) -> Iterator[Problem]:
    """Columns that must not be there, that were not read, and that are missing."""
    stems = {_plain(column.head).partition("(")[0]: column.head for column in kind.columns}
    for place, head in heads.others.items():
        plain = _plain(head)
        personal = next((name for word, name in catalogue().personal.items() if word in plain), "")
        severity, wanted, mend = Severity.WARNING, "模板里的表头", "这一列没有读，请确认不需要"
        if personal and personal not in _HARMLESS:
            severity, wanted, mend = (
                Severity.ERROR,
                "不含个人信息的表",
                f"像是{personal}；本系统不收个人信息，请删去这一列",
            )
        elif plain.partition("(")[0] in stems:
            head_wanted = stems[plain.partition("(")[0]]
            severity, wanted, mend = Severity.ERROR, head_wanted, "重复的列，或单位不同；请只留一列，按这个表头换算"
        yield Problem(severity, sheet.name, heads.row, column_letters(place), head[:60], wanted, mend)
    for column in kind.columns:
        if column.required and column not in heads.columns.values():
            yield Problem(
                Severity.ERROR, sheet.name, heads.row, "", "没有这一列", column.head, "请补上这一列，或用模板填写"
            )


@dataclass(frozen=True)
class _Reader:
    """Reads the rows of one sheet."""

    kind: ListKind
    known: InForce
    sheet: Sheet
    heads: _Heads
    rows: list[ListRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)  # of the sheet's rows, one for each of ``rows``

    def read(self) -> None:
        """Fill ``rows`` with those that are without error, and ``problems`` in the order of the sheet."""
        filled = [
            n for n, row in self.sheet.rows.items() if n > self.heads.row and any(c in row for c in self.heads.columns)
        ]
        if len(filled) > MAX_ROWS:
            raise DocumentProblem(f"这份名单超过{MAX_ROWS}行。请删去无关的行后再上传。")
        for number in filled:
            if len(self.problems) > ENOUGH:
                self.problems.append(whole(Severity.ERROR, f"第{number}行以后没有读", "能读的表", "请先改正前面的"))
                return
            self._row(number, self.sheet.rows[number])

    def _row(self, number: int, row: Row) -> None:
        found: dict[str, str] = {}
        places = {column.key: place for place, column in self.heads.columns.items()}
        for column in self.kind.columns:
            place = places.get(column.key, 0)
            cell = row.get(place, _NONE)
            text = (
                self._cell(number, place, column, cell, found)
                if cell != _NONE
                else self._nothing(number, place, column)
            )
            if text is not None:
                found[column.key] = text
        if len(found) == len(self.kind.columns):
            self.rows.append(ListRow(self.kind.key, tuple(found.items())))
            self.numbers.append(number)

    def _cell(self, number: int, place: int, column: Column, cell: Cell, before: Mapping[str, str]) -> str | None:
        found = read_cell(column, cell.kind, cell.text, self.known.areas, before)
        if found.mend:
            severity = Severity.ERROR if found.text is None else Severity.FIXED
            self._problem(severity, number, place, shown(cell), expected(column), found.mend)
        return found.text

    def _nothing(self, number: int, place: int, column: Column) -> str | None:
        if not column.required:
            return ""
        if place:
            self._problem(Severity.ERROR, number, place, "（空）", expected(column), f"请填写{column.head}")
        return None

    def _problem(self, severity: Severity, number: int, place: int, found: str, wanted: str, mend: str) -> None:
        self.problems.append(Problem(severity, self.sheet.name, number, column_letters(place), found, wanted, mend))

    def placed(self, problem: Problem) -> Problem:
        """A problem of the list at its place in the file."""
        if not problem.row:
            return problem
        letters = next((column_letters(n) for n, c in self.heads.columns.items() if c.key == problem.column), "")
        return replace(problem, sheet=self.sheet.name, row=self.numbers[problem.row - 1], column=letters)
