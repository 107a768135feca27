"""The card behind a figure: what it is made of, where it stands, what touches it, what others say."""

from __future__ import annotations

import re

import pytest

from data_access import assets
from domain.checks import Outcome, check
from domain.evidence import Sources, explain, ref
from domain.rules import RULES
from domain.source_text import locate
from domain.status import Status
from figures.evidence_html import evidence_html

P = "330000"


@pytest.fixture(scope="module")
def sources(request):
    def make(edition, sentences=None):
        dataset = request.getfixturevalue(edition)
        checked = check(dataset, RULES)
        return Sources(dataset, assets.figures(), assets.external_figures(), checked, sentences or {})

    return make


@pytest.fixture(scope="module")
def card(sources):
    return lambda address, edition="demo_edition": explain(address, sources(edition))


def made_of(card):
    return [(operand.text, operand.ref) for operand in card.operands]


def test_a_printed_figure_shows_its_words_its_place_and_no_formula(card):
    found = card("village_branches.2020.330000")
    assert (found.text, found.status) == ("10907个", Status.PUBLISHED)
    assert (found.words, found.place) == ("红十字会10907个", "导语 第2段 第1句")
    assert found.formula == ""
    assert found.bounds == ""
    assert found.edition == "演示版"


def test_a_rounded_figure_says_between_which_bounds_it_lies(card):
    assert card("village_coverage.2020.330000").bounds == "不小于44.615，小于44.625%"
    assert card("adult_members.2020.330000").bounds == "不小于456550，不大于456649名"
    assert card("service_stations.2020.330000").bounds == "不少于5000个，上限未知"


def test_what_is_implied_names_the_two_figures_that_imply_it(card):
    found = card("town_branches.2017.330000")
    assert (found.text, found.status) == ("1231个", Status.DERIVED)
    assert made_of(found) == [
        ("1302个", "town_branches.2020.330000"),
        ("+5.8%", "town_branches_growth.2020.330000"),
    ]
    units = card("town_units.2020.330000")
    assert made_of(units) == [("1302个", "town_branches.2020.330000"), ("95.38%", "town_coverage.2020.330000")]


def test_a_rate_is_made_of_numerator_and_denominator(card):
    found = card("village_coverage.2020.330381")
    assert found.formula == "村（社区）红十字会 ÷ 村（社区）应建数 × 100"
    assert [operand.ref for operand in found.operands] == [
        "village_branches.2020.330381",
        "village_units.2020.330381",
    ]
    assert found.status is Status.DEMO


def test_a_sum_is_made_of_all_its_parts(card):
    found = card("volunteer_groups.2020.330300")
    assert found.formula == "12个下级之和"
    assert len(found.operands) == 12
    assert sum(int(operand.text.removesuffix("个")) for operand in found.operands) == int(found.text.removesuffix("个"))


def test_several_areas_together_are_made_of_each(card):
    found = card(ref("volunteer_groups", "2020", ("330300", "330400")))
    assert found.title == "温州市、嘉兴市志愿服务团体（组织）（2020年底）"
    assert [operand.ref for operand in found.operands] == [
        "volunteer_groups.2020.330300",
        "volunteer_groups.2020.330400",
    ]


def test_every_operand_of_every_card_has_a_card_of_its_own(card):
    seen, waiting = set(), ["village_gap.2020.330000", "other_organisations.2017.330000", "star_rate.2020.330300"]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        found = card(address)
        assert found is not None, address
        waiting += [operand.ref for operand in (*found.operands, *found.beside) if operand.ref]
    assert {"grassroots_organisations_growth.2020.330000", "village_coverage.2020.330000", "E01"} <= seen


def test_a_card_names_the_checks_that_touch_it_and_could_be_made(card):
    checks = card("town_branches.2020.330000").checks
    assert ("乡镇（街道）红十字会不多于乡镇（街道）应建数。", Outcome.HOLDS) in checks
    assert all(outcome is not Outcome.NO_BASIS for _, outcome in checks)


def test_a_card_leads_to_the_pages_that_show_the_figure(card):
    pages = card("star_5.2020.330300").pages
    assert ("志愿服务与星级", "volunteers", "indicator=star_5&area=330300") in pages
    assert card("F28").pages[0][0] == "会员"


def test_every_figure_of_the_report_has_a_card_and_a_page(card):
    for figure in assets.figures():
        found = card(figure.id)
        assert found.words == figure.words, figure.id
        assert found.text.lstrip("+") == figure.printed + figure.unit, figure.id
        assert found.pages, figure.id


def test_what_others_say_stands_beside_it_with_its_date(card):
    (later,) = card("fraternity_homes.2020.330000").beside
    assert (later.text, later.name, later.status) == ("901个", "2022年11月", Status.EXTERNAL)
    assert [operand.text for operand in card("E03").beside] == ["293个"]


def test_the_users_copy_brings_the_whole_sentence(sources):
    text = "头一句。到年底，全省\n村（社区）红十字会10 907个，往前走。末一句。"
    found = locate(text, assets.figures())
    assert list(found) == ["F03"]
    place = found["F03"]
    assert place.sentence == "到年底，全省村（社区）红十字会10907个，往前走。"
    assert place.sentence[place.start : place.end] == "红十字会10907个"
    card = explain("F03", sources("published_edition", {"F03": place.sentence}))
    assert "<mark>红十字会10907个</mark>" in evidence_html(card)


@pytest.mark.parametrize(
    "address", ["", "F51", "nonsense", "village_coverage.1999.330000", "star_5.2020.999999", "x.y.z"]
)
def test_what_is_no_figure_has_no_card(card, address):
    assert card(address) is None


def test_a_missing_value_says_so_and_why(card):
    found = card("village_coverage.2017.330000", "published_edition")
    assert (found.text, found.status) == ("未报", Status.MISSING)
    assert found.note


def test_cards_are_escaped(sources):
    html = evidence_html(explain("F03", sources("published_edition", {"F03": "<script>红十字会10907个"})))
    assert "<script>" not in html
    assert re.search(r"&lt;script&gt;<mark>", html)
