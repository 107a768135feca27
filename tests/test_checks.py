"""勾稽: every rule holds on what is shipped, and each, broken once, is the one that fires."""

from __future__ import annotations

import pytest

from domain.checks import Outcome, check
from domain.dataset import Dataset, Edition
from domain.interval import Interval
from domain.rules import RULES
from domain.status import Status
from domain.value import Key, Value

P = "330000"


def fired(dataset):
    return [c.rule.key for c in check(dataset, RULES) if c.outcome is Outcome.BROKEN]


def changed(dataset, *changes):
    """The edition with other values: (indicator, period, area, number or interval or None, status)."""
    stored = dict(dataset.stored)
    for indicator, period, area, number, *status in changes:
        interval = number if isinstance(number, Interval) else Interval.exactly(number)
        old = stored.get(Key(indicator, period, area))
        kept = status[0] if status else (old.status if old else Status.DEMO)
        stored[Key(indicator, period, area)] = Value(interval, kept, printed=old.printed if old else "")
    return Dataset(dataset.edition, dataset.areas, stored)


def count(dataset, indicator, area, period="2020"):
    return int(dataset.value(indicator, period, area).number)


def moved(dataset, indicator, period, giver, taker, number):
    """One county more by what another has less, so that the sums stay."""
    return (
        (indicator, period, giver, count(dataset, indicator, giver, period) - number),
        (indicator, period, taker, count(dataset, indicator, taker, period) + number),
    )


@pytest.mark.parametrize("edition", ["published_edition", "demo_edition"])
def test_every_rule_holds_on_the_shipped_editions(request, edition):
    assert fired(request.getfixturevalue(edition)) == []


def test_the_demonstration_gives_nearly_every_rule_something_to_be_tested_on(demo_edition):
    untested = {c.rule.key for c in check(demo_edition, RULES) if c.outcome is Outcome.NO_BASIS}
    # no earlier place counts, and no total of all types, are known; the other shares have no stored denominators
    assert untested == {
        "never_falls",
        "growth_grassroots_organisations",
        "growth_other_organisations",
        "ratio_congress_grassroots_share",
        "ratio_volunteer_expert_share",
    }


A, B = "330106", "330109"  # two counties of 杭州市 at the end of 2020


def broken(demo):
    """Rule → changes of the demonstration edition that break it and nothing else."""
    units = {key: count(demo, f"{key}_units", A) for key in ("town", "village")}
    gap = {key: units[key] - count(demo, f"{key}_branches", A) for key in units}
    people, stars = count(demo, "registered_volunteers", B), count(demo, "star_5", B)
    return {
        "part_town_branches_town_units": moved(demo, "town_branches", "2020", B, A, gap["town"] + 1),
        "part_village_branches_village_units": moved(demo, "village_branches", "2020", B, A, gap["village"] + 1),
        "part_five_star_rated_registered_volunteers": (
            ("five_star_rated", "2020", B, 1),
            ("five_star_rated", "2020", A, count(demo, "five_star_rated", A) + stars - 1),
            ("star_5", "2020", A, count(demo, "star_5", A) + stars),
            *moved(demo, "registered_volunteers", "2020", B, A, people),
        ),
        "part_five_star_rated_star_5": moved(demo, "star_5", "2020", B, A, 1),
        "part_congress_grassroots_delegates_congress_delegates": (
            ("congress_delegates", "2019", P, 11),
            ("congress_grassroots_share", "2019", P, Interval.exactly(12).over(Interval.exactly(11)).times(100)),
        ),
        "part_volunteer_experts_expert_pool": (
            ("expert_pool", "2020", P, 18),
            ("volunteer_expert_share", "2020", P, Interval.exactly(19).over(Interval.exactly(18)).times(100)),
        ),
        "sum_adult_members": (("adult_members", "2020", A, count(demo, "adult_members", A) + 100),),
        "sum_volunteer_groups": (("volunteer_groups", "2020", A, count(demo, "volunteer_groups", A) + 1),),
        "sum_registered_volunteers": (
            ("registered_volunteers", "2020", A, count(demo, "registered_volunteers", A) + 100),
        ),
        "sum_population": (("population", "2020", "330100", 1),),
        "ratio_congress_grassroots_share": (("congress_delegates", "2019", P, 24),),
        "ratio_volunteer_expert_share": (("expert_pool", "2020", P, 200),),
        "growth_grassroots_organisations": (("grassroots_organisations", "2017", P, 9000, Status.EXTERNAL),),
        "lower_bound": (("service_stations", "2020", P, 5000),),
        "never_falls": (("first_aid_bases", "2017", P, 272, Status.PUBLISHED),),
        "scope_provincial_star": (("provincial_star_rated", "2020", A, 3),),
        "known_areas": (("life_education_halls", "2020", "339999", 1),),
    }


def test_a_rule_broken_in_the_demonstration_is_the_one_that_fires(demo_edition):
    cases = broken(demo_edition)
    assert len(cases) == 17
    assert {rule: fired(changed(demo_edition, *changes)) for rule, changes in cases.items()} == {r: [r] for r in cases}


def cities(areas, indicator, each):
    return tuple((indicator, "2020", city, each) for city in areas.cities())


def alone(areas):
    """Rule → an edition of a few values that break it: where in the demonstration others would break with it."""
    rounded = Interval.rounded
    return {
        "part_town_branches_grassroots_organisations": (
            ("town_branches", "2020", P, 1302),
            ("grassroots_organisations", "2020", P, 1301),
        ),
        "part_village_branches_grassroots_organisations": (
            ("village_branches", "2020", P, 10907),
            ("grassroots_organisations", "2020", P, 10906),
        ),
        "sum_town_branches": (("town_branches", "2020", P, 1302), *cities(areas, "town_branches", 118)),
        "sum_town_units": (("town_units", "2020", P, 1365), *cities(areas, "town_units", 124)),
        "sum_village_branches": (("village_branches", "2020", P, 10907), *cities(areas, "village_branches", 991)),
        "sum_village_units": (("village_units", "2020", P, 24444), *cities(areas, "village_units", 2222)),
        "sum_five_star_rated": (("five_star_rated", "2020", P, 331), *cities(areas, "five_star_rated", 30)),
        "ratio_town_coverage": (
            ("town_coverage", "2020", P, rounded("95.38")),
            ("town_branches", "2020", P, 1302),
            ("town_units", "2020", P, 1366),  # 95.31 %
        ),
        "ratio_village_coverage": (
            ("village_coverage", "2020", P, rounded("44.62")),
            ("village_branches", "2020", P, 10907),
            ("village_units", "2020", P, 24447),  # 44.6149 %
        ),
        **{
            f"growth_{key}": (
                (key, "2017", P, 1000),
                (key, "2020", P, 1100),
                (f"{key}_growth", "2020", P, rounded("10.1")),
            )
            for key in (
                *("town_branches", "village_branches", "other_organisations"),
                *("adult_members", "volunteer_groups", "registered_volunteers"),
            )
        },
        "whole_numbers": (
            ("congress_grassroots_delegates", "2019", P, 12),
            ("congress_grassroots_share", "2019", P, rounded("52.9")),  # 12 of 22.68
        ),
        "one_origin": (("volunteer_groups", "2020", A, 1), ("volunteer_groups", "2020", B, 1, Status.REPORTED)),
    }


def test_a_rule_broken_alone_is_the_one_that_fires(areas):
    empty = Dataset(Edition("test", "测试版", Status.DEMO, ""), areas, {})
    cases = alone(areas)
    assert {rule: fired(changed(empty, *changes)) for rule, changes in cases.items()} == {r: [r] for r in cases}


def test_every_rule_has_been_broken_once(demo_edition, areas):
    assert {rule.key for rule in RULES} == {*broken(demo_edition), *alone(areas)}


def test_a_finding_says_where_what_was_expected_and_what_stands_there(demo_edition):
    more = count(demo_edition, "volunteer_groups", A) + 1
    outcomes = check(changed(demo_edition, ("volunteer_groups", "2020", A, more)), RULES)
    (finding,) = [finding for outcome in outcomes for finding in outcome.findings]
    assert (finding.rule, finding.severity) == ("sum_volunteer_groups", "error")
    assert (finding.area, finding.indicator, finding.period) == (P, "volunteer_groups", "2020")
    assert (finding.expected, finding.found) == (Interval.exactly(1782), Interval.exactly(1783))


def test_every_rule_has_a_sentence_of_its_own():
    assert len({rule.key for rule in RULES}) == len({rule.sentence for rule in RULES}) == len(RULES) == 34
    assert all(rule.sentence.endswith("。") for rule in RULES)
