"""What a figure says to who hears it: all numbers of a few, the extremes of many, 未报 where there are none."""

import pytest

from domain.status import Status
from domain.targets import Light
from figures import build_compare, build_funnel, build_profile, build_ranking, build_stars, charts, spec
from figures.alt import message

HEAD, OPEN = spec.Section("甲", "", Status.DEMO), spec.Section("甲")


def _bar(name, number, status=Status.PUBLISHED):
    text = "未报" if number is None else f"{number:g}"
    return spec.BarRow(name, number, spec.Mark(text, "" if number is None else "个", status))


def test_of_a_few_every_number_is_said_with_its_status():
    rows = (_bar("一", 2), _bar("二", 3, Status.EXTERNAL), _bar("三", None, Status.MISSING))
    assert message(spec.Bars(OPEN, rows)) == "甲：一2个（原文）；二3个（外部）；三未报"
    assert message(spec.Bars(HEAD, rows[:1])) == "甲，演示：一2个"


def test_of_many_the_extremes_are_said_and_how_many_are_not_reported():
    rows = tuple(_bar(f"第{n}", float(n)) for n in (4, 1, 9, 3, 5, 6, 7, 8)) + (_bar("缺", None, Status.MISSING),)
    assert message(spec.Bars(HEAD, rows)) == "甲，演示：共9个，最高第99个，最低第11个，1个未报"


def test_where_nothing_is_known_it_says_so(published_view):
    assert message(build_compare.dumbbell(published_view())).endswith("：未报")
    assert message(build_stars.star_stack(published_view())).endswith("：未报")


def test_the_numbers_are_those_of_the_figure(demo_view):
    ranks = build_ranking.ranking(demo_view()).rows
    most, least = (f"{row.name}{row.text}%" for row in (ranks[0], ranks[-1]))
    assert message(build_compare.dumbbell(demo_view())).endswith(f"2020年底，演示：共11个，最高{most}，最低{least}")
    slope = message(build_compare.slope(demo_view(indicator="village_branches")))
    assert slope.endswith("浙江省2017年底3291–3300个，2020年底10907个")
    positions = build_profile.positions(demo_view("330324"))[0]
    assert "村（社区）建会率39.6%（第55，共90个）" in message(positions)
    assert "共90个点，最高青田县 79.5%（302 / 380），最低" in message(build_funnel.funnel(demo_view()))


@pytest.mark.parametrize(
    ("reached", "said"), [(45.0, "甲建会率45，目标60，需加力"), (None, "未报")], ids=["known", "missing"]
)
def test_a_target_says_what_was_reached(reached, said):
    known = charts.End(reached, "45" if reached else "未报", Status.REPORTED if reached else Status.MISSING)
    light = Light.SHORT if reached else Light.UNKNOWN
    goal = charts.End(60.0, "60", Status.REPORTED)
    row = charts.Bullet("330100", "甲", "建会率", light, known, goal, None, 100.0, "", "")
    assert message(charts.Bullets("目标", "", (row,), Status.REPORTED, "", ("", ""))) == f"目标，填报：{said}"
