"""The rows of a recognised sheet as entries, and what is wrong with them; no file is touched here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from data_access.layouts import Cell, Layout, Row, Sheet, meaning
from domain.area import Areas
from domain.catalog import INDICATORS
from domain.period import PERIODS
from domain.place_name import place
from domain.strict_number import EXPECTED, Kind, is_in_wan, strict_count
from domain.submission import REPORTABLE, Entry, Problem, Severity

MAX_REASON = 200  # characters
ENOUGH = 2000  # problems, after which a sheet is given up
_SHOWN = 60  # characters of what stands in a cell
_NONE = Cell(Kind.TEXT, "")


def column_letters(column: int) -> str:
    """The letters of a column counted from 1: 28 → AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def shown(cell: Cell) -> str:
    """What a cell shows, shortened: 95.38%, （公式未计算）."""
    if cell.kind is Kind.FORMULA:
        return "（公式未计算）"
    if cell.kind is Kind.PERCENT:
        return f"{(Decimal(cell.text) * 100).normalize():f}%"[:_SHOWN]
    return cell.text if len(cell.text) <= _SHOWN else cell.text[:_SHOWN] + "…"


@dataclass(frozen=True)
class RowReader:
    """Reads the rows of one sheet for one city and period; ``before`` are last period's counts by indicator and area."""

    areas: Areas
    city: str
    period: str
    before: Mapping[tuple[str, str], float]
    sheet: Sheet
    layout: Layout
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    places: dict[tuple[str, str], tuple[str, int, str]] = field(default_factory=dict)
    _seen: dict[tuple[str, str], int] = field(default_factory=dict)

    def read(self) -> None:
        """Fill ``entries`` in the order of the rows and ``REPORTABLE``, and ``problems`` in the order of the rows."""
        for number, row in self.sheet.rows.items():
            if len(self.problems) > ENOUGH:
                self._problem(
                    Severity.ERROR, number, 0, _NONE, "能读的表", "问题太多，这一行以后没有读，请先改正前面的"
                )
                return
            if number > self.layout.row and any(column in row for column in self.layout.columns):
                if self.layout.kind == "wide":
                    self._wide(number, row)
                else:
                    self._long(number, row)

    def _wide(self, number: int, row: Row) -> None:
        cells = {key: (column, row[column]) for key, column in self._counts() if column in row}
        area = self._area(number, row, bool(cells))
        if not area or self._again(number, area, ""):
            return
        reason = self._reason(number, row)
        for indicator, (column, cell) in cells.items():
            self._entry(number, column, cell, indicator, area, reason)

    def _counts(self) -> Iterator[tuple[str, int]]:
        for indicator in REPORTABLE:
            if column := self.layout.column(indicator):
                yield indicator, column

    def _long(self, number: int, row: Row) -> None:
        column = self.layout.column("number")
        area = self._area(number, row, column in row)
        indicator = self._indicator(number, row) if area else ""
        if not (area and indicator and self._is_this_period(number, row, area)) or column not in row:
            return
        if not self._again(number, area, indicator):
            self._entry(number, column, row[column], indicator, area, self._reason(number, row))

    def _area(self, number: int, row: Row, is_filled: bool) -> str:
        """The county of a row, "" where it is not to be read."""
        code, name = (row.get(self.layout.column(key), _NONE) for key in ("code", "area"))
        column = self.layout.column("area" if name.text or not code.text else "code") or self.layout.column("code")
        if not (code.text or name.text):
            if is_filled:
                self._problem(
                    Severity.ERROR, number, column, _NONE, "县（市、区）名称", "请写明这一行是哪个县（市、区）"
                )
            return ""
        found = place(self.areas, self.city, self._vintage, code.text[:_SHOWN], name.text[:_SHOWN])
        cell = name if name.text else code
        if found.is_total:
            self._problem(Severity.WARNING, number, column, cell, "县（市、区）名称", "合计行不读，全市数由各县相加")
        elif not found.code:
            severity = Severity.ERROR if is_filled else Severity.WARNING
            expected = f"{self.areas.get(self.city).name}在{PERIODS[self.period].name}的县（市、区）"
            self._problem(severity, number, column, cell, expected, found.mend)
        elif found.mend:
            self._problem(
                Severity.FIXED,
                number,
                column,
                cell,
                self.areas.get(found.code, self._vintage).name,
                found.mend,
                found.code,
            )
        return found.code

    @property
    def _vintage(self) -> str:
        return PERIODS[self.period].vintage

    def _indicator(self, number: int, row: Row) -> str:
        column = self.layout.column("indicator")
        cell = row.get(column, _NONE)
        key = meaning(cell.text)
        if key in REPORTABLE:
            return key
        self._problem(Severity.ERROR, number, column, cell, "可填报的指标名称", "请按模板里的指标名称填写")
        return ""

    def _is_this_period(self, number: int, row: Row, area: str) -> bool:
        column = self.layout.column("period")
        cell = row.get(column, _NONE)
        period = PERIODS[self.period]
        if cell.text in ("", period.code, period.name):
            return True
        self._problem(Severity.ERROR, number, column, cell, period.name, "这一行是别的时点的数，请另行报送", area)
        return False

    def _reason(self, number: int, row: Row) -> str:
        column = self.layout.column("reason")
        cell = row.get(column, _NONE)
        if len(cell.text) > MAX_REASON:
            self._problem(Severity.ERROR, number, column, cell, f"不超过{MAX_REASON}字的说明", "请缩短说明")
        return cell.text[:MAX_REASON]

    def _again(self, number: int, area: str, indicator: str) -> bool:
        first = self._seen.setdefault((area, indicator), number)
        if first == number:
            return False
        column = self.layout.column("area") or self.layout.column("code")
        name = self.areas.get(area, self._vintage).name
        row = self.sheet.rows[number]
        mend = f"与第{first}行重复，请只留一行"
        self._problem(
            Severity.ERROR, number, column, row.get(column, _NONE), f"{name}只出现一次", mend, area, indicator
        )
        return True

    def _entry(self, number: int, column: int, cell: Cell, indicator: str, area: str, reason: str) -> None:
        count = strict_count(cell.kind, cell.text)
        expected = f"{EXPECTED}（单位：{INDICATORS[indicator].unit}）"
        if count.mend:
            severity = Severity.FIXED if count.fixed else Severity.ERROR
            self._problem(severity, number, column, cell, expected, count.mend, area, indicator)
        if count.number is None:
            return
        before = self.before.get((indicator, area), 0)
        if is_in_wan(count.number, before):
            mend = f"上期是{before:.0f}，这里像是以万为单位，请换算成{INDICATORS[indicator].unit}"
            self._problem(Severity.ERROR, number, column, cell, expected, mend, area, indicator)
            return
        self.entries.append(Entry(indicator, self.period, area, count.number, reason))
        self.places[area, indicator] = self.sheet.name, number, column_letters(column)

    def _problem(
        self,
        severity: Severity,
        row: int,
        column: int,
        cell: Cell,
        expected: str,
        mend: str,
        area: str = "",
        indicator: str = "",
    ) -> None:
        found = shown(cell) if cell.text or cell.kind is Kind.FORMULA else "（空）"
        self.problems.append(
            Problem(severity, self.sheet.name, row, column_letters(column), found, expected, mend, area, indicator)
        )
