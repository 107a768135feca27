"""The numbers behind a page as a data frame, for files that people keep."""

from __future__ import annotations

from typing import Any

import pandas as pd

from domain import format as fmt
from domain.area import PROVINCE
from domain.catalog import INDICATORS
from domain.dataset import Row
from domain.period import PERIODS, SHOWN
from domain.view import View


def frame(view: View) -> pd.DataFrame:
    """One row for each listed area, the subject and the province, and each period of the chosen indicator.

    Numbers are exact bounds (下限, 上限: float, empty where 未报 or open-ended) beside the written form;
    every row carries status, source and edition.
    """
    codes = dict.fromkeys((PROVINCE, *view.subject, *(row.area for row in view.listed())))
    key = view.selection.indicator
    rows = [
        _record(view, row, period)
        for period in dict.fromkeys((*SHOWN, view.period))
        for row in view.dataset.rows(key, period, codes)
    ]
    return pd.DataFrame(rows)


def _record(view: View, row: Row, period: str) -> dict[str, Any]:
    entry, interval = INDICATORS[view.selection.indicator], row.value.interval
    return {
        "地区代码": row.area,
        "地区": row.name,
        "指标": entry.name,
        "时点": PERIODS[period].name,
        "数值": fmt.number(row.value, entry),
        "单位": entry.unit,
        "标记": row.value.status.label,
        "下限": None if interval is None else float(interval.low),
        "上限": None if interval is None or interval.high is None else float(interval.high),
        "分子": None if row.numerator is None else row.numerator.number,
        "分母": None if row.denominator is None else row.denominator.number,
        "来源": fmt.inert(row.value.source),
        "说明": fmt.inert(row.value.note),
        "版次": view.dataset.edition.title,
    }


def to_csv(view: View) -> bytes:
    """The frame as CSV in UTF-8 with a byte order mark, which Excel and WPS read as Chinese."""
    return frame(view).to_csv(index=False).encode("utf-8-sig")
