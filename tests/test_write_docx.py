"""The Word files, read back by python-docx, by their XML and by LibreOffice: marks, charts, maps, the layout of GB/T 9704."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace

import docx
import openpyxl
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from lxml import etree
from pypdf import PdfReader
from sqlalchemy import make_url

from data_access import assets
from data_access.documents import read_text
from data_access.editions import fill
from data_access.engine import open_engine
from data_access.library import read
from domain.house import House
from domain.status import Status
from figures.build_map import area_map
from figures.build_places import item_map
from reports.blocks import (
    Chart,
    Form,
    Grid,
    GridCell,
    Head,
    KeyFigure,
    KeyFigures,
    Map,
    PageBreak,
    Role,
    Run,
    Series,
    Text,
)
from reports.document import Chapter, Document, ReportProblem, Stamp
from reports.make import compose
from reports.qr import qr_png
from reports.write_docx import write_docx

STAMP = Stamp("page", "kind=page&edition=demo", "demo", "演示版", Status.DEMO, "3f2a90c17b44" + "0" * 52, "2021-07-02")
LINE = "浙江省红十字会　版次：演示版　生成：2021-07-02　验真码：3F2A-90C1-7B44"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
BARS = Chart(
    "建会率", Form.BARS, ("甲市", "乙市"), (Series("%", (67.1, None), texts=("67.1", "")),), "%", Status.DEMO
)  # fmt: skip


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    engine = open_engine(make_url(f"sqlite:///{tmp_path_factory.mktemp('docx') / 'zjrc.db'}"), fill)
    yield read(engine)
    engine.dispose()


def document(view, *blocks, chapters=(), house=None, **layout):
    """A document of one chapter of these blocks, or of the chapters."""
    chapters = chapters or (Chapter("组织建设", blocks, sources=("某处",)),)
    return Document("page", "总览", "温州市", chapters, view, house or House(), STAMP, "内部工作示意图", **layout)


def written(made):
    body = write_docx(made)
    return docx.Document(io.BytesIO(body)), zipfile.ZipFile(io.BytesIO(body))


def words(element):
    return "".join(element.itertext(f"{W}t"))


def test_the_stamp_is_in_the_foot_and_in_the_properties(demo_view, published_view):
    file, parts = written(document(demo_view("330300")))
    foot = file.sections[0].footer
    said = [p.text for p in foot.tables[0].cell(0, 0).paragraphs]
    assert said == ["演示数据，不是实际数字", LINE]
    assert len(foot._element.findall(f".//{qn('a:blip')}")) == 1
    assert [f.get(f"{W}instr") for f in foot._element.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]
    properties = file.core_properties
    assert (properties.title, properties.author) == ("温州市　总览", "浙江省红十字会")
    assert properties.keywords == "浙江省红十字会，总览，温州市"
    own = {p.get("name"): "".join(p.itertext()) for p in etree.fromstring(parts.read("docProps/custom.xml"))}
    assert own == {
        "zjrc_edition": "demo",
        "zjrc_query": "kind=page&edition=demo",
        "zjrc_digest": "3f2a90c17b44" + "0" * 52,
    }
    calm, _ = written(document(published_view("330300")))
    assert [p.text for p in calm.sections[0].footer.tables[0].cell(0, 0).paragraphs] == [LINE]


def test_a_text_keeps_its_role_its_marks_and_its_source(demo_view):
    blocks = (
        Text((Run("有"), Run("1302", "a"), Run("个", status=Status.PUBLISHED)), Role.LEAD),
        Text((Run("注意　", strong=True), Run("=1+1\x00\x1b"))),
        Text((Run("还差"), Run("63个", status=Status.DERIVED)), Role.CALLOUT),
        Text((Run(""),), Role.NOTE),
        PageBreak(),
        Head("排名", "2020年底", Status.BOUNDED),
    )
    file, _ = written(document(demo_view("330300"), *blocks))
    said = [(p.style.name, p.text) for p in file.paragraphs]
    assert said == [
        ("Title", "温州市　总览"),
        ("Subtitle", "浙江省红十字会　2020年底　演示版"),
        ("Heading 2", "组织建设"),
        ("Lead", "有1302个\u00a0■原文"),
        ("Body Text", "注意　=1+1"),
        ("Callout", "还差63个\u00a0◇推导"),
        ("Normal", ""),
        ("Heading 2", "排名\u00a0⊢⊣区间"),
        ("Note", "2020年底"),
        ("Note", "数据来源：某处。"),
    ]
    assert [run.bold for run in file.paragraphs[4].runs] == [True, None]
    assert file.paragraphs[6]._p.find(f"{W}r/{W}br").get(f"{W}type") == "page"
    assert [side.tag for side in file.paragraphs[5]._p.pPr.find(f"{W}pBdr")] == [f"{W}left"]


def test_a_tables_marks_stand_at_its_heads_or_its_cells(demo_view):
    demo, said = Status.DEMO, Status.PUBLISHED
    grid = Grid(
        ("地区", "建会率", "会员"),
        (
            (GridCell("甲市"), GridCell("67.1", 67.1, demo, step=5), GridCell("45.66万", None, said)),
            (GridCell("乙市" * 20), GridCell("未报"), GridCell("12", 12, demo)),
        ),
    )
    whole = Grid(("地区", "位次"), ((GridCell("甲市"), GridCell("2")),), status=demo)
    empty = Grid(("地区",), (), empty="没有可列的地区")
    file, _ = written(document(demo_view("330300"), grid, whole, empty))
    first, second = file.tables
    assert [[cell.text for cell in row.cells] for row in first.rows] == [
        ["地区", "建会率\u00a0▨演示", "会员"],
        ["甲市", "67.1", "45.66万\u00a0■原文"],
        ["乙市" * 20, "未报", "12\u00a0▨演示"],
    ]
    assert [cell.text for cell in second.rows[0].cells] == ["地区", "位次\u00a0▨演示"]
    assert "没有可列的地区" in [p.text for p in file.paragraphs]
    dark = first.cell(1, 1)
    assert dark._tc.tcPr.find(f"{W}shd").get(f"{W}fill") == "1D4C73"
    assert str(dark.paragraphs[0].runs[0].font.color.rgb) == "FFFFFF"
    assert [c.paragraphs[0].alignment for c in first.rows[1].cells] == [
        None,
        WD_ALIGN_PARAGRAPH.RIGHT,
        WD_ALIGN_PARAGRAPH.RIGHT,
    ]
    assert [bool(row._tr.findall(f"{W}trPr/{W}tblHeader")) for row in first.rows] == [True, False, False]
    assert round(sum(column.width.mm for column in first.columns)) == 166


def test_key_figures_say_what_is_missing(demo_view):
    lines = (Text((Run("全省 "), Run("1302个", "a", Status.PUBLISHED)), Role.NOTE),)
    figures = tuple(
        KeyFigure("红十字会", number, unit, lines, "导语")
        for number, unit in ((Run("177", "a", Status.DEMO), "个"), (Run("未报", "b", Status.MISSING), ""))
    )
    file, _ = written(document(demo_view("330300"), KeyFigures(figures, apart=True)))
    (table,) = file.tables
    here, missing = table.rows[0].cells
    assert here.text == "红十字会\n177个\u00a0▨演示\n全省 1302个\u00a0■原文\n导语"
    assert missing.text == "红十字会\n未报\n全省 1302个\u00a0■原文\n导语"
    assert [cell._tc.tcPr.find(f"{W}tcBorders") is None for cell in (here, missing)] == [True, False]
    assert missing._tc.tcPr.find(f"{W}tcBorders/{W}top").get(f"{W}val") == "dashed"
    borders = table._tbl.tblPr.find(f"{W}tblBorders")
    assert [borders.find(f"{W}{side}").get(f"{W}val") for side in ("top", "bottom", "insideV")] == [
        "single",
        "nil",
        "single",
    ]


def test_a_chart_is_native_and_has_its_workbook(demo_view):
    file, parts = written(document(demo_view("330300"), BARS, replace(BARS, status=Status.PUBLISHED)))
    charts = [part for part in file.part.package.iter_parts() if str(part.partname).startswith("/word/charts/")]
    assert len(charts) == 2
    for drawn, demo in zip(sorted(charts, key=lambda part: part.partname), (True, False), strict=True):
        space = etree.fromstring(drawn.blob)
        data = space.find("{*}externalData").get(qn("r:id"))
        sheet = openpyxl.load_workbook(io.BytesIO(drawn.rels[data].target_part.blob)).active
        assert [sheet["A2"].value, sheet["B2"].value, sheet["B3"].value] == ["甲市", 67.1, None]
        assert bool(list(space.iter(f"{A}pattFill"))) is demo
    shown = [found.get("descr") for found in file.element.iter(qn("wp:docPr"))]
    assert shown == ["建会率（演示，单位%）：甲市67.1", "建会率（原文，单位%）：甲市67.1"]
    assert b"[Content_Types]" not in parts.read("[Content_Types].xml")
    assert b"drawingml.chart+xml" in parts.read("[Content_Types].xml")


def outlines(file):
    """(name, what fills it, whether its line is dashed) of every area."""
    for shape in file.element.iter(f"{WPS}wsp"):
        look = shape.find(f"{WPS}spPr")
        if look.find(f"{A}custGeom") is not None:
            fill = next(child.tag.removeprefix(A) for child in look if child.tag.endswith("Fill"))
            yield shape.find(f"{WPS}cNvPr").get("name"), fill, look.find(f"{A}ln/{A}prstDash") is not None


def test_a_map_is_a_group_of_named_areas(demo_view, published_view):
    """11 cities and 90 counties in 2020, 12 of them in 温州."""
    file, _ = written(document(demo_view(), Map(area_map(demo_view(), "village_coverage", markers=True))))
    found = list(outlines(file))
    assert [fill for _, fill, _ in found] == ["pattFill"] * 90 + ["noFill"] * 11
    assert not any(dashed for *_, dashed in found)
    grounds = [shape.find(f"{WPS}spPr/{A}pattFill/{A}bgClr/{A}srgbClr") for shape in file.element.iter(f"{WPS}wsp")]
    for (name, *_), ground in zip(found[:90], grounds, strict=False):
        share = float(name.split(" ")[1].removesuffix("%"))
        assert ground.get("val") == ["E9EFF4", "BFD2E1", "86ABC8", "43749B", "1D4C73"][min(int(share // 20), 4)]
    labels = [words(box) for box in file.element.iter(f"{W}txbxContent")]
    assert (len(labels), labels[0][:3]) == (11, "杭州市")
    ids = [found.get("id") for found in file.element.iter(f"{WPS}cNvPr", qn("wp:docPr"))]
    assert len(ids) == len(set(ids))
    said = [p.text for p in file.paragraphs]
    assert "村（社区）建会率\u00a0▨演示" in said
    assert "内部工作示意图" in said
    assert any("斜线：演示" in text and "●组织建设试点县（含演示，斜线）" in text for text in said)

    city, _ = written(document(published_view("330300"), Map(area_map(published_view("330300"), "village_coverage"))))
    areas = list(outlines(city))
    assert len(areas) == 13
    assert ("苍南县 未报", "noFill", True) in areas
    assert [fill for _, fill, dashed in areas if not dashed] == ["noFill"]  # the city's own outline


def test_a_map_of_places_has_no_classes(published_view):
    items = assets.items()
    file, _ = written(document(published_view(), Map(item_map(published_view(), items))))
    assert {fill for _, fill, _ in list(outlines(file))[:90]} == {"solidFill"}
    signs = [shape for shape in file.element.iter(f"{WPS}wsp") if shape.find(f"{WPS}spPr/{A}prstGeom") is not None]
    assert "star5" in {shape.find(f"{WPS}spPr/{A}prstGeom").get("prst") for shape in signs}
    assert not list(file.element.iter(f"{W}txbxContent"))


def test_a_compact_page_puts_a_chart_beside_its_table(demo_view):
    grid = Grid(("地区", "%"), ((GridCell("甲市"), GridCell("67.1", 67.1, Status.DEMO)),))
    blocks = (Head("排名"), BARS, grid, Head("位置"), grid, Head("对照"), grid)
    file, _ = written(document(demo_view("330300"), *blocks, compact=True))
    ranked, narrow = file.tables
    left, _, right = ranked.rows[0].cells
    assert (len(list(left._tc.iter(qn("c:chart")))), len(right.tables)) == (1, 1)
    assert [cell.paragraphs[0].text for cell in narrow.rows[0].cells] == ["位置", "", "对照"]
    assert file.paragraphs[0].text == "温州市　组织建设"


def official(view, house=None, body=()):
    chapters = (
        Chapter("关于2020年底全省红十字组织建设情况的通报", (Text((Run("现将情况通报如下。"),)),)),
        Chapter("一、总体情况", body or (Text((Run("共有1302个。"),)), Head("（一）分市"))),
        Chapter("各市指标", (Grid(("地区", "%"), ((GridCell("甲市"), GridCell("1")),)),), ("某处",), annex=True),
        Chapter("各市位次", (Text((Run("略"),)),), annex=True),
    )
    return document(view, chapters=chapters, house=house, official=True)


def style(file, name):
    """Chinese typeface, size, fixed height of a line, both in points."""
    found = file.styles[name]
    spacing = found.paragraph_format.line_spacing
    return found.element.rPr.rFonts.get(f"{W}eastAsia"), found.font.size.pt, round(spacing.pt, 2)


def test_an_official_page_is_that_of_gbt_9704(demo_view):
    """Standard: 上37 mm 左28 mm, 版心156 mm × 225 mm, 22 lines of 28 letters: 225 mm ÷ 22 = 28.99 pt, 156 mm ÷ 28 = 15.79 pt."""
    file, _ = written(official(demo_view()))
    section = file.sections[0]
    sides = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(side.mm, 1) for side in sides] == [37, 26, 35, 28]
    grid = section._sectPr.find(f"{W}docGrid")
    assert (grid.get(f"{W}type"), grid.get(f"{W}linePitch")) == ("linesAndChars", "579")
    assert style(file, "Normal") == ("仿宋", 16, 28.95)
    assert file.styles["Normal"].element.rPr.find(f"{W}spacing").get(f"{W}val") == "-5"  # 16 pt − 0.25 pt ≤ 15.79 pt
    assert style(file, "Body Text") == ("仿宋", 16, 28.95)
    assert style(file, "Title") == ("方正小标宋简体", 22, 28.95)
    assert style(file, "Heading 2") == ("黑体", 16, 28.95)
    assert style(file, "Heading 3") == ("楷体", 16, 28.95)
    assert style(file, "Heading 4") == ("仿宋", 16, 28.95)
    assert file.styles["Heading 4"].font.bold
    for name in ("Body Text", "Heading 2", "Heading 3"):
        assert file.styles[name].element.pPr.find(f"{W}ind").get(f"{W}firstLineChars") == "200"


def test_an_official_page_is_numbered_outside(demo_view):
    file, _ = written(official(demo_view()))
    assert file.settings.odd_and_even_pages_header_footer
    section = file.sections[0]
    for foot, side, align in (
        (section.footer, "right", WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, "left", WD_ALIGN_PARAGRAPH.LEFT),
    ):
        warning, number = foot.paragraphs
        assert warning.text == "演示数据，不是实际数字"
        assert (words(number._p), number.alignment) == ("— 1 —", align)
        assert number._p.pPr.find(f"{W}ind").get(f"{W}{side}Chars") == "100"
    assert style(file, "Page Number")[:2] == ("宋体", 14)
    assert file.styles["Page Number"].element.rPr.rFonts.get(f"{W}ascii") == "宋体"


def test_an_official_document_has_the_parts_that_the_house_has(demo_view):
    file, _ = written(official(demo_view(), House(addressee="", signatory="")))
    assert [p.text for p in file.paragraphs if p.text][:3] == [
        "关于2020年底全省\n红十字组织建设情况的通报",
        "现将情况通报如下。",
        "一、总体情况",
    ]
    assert not [p for p in file.paragraphs if p.style.name == "Red Head"]
    assert file.tables[-1].cell(0, 0).text.endswith(LINE)

    house = House(number="浙红〔2021〕3号", signatory="浙江省红十字会")
    full, _ = written(official(demo_view(), house))
    said = [(p.style.name, p.text) for p in full.paragraphs]
    assert said[:10] == [
        ("Red Head", "浙江省红十字会文件"),
        ("Normal", ""),
        ("Normal", ""),
        ("Normal", "浙红〔2021〕3号"),
        ("Normal", ""),
        ("Normal", ""),
        ("Title", "关于2020年底全省\n红十字组织建设情况的通报"),
        ("Normal", ""),
        ("Normal", "各设区市红十字会："),
        ("Body Text", "现将情况通报如下。"),
    ]
    red = full.paragraphs[0]
    assert (round(red.paragraph_format.space_before.mm), str(red.style.font.color.rgb)) == (35, "B81C2B")
    assert said[10:17] == [
        ("Heading 2", "一、总体情况"),
        ("Body Text", "共有1302个。"),
        ("Heading 3", "（一）分市"),
        ("Normal", ""),
        ("Normal", "附件：1. 各市指标"),
        ("Normal", "2. 各市位次"),
        ("Normal", ""),
    ]
    signed = {p.text: p._p.pPr.find(f"{W}ind").get(f"{W}rightChars") for p in full.paragraphs[17:19]}
    assert signed == {"浙江省红十字会": "300", "2021年7月2日": "200"}  # 7 letters; the day of 6 begins two behind
    annexes = [p for p in full.paragraphs if p.style.name == "Annex"]
    assert [(p.text, p.paragraph_format.page_break_before) for p in annexes] == [("附件1", True), ("附件2", True)]
    assert style(full, "Annex")[:2] == ("黑体", 16)


def test_a_logo_stands_before_the_title_or_is_missed(demo_view, tmp_path):
    (tmp_path / "标志.png").write_bytes(qr_png(STAMP))
    (tmp_path / "坏.png").write_bytes(b"no picture")
    file, _ = written(document(demo_view(), house=House(logo=tmp_path / "标志.png")))
    title = file.paragraphs[0]
    assert (title.text, len(list(title.runs[0]._r.iter(qn("a:blip"))))) == ("　温州市　总览", 1)
    for name, why in (("无.png", "找不到"), ("坏.png", "不是图片")):
        with pytest.raises(ReportProblem, match=f"设置里的标志文件“{name}”{why}"):
            write_docx(document(demo_view(), house=House(logo=tmp_path / name)))


def test_a_document_can_be_read_as_a_draft(opened):
    """What 核数 reads of an own document: sentences, and the numbers of its tables."""
    text = read_text("简报.docx", write_docx(compose(opened, {"kind": "briefing", "edition": "demo"})))
    assert "到2020年底，浙江95.38%的乡镇（街道）" in text
    assert "1035 / 1543" in text


MOST = {"": 2, "330300": 2, "330900": 1, "330481": 1}  # pages by area


def test_libreoffice_lays_out_what_was_asked_for(opened, demo_view, tmp_path):
    """A compact document on one page or two; a full official page of 22 × 28 letters."""
    office = shutil.which("soffice") or pytest.skip("LibreOffice is not installed")
    pages = {}
    for kind in ("briefing", "profile"):
        for edition in ("demo", "published"):
            for area, most in MOST.items():
                query = {"kind": kind, "edition": edition, "area": area}
                name = f"{kind}_{edition}_{area}"
                (tmp_path / f"{name}.docx").write_bytes(write_docx(compose(opened, query)))
                pages[name] = most
    long = (Text((Run("文" * 3000),)),)
    (tmp_path / "official.docx").write_bytes(write_docx(official(demo_view(), body=long)))
    notice = compose(opened, {"kind": "bulletin", "edition": "published"})
    (tmp_path / "bulletin.docx").write_bytes(write_docx(notice))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    files = sorted(map(str, tmp_path.glob("*.docx")))
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)
    found = {name: len(PdfReader(tmp_path / f"{name}.pdf").pages) for name in pages}
    assert len(PdfReader(tmp_path / "bulletin.pdf").pages) == 3  # the text, two annexes, no empty page
    assert {name: (count, pages[name]) for name, count in found.items() if count > pages[name]} == {}
    second = PdfReader(tmp_path / "official.pdf").pages[1].extract_text()
    assert second.count("文") == 22 * 28
    assert re.search("— ?2 ?—", second)
