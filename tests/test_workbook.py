"""What is read of a city's report: the form, tables of its own, and which sheet, period and version."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from data_access import layouts, workbook
from data_access.documents import DocumentProblem
from data_access.layouts import meaning
from data_access.template import template, template_csv
from domain.submission import REPORTABLE, Entry
from tests.report_files import (
    ERROR,
    FIXED,
    NO_MARK,
    ONE,
    QUARTER,
    SMALL,
    WARNING,
    WENZHOU,
    fill,
    read,
    read_csv,
    said,
    saved,
    table,
)


@pytest.fixture(scope="module")
def filled(demo_edition):
    return fill(template(WENZHOU, QUARTER, demo_edition))


def test_what_is_filled_in_is_what_is_read(filled):
    body, expected = filled
    reading = read(body)
    assert reading.entries == expected
    assert len(expected) == 12 * 13 - 2
    assert (reading.problems, reading.is_clean) == ((), True)
    assert (reading.layout, reading.version, reading.city, reading.period) == ("wide", "1", WENZHOU, QUARTER)


def test_the_empty_form_says_nothing(demo_edition):
    form = template(WENZHOU, QUARTER, demo_edition)
    assert (read(form).entries, read(form).problems) == ((), ())
    empty = read(template_csv(WENZHOU, QUARTER, demo_edition), "表.csv")
    assert (empty.entries, empty.problems, empty.layout) == ((), (), "long")


def test_a_long_table_is_read_in_any_order_of_columns_and_encoding():
    text = "数值,指标,说明,地区,地区代码\n４４６１,成人会员,补登,鹿城区,330302\n,注册志愿者,,龙湾区,330303\n14,town_units,,龙湾区,\n"
    expected = (Entry("adult_members", QUARTER, "330302", 4461, "补登"), Entry("town_units", QUARTER, "330303", 14))
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        reading = read(text.encode(encoding), "表.CSV")
        assert reading.entries == expected
        assert said(reading, FIXED) == [("第2行A列", "４４６１", "已读作4461")]
    tabs = read(text.replace(",", "\t").encode("utf-16"), "表.csv")
    assert (tabs.entries, tabs.layout) == (expected, "long")


def test_a_table_of_the_citys_own_is_read_by_the_names_of_its_heads():
    reading = read(
        table(
            ["温州市2021年一季度统计表"],
            [],
            ["序号", "注册\n志愿者（名）", "县（市、区）", "会员数", "乡镇街道红十字会"],
            [1, 806, "鹿城", 4461, 13],
            [2, None, "永嘉县", "", 21],
            [],
            [None, 806, "合计", 4461, 34],
            [None, None, "填表人：某某"],
            title="Sheet1",
        )
    )
    assert reading.entries == (
        Entry("town_branches", QUARTER, "330302", 13),
        Entry("adult_members", QUARTER, "330302", 4461),
        Entry("registered_volunteers", QUARTER, "330302", 806),
        Entry("town_branches", QUARTER, "330324", 21),
    )
    assert (said(reading), reading.version, reading.problems[0]) == ([], "", NO_MARK)
    assert said(reading, FIXED) == [("“Sheet1”第4行C列", "鹿城", "已读作鹿城区")]
    assert [place for place, _, _ in said(reading, WARNING)] == [
        "",
        "“Sheet1”第3行A列",
        "“Sheet1”第7行C列",
        "“Sheet1”第8行C列",
    ]
    assert said(reading, WARNING)[1][1:] == ("序号", "这一列没有读，请确认不需要")


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ("town_branches", "town_branches"),
        ("乡镇（街道）红十字会", "town_branches"),
        ("乡镇(街道)红十字会(个)", "town_branches"),
        ("乡镇已建（个）", "town_branches"),
        ("五星级志愿者", "star_5"),
        ("五星级志愿者（当年评定）（名）", "five_star_rated"),
        (" 地区 代码 ", "code"),
        ("县（市、区）", "area"),
        ("乡镇建会率", ""),
        ("", ""),
    ],
)
def test_a_head_is_known_by_its_names(head, key):
    assert meaning(head) == key


def test_every_reportable_indicator_is_known_by_its_own_head():
    assert [meaning(layouts.head_of(key)) for key in REPORTABLE] == list(REPORTABLE)


def test_another_citys_or_periods_form_is_not_read(filled):
    reading = read(filled[0], city="330100", period="2021Q2")
    assert (reading.entries, reading.city, reading.period) == ((), WENZHOU, QUARTER)
    assert [(p.severity, p.found, p.expected) for p in reading.problems] == [
        (ERROR, "温州市的模板", "杭州市的模板"),
        (ERROR, "2021年第一季度末的模板", "2021年第二季度末的模板"),
    ]


def test_an_older_form_is_read_and_a_newer_one_is_not(filled, monkeypatch):
    monkeypatch.setattr(workbook, "VERSION", 2)
    assert read(filled[0]).entries == filled[1]
    monkeypatch.setattr(workbook, "VERSION", 0)
    reading = read(filled[0])
    assert reading.entries == ()
    assert [(p.found, p.mend) for p in reading.problems] == [("模板版本1", "请重新下载模板填写")]


def test_the_mark_is_known_from_the_cell_alone(filled):
    book = load_workbook(BytesIO(filled[0]))
    del book.custom_doc_props["zjrc-template"]
    reading = read(saved(book), city="330100")
    assert (reading.city, reading.version, reading.is_clean) == (WENZHOU, "1", False)


def test_the_mark_is_known_from_the_property_alone(filled):
    book = load_workbook(BytesIO(filled[0]))
    book["填报"].delete_rows(1, 3)
    reading = read(saved(book), period="2020")
    assert (reading.period, reading.is_clean) == (QUARTER, False)


def test_hidden_sheets_are_not_read_and_others_are_noted():
    book = load_workbook(BytesIO(SMALL))
    for name, state in (("藏", "hidden"), ("深藏", "veryHidden"), ("另一张", "visible"), ("上期", "visible")):
        other = book.create_sheet(name)
        other.sheet_state = state
        other.append(["地区", "成人会员"])
        other.append(["龙湾区", 1])
    reading = read(saved(book))
    assert reading.entries == ONE
    assert [p.sheet for p in reading.problems if p is not NO_MARK] == ["", "另一张"]
    book["填报"].title = "甲"
    with pytest.raises(DocumentProblem, match="“甲”、“另一张”都像是填报表"):
        read(saved(book))


def test_too_many_problems_are_cut_short_the_worst_kept(monkeypatch):
    monkeypatch.setattr(workbook, "MAX_PROBLEMS", 3)
    reading = read_csv("地区,成人会员\n" + "鹿城,1\n合计,1\n某县,1\n某县,1\n龙湾,1\n")
    assert [p.severity for p in reading.problems] == [WARNING, ERROR, ERROR, ERROR]
    assert reading.problems[-1].found == "另有3处"


def test_a_sheet_with_nothing_but_problems_is_given_up():
    reading = read_csv("地区,成人会员\n" + "某县,1\n" * 1000 + "鹿城区,1\n" + "某县,1\n" * 2000 + "龙湾区,1\n")
    assert [entry.area for entry in reading.entries] == ["330302"]
    # 2001 rows, the note that the rest is not read, and that there is no mark; 500 of them are listed.
    assert said(reading)[-1][1] == "另有1503处"
