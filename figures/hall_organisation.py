"""Screens of the organisation: overview, coverage, both years, one area, what is still to be built."""

from __future__ import annotations

from domain.area import Level
from domain.catalog import INDICATORS
from domain.format import full
from domain.gap_plan import GapPlan
from domain.status import Status
from domain.view import View
from figures.build_bulletin import bulletin_headline, plan_of, target_bullets
from figures.build_cards import headline
from figures.build_compare import compare_headline, rate_callout
from figures.build_map import area_map
from figures.build_profile import gap_headline, positions
from figures.build_ranking import coverage_headline, growth_bars
from figures.hall import Large, Names, Numbers, Question, Scene, Words
from figures.hall_parts import (
    chosen,
    dated,
    is_known,
    is_whole,
    key_number,
    large,
    province_rates,
    rate_number,
    reported,
    spread,
    tile_map,
    title,
)
from figures.marks import marked
from figures.spec import Headline, Line, Mark, StripRow

_TEAM = ("adult_members", "registered_volunteers", "volunteer_groups")
_RATES = ("village_coverage", "town_coverage")
_KEYS = ("town_branches", "village_branches", "adult_members", "registered_volunteers")
_MOST_TARGETS = 6


def overview(question: Question) -> tuple[Scene, ...]:
    """The two rates large, the people below them; where they lie."""
    view = question.view
    if is_whole(view) or is_known(view, *_RATES, *_TEAM):
        blocks = (
            Numbers((rate_number(view, "town"), rate_number(view, "village")), first=True),
            Numbers(tuple(key_number(view, key) for key in _TEAM)),
        )
        return (Scene(dated(view, "总览"), headline(view), blocks), *spread(question, "village_coverage"))
    return (Scene(dated(view, "总览"), headline(view), (province_rates(view), Words((question.unknown,)))),)


def coverage(question: Question) -> tuple[Scene, ...]:
    """Where it is high and low, and how far it is to all of them."""
    view = question.view
    if not is_known(view, *_RATES):
        tiles = tile_map(question, view.selection.indicator)
        blocks = (tiles or province_rates(view), Words((question.unknown,)))
        return (Scene(title(view, "组织覆盖"), coverage_headline(view), blocks),)
    gap = Headline(((gap_headline(view).text, view.value("village_gap").status),))
    left = Numbers((_gap(view, "town"), _gap(view, "village")), first=True)
    return (
        *spread(question, view.selection.indicator),
        *_map(question),
        Scene(title(view, gap_headline(view).title), gap, (left,)),
    )


def _map(question: Question) -> tuple[Scene, ...]:
    """The areas as they lie; nothing where none of them has a number."""
    view = question.view
    picture = area_map(view, approval=dict(question.material.approval))
    if picture.status is Status.MISSING:
        return ()
    return (Scene(title(view, f"{view.indicator.label}地图"), coverage_headline(view), map=picture),)


def _gap(view: View, kind: str) -> Large:
    rate = view.value(f"{kind}_coverage").number
    lines = (Line("已建", marked(view, f"{kind}_branches")), Line("建会率", marked(view, f"{kind}_coverage")))
    name = INDICATORS[f"{kind}_gap"].name
    return large(name, marked(view, f"{kind}_gap"), lines, None if rate is None else rate / 100)


def compare(question: Question) -> tuple[Scene, ...]:
    """What grew, in per cent; of an area its own numbers at both ends."""
    view = chosen(question.view, question.view.selection.indicator.replace("_coverage", "_branches"))
    notes = (f"{rate_callout(view).title}。{rate_callout(view).text}",)
    own = () if is_whole(view) else reported(view, _KEYS)
    if is_whole(view) or not own:
        beside = () if is_whole(view) else (Words((f"图中是全省的增幅。{question.unknown}",)),)
        blocks = (growth_bars(view), *beside)
    else:
        blocks = (Numbers(own),)
    return (Scene(title(view, "三年变化"), compare_headline(view), blocks, notes=notes),)


def profile(question: Question) -> tuple[Scene, ...]:
    """One area: its numbers beside the province's, its place among all, what lies below it."""
    view = question.view
    own = reported(view, _KEYS)
    scenes = [Scene(dated(view, "市县一页"), headline(view), (Numbers(own),))] if own else []
    scenes += [
        Scene(title(view, strips.section.title), Headline(headline(view).sentences[:1]), (_places(strips.rows),))
        for strips in (positions(view) if own else ())
    ]
    return (*scenes, _below(question))


def _places(rows: tuple[StripRow, ...]) -> Names:
    return Names(tuple((row.label, ((row.text, None), (row.note, None))) for row in rows))


def _below(question: Question) -> Scene:
    """What lies below the area, by name, with what is known of it from elsewhere."""
    view = question.view
    area = view.areas.get(view.subject[0], view.selection.vintage)
    names = tuple(
        (view.areas.get(code, view.selection.vintage).name, None)
        for code in view.areas.children(area.code, view.selection.vintage)
    )
    what = "个设区市" if area.level is Level.PROVINCE else "个县（市、区）"
    text = f"{area.name}有{len(names)}{what}" if names else f"{area.name}属{view.areas.get(area.parent).name}"
    numbers = Numbers(
        tuple(
            large(INDICATORS[key].name, marked(view, key))
            for key in ("population", "town_units")
            if is_known(view, key)
        )
    )
    blocks = (*((numbers,) if numbers.numbers else ()), *((Names((("", names),)),) if names else ()))
    unknown = () if is_whole(view) or is_known(view, *_RATES) else (Words((question.unknown,)),)
    return Scene(title(view, "区划"), Headline(((text, None),)), (*blocks, *unknown))


def bulletin(question: Question) -> tuple[Scene, ...]:
    """What is still to be built and how fast, and the targets that were entered."""
    view, plan = question.view, plan_of(question.view)
    blocks = (Numbers(_plan_numbers(plan), first=True),) if _plan_numbers(plan) else (Words((question.unknown,)),)
    goal = Scene(
        title(view, "还需新建多少"),
        bulletin_headline(view, plan),
        blocks,
        sources=(view.value(f"{plan.kind}_branches").source,),
    )
    return (goal, *_targets(question))


def _plan_numbers(plan: GapPlan) -> tuple[Large, ...]:
    named = (("还需新建", plan.needed), ("每季约", plan.quarterly), ("最少方案", plan.least))
    return tuple(
        large(name, Mark(full(value, INDICATORS["village_gap"]).removesuffix("个"), "个", value.status), ())
        for name, value in named
        if value.interval is not None
    )


def _targets(question: Question) -> tuple[Scene, ...]:
    figure = target_bullets(question.view, question.material.near)
    if not figure.rows:
        return ()
    rows = figure.rows[:_MOST_TARGETS]
    groups = tuple(
        (
            f"{row.name} {row.what}",
            (
                (f"{row.light.shape} {row.light.word}", None),
                (f"{row.reached.text} / {row.goal.text} {row.share}", row.reached.status),
            ),
        )
        for row in rows
    )
    counts = "，".join(
        f"{light.word}{n}项"
        for light in dict.fromkeys(row.light for row in figure.rows)
        if (n := sum(row.light is light for row in figure.rows))
    )
    return (
        Scene(
            title(question.view, figure.title),
            Headline(((f"{len(figure.rows)}项目标：{counts}", figure.status),)),
            (Names(groups),),
        ),
    )
