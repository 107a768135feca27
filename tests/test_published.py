"""The published edition: the report's figures as printed, and nothing below the province."""

import pytest

from data_access import assets
from data_access.published import published
from domain import format as fmt
from domain.area import PROVINCE
from domain.catalog import INDICATORS
from domain.status import Status
from domain.value import Key

PRINTED = {
    "town_branches": "1302个",
    "town_coverage": "95.38%",
    "village_branches": "10907个",
    "village_coverage": "44.62%",
    "adult_members": "45.66万名",
    "volunteer_groups": "1782个",
    "registered_volunteers": "11.54万名",
    "grassroots_organisations_growth": "+86.37%",
    "town_branches_growth": "+5.8%",
    "village_branches_growth": "+231%",
    "adult_members_growth": "+28.15%",
    "volunteer_groups_growth": "+21.39%",
    "registered_volunteers_growth": "+21.73%",
    "life_education_halls": "55个",
    "first_aid_bases": "271个",
    "fraternity_homes": "293个",
    "service_stations": "5000多个",
    "five_star_rated": "331名",
    "provincial_star_rated": "178名",
    "volunteer_experts": "19名",
    "volunteer_expert_share": "10.5%",
}


@pytest.mark.parametrize(("key", "written"), PRINTED.items())
def test_the_reports_figures_keep_their_writing(published_edition, key, written):
    value = published_edition.value(key, "2020", PROVINCE)
    assert fmt.full(value, INDICATORS[key]) == written
    assert value.status is Status.PUBLISHED
    assert value.source.startswith("中红办字〔2021〕42号附件 ")


@pytest.mark.parametrize(
    ("key", "written"), [("congress_grassroots_delegates", "12名"), ("congress_grassroots_share", "52.17%")]
)
def test_the_delegates_are_those_of_2019(published_edition, key, written):
    assert fmt.full(published_edition.value(key, "2019", PROVINCE), INDICATORS[key]) == written
    assert published_edition.value(key, "2020", PROVINCE).status is Status.MISSING


def test_there_is_no_published_figure_of_2017():
    stored = [value for key, value in published().items() if key.period == "2017"]
    assert {value.status for value in stored} == {Status.MISSING}


def test_5000_and_more_is_a_lower_bound(published_edition):
    interval = published_edition.value("service_stations", "2020", PROVINCE).interval
    assert (interval.low, interval.high) == (5000, None)


def test_the_total_of_all_types_comes_from_elsewhere_and_says_so(published_edition):
    value = published_edition.value("grassroots_organisations", "2020", PROVINCE)
    assert (value.status, value.printed) == (Status.EXTERNAL, "1.74万")
    assert (value.interval.low, value.interval.high) == (17_350, 17_449)
    assert "http" in value.source


def test_a_later_figure_does_not_replace_the_reports(published_edition):
    assert published_edition.value("fraternity_homes", "2020", PROVINCE).number == 293  # 901 by November 2022


@pytest.mark.parametrize("period", ["2017", "2020"])
@pytest.mark.parametrize("key", INDICATORS)
def test_below_the_province_nothing_is_known_but_the_population(published_edition, areas, key, period):
    below = [published_edition.value(key, period, code) for code in (*areas.cities(), *areas.counties(period))]
    known = [value for value in below if value.status is not Status.MISSING]
    assert len(known) == (11 if (key, period) == ("population", "2020") else 0)


def test_the_cities_have_the_censuss_people(published_edition):
    cities = sum(assets.population()[city] for city in published_edition.areas.cities())
    assert cities == published_edition.value("population", "2020", PROVINCE).number == 64_567_588


def test_there_are_fifty_figures_with_their_words_and_place():
    figures = assets.figures()
    assert [figure.id for figure in figures] == [f"F{n:02}" for n in range(1, 51)]
    assert all(figure.words and len(figure.words) <= 20 for figure in figures)
    assert all(figure.part in range(4) and figure.paragraph > 0 and figure.sentence > 0 for figure in figures)


@pytest.mark.parametrize("figure", assets.figures(), ids=lambda figure: figure.id)
def test_a_figure_stands_in_the_words_that_are_quoted_for_it(figure):
    spelt = {"F19": "三", "F34": "五"}.get(figure.id, figure.printed)
    assert spelt in figure.words


def test_every_figure_with_a_series_is_stored_and_no_other():
    from_report = {key for key, value in published().items() if value.status is Status.PUBLISHED}
    assert len(from_report) == sum(bool(figure.indicator) for figure in assets.figures()) == len(PRINTED) + 2
    assert Key("village_branches_growth", "2020", PROVINCE) in from_report
