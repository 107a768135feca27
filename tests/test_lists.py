"""Reported lists as they come in: cells strictly read, problems at their place, forms that read back, what changes."""

import io
from dataclasses import replace

import openpyxl
import pytest

from data_access import assets
from data_access.documents import DocumentProblem
from data_access.list_reading import read_list
from data_access.list_template import list_template, list_template_csv
from data_access.workbook import annotated_copy
from domain.area import PROVINCE
from domain.facts import PilotMember
from domain.list_items import items_of
from domain.lists import LIST_NAMES, InForce, examine_list, list_effect, merged, pilots_of, written_row
from domain.status import Status
from domain.submission import ListRow, Severity
from tests.report_files import saved, table

KINDS, AREAS = assets.list_kinds(), assets.areas()
WENZHOU, LUCHENG, PINGHU, JIAXING = "330300", "330302", "330482", "330400"
NOTHING = InForce((), AREAS, assets.pilots())
HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "<script>alert(1)</script>", "../../etc/passwd")
ROWS = {  # heads, a row as typed, and the cells as they are kept
    "pilots": (
        "方案,地区,起始年份,依据",
        "组织建设试点县,鹿城,2018年,浙红〔2018〕1号",
        "组织建设试点县,330302,2018,浙红〔2018〕1号",
    ),
    "targets": (
        "地区,指标,年份,目标值,依据文件",
        "温州市,村（社区）建会率,2022,95%,浙红〔2020〕2号",
        "330300,village_coverage,2022,95,浙红〔2020〕2号",
    ),
    "honours": (
        "名称,级别,年份,地区,对象类型,数量",
        "先进集体,省级,2020,瓯海区,组织,３",
        "先进集体,省级,2020,330304,组织,3",
    ),
    "projects": ("名称,轮次/年度,地区,个数,资金（万元）", "暖心,第五轮,乐清市,12,3.25", "暖心,第五轮,330382,12,3.25"),
    "trainings": ("名称,日期,地区,期数,人数", "骨干班,2020/9/5,温州市,2,120", "骨干班,2020-09-05,330300,2,120"),
    "places": (
        "名称,类型,地区,建成年份,状态",
        "江边体验馆,生命教育体验馆,龙港市,,在建",
        "江边体验馆,生命教育体验馆,330383,,在建",
    ),
}


def row(kind, *cells, source=""):
    return ListRow(kind, tuple(zip((c.key for c in KINDS[kind].columns), cells, strict=True)), source)


def pilot(area, scheme="组织建设试点县", year="2018"):
    return row("pilots", scheme, area, year, "文件")


def honour(name, area=LUCHENG, count="1"):
    return row("honours", name, "省级", "2020", area, "组织", count)


def read(kind, *lines, scope=WENZHOU, known=NOTHING):
    return read_list("表.csv", "\n".join((ROWS[kind][0], *lines)).encode(), KINDS[kind], scope, known)


def errors(reading):
    return [(p.where, p.found, p.mend) for p in reading.problems if p.severity is Severity.ERROR]


def known(*rows):
    return replace(NOTHING, rows=rows)


def test_there_are_six_lists_and_no_column_asks_for_a_person():
    assert {kind: found.name for kind, found in KINDS.items()} == LIST_NAMES
    assert [len(kind.columns) for kind in KINDS.values()] == [4, 5, 6, 5, 5, 5]
    assert all(any(column.identity for column in kind.columns) for kind in KINDS.values())


@pytest.mark.parametrize("kind", ROWS)
def test_a_row_is_read_from_csv_and_from_excel(kind):
    heads, typed, kept = (line.split(",") for line in ROWS[kind])
    expected = (row(kind, *kept),)
    from_csv = read(kind, ROWS[kind][1])
    assert (from_csv.rows, errors(from_csv)) == (expected, [])
    from_excel = read_list("表.xlsx", table(["题目"], [], heads, typed), KINDS[kind], WENZHOU, NOTHING)
    assert (from_excel.rows, errors(from_excel)) == (expected, [])


@pytest.mark.parametrize(
    ("kind", "column", "value", "mend"),
    [
        ("pilots", 1, "试点县", "是不是“组织建设试点县”"),
        ("pilots", 2, "温州市", "请填县（市、区）"),
        ("pilots", 2, "平胡市", "是不是“平湖市”"),
        ("pilots", 2, "临平区", "属于余杭区"),
        ("pilots", 3, "1999", "2015到2030"),
        ("pilots", 3, "2020-05", "四位年份"),
        ("targets", 1, "上海", "没有这个地区"),
        ("targets", 2, "村建会率", "是不是“村（社区）建会率”"),
        ("targets", 4, "120", "不会超过100%"),
        ("targets", 4, "0.95", "请填95"),
        ("targets", 4, "九成", "以%为单位"),
        ("honours", 6, "约3", "约数"),
        ("honours", 6, "0", "1到100000"),
        ("honours", 1, "长" * 81, "超过80字"),
        ("honours", 1, "联系13812345678", "身份证号或手机号"),
        ("honours", 1, "33010619900101123X", "身份证号或手机号"),
        ("honours", 5, "", "请填写对象类型"),
        ("projects", 5, "3.1234567", "最多6位小数"),
        ("projects", 5, "-2", "负数"),
        ("trainings", 2, "2020-02-30", "没有这一天"),
        ("trainings", 2, "去年", "请填日期"),
        ("trainings", 5, "1.2万", "不用“万”"),
        ("places", 2, "体验馆", "是不是“生命教育体验馆”"),
        ("places", 4, "2050", "1980到2030"),
    ],
)
def test_a_cell_that_cannot_be_is_an_error_at_its_place(kind, column, value, mend):
    cells = ROWS[kind][1].split(",")
    cells[column - 1] = value
    reading = read(kind, ",".join(cells))
    ((where, _, said),) = errors(reading)
    assert where == f"第2行{'ABCDEF'[column - 1]}列"
    assert mend in said
    assert reading.rows == ()


def test_the_number_of_a_rate_is_the_same_in_a_cell_of_per_cent():
    book = openpyxl.Workbook()
    book.active.append(ROWS["targets"][0].split(","))
    book.active.append(["全省", "村（社区）建会率", 2022, 0.95, "文"])
    book.active["D2"].number_format = "0%"
    reading = read_list("表.xlsx", saved(book), KINDS["targets"], PROVINCE, NOTHING)
    assert reading.rows == (row("targets", PROVINCE, "village_coverage", "2022", "95", "文"),)


@pytest.mark.parametrize("head", ["姓名", "联系人手机", "身份证号码", "获奖者姓名", "家庭住址"])
def test_a_column_about_persons_is_refused_with_the_reason(head):
    body = f"{ROWS['honours'][0]},{head}\n{ROWS['honours'][1]},某某\n".encode()
    reading = read_list("表.csv", body, KINDS["honours"], WENZHOU, NOTHING)
    ((where, found, mend),) = errors(reading)
    assert (where, found) == ("第1行G列", head)
    assert "不收个人信息" in mend


def test_money_in_another_unit_and_a_missing_column_are_errors():
    body = "名称,轮次/年度,地区,个数,资金（元）\n暖心,一,乐清市,12,32500\n".encode()
    ((where, found, mend),) = errors(read_list("表.csv", body, KINDS["projects"], WENZHOU, NOTHING))
    assert (where, found, "单位不同" in mend) == ("第1行E列", "资金（元）", True)
    body = "名称,轮次/年度,地区\n暖心,一,乐清市\n".encode()
    assert [p[1] for p in errors(read_list("表.csv", body, KINDS["projects"], WENZHOU, NOTHING))] == ["没有这一列"]


@pytest.mark.parametrize("body", [b"\xe5\x90\x8d,b\n1,2\n", b"PK\x03\x04rubbish", b""])
def test_what_is_no_such_table_is_refused_in_chinese(body):
    with pytest.raises(DocumentProblem, match=r"[\u4e00-\u9fff]"):
        read_list("表.csv", body, KINDS["honours"], WENZHOU, NOTHING)


def test_duplicates_and_other_cities_are_errors_in_their_rows():
    one = "先进集体,省级,2020,瓯海区,组织,3"
    twice = read("honours", one, one.replace(",3", ",4"))
    assert [(where, mend) for where, _, mend in errors(twice)] == [("第3行A列", "与前面的一行重复，请只留一行")]
    foreign = read("honours", one, one.replace("瓯海区", "平湖市"), one.replace("瓯海区", "全省"))
    assert [(where, found) for where, found, _ in errors(foreign)] == [("第3行D列", "平湖市"), ("第4行D列", "浙江省")]
    whole = read("honours", one, one.replace("瓯海区", "全省"), scope=PROVINCE)
    assert errors(whole) == []


def test_22_pilots_are_too_many_and_a_city_without_one_is_asked_about():
    counties = [code for city in AREAS.cities() for code in AREAS.children(city)[:2]]
    assert len(counties) == 22
    kind = KINDS["pilots"]
    (wrong,) = examine_list([pilot(c) for c in counties], kind, PROVINCE, NOTHING)
    assert (wrong.severity, wrong.found, wrong.expected) == (Severity.ERROR, "组织建设试点县22个", "最多21个")
    assert examine_list([pilot(c) for c in counties[:21]], kind, PROVINCE, NOTHING) == ()
    (asked,) = examine_list([pilot(c) for c in counties[2:]], kind, PROVINCE, NOTHING)
    assert (asked.severity, asked.found) == (Severity.WARNING, "杭州市没有组织建设试点县")
    full = known(*(pilot(c) for c in counties[:21]))
    assert [p.found for p in examine_list([pilot(c) for c in AREAS.children(WENZHOU)[:3]], kind, WENZHOU, full)] == [
        "组织建设试点县22个"
    ]


def test_a_sixth_county_of_the_five_that_the_report_names_is_too_many():
    (wrong,) = [
        p
        for p in examine_list([pilot(LUCHENG, "县域试点")], KINDS["pilots"], WENZHOU, NOTHING)
        if p.severity is Severity.ERROR
    ]
    assert wrong.found == "县域试点6个"
    assert "富阳区、鄞州区、德清县、柯桥区、永康市" in wrong.mend


def test_a_citys_list_takes_the_place_of_what_was_inferred_of_it():
    def county21(*rows):
        members = pilots_of(assets.pilots(), rows, AREAS)
        return {(m.area, m.basis) for m in members if m.scheme == "county21"}

    assert county21() == {("330482", "mentioned"), ("330604", "mentioned")}
    assert county21(pilot("330421")) == {("330421", "reported"), ("330604", "mentioned")}
    assert county21(pilot(PINGHU)) == {("330482", "reported"), ("330604", "mentioned")}
    full = [*AREAS.children(WENZHOU), *AREAS.children("330100")[:9]]  # 12 and 9, none in 嘉兴 or 绍兴
    assert county21(*map(pilot, full)) == {(code, "reported") for code in full}
    named = pilots_of(assets.pilots(), [pilot("330111", "县域试点")], AREAS)
    assert [m for m in named if m.area == "330111"] == [PilotMember("330111", "five", "named", "报告点名")]


def test_the_effect_tells_added_removed_and_changed_apart():
    before = (honour("甲"), honour("乙"), honour("丙", PINGHU), pilot(LUCHENG))
    new = (honour("甲", count="5"), honour("丁"))
    effect = list_effect(before, KINDS["honours"], WENZHOU, new, AREAS)
    assert (effect.added, effect.removed) == ((honour("丁"),), (honour("乙"),))
    assert effect.changed == ((honour("甲"), honour("甲", count="5")),)
    assert merged(before, "honours", WENZHOU, new, AREAS) == [honour("丙", PINGHU), pilot(LUCHENG), *new]
    same = list_effect((replace(honour("甲"), source="市报送"),), KINDS["honours"], WENZHOU, (honour("甲"),), AREAS)
    assert (same.added, same.removed, same.changed) == ((), (), ())


def test_an_empty_list_is_an_error_unless_it_takes_something_away():
    kind = KINDS["honours"]
    assert [p.severity for p in examine_list((), kind, WENZHOU, NOTHING)] == [Severity.ERROR]
    assert [p.severity for p in examine_list((), kind, WENZHOU, known(honour("甲")))] == [Severity.WARNING]
    assert [p.severity for p in examine_list((), kind, WENZHOU, known(honour("甲", PINGHU)))] == [Severity.ERROR]


@pytest.mark.parametrize("kind", ROWS)
def test_a_form_with_the_list_in_force_reads_back_without_a_change(kind):
    there = row(kind, *ROWS[kind][2].split(","))
    other = replace(there, cells=tuple((k, PINGHU if k == "area" else text) for k, text in there.cells))
    before = known(there, other)
    for name, form in (("表.xlsx", list_template), ("表.csv", list_template_csv)):
        reading = read_list(name, form(KINDS[kind], WENZHOU, before), KINDS[kind], WENZHOU, before)
        assert (reading.rows, errors(reading)) == ((there,), [])


def test_hostile_names_stay_text_in_forms_in_readings_and_in_marked_copies():
    before = known(*map(honour, HOSTILE))
    body = list_template(KINDS["honours"], WENZHOU, before)
    sheet = openpyxl.load_workbook(io.BytesIO(body))["填报"]
    assert [(sheet.cell(n, 1).value, sheet.cell(n, 1).data_type) for n in range(5, 11)] == [(t, "s") for t in HOSTILE]
    table_text = list_template_csv(KINDS["honours"], WENZHOU, before).decode("utf-8-sig")
    assert [line[0] for line in table_text.splitlines()[1:]] == ["'", "'", "'", "'", "<", "."]
    for name, form in (("表.xlsx", body), ("表.csv", table_text.encode())):
        reading = read_list(name, form, KINDS["honours"], WENZHOU, before)
        assert tuple(r.cell("name") for r in reading.rows) == HOSTILE
        marked = openpyxl.load_workbook(io.BytesIO(annotated_copy(name, form, reading.problems)))
        assert [c for s in marked for line in s.iter_rows() for c in line if c.data_type == "f"] == []


def test_the_form_offers_the_places_of_its_city_and_locks_its_heads():
    book = openpyxl.load_workbook(io.BytesIO(list_template(KINDS["pilots"], WENZHOU, NOTHING)))
    sheet, options = book["填报"], book["选项"]
    assert [sheet.cell(4, n).value for n in range(1, 5)] == ["方案", "地区", "起始年份", "依据"]
    assert sheet.protection.sheet
    assert [sheet.cell(4, 1).protection.locked, sheet.cell(5, 1).protection.locked] == [True, False]
    assert options.sheet_state == "hidden"
    counties = [cell.value for cell in options["B"]]
    assert (len(counties), counties[0], counties[-1]) == (12, "鹿城区", "龙港市")
    rules = {str(r.sqref): r.formula1 for r in sheet.data_validations.dataValidation}
    assert rules == {"A5:A204": "选项!$A$1:$A$3", "B5:B204": "选项!$B$1:$B$12"}


def test_a_form_of_another_list_or_city_is_not_read():
    body = list_template(KINDS["honours"], WENZHOU, known(honour("甲")))
    reading = read_list("表.xlsx", body, KINDS["honours"], JIAXING, NOTHING)
    assert (reading.rows, [p[1] for p in errors(reading)]) == ((), ["温州市的模板"])
    with pytest.raises(DocumentProblem, match="找不到试点名单的表头"):
        read_list("表.xlsx", body, KINDS["pilots"], WENZHOU, NOTHING)


def test_reported_rows_become_items_and_money_is_one_of_its_own():
    rows = [row(kind, *ROWS[kind][2].split(","), source="市报送 2021-04-08 版本1") for kind in ROWS]
    found = [(i.id, i.kind, i.name, i.area, i.when, i.amount, i.unit) for i in items_of(rows)]
    assert found == [
        ("R003", "honour", "先进集体", "330304", "2020年", "3", "个"),
        ("R004", "project", "暖心", "330382", "", "12", "个"),
        ("R004F", "fund", "暖心", "330382", "", "3.25", "万元"),
        ("R005", "training", "骨干班", "330300", "2020年9月5日", "120", "人"),
        ("R006", "place", "江边体验馆", "330383", "", "", ""),
    ]
    assert {(i.status, i.place) for i in items_of(rows)} == {(Status.REPORTED, "市报送 2021-04-08 版本1")}


def test_a_row_is_written_as_people_read_it():
    target = row("targets", *ROWS["targets"][2].split(","))
    assert written_row(KINDS["targets"], target, AREAS) == (
        "温州市",
        "村（社区）建会率",
        "2022",
        "95%",
        "浙红〔2020〕2号",
    )
