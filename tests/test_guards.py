"""What is refused or shortened so that nothing invented looks real and nothing long hurts."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from data_access import assets
from data_access.editions import write
from domain.catalog import INDICATORS
from domain.dataset import Edition
from domain.interval import Interval
from domain.selection import Selection
from domain.status import Status
from domain.value import Key, Value
from figures.build_cards import grown_text

ONE = Interval.exactly(1)
DEMO, REPORTED = Value(ONE, Status.DEMO), Value(ONE, Status.REPORTED)


@pytest.mark.parametrize(
    ("local", "values"),
    [(Status.REPORTED, [DEMO]), (Status.REPORTED, [REPORTED, DEMO]), (Status.DEMO, [DEMO, REPORTED])],
)
def test_invented_and_reported_values_never_meet_in_one_edition(local, values):
    stored = {Key("town_branches", "2020", f"33010{n}"): value for n, value in enumerate(values, 2)}
    with pytest.raises(ValueError, match="演示"):
        write(None, Edition("x", "混合", local, ""), stored, [])  # refused before the database is asked


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        ("231", "231", "▲ 231.0%"),
        ("-3.1", "-3.1", "▼ 3.1%"),
        ("0", "0", "＝ 0.0%"),
        ("-18.2", "-1.0", "▼ −18.2–−1.0%"),
        ("-18.2", "12", "持平或不确定 −18.2–12.0%"),
    ],
)
def test_a_change_is_written_with_its_direction_only_where_it_has_one(low, high, text):
    grown = Value(Interval(Fraction(low), Fraction(high)), Status.DEMO)
    assert grown_text(grown, INDICATORS["town_branches_growth"]) == text


def test_a_very_long_link_is_read_quickly_and_answered_briefly():
    chosen, problems = Selection.from_query({"area": ",".join(f"x{n}" for n in range(30_000))}, assets.areas(), ())
    assert chosen.areas == ()
    assert 1 <= len(problems) <= 6


def test_a_county_known_by_name_but_not_yet_founded_is_announced():
    chosen, problems = Selection.from_query({"area": "龙港市", "period": "2017"}, assets.areas(), ())
    assert chosen == replace(Selection(), areas=("330327",), period="2017")
    assert problems == ["当时的区划里没有龙港市，已改看苍南县"]
