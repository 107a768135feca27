"""Key figures and sentences: what one area has, what grew, from what base."""

from __future__ import annotations

from dataclasses import replace

from domain import format as fmt
from domain.area import PROVINCE
from domain.catalog import INDICATORS
from domain.evidence import ref
from domain.facts import DOCUMENT
from domain.indicator import Indicator
from domain.period import PERIODS
from domain.status import Status
from domain.value import Value
from domain.view import View
from figures.marks import cite, marked
from figures.spec import Card, Cards, Headline, Line, Mark

HEADLINE = (
    "town_branches",
    "village_branches",
    "grassroots_organisations",
    "adult_members",
    "volunteer_groups",
    "registered_volunteers",
)
_COVERAGE = {"town_branches": "town_coverage", "village_branches": "village_coverage"}


def key_cards(view: View, indicators: tuple[str, ...] = HEADLINE) -> Cards:
    """One card an indicator for the view's subject, against the period before and the province."""
    return Cards(tuple(key_card(view, indicator) for indicator in indicators))


def key_card(view: View, indicator: str) -> Card:
    """Level, growth, rate and base of one indicator."""
    if indicator == "grassroots_organisations" and view.subject == (PROVINCE,):
        return _all_types(view)
    value = view.value(indicator)
    lines = [*_change_lines(view, indicator), *_province_line(view, indicator)]
    return Card(INDICATORS[indicator].name, marked(view, indicator), tuple(lines), _source(value))


def _source(value: Value) -> str:
    return value.source.removeprefix(DOCUMENT).strip() if value.status is not Status.DEMO else ""


def change(view: View, indicator: str) -> Value:
    """Change of the subject since the period before; of one area by its own rule, of several as a group."""
    key = INDICATORS[indicator].change_key
    if key not in INDICATORS:
        return Value.missing()
    if len(view.subject) == 1:
        return view.dataset.value(key, view.period, view.subject[0])
    return view.dataset.change_of(indicator, view.period, view.subject, view.subject)


def _change_lines(view: View, indicator: str) -> list[Line]:
    before = PERIODS[view.period].before
    if not before:
        return [Line(*_rate(view, indicator))] if indicator in _COVERAGE else []
    lines = []
    grown = change(view, indicator)
    if grown.interval is not None:
        text, rate = _rate(view, indicator) if indicator in _COVERAGE else ("", None)
        growth = grown_text(grown, INDICATORS[INDICATORS[indicator].change_key])
        word = "个数" if indicator in _COVERAGE else f"较{PERIODS[before].name}"
        lines.append(Line(word, None, growth))
        if rate is not None:
            lines.append(Line(text, rate))
    base = view.value(indicator, before)
    if base.interval is not None:
        lines.append(Line(PERIODS[before].name, marked(view, indicator, before)))
    return lines


def grown_text(grown: Value, entry: Indicator) -> str:
    """▲ 231%, ▼ 3.1%, ＝ 0.0%; with its bounds' own signs where the direction is not certain."""
    interval, text = grown.interval, fmt.full(grown, entry)
    assert interval is not None
    if interval.low > 0:
        return f"▲ {text.removeprefix('+')}"
    if interval.is_exact:
        return f"▼ {text.removeprefix(fmt.MINUS)}" if interval.low < 0 else f"＝ {text}"
    return f"▼ {text}" if interval.high is not None and interval.high < 0 else f"持平或不确定 {text}"


def _rate(view: View, indicator: str) -> tuple[str, Mark]:
    return "建会率", marked(view, _COVERAGE[indicator])


def _province_line(view: View, indicator: str) -> list[Line]:
    if view.subject == (PROVINCE,):
        return []
    return [Line("全省", marked(view, indicator, areas=(PROVINCE,)))]


def _all_types(view: View) -> Card:
    """The report gives the growth of all types together, and no total."""
    growth = view.province("grassroots_organisations_growth", "2020")
    lines = (
        Line("三年增幅；报告未给出总数"),
        Line("按外部资料" + PERIODS[view.period].name, marked(view, "grassroots_organisations")),
    )
    grown = marked(view, "grassroots_organisations_growth", "2020")
    return Card("基层组织（各类合计）", grown, lines, _source(growth))


def headline(view: View) -> Headline:
    """Three sentences: of the province verbatim figures, of an area its own."""
    if view.subject == (PROVINCE,):
        return _province_headline(view)
    name = view.subject_name
    say = _Sayer(view)
    province = _Sayer(replace(view, selection=replace(view.selection, areas=(), period="2020")))
    if all(view.value(key).interval is None for key in ("village_coverage", "town_coverage")):
        first = f"{name}{PERIODS[view.period].name}的建会情况未报"
    else:
        first = (
            f"到{PERIODS[view.period].name}，{name}{say('village_coverage')}的村（社区）、"
            f"{say('town_coverage')}的乡镇（街道）建起红十字会"
        )
    return Headline(
        (
            (first, _status(view, "village_coverage", "town_coverage")),
            (
                f"成人会员{say('adult_members')}，志愿服务团体{say('volunteer_groups')}，"
                f"注册志愿者{say('registered_volunteers')}。",
                _status(view, "adult_members"),
            ),
            (
                f"全省村（社区）建会率{province('village_coverage')}（2020年底，原文）。",
                None,
            ),
        )
    )


def _province_headline(view: View) -> Headline:
    say = _Sayer(replace(view, selection=replace(view.selection, period="2020")))
    first = (
        f"到2020年底，浙江{say('town_coverage')}的乡镇（街道）、{say('village_coverage')}的村（社区）建起红十字会；"
        f"三年里，村（社区）红十字会增至{say('village_branches')}，增长{say.grown('village_branches')}。"
    )
    second = (
        f"成人会员{say('adult_members')}，增长{say.grown('adult_members')}；志愿服务团体{say('volunteer_groups')}，"
        f"增长{say.grown('volunteer_groups')}；注册志愿者{say('registered_volunteers')}，"
        f"增长{say.grown('registered_volunteers')}。"
    )
    third = f"离全覆盖还差乡镇（街道）{say('town_gap')}、村（社区）{say('village_gap')}；21个县（市、区）先行试点。"
    return Headline(((first, None), (second, None), (third, say.view.value("village_gap").status)))


class _Sayer:
    """Numbers of a view's subject as they are read aloud."""

    def __init__(self, view: View) -> None:
        self.view = view

    def __call__(self, indicator: str) -> str:
        return self._cite(self.view.value(indicator), indicator)

    def grown(self, indicator: str) -> str:
        return self._cite(change(self.view, indicator), INDICATORS[indicator].change_key)

    def _cite(self, value: Value, key: str) -> str:
        text = fmt.full(value, INDICATORS[key]).lstrip("+")
        return cite(text, ref(key, self.view.period, self.view.subject))


def _status(view: View, *indicators: str) -> Status:
    return Status.weakest(view.value(indicator).status for indicator in indicators)
