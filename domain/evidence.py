"""What stands behind a figure: its definition, formula, operands, place in the report, checks, pages, other sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from domain import format as fmt
from domain.area import PROVINCE
from domain.catalog import INDICATORS
from domain.checks import Checked, Outcome
from domain.dataset import Dataset
from domain.facts import ExternalFigure, Figure
from domain.indicator import Difference, Growth, Indicator, PointChange, Ratio
from domain.pages import pages_of
from domain.period import PERIODS
from domain.status import Status
from domain.value import Value

JOIN = "+"  # between the areas of a figure that several areas share


def ref(indicator: str, period: str, areas: Iterable[str]) -> str:
    """Address of a figure: ``village_coverage.2020.330300``; F01, E01 are addresses too."""
    return f"{indicator}.{period}.{JOIN.join(areas)}"


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure that another one is made of, or that stands beside it; ``ref`` leads on, "" if it has no card."""

    name: str
    text: str
    status: Status
    ref: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything of one card. Empty texts are not shown."""

    title: str
    text: str
    status: Status
    bounds: str = ""
    scope: str = ""
    definition: str = ""
    formula: str = ""
    operands: tuple[Operand, ...] = ()
    place: str = ""
    words: str = ""
    sentence: str = ""
    source: str = ""
    note: str = ""
    edition: str = ""
    checks: tuple[tuple[str, Outcome], ...] = ()
    pages: tuple[tuple[str, str, str], ...] = ()
    beside: tuple[Operand, ...] = ()


@dataclass(frozen=True)
class Sources:
    """What a card draws on; ``sentences`` are those of the user's copy of the report by figure, if it is there."""

    dataset: Dataset
    figures: Sequence[Figure]
    external: Sequence[ExternalFigure]
    checked: Sequence[Checked]
    sentences: dict[str, str]


def explain(address: str, sources: Sources) -> Evidence | None:
    """The evidence behind an address, None if it is not one."""
    indicator, _, rest = address.partition(".")
    period, _, areas = rest.partition(".")
    if indicator in INDICATORS and period in PERIODS:
        codes = tuple(areas.split(JOIN))
        known = all(sources.dataset.areas.find(code) for code in codes)
        return _of_value(INDICATORS[indicator], period, codes, sources) if known else None
    figure = next((f for f in sources.figures if f.id == address), None)
    if figure is not None:
        return _of_figure(figure, sources)
    other = next((f for f in sources.external if f.id == address), None)
    return None if other is None else _of_external(other, sources)


def _of_value(indicator: Indicator, period: str, areas: tuple[str, ...], sources: Sources) -> Evidence:
    dataset = sources.dataset
    value = dataset.group(indicator.key, period, areas)
    figure = printed_as(indicator.key, period, areas, sources.figures)
    names = "、".join(found.name for code in areas[:3] if (found := dataset.areas.find(code)))
    names += f"等{len(areas)}个地区" if len(areas) > 3 else ""
    formula, operands = _made_of(indicator, period, areas, value, dataset)
    return Evidence(
        title=f"{names}{indicator.name}（{figure.period if figure else PERIODS[period].name}）",
        text=fmt.full(value, indicator),
        status=value.status,
        bounds=_bounds(value, indicator),
        scope=indicator.scope,
        definition=indicator.definition,
        formula=formula,
        operands=operands,
        place=figure.place if figure else "",
        words=figure.words if figure else "",
        sentence=sources.sentences.get(figure.id, "") if figure else "",
        source=value.source,
        note=value.note,
        edition=dataset.edition.title,
        checks=_checks(indicator.key, sources),
        pages=tuple(_links(indicator.key, period, areas)),
        beside=_beside(indicator, figure.id if figure else "", sources),
    )


def printed_as(indicator: str, period: str, areas: tuple[str, ...], figures: Iterable[Figure]) -> Figure | None:
    """The figure of the report that prints this value, None if it does not."""
    if areas != (PROVINCE,):
        return None
    return next((f for f in figures if f.indicator and f.key == indicator and f.code == period), None)


def _bounds(value: Value, indicator: Indicator) -> str:
    interval = value.interval
    if interval is None or interval.is_exact:
        return ""
    if interval.high is None:
        return f"不少于{_exact(interval.low)}{indicator.unit}，上限未知"
    less = "小于" if interval.high_open else "不大于"
    return f"不小于{_exact(interval.low)}，{less}{_exact(interval.high)}{indicator.unit}"


def _exact(number: Fraction) -> str:
    """With as many decimals as it has, four at the most."""
    text = fmt.decimal(number, 4)
    return text.rstrip("0").rstrip(".")


def _made_of(
    indicator: Indicator, period: str, areas: tuple[str, ...], value: Value, dataset: Dataset
) -> tuple[str, tuple[Operand, ...]]:
    """The formula in words, and what goes into it; what is printed or reported is made of nothing."""

    def operand(key: str, when: str = period, where: tuple[str, ...] = areas, name: str = "") -> Operand:
        part, entry = dataset.group(key, when, where), INDICATORS[key]
        title = name or f"{entry.name}（{PERIODS[when].name}）"
        return Operand(title, fmt.full(part, entry), part.status, ref(key, when, where), part.source)

    if value.status in (Status.PUBLISHED, Status.REPORTED) or value.interval is None:
        return "", ()
    before = PERIODS[period].before
    match indicator.formula:
        case Ratio(numerator, denominator, scale):
            factor = "" if scale == 1 else f" × {scale}"
            words = f"{INDICATORS[numerator].name} ÷ {INDICATORS[denominator].name}{factor}"
            return words, (operand(numerator), operand(denominator))
        case Difference(whole, parts):
            words = " − ".join(INDICATORS[key].name for key in (whole, *parts))
            return words, tuple(operand(key) for key in (whole, *parts))
        case Growth(of):
            return f"{INDICATORS[of].name}：本期 ÷ 上期 − 1", (operand(of), operand(of, before))
        case PointChange(of):
            return f"{INDICATORS[of].name}：本期 − 上期", (operand(of), operand(of, before))
    if (origin := dataset.implied_from(indicator.key, period, areas)) is not None:
        return value.note, tuple(operand(key, when) for key, when in origin)
    parts = areas if len(areas) > 1 else dataset.areas.children(areas[0], PERIODS[period].vintage)
    if not parts or dataset.is_given(indicator.key, period, areas):
        return "", ()
    return f"{len(parts)}个下级之和", tuple(
        operand(indicator.key, period, (code,), found.name) for code in parts if (found := dataset.areas.find(code))
    )


def _checks(indicator: str, sources: Sources) -> tuple[tuple[str, Outcome], ...]:
    """The rules that touch an indicator; that invented parts add up confirms nothing."""
    invented = "（市县为演示数据，不作印证）" if sources.dataset.edition.local is Status.DEMO else ""
    return tuple(
        (c.rule.sentence + (invented if c.rule.needs_parts else ""), c.outcome)
        for c in sources.checked
        if indicator in c.rule.indicators and c.outcome is not Outcome.NO_BASIS
    )


def _links(indicator: str, period: str, areas: tuple[str, ...]) -> Iterable[tuple[str, str, str]]:
    """(title, path, query) of the pages that show the figure."""
    where = "" if areas == (PROVINCE,) else f"&area={','.join(areas)}"
    when = "" if period == "2020" else f"&period={period}"
    for page in pages_of(indicator):
        series = f"indicator={indicator}" if indicator in page.series or not page.series else ""
        yield page.title, page.path, f"{series}{where}{when}".lstrip("&")


def _of_figure(figure: Figure, sources: Sources) -> Evidence:
    if figure.indicator:
        return _of_value(INDICATORS[figure.key], figure.code, (PROVINCE,), sources)
    return Evidence(
        title=figure.name,
        text=figure.printed + figure.unit,
        status=Status.PUBLISHED,
        scope=figure.scope,
        definition=f"{figure.period}；{KINDS[figure.kind]}",
        place=figure.place,
        words=figure.words,
        sentence=sources.sentences.get(figure.id, ""),
        edition=sources.dataset.edition.title,
        pages=tuple((page.title, page.path, "") for page in pages_of(figure.id)),
    )


def _of_external(figure: ExternalFigure, sources: Sources) -> Evidence:
    indicator = INDICATORS[figure.indicator]
    return Evidence(
        title=f"{indicator.name}（{figure.date}）",
        text=figure.printed + figure.unit,
        status=Status.EXTERNAL,
        definition=indicator.definition,
        source=figure.url,
        note=figure.note,
        edition=sources.dataset.edition.title,
        beside=_beside(indicator, figure.id, sources),
    )


def _beside(indicator: Indicator, own: str, sources: Sources) -> tuple[Operand, ...]:
    """What other sources say of the same, with their dates; none replaces another."""
    printed = [
        Operand(f"报告，{f.period}", f.printed + f.unit, Status.PUBLISHED, f.id, f.place)
        for f in sources.figures
        if f.indicator and f.key == indicator.key and f.id != own
    ]
    elsewhere = [
        Operand(f.date, f.printed + f.unit, Status.EXTERNAL, f.id, f.note)
        for f in sources.external
        if f.indicator == indicator.key and f.id != own
    ]
    return (*(printed if elsewhere or own.startswith("E") else ()), *elsewhere)


KINDS = {
    "stock": "存量",
    "flow": "当年发生数",
    "rate": "比率",
    "growth": "增幅",
    "count": "个数",
    "cumulative": "累计数",
    "amount": "金额",
    "at_least": "下限（印作“多”“余”）",
    "approximate_rate": "约数",
    "period": "时期",
}
