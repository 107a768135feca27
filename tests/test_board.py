"""催报: who is late with what, and what is written to him."""

from datetime import UTC, date, datetime

import pytest

from data_access.board import board
from data_access.lists import newest_list, save_list
from data_access.submissions import approve, give_back, save_draft, submit
from domain.board import BoardRow, HandedInList, due, due_now, list_states, reminder
from domain.roles import SINGLE_USER, Account, Forbidden, Role
from domain.submission import REPORTABLE, Entry, ListRow, State
from figures.build_submissions import board_table
from tests.commands import Q1, SEA


@pytest.mark.parametrize(
    ("period", "last"),
    [
        ("2021Q1", date(2021, 4, 10)),
        ("2021Q2", date(2021, 7, 10)),
        ("2021Q3", date(2021, 10, 10)),
        ("2021Q4", date(2022, 1, 10)),
        ("2020", date(2021, 1, 10)),
    ],
)
def test_ten_days_after_the_end_of_the_period(period, last):
    assert due(period) == last


@pytest.fixture(scope="module")
def rows(filled):
    """舟山 is approved in time, 湖州 returned, 嘉兴 has a draft, 绍兴 handed in late and not all of it."""
    early, late = datetime(2021, 4, 10, 15, 59, tzinfo=UTC), datetime(2021, 4, 10, 16, 0, tzinfo=UTC)

    def reported(city, counties, indicators, now):
        entries = [Entry(key, Q1, county, 1) for county in counties for key in indicators]
        return save_draft(filled, SINGLE_USER, city, Q1, entries, now=now)

    sea = ("330902", "330903", "330921", "330922")
    whole = [Entry(key, Q1, county, 9) for county in sea for key in REPORTABLE if not key.startswith("star_1")]
    whole += [Entry("star_1", Q1, county, 0) for county in sea]
    whole = [Entry(e.indicator, Q1, e.area, 99) if e.indicator == "registered_volunteers" else e for e in whole]
    first = save_draft(filled, SINGLE_USER, SEA, Q1, whole, now=early)
    approve(filled, SINGLE_USER, submit(filled, SINGLE_USER, first, early), late)
    second = submit(filled, SINGLE_USER, reported("330500", ("330502",), ("adult_members",), early), early)
    give_back(filled, SINGLE_USER, second, "缺四个区县", early)
    reported("330400", ("330402",), ("adult_members", "star_1"), early)
    submit(filled, SINGLE_USER, reported("330600", ("330602",), ("adult_members",), late), late)
    return board(filled, SINGLE_USER, ("2021Q1", "2021Q2"), late)


def test_the_board_says_how_far_every_city_is(rows):
    assert len(rows) == 22
    found = {row.city: (row.state, row.late, row.filled, row.expected) for row in rows[:11]}
    assert found[SEA] == (State.APPROVED, False, 52, 52)
    assert found["330500"] == (State.RETURNED, True, 1, 65)
    assert found["330400"] == (State.DRAFT, True, 2, 91)
    assert found["330600"] == (State.SUBMITTED, True, 1, 78)
    assert found["330300"] == (None, True, 0, 156)
    assert [(row.late, row.filled, row.state) for row in rows[11:]] == [(False, 0, None)] * 11
    sea = next(row for row in rows if row.city == SEA)
    assert (sea.name, sea.due, sea.at) == ("舟山市", date(2021, 4, 10), "2021-04-11T00:00:00+08:00")


@pytest.mark.parametrize(
    ("city", "period", "words"),
    [
        (SEA, Q1, ""),
        (
            "330500",
            Q1,
            "湖州市红十字会：2021年第一季度末的组织建设数据应于2021年4月10日前报送，已过期限。目前已退回（缺四个区县），请改正后重新提交。",
        ),
        (
            "330400",
            Q1,
            "嘉兴市红十字会：2021年第一季度末的组织建设数据应于2021年4月10日前报送，已过期限。目前已填2个数，共91个，还没有提交。",
        ),
        (
            "330600",
            Q1,
            "绍兴市红十字会：2021年第一季度末的组织建设数据应于2021年4月10日前报送。目前已提交，还有77个数没有填，请补报或说明。",
        ),
        ("330300", "2021Q2", "温州市红十字会：2021年第二季度末的组织建设数据应于2021年7月10日前报送。目前还没有提交。"),
    ],
)
def test_a_reminder_says_what_is_open(rows, city, period, words):
    assert reminder(rows, city, period) == words


LAKE, COUNTY = "330500", "330502"


@pytest.fixture(scope="module")
def with_lists(filled, rows):
    """湖州: two lists submitted, one returned and begun anew, one a draft only; 舟山: one approved."""
    now = datetime(2021, 4, 20, tzinfo=UTC)

    def kept(city, kind, *cells):
        found = [ListRow(kind, tuple(pairs.items())) for pairs in cells]
        seen = newest_list(filled, SINGLE_USER, city, kind)
        return save_list(filled, SINGLE_USER, city, kind, found, seen=seen, now=now)

    def honour(name, area):
        return {"name": name, "level": "省级", "year": "2020", "area": area, "object": "组织", "count": "1"}

    def place(name):
        return {"name": name, "type": "博爱家园", "area": COUNTY, "year": "", "state": "在建"}

    course = {"name": "班", "date": "2020", "area": COUNTY, "sessions": "1", "people": "20"}
    submit(filled, SINGLE_USER, kept(LAKE, "trainings", course), now)
    submit(filled, SINGLE_USER, kept(LAKE, "honours", honour("甲", COUNTY), honour("乙", COUNTY)), now)
    returned = submit(filled, SINGLE_USER, kept(LAKE, "places", place("馆")), now)
    give_back(filled, SINGLE_USER, returned, "缺年份", now)
    kept(LAKE, "places", place("馆"), place("站"))
    kept(LAKE, "projects", {"name": "暖", "round": "一", "area": COUNTY, "count": "1", "money": "2"})
    approve(filled, SINGLE_USER, submit(filled, SINGLE_USER, kept(SEA, "honours", honour("丙", "330902")), now), now)
    return board(filled, SINGLE_USER, ("2021Q1", "2021Q2"), now)


def test_lists_stand_beside_every_period_and_change_nothing_of_it(rows, with_lists):
    found = {(row.city, row.period): row.lists for row in with_lists}
    lake = (
        HandedInList("honours", State.SUBMITTED, 2),
        HandedInList("trainings", State.SUBMITTED, 1),
        HandedInList("places", State.RETURNED, 1),
    )
    assert found.pop((LAKE, "2021Q1")) == found.pop((LAKE, "2021Q2")) == lake
    assert found.pop((SEA, "2021Q1")) == found.pop((SEA, "2021Q2")) == (HandedInList("honours", State.APPROVED, 1),)
    assert set(found.values()) == {()}
    assert list_states(lake) == [(State.SUBMITTED, 2, "荣誉、培训"), (State.RETURNED, 1, "阵地")]
    same = [(a.state, a.late, a.filled) == (b.state, b.late, b.filled) for a, b in zip(rows, with_lists, strict=True)]
    assert all(same[:11])
    assert reminder(with_lists, LAKE, "2021Q2").endswith("目前还没有提交。")


def test_the_page_shows_lists_with_shape_word_and_number(with_lists):
    table = board_table(with_lists[:11])
    column = table.heads.index("名单")
    shown = {row[0].text: row[column].text for row in table.rows}
    assert shown.pop("湖州市") == "▲ 已提交2份：荣誉、培训；■ 已退回1份：阵地"
    assert shown.pop("舟山市") == "◆ 已通过1份：荣誉"
    assert set(shown.values()) == {""}


def test_a_city_sees_its_own_row_only(filled, rows):
    now = datetime(2021, 4, 1, tzinfo=UTC)
    (row,) = board(filled, Account("李四", Role.CITY_EDITOR, (SEA,)), (Q1,), now)
    assert isinstance(row, BoardRow)
    assert row.city == SEA
    with pytest.raises(Forbidden):
        board(filled, Account("读者", Role.VIEWER), (Q1,), now)


@pytest.mark.parametrize(
    ("today", "period"),
    [
        (date(2021, 3, 31), "2021Q1"),
        (date(2021, 4, 1), "2021Q1"),
        (date(2021, 7, 1), "2021Q2"),
        (date(2026, 11, 25), "2026Q3"),
    ],
)
def test_what_is_reported_now_is_the_newest_quarter_that_has_ended(today, period):
    assert due_now(today) == period
