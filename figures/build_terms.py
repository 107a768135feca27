"""口径词典: every indicator's definition, and what it is often confused with."""

from __future__ import annotations

from collections.abc import Iterable

from domain.area import PROVINCE
from domain.catalog import INDICATORS
from domain.evidence import ref
from domain.facts import Confusion
from domain.indicator import Difference, Growth, Indicator, PointChange, Ratio
from domain.period import LATEST
from figures.spec import Cell, Headline, Section, Table

_LEVELS = {"province": "全省", "city": "到市", "county": "到县"}


def terms_headline() -> Headline:
    """What the dictionary is for."""
    return Headline(((f"{len(INDICATORS)}个指标各是什么、怎样算、常和什么混淆", None),))


def term_table(confusions: Iterable[Confusion]) -> Table:
    """One row an indicator, searchable."""
    others: dict[str, list[str]] = {}
    for confusion in confusions:
        others.setdefault(confusion.indicator, []).append(f"不是{confusion.other}：{confusion.note}")
    rows = [
        (
            Cell(entry.name, ref=ref(entry.key, LATEST, (PROVINCE,))),
            Cell(entry.unit),
            Cell(entry.definition),
            Cell(formula_text(entry)),
            Cell(entry.scope),
            Cell(_LEVELS[entry.lowest]),
            Cell("；".join(others.get(entry.key, ()))),
        )
        for entry in INDICATORS.values()
    ]
    heads = ("指标", "单位", "定义", "怎样算", "范围", "最细", "常与什么混淆")
    return Table(
        Section("口径词典", "点名称看全省数的依据"),
        heads,
        tuple(rows),
        99,
        search="查指标、定义或混淆，如：志愿汇、331",
    )


def formula_text(entry: Indicator) -> str:
    """The formula in words, "" for what is counted."""
    match entry.formula:
        case Ratio(numerator, denominator, scale):
            return f"{INDICATORS[numerator].label} ÷ {INDICATORS[denominator].label}" + (
                "" if scale == 1 else f" × {scale}"
            )
        case Difference(whole, parts):
            return " − ".join(INDICATORS[key].label for key in (whole, *parts))
        case Growth(of):
            return f"{INDICATORS[of].label}：本期 ÷ 上期 − 1"
        case PointChange(of):
            return f"{INDICATORS[of].label}：本期 − 上期"
        case None:
            return ""
