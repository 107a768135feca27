"""The published edition: what the report and other public sources say of the province."""

from __future__ import annotations

import re

from data_access import assets
from domain.area import PROVINCE
from domain.facts import DOCUMENT, Figure
from domain.interval import Interval
from domain.status import Status
from domain.value import Key, Value

CENSUS = "浙江省第七次人口普查主要数据公报（2021年5月）"
NOT_PUBLISHED = "2017年底应建数和建会率报告未公布，不作同比"


def published() -> dict[Key, Value]:
    """All stored values of the edition; provincial, but for the census population of the cities."""
    values = {Key(figure.key, figure.code, PROVINCE): _value(figure) for figure in assets.figures() if figure.indicator}
    for figure in assets.external_figures():
        if figure.period == "2020":
            interval = Interval.rounded(figure.printed.removesuffix("万"), 10_000).whole()
            values[Key(figure.indicator, "2020", PROVINCE)] = Value(
                interval, Status.EXTERNAL, f"{figure.date} {figure.url}", figure.printed, figure.note
            )
    for area, people in assets.population().items():
        values[Key("population", "2020", area)] = Value(Interval.exactly(people), Status.EXTERNAL, CENSUS)
    for indicator in ("town_units", "village_units"):
        values[Key(indicator, "2017", PROVINCE)] = Value.missing(NOT_PUBLISHED)
    return values


def _value(figure: Figure) -> Value:
    source = f"{DOCUMENT} {figure.place}"
    in_wan = figure.unit.startswith("万")
    printed = figure.printed + ("万" if in_wan else "")
    return Value(_interval(figure, 10_000 if in_wan else 1), Status.PUBLISHED, source, printed)


def _interval(figure: Figure, scale: int) -> Interval:
    digits = re.match(r"[\d.]+", figure.printed)
    assert digits is not None, figure
    if figure.kind == "at_least":
        return Interval.at_least(int(digits[0]) * scale)
    if "." not in digits[0] and figure.kind != "growth":
        return Interval.exactly(int(digits[0]) * scale)
    interval = Interval.rounded(digits[0], scale)
    return interval.whole() if scale > 1 else interval
