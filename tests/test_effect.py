"""The effect of an approval: arrows, ranks, ties and 未报, computed by hand."""

import pytest

from domain.dataset import Dataset, Edition
from domain.effect import RATES, applied, effect, reported
from domain.interval import Interval
from domain.status import Status
from domain.submission import Entry, State, Submission
from domain.value import Key, Value

Q1, P = "2021Q1", "330000"
WEN, JIA, HU, SHAO = "330300", "330400", "330500", "330600"  # 温州, 嘉兴, 湖州, 绍兴
VILLAGES = ("village_branches", "village_units")


def edition(areas, **cities):
    """Branches of every city whose first county has 1000 villages and the others none; the keys are city codes."""
    stored = {}
    for code, branches in cities.items():
        for n, county in enumerate(areas.children(code[1:])):
            for key, number in zip(VILLAGES, (branches, 1000) if n == 0 else (0, 0), strict=True):
                stored[Key(key, Q1, county)] = Value(Interval.exactly(number), Status.REPORTED, "市报送")
    return Dataset(Edition("test", "测试版", Status.REPORTED, ""), areas, stored)


def sentences(before, after, city=WEN):
    return [m.sentence for m in effect(before, after, city, Q1).moves if m.key.indicator == "village_coverage"]


def test_a_rate_that_rises_overtakes(areas):
    before = edition(areas, c330300=441, c330400=442, c330500=459, c330600=461)
    after = edition(areas, c330300=460, c330400=442, c330500=459, c330600=461)
    assert sentences(before, after) == [
        "温州市村社建会率 44.1 → 46.0%，第4 → 第2",
        "嘉兴市村社建会率 44.2%，第3 → 第4",
        "湖州市村社建会率 45.9%，第2 → 第3",
    ]
    (cell,) = effect(before, after, WEN, Q1).cells
    assert (cell.key, cell.sentence) == (Key("village_branches", Q1, "330302"), "鹿城区村社已建 441 → 460个")


def test_the_city_itself_comes_first(areas):
    before = edition(areas, c330400=442, c330600=441)
    after = edition(areas, c330400=442, c330600=460)
    assert sentences(before, after, SHAO) == [
        "绍兴市村社建会率 44.1 → 46.0%，第2 → 第1",
        "嘉兴市村社建会率 44.2%，第1 → 第2",
    ]


def test_a_rate_that_rises_without_overtaking_keeps_its_place(areas):
    before = edition(areas, c330300=441, c330400=500)
    assert sentences(before, edition(areas, c330300=442, c330400=500)) == ["温州市村社建会率 44.1 → 44.2%，第2"]


def test_a_tie_is_said(areas):
    before = edition(areas, c330300=441, c330400=500, c330500=300)
    after = edition(areas, c330300=500, c330400=500, c330500=300)
    assert sentences(before, after) == [
        "温州市村社建会率 44.1 → 50.0%，第2 → 第1并列",
        "嘉兴市村社建会率 50.0%，第1 → 第1并列",
    ]


def test_what_was_not_reported_gets_a_place_and_what_is_gone_loses_it(areas):
    before, after = edition(areas, c330400=300), edition(areas, c330300=441, c330400=300)
    assert sentences(before, after) == [
        "温州市村社建会率 未报 → 44.1%，不排名 → 第1",
        "嘉兴市村社建会率 30.0%，第1 → 第2",
    ]
    assert sentences(after, before) == [
        "温州市村社建会率 44.1% → 未报，第1 → 不排名",
        "嘉兴市村社建会率 30.0%，第2 → 第1",
    ]
    assert effect(after, before, WEN, Q1).cells[0].sentence == "鹿城区村社已建 441个 → 未报"


def test_fewer_than_ten_villages_have_no_place(areas):
    before = edition(areas, c330400=300)
    few = {
        Key(key, Q1, c): Value(Interval.exactly(0), Status.REPORTED) for key in VILLAGES for c in areas.children(WEN)
    }
    few[Key("village_units", Q1, "330302")] = Value(Interval.exactly(9), Status.REPORTED)
    few[Key("village_branches", Q1, "330302")] = Value(Interval.exactly(3), Status.REPORTED)
    after = Dataset(before.edition, areas, {**before.stored, **few})
    assert sentences(before, after) == ["温州市村社建会率 未报 → 33.3%，不排名"]


def test_the_same_edition_has_no_effect(areas):
    same = edition(areas, c330300=441, c330400=500)
    newer = {key: Value(v.interval, v.status, "市报送 版本2") for key, v in same.stored.items()}
    found = effect(same, Dataset(same.edition, areas, newer), WEN, Q1)
    assert (found.cells, found.moves, found.findings) == ((), (), ())


def test_only_new_findings_are_told(areas):
    before = edition(areas, c330300=441, c330400=1001)
    after = edition(areas, c330300=1002, c330400=1001)
    (finding,) = effect(before, after, WEN, Q1).findings
    assert (finding.rule, finding.area) == ("part_village_branches_village_units", "330302")
    assert (finding.expected, finding.found) == (Interval.exactly(1000), Interval.exactly(1002))


def test_cells_are_those_of_the_city_and_the_period(areas):
    before, after = edition(areas, c330300=441), edition(areas, c330300=441, c330400=300)
    assert effect(before, after, WEN, Q1).cells == ()
    assert len(effect(before, after, JIA, Q1).cells) == 2 * len(areas.children(JIA))
    assert effect(before, after, JIA, "2021Q2").cells == ()


def handed_in(*entries, city=WEN, period=Q1):
    return Submission(
        7, "counts", city, period, State.APPROVED, entries, "", "", "李四", "2021-04-08T09:00:00+08:00", "", 3
    )


def test_a_submission_takes_the_place_of_all_that_its_city_reported(areas):
    before = edition(areas, c330300=441, c330400=300)
    earlier = {Key("village_branches", "2020", "330302"): Value(Interval.exactly(440), Status.REPORTED)}
    before = Dataset(before.edition, areas, before.stored | earlier)
    new = handed_in(Entry("village_branches", Q1, "330302", 500, "新建"))
    after = applied(before, new, 2)
    mine = {key: value for key, value in after.stored.items() if key.area.startswith("3303") and key.period == Q1}
    value = Value(Interval.exactly(500), Status.REPORTED, "市报送 2021-04-08 版本2", note="新建")
    assert mine == {Key("village_branches", Q1, "330302"): value} == reported(new, 2)
    others = {k: v for k, v in before.stored.items() if k.area.startswith("3304")}
    assert {k: v for k, v in after.stored.items() if k not in mine} == others | earlier


def test_what_the_report_says_stays_when_a_city_reports(areas, published_edition):
    after = applied(published_edition, handed_in(Entry("star_1", "2020", "330302", 5), period="2020"), 1)
    assert after.stored == published_edition.stored | {
        Key("star_1", "2020", "330302"): Value(Interval.exactly(5), Status.REPORTED, "市报送 2021-04-08 版本1")
    }
    assert after.edition.local is Status.REPORTED


@pytest.mark.parametrize("rate", ["village_coverage", "town_coverage", "members_per_10k", "star_rate"])
def test_the_rates_of_cities_are_followed(rate):
    assert rate in RATES
    assert "congress_grassroots_share" not in RATES
