"""The layouts a city may fill in: what a head means, where the heads stand, and the mark of a template."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

from data_access.assets import read_csv
from domain.catalog import INDICATORS
from domain.strict_number import Kind
from domain.submission import REPORTABLE

VERSION = 1  # of the template; a head that any version wrote stays known, so that older files are still read
INPUT, BEFORE, HELP, PROBLEMS = "填报", "上期", "说明", "问题清单"
MARK_PROPERTY = "zjrc-template"
LONG_HEADS = ("地区代码", "地区", "时点", "指标", "数值", "说明")
# Offered in the list; anything else may be typed.
REASONS = ("区划调整", "新建或补建", "核实后更正以往误报", "集中登记或补登", "清理注销", "统计口径调整")
_SEARCHED = 30  # rows from the top in which the heads are looked for
_MARK = re.compile(r"zjrc-template version=([0-9]{1,4}) city=([0-9]{6}) period=([0-9]{4}(?:Q[1-4])?)")
_UNIT = re.compile(r"[(\[](?:单位:?)?(?:个|名|人|支)[)\]]$")
_OTHER_UNIT = re.compile(r"[(\[](?:单位:?)?(?:[十百千万亿][个名人支]?|%|‰|百分比)[)\]]$")


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell holds; ``text`` is never empty but for a formula without a result."""

    kind: Kind
    text: str


Row = Mapping[int, Cell]  # column, counted from 1 → cell


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet: row, counted from 1 → its cells; empty rows are not there."""

    name: str
    rows: Mapping[int, Row]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a template says of itself."""

    version: int
    city: str
    period: str

    def __str__(self) -> str:
        return f"zjrc-template version={self.version} city={self.city} period={self.period}"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the heads of a sheet stand: ``kind`` is wide or long, ``columns`` say what is in which column.

    ``unknown`` are the columns that mean nothing here, ``scaled`` those in units of ten thousand or in per cent,
    ``twice`` those whose meaning another column already has; each with its head.
    """

    kind: str
    row: int
    columns: Mapping[int, str]
    unknown: Mapping[int, str]
    scaled: Mapping[int, str]
    twice: Mapping[int, str]

    def column(self, key: str) -> int:
        """The column with that meaning, 0 if there is none."""
        return next((column for column, found in self.columns.items() if found == key), 0)


def mark_in(text: str) -> Mark | None:
    """The mark in a text, or None."""
    found = _MARK.search(text)
    return Mark(int(found[1]), found[2], found[3]) if found else None


def head_of(indicator: str) -> str:
    """The head that the template writes over an indicator: its label and unit."""
    return f"{INDICATORS[indicator].label}（{INDICATORS[indicator].unit}）"


@cache
def _meanings() -> dict[str, str]:
    """Every head, as ``_plain`` writes it, with its meaning: ``code``, ``reason``, an indicator …"""
    found = {_plain(row["head"]): row["key"] for row in read_csv("facts/submission_heads.csv")}
    for key in REPORTABLE:
        indicator = INDICATORS[key]
        found |= {_plain(name): key for name in (key, indicator.name, indicator.label)}
    return found


def _plain(head: str) -> str:
    """A head without its unit, whatever the width of its signs and wherever it is broken."""
    narrow = re.sub(r"[\s*:]+", "", normalize("NFKC", head)).lower()
    return _UNIT.sub("", narrow)


def meaning(head: str) -> str:
    """What a head or the name of an indicator means, "" if nothing here."""
    return _meanings().get(_plain(head), "")


def find_layout(sheet: Sheet) -> Layout | None:
    """The layout of a sheet, below whatever titles it has; None if it has none."""
    for number, row in sheet.rows.items():
        if number > _SEARCHED:
            break
        layout = _layout(number, row)
        if layout.kind:
            return layout
    return None


def _layout(number: int, row: Row) -> Layout:
    columns: dict[int, str] = {}
    unknown, scaled, twice = {}, {}, {}
    for column, cell in row.items():
        key = meaning(cell.text)
        if _is_scaled(cell.text):
            scaled[column] = cell.text
        elif not key:
            unknown[column] = cell.text
        elif key in columns.values():
            twice[column] = cell.text
        else:
            columns[column] = key
    return Layout(_kind(set(columns.values())), number, columns, unknown, scaled, twice)


def _is_scaled(head: str) -> bool:
    narrow = _plain(head)
    return _OTHER_UNIT.search(narrow) is not None and _OTHER_UNIT.sub("", narrow) in _meanings()


def _kind(keys: set[str]) -> str:
    if not keys & {"code", "area"}:
        return ""
    if {"indicator", "number"} <= keys:
        return "long"
    return "wide" if keys & set(REPORTABLE) else ""
