"""Colours stay apart for colour-blind readers and in grey print; what colour alone cannot tell, shape and word do."""

import pytest

from bench.colours import SEEN, lab, linear, measured, smallest
from domain.status import Status
from domain.targets import Light


def test_colours_are_measured_as_the_standards_say():
    assert lab(linear("#FFFFFF")) == pytest.approx((100, 0, 0), abs=0.02)
    assert lab(linear("#FF0000")) == pytest.approx((53.24, 80.09, 67.20), abs=0.02)  # of sRGB's red under D65
    assert smallest(("#000000", "#FFFFFF"), SEEN["灰度"], is_scale=True) == pytest.approx(100, abs=0.02)
    for seen in SEEN.values():  # whatever the eyes, white is white
        assert [sum(row) for row in seen] == pytest.approx([1, 1, 1], abs=1e-4)


def test_a_red_and_a_green_that_the_colour_blind_confuse_are_found():
    pair = ("#C8554B", "#7F8445")
    assert smallest(pair, SEEN["常人"], is_scale=True) > 50
    assert smallest(pair, SEEN["绿色盲"], is_scale=True) < 12


def test_every_palette_keeps_its_distances_in_both_themes():
    found = list(measured())
    assert len(found) == 2 * 3 * 5
    assert [row for row in found if row.limit is not None and row.distance < row.limit] == []


def test_what_colour_cannot_tell_is_told_by_shape_and_word():
    for kind in ([(light.shape, light.word) for light in Light], [(status.label,) for status in Status]):
        for told in zip(*kind, strict=True):
            assert all(told)
            assert len(set(told)) == len(told)
