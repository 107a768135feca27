"""Files of ill will, built here byte by byte: why they are refused, and that they never reach the parser."""

import sys
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from data_access import _read_workbook, workbook
from data_access.documents import DocumentProblem
from data_access.template import template
from data_access.workbook import annotated_copy
from tests.report_files import NO_MARK, ONE, QUARTER, SHEET, SMALL, WENZHOU, read, repacked, saved, table

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relation(kind, target="https://example.invalid/x", mode=' TargetMode="External"'):
    def changed(part):
        added = f'<Relationship Id="r99" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/></Relationships>'
        return part.replace(b"</Relationships>", added.encode())

    return repacked(SMALL, {"xl/_rels/workbook.xml.rels": changed})


def typed(kind):
    return repacked(SMALL, {"[Content_Types].xml": lambda part: part.replace(b"spreadsheetml.sheet.main", kind)})


LAUGHS = b"<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;&b;'>]><a>&c;</a>"
REFUSED = {
    "empty file": ("表.xlsx", b"", "空的"),
    "too large": ("表.csv", b"a" * (10 * 1024**2 + 1), "10MB"),
    "old Excel": ("表.xls", OLE, "“.xls”类型"),
    "other office": ("表.ods", SMALL, "“.ods”类型"),
    "no ending": ("表", SMALL, "“.”类型"),
    "macro ending": ("表.xlsm", SMALL, "宏"),
    "password": ("表.xlsx", OLE, "密码"),
    "text called workbook": ("表.xlsx", b"a,b", "扩展名“.xlsx”不符"),
    "workbook called CSV": ("表.csv", SMALL, "扩展名“.csv”不符"),
    "program called CSV": ("表.csv", b"MZ\x90\x00\x03", "扩展名“.csv”不符"),
    "Word called workbook": ("表.xlsx", typed(b"wordprocessingml.document.main"), "不是Excel文档"),
    "half a package": ("表.xlsx", SMALL[:700], "损坏"),
    "bad part": ("表.xlsx", repacked(SMALL, {SHEET: b"<a><b></a>"}), "损坏"),
    "no sheet": ("表.xlsx", repacked(SMALL, {"xl/workbook.xml": b"<workbook/>"}), "找不到表头"),
    "row twice": ("表.xlsx", repacked(SMALL, {SHEET: lambda part: part.replace(b'r="2"', b'r="1"')}), "损坏"),
    "bomb": ("表.xlsx", repacked(SMALL, {"xl/media/x.bin": bytes(30 * 1024**2)}), "Excel文件解压后过大"),
    "macros": ("表.xlsx", repacked(SMALL, {"xl/vbaProject.bin": OLE}), "宏"),
    "macro type": ("表.xlsx", typed(b"ms-excel.sheet.macroEnabled.main"), "宏"),
    "macro sheet": ("表.xlsx", relation("xlMacrosheet", "macrosheets/sheet1.xml", ""), "宏"),
    "foreign workbook": ("表.xlsx", relation("externalLink", "externalLinks/externalLink1.xml", ""), "外部"),
    "foreign picture": ("表.xlsx", relation("image"), "外部"),
    "connection": ("表.xlsx", relation("connections", "connections.xml", ""), "外部"),
    "object": ("表.xlsx", relation("oleObject", "embeddings/x.bin", ""), "嵌有"),
    "control": ("表.xlsx", relation("control", "activeX/activeX1.xml", ""), "嵌有"),
    "entities": ("表.xlsx", repacked(SMALL, {SHEET: LAUGHS}), "DOCTYPE"),
    "entities in strings": ("表.xlsx", repacked(SMALL, {"xl/sharedStrings.xml": LAUGHS}), "DOCTYPE"),
    "no heads": ("表.xlsx", table(["甲", "乙"], [1, 2]), "找不到表头"),
    "no cells": ("表.xlsx", saved(Workbook()), "找不到表头"),
    "only blanks": ("表.csv", b"\r\n,,,\r\n", "找不到表头"),
    "open quote": ("表.csv", '地区,成人会员\n"鹿城区,1\n'.encode(), "引号"),
    "no encoding": ("表.csv", b"\xff\x31\xff\x32", "编码"),
    "20001 rows": ("表.csv", "地区,成人会员\n".encode() + b"a,1\n" * 20_000, "超过20000行"),
}


@pytest.mark.parametrize(("name", "body", "word"), REFUSED.values(), ids=REFUSED)
def test_a_bad_file_is_refused_in_its_own_words(name, body, word):
    with pytest.raises(DocumentProblem, match=word) as caught:
        read(body, name)
    assert str(caught.value).endswith("。")


@pytest.mark.parametrize(
    "case", [name for name, case in REFUSED.items() if "表头" not in case[2] and "row" not in name]
)
def test_a_bad_file_is_not_marked_either(case):
    name, body, word = REFUSED[case]
    with pytest.raises(DocumentProblem, match=word):
        annotated_copy(name, body, [])


def test_what_the_guard_refuses_never_reaches_the_parser(monkeypatch):
    def reached(*_book, **_options):
        raise AssertionError("reached")

    monkeypatch.setattr(_read_workbook, "load_workbook", reached)
    for case in ("bomb", "macros", "foreign workbook", "object", "entities"):
        with pytest.raises(DocumentProblem):
            _read_workbook.read(REFUSED[case][1])
    with pytest.raises(AssertionError, match="reached"):
        _read_workbook.read(SMALL)


def long_sheet(count):
    """A workbook with that many rows below its heads, written as XML."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(3, count + 2))
    return repacked(SMALL, {SHEET: lambda part: part.replace(b"</sheetData>", f"{rows}</sheetData>".encode())})


def test_no_more_than_twenty_thousand_rows_are_read():
    assert read(long_sheet(19_999)).entries == ONE
    with pytest.raises(DocumentProblem, match="超过20000行"):
        read(long_sheet(20_000))


def test_a_small_file_that_claims_the_largest_extent_is_read_and_marked():
    book = load_workbook(BytesIO(SMALL))
    book.active["XFD1048576"] = 1
    body = saved(book)
    with ZipFile(BytesIO(body)) as archive:
        assert b'ref="A1:XFD1048576"' in archive.read(SHEET)
    assert read(body).entries == ONE
    copy = load_workbook(BytesIO(annotated_copy("表.xlsx", body, [NO_MARK])), read_only=True)
    assert copy.sheetnames == ["填报", "问题清单"]


@pytest.mark.parametrize(
    ("program", "word"),
    [("import time; time.sleep(60)", "用时过长"), ("import os; os._exit(139)", "损坏"), ("print('[1]')", "损坏")],
)
def test_a_child_that_hangs_or_dies_is_a_problem_of_the_file(monkeypatch, program, word):
    for child in ("_READER", "_MARKER"):
        monkeypatch.setattr(workbook, child, (sys.executable, "-c", program))
    monkeypatch.setattr("data_access.documents.SECONDS", 2)
    with pytest.raises(DocumentProblem, match=word):
        read(SMALL)
    with pytest.raises(DocumentProblem, match=word):
        annotated_copy("表.xlsx", SMALL, [])


def test_a_sheet_whose_cells_repeat_one_long_text_is_too_much(demo_edition):
    cells = "<c t='s'><v>0</v></c>" * 200
    rows = "".join(f'<row r="{n}">{cells}</row>' for n in range(3, 200))
    strings = (
        f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"字" * 5000}</t></si></sst>'
    )
    body = repacked(
        template(WENZHOU, QUARTER, demo_edition),
        {
            SHEET: lambda part: part.replace(b"</sheetData>", f"{rows}</sheetData>".encode()),
            "xl/sharedStrings.xml": strings.encode(),
        },
    )
    with pytest.raises(DocumentProblem, match="内容过多"):
        read(body)
