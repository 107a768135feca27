"""Cells and rows that say what they should not: each an error at its place, with the way to mend it."""

import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.report_files import (
    ERROR,
    FIXED,
    ONE,
    SHEET,
    SMALL,
    read,
    read_csv,
    repacked,
    said,
    saved,
    table,
)


@pytest.mark.parametrize(
    ("value", "found", "mend"),
    [
        (95.38, "95.38", "若是百分比"),
        (0.9538, "0.9538", "不是比率（95.38%）"),
        (-3, "-3", "负数"),
        (True, "TRUE", "TRUE和FALSE"),
        (datetime.date(2021, 3, 31), "2021-03-31", "日期"),
        (datetime.time(8, 30), "08:30:00", "日期"),
        ("=1+1", "（公式未计算）", "公式未计算"),
        ("#REF!", "#REF!", "公式出错"),
        ("1.2万", "1.2万", "不用“万”"),
        ("暂无", "暂无", "留空"),
        ("甲" * 90, "甲" * 60 + "…", "只能填整数"),
        (2_000_000_000, "2000000000", "可能的范围"),
    ],
)
def test_a_cell_that_is_no_count_is_an_error_at_its_place(value, found, mend):
    reading = read(table(["题目"], ["地区代码", "地区", "说明", "村社已建（个）"], ["330304", "瓯海区", "", value]))
    assert reading.entries == ()
    (problem,) = [p for p in reading.problems if p.severity is ERROR]
    assert (problem.where, problem.found, problem.area, problem.indicator) == (
        "“填报”第3行D列",
        found,
        "330304",
        "village_branches",
    )
    assert problem.expected == "不小于0的整数（单位：个）"
    assert mend in problem.mend


def test_a_number_shown_as_per_cent_is_a_rate():
    book = load_workbook(BytesIO(SMALL))
    book.active["B2"], book.active["B2"].number_format = 0.4462, "0.00%"
    assert [found for _, found, _ in said(read(saved(book)))] == ["44.62%"]


@pytest.mark.parametrize("raw", ["NaN", "INF", "-1.#IND"])
def test_a_cell_that_says_number_and_holds_none_is_an_error_of_the_cell(raw):
    body = repacked(SMALL, {SHEET: lambda part: part.replace(b"<v>4461</v>", f"<v>{raw}</v>".encode())})
    reading = read(body)
    assert reading.entries == ()
    assert [(place, found) for place, found, _ in said(reading)] == [("“填报”第2行B列", raw)]


def test_a_text_that_is_not_there_is_an_error_and_no_number():
    body = repacked(SMALL, {SHEET: lambda part: part.replace(b't="n"><v>4461</v>', b't="s"><v>99</v>')})
    assert [(place, found) for place, found, _ in said(read(body))] == [("“填报”第2行B列", "99")]


def test_a_formula_counts_by_the_result_that_was_saved_with_it():
    body = repacked(SMALL, {SHEET: lambda part: part.replace(b"<v>4461</v>", b"<f>4460+1</f><v>4461</v>")})
    assert read(body).entries == ONE


@pytest.mark.parametrize(
    ("code", "name", "mend"),
    [
        ("", "永佳县", "没有“永佳县”，是不是“永嘉县”？"),
        ("", "玉环市", "“玉环市”属于台州市，请只填温州市的县（市、区）"),
        ("330106", "", "“330106”属于杭州市，请只填温州市的县（市、区）"),
        ("330302", "瓯海区", "代码330302是鹿城区，名称却是瓯海区，请改一致"),
        ("330302", "某某区", "代码330302是鹿城区，名称却是“某某区”，请改一致"),
        ("330399", "永嘉县", "永嘉县的代码应为330324，不是330399"),
        ("", "", "请写明这一行是哪个县（市、区）"),
        ("", "=cmd|' /C calc'!A0", "没有“=cmd|'/Ccalc'!A0”，应为鹿城区、龙湾区"),
    ],
)
def test_a_row_of_no_county_of_the_city_is_an_error_with_advice(code, name, mend):
    reading = read_csv(f"地区代码,地区,成人会员\n{code},{name},4461\n")
    assert reading.entries == ()
    ((place, found, advice),) = said(reading)
    assert place == ("第2行B列" if name or not code else "第2行A列")
    assert found == (name or code or "（空）")
    assert advice.startswith(mend)


@pytest.mark.parametrize(
    ("city", "period", "name", "mend"),
    [
        ("330100", "2021Q2", "江干区", "其地域现属上城区、钱塘区，"),
        ("330100", "2021Q1", "钱塘区", "其地域现属江干区、萧山区，"),
        ("331000", "2021Q1", "玉环县", "其地域现属玉环市，"),
        ("330300", "2017", "龙港市", "其地域现属苍南县，"),
    ],
)
def test_a_county_of_another_time_is_an_error_that_names_those_of_this(city, period, name, mend):
    reading = read_csv(f"地区,成人会员\n{name},4461\n", city=city, period=period)
    assert reading.entries == ()
    ((_, found, advice),) = said(reading)
    assert found == name
    assert mend in advice


def test_a_name_with_its_city_before_it_and_a_long_code_are_read():
    reading = read_csv("区划代码,地区,成人会员\n,浙江省温州市永嘉县,1\n330302000000,鹿城区,2\n３３０３０３,,3\n")
    assert [(entry.area, entry.number) for entry in reading.entries] == [("330324", 1), ("330302", 2), ("330303", 3)]
    assert said(reading, FIXED) == [("第2行B列", "浙江省温州市永嘉县", "已读作永嘉县")]


def test_a_row_that_is_there_twice_is_an_error():
    wide = read_csv("地区,成人会员\n鹿城区,1\n330302,2\n")
    assert [entry.number for entry in wide.entries] == [1]
    long = read_csv("地区,指标,数值\n鹿城区,成人会员,1\n鹿城区,会员,1\n鹿城区,乡镇应建,14\n")
    assert [entry.indicator for entry in long.entries] == ["adult_members", "town_units"]
    for reading in (wide, long):
        assert [(place, mend) for place, _, mend in said(reading)] == [("第3行A列", "与第2行重复，请只留一行")]


def test_an_indicator_or_period_of_another_kind_is_an_error_of_its_row():
    reading = read_csv(
        "地区,指标,数值,时点\n鹿城区,乡镇建会率,95.38,\n鹿城区,会员,1,2020\n鹿城区,会员,2,2021年第一季度末\n"
    )
    assert [entry.number for entry in reading.entries] == [2]
    assert [(place, found) for place, found, _ in said(reading)] == [("第2行B列", "乡镇建会率"), ("第3行D列", "2020")]


def test_a_column_in_ten_thousands_or_twice_is_an_error_of_its_head():
    reading = read_csv("地区,成人会员（万名）,注册志愿者(%),会员,会员数\n鹿城区,1,2,3,4\n")
    assert [entry.number for entry in reading.entries] == [3]
    assert [(place, found) for place, found, _ in said(reading)] == [
        ("第1行B列", "成人会员（万名）"),
        ("第1行C列", "注册志愿者(%)"),
        ("第1行E列", "会员数"),
    ]


def test_a_count_in_ten_thousands_is_seen_against_last_period():
    before = {("adult_members", "330302"): 456_600.0, ("adult_members", "330303"): 2295.0}
    reading = read_csv("地区,成人会员\n鹿城区,46\n龙湾区,2300\n", before=before)
    assert [entry.area for entry in reading.entries] == ["330303"]
    assert said(reading) == [("第2行B列", "46", "上期是456600，这里像是以万为单位，请换算成名")]


def test_a_reason_that_is_too_long_is_an_error():
    assert said(read_csv(f"地区,成人会员,说明\n鹿城区,1,{'因' * 200}\n")) == []
    ((place, _, mend),) = said(read_csv(f"地区,成人会员,说明\n鹿城区,1,{'因' * 201}\n"))
    assert (place, mend) == ("第2行C列", "请缩短说明")
