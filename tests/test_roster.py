"""Rosters of invented persons: what they add up to, and what of them cannot be counted."""

from datetime import date, datetime

import pytest

from data_access.roster import catalogue, count_roster
from domain.roster import UNKNOWN, Cell, Reason, RosterOptions
from domain.roster_cells import Places, day, is_personal, kind, star, star_of_hours
from domain.roster_tally import columns, is_head, letter
from domain.submission import Entry
from tests.roster_files import COUNTED, IDS, LUCHENG, PERSONS, PHONES, RUIAN, UNTIL, book, table


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_table_in_any_usual_encoding_is_counted(areas, encoding, delimiter):
    counts = count_roster("名册.CSV", table(*PERSONS, encoding=encoding, delimiter=delimiter), areas, UNTIL)
    assert counts.cells == COUNTED
    assert (counts.total, counts.problems, counts.missing_columns) == (4, (), ())
    assert counts.dropped_columns == ("A列 姓名", "B列 身份证号", "C列 手机", "F列 未用")


def test_a_workbook_is_counted_on_its_first_visible_sheet_with_a_head(areas):
    rows = [[*row[:4], *rest] for row, rest in zip(PERSONS, (
        ["五星级", 2000.0, datetime(2019, 3, 5), "应急救护"],
        [None, 50, date(2019, 3, 6), "救护队"],
        [2, 300, 2020, None],
        ["五星", 2, 43529, "应急救护"],
    ), strict=True)]  # fmt: skip
    rows[2][3] = 330381
    made = book([], *rows, sheets=[("说明", "visible"), ("旧表", "hidden")])
    counts = count_roster("名册.xlsx", made, areas, UNTIL)
    assert counts.cells == COUNTED
    assert counts.dropped_columns == ("A列 姓名", "B列 身份证号", "C列 手机", "F列 未用")


def test_a_file_on_disk_is_read_where_it_is_and_told_of(areas, tmp_path):
    shares, file = [], tmp_path / "名册.csv"
    file.write_bytes(table(*PERSONS * 20_000))
    counts = count_roster(file.name, file, areas, UNTIL, shares.append)
    assert counts.total == 80_000
    assert shares == sorted(shares)
    assert len(shares) > 3
    assert shares[-1] == 1


def test_the_table_and_the_entries_say_the_same(areas):
    counts = count_roster("名册.csv", table(*PERSONS), areas, UNTIL)
    assert counts.table.to_dict("list") == {
        "area": [LUCHENG, LUCHENG, RUIAN],
        "star": [0, 5, 2],
        "year": [2019, 2019, 2020],
        "kind": ["应急救护", "应急救护", "未填"],
        "n": [1, 2, 1],
    }
    lucheng = {"registered_volunteers": 3, "star_1": 0, "star_2": 0, "star_3": 0, "star_4": 0, "star_5": 2}
    ruian = {"registered_volunteers": 1, "star_1": 0, "star_2": 1, "star_3": 0, "star_4": 0, "star_5": 0}
    assert counts.to_entries("2021Q4") == tuple(
        Entry(key, "2021Q4", area, number)
        for area, numbers in ((LUCHENG, lucheng), (RUIAN, ruian))
        for key, number in numbers.items()
    )
    with pytest.raises(ValueError, match="区划"):
        counts.to_entries("2020")


def test_stars_are_reckoned_from_hours_only_where_nobody_gave_them(areas):
    head = ["地区", "志愿服务时长（小时）"]
    rows = [["瑞安市", hours] for hours in ("99.9", "100", "１，５００小时", "599", "0", "1000")]
    counts = count_roster("a.csv", table(*rows, head=head), areas, UNTIL)
    assert counts.stars_from == "服务时长"
    assert [(cell.star, n) for cell, n in sorted(counts.cells.items())] == [(0, 2), (1, 1), (2, 1), (4, 1), (5, 1)]
    lower = RosterOptions(thresholds=(1, 2, 3, 4, 99.9), until=date(2021, 12, 31))
    assert count_roster("a.csv", table(*rows, head=head), areas, lower).shown(RUIAN, 5) == 5
    assert count_roster("a.csv", table(*PERSONS), areas, UNTIL).stars_from == "星级"


@pytest.mark.parametrize("hours", [(1, 2, 3, 4), (1, 2, 3, 4, 4), (0, 1, 2, 3, 4), (5, 4, 3, 2, 1)])
def test_thresholds_must_rise(hours):
    with pytest.raises(ValueError, match="由小到大"):
        RosterOptions(thresholds=hours)


def test_a_county_with_an_unknown_star_reports_no_stars(areas):
    rows = [["瑞安市", "6", "a"], ["瑞安市", "5", "a"], ["鹿城区", "5", "a"]]
    counts = count_roster("a.csv", table(*rows, head=["区县", "星级", "姓名"]), areas, UNTIL)
    found = {(entry.area, entry.indicator): entry.number for entry in counts.to_entries("2021Q4")}
    assert found[RUIAN, "registered_volunteers"] == 2
    assert (RUIAN, "star_5") not in found
    assert found[LUCHENG, "star_5"] == 1
    assert counts.shown(RUIAN, UNKNOWN) == 1
    assert counts.missing_columns == ("注册时间", "类别")
    untold = count_roster("a.csv", table(*rows, head=["区县", "x", "姓名"]), areas, UNTIL)
    assert untold.missing_columns == ("星级或服务时长", "注册时间", "类别")
    assert {entry.indicator for entry in untold.to_entries("2021Q4")} == {"registered_volunteers"}


def test_what_cannot_be_counted_is_listed_by_reason_and_row(areas):
    rows = [
        ["", "1", "2019", ""],
        ["不知何处", "1", "2019", ""],
        ["温州市", "1", "2019", ""],
        ["合计", "1", "2019", ""],
        ["瑞安市", "1", "2022-01-01", ""],
        ["瑞安市", "六", "2019-02-30", "唱歌"],
        [],
        ["瑞安市"],
        *[["宁波市瑞安市", "1", "2019", ""]] * 25,
    ]
    counts = count_roster("a.csv", table(*rows, head=["区县", "星级", "注册日期", "类别"]), areas, UNTIL)
    assert {(p.reason, p.count): p.rows for p in counts.problems} == {
        (Reason.PLACE_EMPTY, 1): (2,),
        (Reason.PLACE_UNKNOWN, 26): (3, *range(10, 29)),
        (Reason.PLACE_TOO_WIDE, 1): (4,),
        (Reason.TOTAL_ROW, 1): (5,),
        (Reason.TOO_LATE, 1): (6,),
        (Reason.BAD_DATE, 2): (7, 9),
        (Reason.BAD_STAR, 1): (7,),
        (Reason.KIND_UNLISTED, 1): (7,),
    }
    assert counts.cells == {Cell(RUIAN, UNKNOWN, UNKNOWN, "其他"): 1, Cell(RUIAN, 0, UNKNOWN, "未填"): 1}
    assert counts.problems[-1].text == "类别不在目录里，按“其他”计入：1行（第7行）"
    assert counts.problems[1].text.endswith("27、28行等）")


def test_few_persons_can_be_hidden_with_what_would_give_them_away(areas):
    rows = [["瑞安市", "5"]] * 2 + [["瑞安市", "1"]] * 4 + [["瑞安市", "0"]] * 9 + [["鹿城区", "3"]] * 8
    options = RosterOptions(until=date(2021, 12, 31), suppress_below=3)
    counts = count_roster("a.csv", table(*rows, head=["区县", "星级"]), areas, options)
    assert [counts.shown(RUIAN, n) for n in range(6)] == [9, None, 0, 0, 0, None]
    assert (counts.total, counts.shown(RUIAN), counts.shown(LUCHENG, 3)) == (23, 15, 8)
    assert counts.table["n"].isna().tolist() == [False, False, True, True]
    assert {(e.area, e.indicator) for e in counts.to_entries("2021Q4")} & {
        (RUIAN, "star_1"),
        (RUIAN, "star_5"),
    } == set()
    alone = count_roster("a.csv", table(["瑞安市", "5"], head=["区县", "星级"]), areas, options)
    assert (alone.total, alone.to_entries("2021Q4")) == (None, ())


@pytest.mark.parametrize(
    ("text", "vintage", "county"),
    [
        ("330302", "now", "330302"),
        ("330302001003", "now", "330302"),
        (" 鹿城 ", "now", "330302"),
        ("浙江省 温州市 鹿城区", "now", "330302"),
        ("温州鹿城", "now", "330302"),
        ("台州市·临海市", "now", "331082"),
        ("景宁畲族自治县", "now", "331127"),
        ("330304", "2020", "330304"),
        ("下城区", "2020", "330103"),
        ("下城区", "now", "330105"),
        ("余杭区", "now", "330110"),
        ("33030219900101123X", "now", Reason.PLACE_UNKNOWN),
        ("台州市鹿城区", "now", Reason.PLACE_UNKNOWN),
        ("北京市", "now", Reason.PLACE_UNKNOWN),
        ("江干区", "now", Reason.PLACE_SEVERAL),
        ("浙江省", "now", Reason.PLACE_TOO_WIDE),
        ("浙江省温州市", "now", Reason.PLACE_TOO_WIDE),
        ("330300", "now", Reason.PLACE_TOO_WIDE),
        ("　", "now", Reason.PLACE_EMPTY),
        ("合 计", "now", Reason.TOTAL_ROW),
    ],
)
def test_a_place_is_a_county_or_says_why_not(areas, text, vintage, county):
    assert Places.of(areas, vintage).county(text) == county


@pytest.mark.parametrize(
    ("text", "number"),
    [("", 0), ("无", 0), ("零星", 0), ("3", 3), ("３星", 3), ("四星级志愿者", 4), ("5.0", 5), ("★★★☆☆", 3), ("1级", 1)],
)
def test_a_star_is_read(text, number):
    assert star(text) == number


@pytest.mark.parametrize("text", ["6", "十", "-1", "2.5", "★★★★★★", "五星五星", "=1+1", "TRUE"])
def test_what_is_no_star_is_none(text):
    assert star(text) is Reason.BAD_STAR


@pytest.mark.parametrize("text", ["", "-5", "nan", "1e3", "一百", "999999", "12:30"])
def test_what_are_no_hours_are_none(text):
    assert star_of_hours(text, (100, 300, 600, 1000, 1500)) is Reason.BAD_HOURS


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2019", (2019,)),
        ("2019年", (2019,)),
        ("201903", (2019, 3)),
        ("2019年3月", (2019, 3)),
        ("2019年3月5日", (2019, 3, 5)),
        ("２０１９．３．５", (2019, 3, 5)),
        ("2019-03-05 08:00:00", (2019, 3, 5)),
        ("2019-03-05T08:00", (2019, 3, 5)),
        ("43529", (2019, 3, 5)),  # 43466 is New Year 2019
        ("2020-02-29", (2020, 2, 29)),
    ],
)
def test_a_date_is_read_as_far_as_it_goes(text, parts):
    assert day(text) == parts


@pytest.mark.parametrize("text", ["", "去年", "2019-02-29", "201913", "1900-01-01", "19-3-5", "2019-3-5-6", "0000"])
def test_what_is_no_date_is_none(text):
    assert day(text) is Reason.BAD_DATE


@pytest.mark.parametrize(
    ("text", "name"), [("", "未填"), ("急救队", "应急救护"), ("角膜捐献", "遗体和器官捐献"), ("a", "其他")]
)
def test_a_kind_is_a_word_of_the_catalogue(text, name):
    assert kind(text, catalogue().kinds) == name


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        *((text, True) for text in (*IDS, *PHONES, "+86 138-1234-5670", "１３８１２３４５６７０")),
        *((text, False) for text in ("330302", "330302001003", "2019-03-05", "12345678901", "鹿城区", "")),
    ],
)
def test_numbers_of_persons_are_known_by_their_look(text, personal):
    assert is_personal(text) is personal


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (["所在区县", "星级"], True),
        (["区划代码", "姓 名"], True),
        (["县\n（市、区）", "手机号码"], True),
        (["县（市、区）"], False),
        (["姓名", "手机"], False),
        (["甲", "乙"], False),
        ([], False),
    ],
)
def test_a_head_names_the_county_and_something_else(head, known):
    assert is_head(head, catalogue()) is known


@pytest.mark.parametrize(
    ("head", "field"),
    [
        *((head, "area") for head in ("县（市、区）", "所在区县", "地区", "区划代码", "所属县(市、区)")),
        ("星级", "star"),
        *((head, "hours") for head in ("服务时长", "志愿时长", "累计服务时长（小时）")),
        *((head, "date") for head in ("注册时间", "注册日期")),
        *((head, "kind") for head in ("类别", "志愿者类型")),
    ],
)
def test_a_column_goes_by_its_usual_names(head, field):
    assert columns(["x", f" {head}"], [], catalogue()).fields == {field: 1}


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("志愿者姓名", "姓名"),
        ("身份证号码", "身份证号"),
        ("证件号", "身份证号"),
        ("手机号", "手机"),
        ("联系方式", "电话"),
        ("固定电话", "电话"),
        ("Email", "邮箱"),
        ("电子邮箱", "邮箱"),
        ("家庭住址", "地址"),
        ("出生年月", "出生日期"),
        ("工作单位", "单位"),
    ],
)
def test_a_personal_column_is_dropped_by_its_name(head, name):
    assert columns(["星级", head], [], catalogue()).dropped == (f"B列 {name}",)


def test_a_column_of_numbers_of_persons_is_dropped_whatever_its_name():
    head = ["地区", "区划代码", "类别", "备注", "E-mail", "服务时长", "", "注册日期"]
    sample = [["鹿城区", IDS[0], PHONES[0], "x", "a@b", "3", PHONES[1], "2019"]] * 3
    found = columns(head, sample, catalogue())
    assert found.fields == {"area": 0, "hours": 5, "date": 7}
    assert found.dropped == (
        "B列 像证件号或手机号",
        "C列 像证件号或手机号",
        "D列 未用",
        "E列 邮箱",
        "G列 像证件号或手机号",
    )


def test_columns_have_the_letters_of_excel():
    assert [letter(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
