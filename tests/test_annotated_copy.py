"""The copy that goes back to the city: marked, listed, dead, and opened by another program."""

import shutil
import subprocess
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from data_access.template import template
from data_access.workbook import annotated_copy
from domain.submission import Problem
from tests.report_files import (
    ERROR,
    FIXED,
    NO_MARK,
    QUARTER,
    SMALL,
    WARNING,
    WENZHOU,
    fill,
    read,
    read_csv,
    said,
    saved,
)


@pytest.fixture(scope="module")
def filled(demo_edition):
    return fill(template(WENZHOU, QUARTER, demo_edition))


def cell_problem(severity, row, column, found="x", sheet="填报", **more):
    return Problem(severity, sheet, row, column, found, "应为整数", "请改", **more)


def test_the_marked_copy_marks_its_cells_and_lists_them_in_order(filled):
    problems = [
        cell_problem(ERROR, 12, "C", "甲", area="330328", indicator="town_branches"),
        cell_problem(WARNING, 5, "AA"),
        cell_problem(FIXED, 5, "D", "１"),
        cell_problem(WARNING, 5, "D", "１"),
        cell_problem(WARNING, 0, "", "另一张", sheet="上期"),
        NO_MARK,
    ]
    copy = load_workbook(BytesIO(annotated_copy("表.xlsx", filled[0], problems)))
    sheet, listed = copy["填报"], copy["问题清单"]
    assert sheet["C12"].comment.text == "【错误】现在写的：甲\n应当是：应为整数\n请改"
    assert sheet["C12"].fill.fgColor.rgb[2:] == "FFC7CE"
    assert (sheet["C12"].border.left.style, sheet["C12"].value) == ("medium", 800)
    assert sheet["D5"].comment.text.count("【") == 2
    assert sheet["D5"].fill.fgColor.rgb[2:] == "FFEB9C"
    assert sheet["C5"].comment is None
    rows = [[str(value or "") for value in row] for row in listed.values]
    assert rows[0] == ["序号", "程度", "工作表", "单元格", "地区", "指标", "现在写的", "应当是", "怎么改"]
    assert [row[2:4] for row in rows[1:]] == [
        ["", ""],
        ["填报", "D5"],
        ["填报", "D5"],
        ["填报", "AA5"],
        ["填报", "C12"],
        ["上期", ""],
    ]
    assert rows[5][1:2] + rows[5][4:6] == ["错误", "文成县", "乡镇（街道）红十字会"]


def test_a_marked_number_is_shown_as_it_is_and_not_rounded_by_the_form(filled):
    book = load_workbook(BytesIO(filled[0]))
    book["填报"]["C5"], book["填报"]["D5"] = 95.38, True
    copy = annotated_copy("表.xlsx", saved(book), [cell_problem(ERROR, 5, "C"), cell_problem(ERROR, 5, "D")])
    sheet = load_workbook(BytesIO(copy))["填报"]
    assert [sheet[place].number_format for place in ("C5", "D5", "E5")] == ["General", "General", "0"]


def test_the_marked_copy_keeps_plain_rules_of_input_and_none_that_calculates():
    book = load_workbook(BytesIO(SMALL))
    for rule in (
        DataValidation("whole", formula1="0", formula2="9"),
        DataValidation("custom", formula1="ISNUMBER(B2)"),
    ):
        rule.add("B2")
        book.active.add_data_validation(rule)
    copy = load_workbook(BytesIO(annotated_copy("表.xlsx", saved(book), [NO_MARK])))
    assert [rule.type for rule in copy["填报"].data_validations.dataValidation] == ["whole"]


def test_the_marked_copy_can_be_mended_and_read_again(filled):
    copy = annotated_copy("表.xlsx", filled[0], [cell_problem(ERROR, 5, "C")])
    again = annotated_copy("表.xlsx", copy, [cell_problem(ERROR, 6, "C")])
    assert (read(copy).entries, read(copy).problems) == (filled[1], ())
    assert load_workbook(BytesIO(again)).sheetnames == ["填报", "上期", "说明", "问题清单"]


def test_nothing_in_the_marked_copy_is_live():
    book = load_workbook(BytesIO(SMALL))
    sheet = book.active
    sheet["C1"], sheet["C2"], sheet["D1"] = "=1+1", "=HYPERLINK(A1)", "网"
    sheet["D1"].hyperlink = "https://example.invalid"
    sheet["D2"].comment = Comment("旧", "某")
    names = ["=cmd|' /C calc'!A0", "+1+1", "-2-2", "@SUM(A1)"]
    problems = [cell_problem(ERROR, row, "A", text) for row, text in enumerate(names, 1)]
    package = annotated_copy("表.xlsx", saved(book), problems)
    with ZipFile(BytesIO(package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert not any(b"<f>" in part or b"<f " in part for name, part in parts.items() if "worksheets/" in name)
    assert not any(b"example.invalid" in part for part in parts.values())
    copy = load_workbook(BytesIO(package))
    assert [copy["填报"][place].value for place in ("C1", "C2")] == ["=1+1", "=HYPERLINK(A1)"]
    for cell, text in zip(copy["问题清单"]["G"][1:], names, strict=True):
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_a_csv_comes_back_as_a_workbook_of_texts_and_numbers():
    text = "地区,成人会员,说明\n鹿城区,1.2万,=cmd|' /C calc'!A0\n@SUM(A1),0012,\n龙湾区,2295,\n"
    reading = read_csv(text)
    copy = load_workbook(BytesIO(annotated_copy("表.csv", text.encode(), reading.problems)))
    sheet = copy["填报"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(2)] == [
        ["鹿城区", "1.2万", "=cmd|' /C calc'!A0"],
        ["@SUM(A1)", "0012", None],
        ["龙湾区", 2295, None],
    ]
    assert {cell.data_type for row in sheet.iter_rows(2, 3) for cell in row if cell.value} == {"s"}
    assert "【错误】现在写的：1.2万" in sheet["B2"].comment.text


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Saves a file anew with LibreOffice, which may be there without its spreadsheets."""
    program = shutil.which("soffice")
    if not program:
        pytest.skip("这台机器没有LibreOffice")
    folder = tmp_path_factory.mktemp("office")

    def resave(name, body):
        (folder / name).write_bytes(body)
        words = (f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx")
        command = [program, *words, "--outdir", str(folder / "out"), str(folder / name)]
        subprocess.run(command, check=False, capture_output=True, timeout=120)
        made = (folder / "out" / name).with_suffix(".xlsx")
        return made.read_bytes() if made.exists() else b""

    if not resave("probe.csv", b"a,b\n1,2\n"):
        pytest.skip("这台机器的LibreOffice没有Calc")
    return resave


def test_what_libreoffice_saves_anew_is_read_the_same(office, filled):
    body, expected = filled
    reading = read(office("form.xlsx", body))
    assert reading.entries == expected
    assert (said(reading), reading.version) == ([], "1")


def test_libreoffice_opens_the_marked_copy(office, filled):
    body, expected = filled
    problem = Problem(ERROR, "填报", 5, "C", "100", "更大的数", "请核对", "330302", "town_branches")
    copy = office("copy.xlsx", annotated_copy("表.xlsx", body, [problem]))
    assert load_workbook(BytesIO(copy)).sheetnames == ["填报", "上期", "说明", "问题清单"]
    assert read(copy).entries == expected
