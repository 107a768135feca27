"""The form of a city: what stands in it, what may be typed into it, and that nothing in it is a formula."""

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from data_access.template import counts_before, template, template_csv
from domain.dataset import Dataset, Edition
from domain.interval import Interval
from domain.status import Status
from domain.value import Key, Value

HEADS = [
    "地区代码",
    "地区",
    "乡镇已建（个）",
    "乡镇应建（个）",
    "村社已建（个）",
    "村社应建（个）",
    "成人会员（名）",
    "志愿团体（个）",
    "注册志愿者（名）",
    "一星级志愿者（名）",
    "二星级志愿者（名）",
    "三星级志愿者（名）",
    "四星级志愿者（名）",
    "五星级志愿者（名）",
    "五星级志愿者（当年评定）（名）",
    "说明",
]


def book(city, period, edition):
    return load_workbook(BytesIO(template(city, period, edition)))


@pytest.fixture(scope="module")
def wenzhou(demo_edition):
    return book("330300", "2021Q1", demo_edition)


def test_the_form_has_a_county_a_row_and_an_indicator_a_column(wenzhou):
    sheet = wenzhou["填报"]
    assert wenzhou.sheetnames == ["填报", "上期", "说明"]
    assert [cell.value for cell in sheet[4]] == HEADS
    assert [row[0].value for row in sheet.iter_rows(5)] == (
        "330302 330303 330304 330305 330324 330326 330327 330328 330329 330381 330382 330383".split()
    )
    assert (sheet["B5"].value, sheet["B16"].value, sheet["B17"].value) == ("鹿城区", "龙港市", None)
    assert {cell.value for row in sheet["C5:P16"] for cell in row} == {None}


def test_the_counties_are_those_of_the_period(demo_edition):
    names = {
        period: [row[1].value for row in book("330100", period, demo_edition)["填报"].iter_rows(5)]
        for period in ("2017", "2021Q1", "2021Q2")
    }
    assert ("江干区" in names["2017"], "江干区" in names["2021Q1"], "江干区" in names["2021Q2"]) == (True, True, False)
    assert ("钱塘区" in names["2021Q1"], "钱塘区" in names["2021Q2"]) == (False, True)


def test_only_the_white_cells_can_be_typed_into(wenzhou):
    sheet = wenzhou["填报"]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert {cell.protection.locked for row in sheet["C5:P16"] for cell in row} == {False}
    assert {cell.protection.locked for row in sheet["A1:P4"] for cell in row} == {True}
    assert {cell.protection.locked for row in sheet["A5:B16"] for cell in row} == {True}


def test_excel_itself_asks_for_whole_numbers_in_chinese(wenzhou):
    *counts, reason = wenzhou["填报"].data_validations.dataValidation
    assert [str(rule.sqref) for rule in counts] == [f"{letter}5:{letter}16" for letter in "CDEFGHIJKLMNO"]
    for rule in counts:
        assert (rule.type, rule.operator, rule.formula1, rule.formula2) == ("whole", None, "0", "100000000")
        assert (rule.errorStyle, rule.errorTitle) == (None, "只能填整数")
        assert "没有数据就留空" in rule.error
    assert "单位：个" in counts[0].error
    assert "单位：名" in counts[4].error
    assert (str(reason.sqref), reason.type, reason.errorStyle) == ("P5:P16", "list", "information")
    assert "区划调整" in reason.formula1


def test_the_heads_say_what_is_counted(wenzhou):
    comments = {cell.value: cell.comment.text for cell in wenzhou["填报"][4] if cell.comment}
    assert list(comments) == HEADS[2:-1]
    assert "期末实名注册的成人会员" in comments["成人会员（名）"]
    assert any("定义" in str(row) for row in wenzhou["说明"].values)


def test_the_mark_stands_in_a_hidden_cell_and_in_a_property(wenzhou):
    mark = "zjrc-template version=1 city=330300 period=2021Q1"
    assert wenzhou["填报"]["A1"].value == mark
    assert wenzhou["填报"].row_dimensions[1].hidden
    assert [item.value for item in wenzhou.custom_doc_props.props] == [mark]


def test_last_period_is_shown_with_how_sure_it_is(wenzhou):
    sheet = wenzhou["上期"]
    assert (sheet["A2"].value, "演示版" in sheet["A3"].value) == ("上期（2020年底）", True)
    assert [cell.value for cell in sheet[4]] == HEADS[:-1]
    assert (sheet["A5"].value, sheet["D5"].value, sheet["D5"].number_format) == ("330302", 14, '0"（外部）"')
    assert sheet["C5"].number_format == '0"（演示）"'
    assert sheet.protection.sheet


def test_what_has_no_last_period_is_not_reported_and_never_zero(published_edition, demo_edition):
    sheet = book("330300", "2021Q1", published_edition)["上期"]
    assert {cell.value for row in sheet["C5:O16"] for cell in row} == {"未报"}
    moved = book("330100", "2021Q2", demo_edition)["上期"]
    rows = {row[1].value: row for row in moved.iter_rows(5)}
    assert rows["钱塘区"][2].value == "未报"
    assert "区划已调整" in rows["钱塘区"][2].comment.text
    assert book("330300", "2017", demo_edition)["上期"]["A2"].value == "没有上期"


def test_a_reported_value_carries_no_mark_and_is_what_counts_are_held_against(areas):
    stored = {
        Key("adult_members", "2021Q2", "330302"): Value(Interval.exactly(456_600), Status.REPORTED),
        Key("adult_members", "2021Q2", "330303"): Value(Interval.exactly(0), Status.REPORTED),
    }
    edition = Dataset(Edition("r", "填报版", Status.REPORTED, ""), areas, stored)
    sheet = book("330300", "2021Q3", edition)["上期"]
    assert (sheet["G5"].value, sheet["G5"].number_format, sheet["G6"].value) == (456_600, "0", 0)
    assert counts_before("330300", "2021Q3", edition) == {
        ("adult_members", "330302"): 456_600,
        ("adult_members", "330303"): 0,
    }


def test_nothing_in_the_form_calculates_or_links(demo_edition):
    with ZipFile(BytesIO(template("330100", "2021Q2", demo_edition))) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 3
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)


def test_the_csv_has_a_county_and_indicator_a_row(demo_edition):
    body = template_csv("330300", "2021Q1", demo_edition)
    rows = list(csv.reader(StringIO(body.decode("utf-8-sig"))))
    assert body.startswith(b"\xef\xbb\xbf")
    assert rows[0] == ["地区代码", "地区", "时点", "指标", "数值", "说明"]
    assert rows[1] == ["330302", "鹿城区", "2021Q1", "乡镇（街道）红十字会", "", ""]
    assert rows[-1][:4] == ["330383", "龙港市", "2021Q1", "五星级志愿者（当年评定）"]
    assert len(rows) == 1 + 12 * 13


def test_an_unknown_city_or_period_is_an_error(demo_edition):
    for city, period in (("339999", "2021Q1"), ("330300", "2021Q5")):
        with pytest.raises(KeyError):
            template(city, period, demo_edition)
