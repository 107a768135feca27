"""The workbook and the CSV of a document, read back by another library: numbers, marks, definitions, no formulas."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from sqlalchemy import make_url

from data_access.editions import fill
from data_access.engine import open_engine
from data_access.library import read
from domain.house import House
from domain.status import Status
from figures.build_map import area_map
from figures.build_ranking import coverage_gap, coverage_headline, ranking
from reports.blocks import Chart, Form, Grid, GridCell, Map, Role, Run, Series, Text
from reports.document import Chapter, Document, ReportProblem, Stamp
from reports.make import compose
from reports.of_pieces import blocks_of, chapters_of
from reports.write_csv import write_csv
from reports.write_xlsx import sheet_names, write_xlsx

STAMP = Stamp("page", "kind=page&edition=demo", "demo", "演示版", Status.DEMO, "3f2a90c17b44" + "0" * 52, "2021-07-02")
HOSTILE = ("=1+1", "+SUM(A1)", "-2", "@now", "\x00甲\x1b", "http://a.b/c", "长" * 40)


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    engine = open_engine(make_url(f"sqlite:///{tmp_path_factory.mktemp('xlsx') / 'zjrc.db'}"), fill)
    yield read(engine)
    engine.dispose()


def document(view, *blocks, chapters=(), house=None):
    found = chapters or (Chapter("一章", blocks, sources=("导语 第2段",)),)
    return Document(
        "page", "组织覆盖", "浙江省", found, view, house or House(), STAMP, approval="审图号：浙S（2024）1号"
    )


def book(made):
    return openpyxl.load_workbook(io.BytesIO(write_xlsx(made)))


def texts_of(row):
    return [str(cell.value) for cell in row if cell.value is not None]


def texts(sheet):
    return [text for row in sheet.iter_rows() for text in texts_of(row)]


def table(sheet, head):
    """The rows from the one that begins with ``head`` to the next empty one, as values."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(n for n, row in enumerate(rows) if row[0] == head)
    end = next((n for n in range(start, len(rows)) if rows[n][0] is None), len(rows))
    width = len([head for head in rows[start] if head is not None])
    return rows[start][:width], [row[:width] for row in rows[start + 1 : end]]


@pytest.fixture(scope="module")
def coverage(demo_edition):
    from domain.selection import Selection
    from domain.view import View

    view = View(demo_edition, Selection(period="2020"))
    parts = (coverage_headline(view), area_map(view), ranking(view, wide=True), coverage_gap(view))
    return document(view, chapters=chapters_of(blocks_of(parts), "组织覆盖"))


@pytest.fixture(scope="module")
def workbook(coverage):
    return book(coverage)


def test_the_annex_holds_the_dataset_s_numbers_each_with_its_mark(opened):
    made = compose(opened, {"kind": "tables", "area": "330300", "edition": "demo"})
    heads, rows = table(book(made)["村（社区）"], "代码")
    assert heads[:4] == ["代码", "市", "地区", "村社已建（个）［演示］"]
    dataset = opened.datasets["demo"]
    assert len(rows) == 13  # 温州市 and its twelve counties
    for code, _, _, branches, *_ in rows:
        assert branches == dataset.value("village_branches", "2020", code).number
    towns, first = table(book(made)["乡镇（街道）"], "代码")
    assert towns[3:7] == ["乡镇已建（个）", "标记", "乡镇应建（个）", "标记"]
    assert [row[4:7:2] for row in first] == [["演示", "外部"]] * 13


def test_the_published_edition_leaves_what_is_missing_unreported(opened):
    made = compose(opened, {"kind": "tables", "edition": "published"})
    sheet = book(made)["村（社区）"]
    heads, rows = table(sheet, "代码")
    assert (rows[0][2], rows[0][3], rows[0][4]) == ("浙江省", 10907, "原文")
    assert {row[3] for row in rows[1:]} == {"未报"}
    missing = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "未报")
    assert missing.border.left.style == "dashed"
    assert missing.fill.patternType is None
    assert "演示数据，不是实际数字" not in "".join(texts(sheet)) + str(sheet.oddFooter.left.text)
    assert len(heads) == 3 + 2 * 4


def test_the_cover_says_what_it_is_and_the_properties_carry_the_stamp(workbook):
    assert workbook.sheetnames[0] == "说明"
    assert workbook.sheetnames[-1] == "指标解释"
    cover = texts(workbook["说明"])
    assert cover[0] == "浙江省组织覆盖"
    for wanted in ("演示数据，不是实际数字", "演示版", "2020年底", STAMP.line, "虚拟数据，仅供演示"):
        assert wanted in cover
    assert STAMP.code == "3F2A-90C1-7B44"
    assert {p.name: p.value for p in workbook.custom_doc_props.props} == {
        "zjrc_edition": "demo",
        "zjrc_query": "kind=page&edition=demo",
        "zjrc_digest": STAMP.digest,
    }
    assert workbook.properties.creator == "浙江省红十字会"
    assert len(workbook["说明"]._images) == 1
    links = [cell.hyperlink.location for row in workbook["说明"].iter_rows() for cell in row if cell.hyperlink]
    assert [link.strip("'").removesuffix("'!A1") for link in links] == workbook.sheetnames[1:-1]


def test_the_map_is_a_table_of_its_areas_coloured_like_it(workbook, demo_edition):
    sheet = workbook["村（社区）建会率"]
    heads, rows = table(sheet, "代码")
    assert heads[:5] == ["代码", "市", "县（市、区）", "村（社区）建会率（%）2017年底［演示］", "分档"]
    found = {row[0]: row for row in rows if row[0].isdigit()}
    assert len(found) == 11 + 90
    value = demo_edition.value("village_coverage", "2020", "330324").number
    assert found["330324"][5] == pytest.approx(value, abs=0.0501)
    low = 20 * int(value // 20)
    assert found["330324"][6] == f"{low}–{low + 20}%"
    assert found["330383"][3:5] == ["—", None]  # 龙港市 was founded in 2019
    cell = next(row[5] for row in sheet.iter_rows() if row[0].value == "330324")
    assert (cell.fill.patternType, cell.number_format.split(";")[0]) == ("lightUp", "0.0")
    assert "审图号：浙S（2024）1号" in texts(sheet)


def test_a_ranking_s_chart_is_drawn_from_its_own_cells_and_is_hatched(workbook, coverage):
    sheet = workbook["村（社区）建会率排名"]
    heads, rows = table(sheet, "位次")
    assert heads[:3] == ["位次", "地区", "%［演示］"]
    (chart,) = sheet._charts
    assert re.fullmatch(r"'村（社区）建会率排名'!\$C\$\d+:\$C\$\d+", chart.series[0].val.numRef.f)
    first, last = map(int, re.findall(r"\d+", chart.series[0].val.numRef.f))
    assert last - first + 1 == len(rows) == 11
    assert chart.series[0].graphicalProperties.pattFill.prst == "wdUpDiag"
    xml = zipfile.ZipFile(io.BytesIO(write_xlsx(coverage))).read("xl/charts/chart1.xml").decode()
    assert "村（社区）建会率排名（演示）" in xml
    assert "%（演示）" in xml
    assert xml.count("<a:ea typeface=") == xml.count("<a:latin typeface=") > 2


def test_every_sheet_can_be_printed_and_filtered(workbook):
    for sheet in workbook.worksheets[1:-1]:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        head = int(sheet.print_title_rows.strip("$").partition(":")[0])
        assert sheet.auto_filter.ref.startswith(f"A{head}:")
        assert sheet.freeze_panes.endswith(str(head + 1))
        assert "3F2A-90C1-7B44" in sheet.oddFooter.left.text
    hatched = workbook["村（社区）建会率"].oddFooter.left.text
    assert hatched.startswith("演示数据，不是实际数字")


def test_the_last_sheet_defines_every_indicator_that_is_stated(workbook):
    _, rows = table(workbook["指标解释"], "指标")
    found = {row[0]: row for row in rows}
    assert found["村（社区）建会率"][1:4] == [
        "%",
        "已建红十字会的村（社区）占全部村（社区）的比重",
        "村社已建 ÷ 村社应建",
    ]
    assert found["村（社区）尚未建会"][3] == "村社应建 − 村社已建"
    assert "成人会员" not in found


def test_hostile_texts_are_only_texts_in_workbook_and_csv(demo_view):
    cells = tuple((GridCell(text), GridCell("−1.50", -1.5, Status.DERIVED)) for text in HOSTILE)
    grid = Grid(("=名称", "+数"), cells, title="=a[b]:c*?/\\'" + "长" * 40)
    made = document(demo_view(), Text((Run("=2+2"), Run("18个", status=Status.DEMO)), Role.BODY), grid, grid)
    found = book(made)
    assert [cell for sheet in found for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []
    assert "=2+218个〔演示〕" in texts(found["说明"])
    names = found.sheetnames
    assert len(set(names)) == 4
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)
    _, rows = table(found[names[1]], "=名称")
    assert [row[0] for row in rows] == ["=1+1", "+SUM(A1)", "-2", "@now", "甲", "http://a.b/c", "长" * 40]
    assert {row[1] for row in rows} == {-1.5}
    lines = list(csv.reader(io.StringIO(write_csv(made).decode("utf-8-sig"))))
    assert lines[0] == ["表", "行", "列", "值", "标记"]
    assert [line[1:] for line in lines[1:4]] == [
        ["'=1+1", "'+数", "-1.50", "推导"],
        ["'+SUM(A1)", "'+数", "-1.50", "推导"],
        ["'-2", "'+数", "-1.50", "推导"],
    ]
    assert lines[-1] == ["说明", "", "", STAMP.line, ""]


def test_names_of_sheets_are_unique_whatever_their_case():
    names = sheet_names(["a", "A", "", "说明", "'x'", "年" * 40, "年" * 41])
    assert names == ("a", "A（2）", "表", "说明（2）", "x", "年" * 31, "年" * 28 + "（2）")


def test_charts_of_every_form_come_with_their_data(demo_view):
    names = ("甲", "乙")
    bars = Chart(
        "增减", Form.STACKED, names, (Series("", (0, 3), role=""), Series("步", (3, 2.5))), "个", Status.DERIVED
    )
    ends = Chart(
        "两期", Form.BARS, names, (Series("前", (1, None), hollow=True), Series("后", (2, 3))), "个", Status.DEMO
    )
    line = Chart("走势", Form.LINES, names, (Series("数", (1, 2)),), "个", Status.REPORTED)
    points = Series("组一", (1.25, 2), x=(10, 20)), Series("组二", (3,), "accent", x=(30,))
    dots = Chart("散点", Form.SCATTER, (), points, "%", Status.DEMO, "个")
    found = book(document(demo_view(), bars, ends, line, dots))
    assert table(found["增减"], "项目") == (
        ["项目", "起点（个）［推导］", "步（个）［推导］"],
        [["甲", 0, 3], ["乙", 3, 2.5]],
    )
    heads, rows = table(found["两期"], "项目")
    assert (heads, rows) == (["项目", "前（个）［演示］", "后（个）［演示］"], [["甲", 1, 2], ["乙", "未报", 3]])
    assert table(found["散点"], "组")[1] == [["组一", 10, 1.25], ["组一", 20, 2], ["组二", 30, 3]]
    foot, step = found["增减"]._charts[0].series
    assert (foot.graphicalProperties.noFill, step.graphicalProperties.solidFill is None) == (True, False)
    assert [s.xVal.numRef.f.rpartition("!")[2] for s in found["散点"]._charts[0].series] == ["$B$6:$B$7", "$B$8"]
    assert [len(found[name]._charts) for name in ("增减", "两期", "走势", "散点")] == [1, 1, 1, 1]


def test_counts_of_cities_have_no_class_among_the_counties(demo_view):
    made = document(demo_view(indicator="adult_members"), Map(area_map(demo_view(indicator="adult_members"))))
    _, rows = table(book(made)["成人会员"], "代码")
    classes = {row[0]: row[6] for row in rows}
    assert classes["330300"] is None
    assert classes["330302"] is not None


def test_a_logo_that_is_not_there_is_told_before_any_file_is_made(demo_view, tmp_path):
    for name, body, words in (("a.png", None, "找不到"), ("b.png", b"text", "不是图片")):
        if body:
            (tmp_path / name).write_bytes(body)
        with pytest.raises(ReportProblem, match=f"设置里的标志文件“{name}”{words}"):
            write_xlsx(document(demo_view(), house=replace(House(), logo=tmp_path / name)))


def test_libreoffice_opens_it_and_shows_the_marks(coverage, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    from pypdf import PdfReader

    (tmp_path / "a.xlsx").write_bytes(write_xlsx(coverage))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pages = [page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages]
    assert "浙江省组织覆盖" in pages[0]
    assert sum("演示数据，不是实际数字" in page for page in pages) >= 4
    assert "村社已建÷村社应建" in pages[-1].replace(" ", "")
