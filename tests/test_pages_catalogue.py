"""What each page shows of a reader's choice."""

from __future__ import annotations

import pytest

from domain.pages import PAGES

BY_NAME = {page.name: page for page in PAGES}


@pytest.mark.parametrize(
    ("page", "asked", "shown"),
    [
        ("overview", "star_5", "star_5"),
        ("coverage", "town_gap", "town_coverage"),
        ("coverage", "town_branches", "town_coverage"),
        ("coverage", "adult_members", "village_coverage"),
        ("members", "village_coverage", "adult_members"),
        ("members", "members_per_village", "members_per_village"),
        ("volunteers", "adult_members", "registered_volunteers"),
        ("volunteers", "star_3", "star_3"),
    ],
)
def test_a_page_shows_the_nearest_of_its_own_series(demo_view, page, asked, shown):
    assert BY_NAME[page].of(demo_view(indicator=asked)).selection.indicator == shown


def test_a_comparison_ends_at_the_latest_period_and_a_profile_has_one_area(demo_view):
    chosen = demo_view("330300", "330600", period="2017")
    assert BY_NAME["compare"].of(chosen).selection.period == "2020"
    assert BY_NAME["coverage"].of(chosen).selection.period == "2017"
    assert BY_NAME["profile"].of(chosen).selection.areas == ("330300",)
    assert BY_NAME["coverage"].of(chosen).selection.areas == ("330300", "330600")


def test_the_first_page_has_the_plain_address():
    assert [page.path for page in PAGES][:2] == ["", "coverage"]
    assert len(BY_NAME) == len(PAGES)
