"""A map on paper: what cannot be compared is no 未报."""

import pytest

from figures.build_map import area_map
from reports.area_shapes import drawing

CANGNAN, LONGGANG, YONGJIA = "330327", "330383", "330324"


def test_what_cannot_be_compared_is_said_and_is_not_unreported(demo_view):
    found = drawing(area_map(demo_view("330300"), "village_coverage_change"))
    texts = {area.code: area.text for area in found.areas}
    assert texts[CANGNAN] == texts[LONGGANG] == "—"  # they were one county in 2017
    assert texts[YONGJIA][0] in "+−"
    assert found.blanks == ("不可比",)


def test_of_the_report_alone_all_is_unreported(published_view):
    found = drawing(area_map(published_view("330300"), "village_coverage_change"))
    assert set(found.blanks) >= {"未报"}
    assert next(area.text for area in found.areas if area.code == YONGJIA) == "未报"


@pytest.mark.parametrize("code", [CANGNAN, LONGGANG])
def test_a_level_map_has_numbers_for_both(demo_view, code):
    found = drawing(area_map(demo_view("330300", indicator="village_coverage")))
    assert found.blanks == ()
    assert next(area.text for area in found.areas if area.code == code).endswith("%")
