"""The rules of 勾稽. Data only: one entry adds a rule to every edition, to the page and to the cards."""

from __future__ import annotations

from domain.catalog import INDICATORS
from domain.checks import (
    Rule,
    growth_agrees,
    growths,
    known_areas,
    lower_bound,
    never_falls,
    one_origin,
    only_province,
    part_of_whole,
    ratio_agrees,
    sum_of_parts,
    whole_numbers,
)
from domain.indicator import Ratio

_WHOLES = (
    ("town_branches", "town_units"),
    ("village_branches", "village_units"),
    ("five_star_rated", "registered_volunteers"),
    ("five_star_rated", "star_5"),
    ("town_branches", "grassroots_organisations"),
    ("village_branches", "grassroots_organisations"),
    ("congress_grassroots_delegates", "congress_delegates"),
    ("volunteer_experts", "expert_pool"),
)
_SUMS = (
    "town_branches",
    "town_units",
    "village_branches",
    "village_units",
    "adult_members",
    "volunteer_groups",
    "registered_volunteers",
    "five_star_rated",
    "population",
)
_CUMULATIVE = ("life_education_halls", "first_aid_bases", "fraternity_homes", "service_stations")


def _name(key: str) -> str:
    return INDICATORS[key].name


def _ratios() -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (key, i.formula.numerator, i.formula.denominator)
        for key, i in INDICATORS.items()
        if isinstance(i.formula, Ratio) and i.unit == "%"
    )


RULES: tuple[Rule, ...] = (
    *(
        Rule(f"part_{part}_{whole}", "部分与总体", f"{_name(part)}不多于{_name(whole)}。", (part, whole), part_of_whole)
        for part, whole in _WHOLES
    ),
    *(
        Rule(f"sum_{key}", "合计", f"{_name(key)}：各县（市、区）之和等于市，各市之和等于全省。", (key,), sum_of_parts)
        for key in _SUMS
    ),
    *(
        Rule(
            f"ratio_{rate}",
            "比率",
            f"{_name(rate)}等于{_name(over)}除以{_name(under)}。",
            (rate, over, under),
            ratio_agrees,
        )
        for rate, over, under in _ratios()
    ),
    *(
        Rule(f"growth_{of}", "增幅", f"{_name(growth)}与两期的数相符。", (growth, of), growth_agrees)
        for growth, of in growths()
    ),
    Rule(
        "whole_numbers",
        "区间一致",
        "由率、增幅倒推出的个数至少有一个整数解。",
        (
            "town_units",
            "village_units",
            *(of for _, of in growths()),
            "congress_delegates",
            "expert_pool",
        ),
        whole_numbers,
    ),
    Rule("lower_bound", "下限", "印作“多”“余”的数只是下限，不当准数用。", _CUMULATIVE, lower_bound),
    Rule("never_falls", "累计", "累计数不会比上期少。", _CUMULATIVE, never_falls, "warning"),
    Rule(
        "scope_provincial_star",
        "口径",
        "省属一至四星级（178名）只有省属口径，与全系统五星级（331名）不相加，也不分到市县。",
        ("provincial_star_rated",),
        only_province,
    ),
    Rule("one_origin", "来源", "演示数与填报数不在同一版次里。", (), one_origin),
    Rule("known_areas", "区划", "每个数都属于当时有的区划。", (), known_areas),
)
