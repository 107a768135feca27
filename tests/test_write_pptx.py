"""The slides, read back by python-pptx, by their XML and by LibreOffice: marks, charts, maps, notes, room for everything."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.enum.dml import MSO_FILL, MSO_PATTERN
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn
from pptx.util import Pt
from pypdf import PdfReader
from sqlalchemy import make_url

from data_access import assets
from data_access.editions import fill
from data_access.engine import open_engine
from data_access.library import read
from domain.house import House
from domain.proof import Verdict, check
from domain.status import Status
from figures.build_map import area_map
from figures.build_places import item_map
from figures.charts import Marker
from pages._content import PAPER
from reports._pptx_labels import Placed, place
from reports._pptx_measure import height_of, lines_of, width_of
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
from reports.office_chart import chart_xml
from reports.office_outline import simplified
from reports.office_paint import clean, hatch
from reports.qr import qr_png, qr_text
from reports.write_pptx import write_pptx

STAMP = Stamp("page", "kind=page&edition=demo", "demo", "演示版", Status.DEMO, "3f2a90c17b44" + "0" * 52, "2021-07-02")
LINE = "浙江省红十字会　版次：演示版　生成：2021-07-02　验真码：3F2A-90C1-7B44"
BLANK = "演示数据，不是实际数字"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
LONG = "一二三四五六七八九十" * 4
AREAS = ("", "330300", "330900", "330481")


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    engine = open_engine(make_url(f"sqlite:///{tmp_path_factory.mktemp('pptx') / 'zjrc.db'}"), fill)
    yield read(engine)
    engine.dispose()


def document(view, *blocks, chapters=(), house=None, **layout):
    """A document of one chapter of these blocks, or of the chapters."""
    chapters = chapters or (Chapter("组织建设", blocks),)
    return Document("page", "总览", "温州市", chapters, view, house or House(), STAMP, "内部工作示意图", **layout)


def written(made):
    return Presentation(io.BytesIO(write_pptx(made)))


def slide_of(made, number=1):
    """The slide after the cover."""
    return written(made).slides[number]


def shapes_in(shapes):
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from shapes_in(shape.shapes)


def said(slide):
    """All words of a slide, a paragraph each; a table's cells too."""
    found = slide._element.iter(qn("a:p"))
    return ["".join(t.text or "" for t in p.iter(qn("a:t"))) for p in found]


def charts_of(slide):
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def test_the_cover_says_what_of_where_and_whose_it_is(demo_view, published_view, tmp_path):
    logo = tmp_path / "标志.png"
    Image.new("RGB", (400, 100), "white").save(logo)
    deck = written(document(demo_view("330300"), house=House(logo=logo)))
    assert (deck.slide_width, deck.slide_height) == (Pt(960), Pt(540))
    words = said(deck.slides[0])
    assert words[:2] == ["温州市　总览", "2020年底　演示版"]
    assert {"浙江红十字组织建设数据", "浙江省红十字会", STAMP.line, f"▨演示　{BLANK}"} < set(words)
    described = [s._element._nvXxPr.cNvPr.get("descr") for s in deck.slides[0].shapes if s.shape_type == 13]
    assert described == [f"二维码：{STAMP.line}", "浙江省红十字会标志"]
    placed = deck.slides[0].shapes[-1]
    assert (placed.width, placed.height) == (Pt(220), Pt(55))  # 400 × 100 in 220 × 60
    assert BLANK not in "".join(said(written(document(published_view("330300"))).slides[0]))
    assert [layout.name for layout in deck.slide_layouts] == ["标题页", "内容页"]


def test_a_logo_that_cannot_be_used_stops_the_making(demo_view, tmp_path):
    with pytest.raises(ReportProblem, match=r"^设置里的标志文件“无\.png”找不到$"):
        write_pptx(document(demo_view(), house=House(logo=tmp_path / "无.png"), compact=True))
    (tmp_path / "假.png").write_text("不是图片")
    with pytest.raises(ReportProblem, match=r"^设置里的标志文件“假\.png”不是图片$"):
        write_pptx(document(demo_view(), house=House(logo=tmp_path / "假.png")))


def test_every_slide_has_its_foot_and_the_file_its_stamp(demo_view):
    sure = Text((Run("有1302个", "a", Status.PUBLISHED),), Role.LEAD)
    unsure = Text((Run("有12个", "b", Status.DEMO),))
    body = write_pptx(document(demo_view("330300"), sure, PageBreak(), unsure))
    deck = Presentation(io.BytesIO(body))
    feet = [[s.text_frame.text for s in slide.placeholders][1:] for slide in deck.slides][1:]
    assert feet == [[LINE, "2 / 3"], [LINE, "3 / 3"]]
    legends = [next(s.text_frame.text for s in slide.shapes if s.name == "标记") for slide in list(deck.slides)[1:]]
    assert legends == ["■原文 报告原文所载，逐字一致", f"{BLANK}　▨演示 虚拟数据，仅供演示"]
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles == ["温州市　总览", "组织建设（1/2）", "组织建设（2/2）"]
    assert all(any(s.shape_type == 13 for s in slide.shapes) for slide in deck.slides)  # the code
    properties = deck.core_properties
    assert (properties.title, properties.author) == ("温州市　总览", "浙江省红十字会")
    assert properties.keywords == "浙江省红十字会，总览，温州市"
    own = etree.fromstring(zipfile.ZipFile(io.BytesIO(body)).read("docProps/custom.xml"))
    assert {p.get("name"): "".join(p.itertext()) for p in own} == {
        "zjrc_edition": "demo",
        "zjrc_query": "kind=page&edition=demo",
        "zjrc_digest": "3f2a90c17b44" + "0" * 52,
    }


def test_a_long_name_of_the_house_leaves_the_foot_on_one_line(demo_view):
    slide = slide_of(document(demo_view(), Text((Run("一句话。"),)), house=House(organisation=LONG)))
    (foot,) = (shape for shape in slide.placeholders if shape.name == "页脚")
    assert foot.text_frame.text.startswith(LONG[:10]) and "…　版次：" in foot.text_frame.text
    assert STAMP.line in foot.text_frame.text
    assert width_of(foot.text_frame.text, 12) <= foot.width.pt


def largest(slide):
    return max(int(run.get("sz", 0)) for run in slide._element.iter(qn("a:rPr"))) / 100


def test_little_is_said_in_large_type_and_much_in_small(demo_view):
    card = KeyFigure("成人会员", Run("1948", status=Status.DEMO), "名", (), "")
    alone, many = (slide_of(document(demo_view(), KeyFigures((card,) * count))) for count in (3, 18))
    assert largest(alone) >= 60
    assert largest(many) <= 32


def test_the_theme_carries_chinese_type_and_the_colours(demo_view):
    house = House(fonts={"screen": "思源黑体"})
    body = write_pptx(document(demo_view(), Text((Run("字"),)), house=house))
    parts = zipfile.ZipFile(io.BytesIO(body))
    themes = [name for name in parts.namelist() if re.fullmatch(r"ppt/theme/theme\d+\.xml", name)]
    assert len(themes) == 2  # slides and notes
    for name in themes:
        theme = etree.fromstring(parts.read(name))
        faces = [font.get("typeface") for font in theme.find(f".//{A}fontScheme").iter(f"{A}latin", f"{A}ea")]
        assert faces == ["思源黑体"] * 4
        assert theme.find(f".//{A}accent6/{A}srgbClr").get("val") == "B81C2B"
        assert theme.find(f".//{A}dk1/{A}srgbClr").get("val") == "1B1F24"
    runs = etree.fromstring(parts.read("ppt/slides/slide2.xml")).iter(f"{A}rPr")
    boxed = [r for r in runs if r.find(f"{A}ea") is not None]
    assert boxed and {r.find(f"{A}ea").get("typeface") for r in boxed} == {"+mn-ea"}


def test_sentences_and_cards_carry_their_marks(demo_view):
    card = KeyFigure(
        "村（社区）红十字会",
        Run("10907", "a", Status.PUBLISHED),
        "个",
        (Text((Run("2017年底 "), Run("3291–3300个", "b", Status.BOUNDED)), Role.NOTE),),
        "导语第2段",
    )
    missing = KeyFigure("会员", Run("未报", "c", Status.MISSING), "")
    blocks = (
        Text((Run("到2020年底，有"), Run("1302", "a"), Run("个", status=Status.DERIVED)), Role.LEAD),
        Text((Run("注意　", strong=True), Run("=1+1\x00\x1b不是公式")), Role.CALLOUT),
        Head("两个范围", "分开看", Status.EXTERNAL),
        KeyFigures((card, missing), apart=True),
    )
    slide = slide_of(document(demo_view("330300"), *blocks))
    words = said(slide)
    assert "到2020年底，有1302个 ◇推导" in words
    assert "注意　=1+1不是公式" in words
    assert "两个范围 △外部　分开看" in words
    start = words.index("村（社区）红十字会 ■原文")
    assert words[start : start + 4] == [
        "村（社区）红十字会 ■原文",
        "10907 个",
        "2017年底 3291–3300个 ⊢⊣区间",
        "导语第2段",
    ]
    assert words[start + 4 : start + 6] == ["会员 ○未报", "未报"]
    assert [s.name for s in slide.shapes].count("范围不同，不可相加") == 1  # the wall
    legend = next(s.text_frame.text for s in slide.shapes if s.name == "标记")
    assert re.findall("[■◇⊢△○]", legend) == ["■", "◇", "⊢", "△", "○"]


def test_a_head_that_repeats_the_title_gives_it_its_mark(demo_view):
    head, grid = Head("排名", "2020年底", Status.DEMO), Grid(("地区",), ((GridCell("甲市"),),))
    slide = slide_of(document(demo_view(), chapters=(Chapter("排名", (head, grid)),)))
    assert slide.shapes.title.text_frame.text == "排名　▨演示"
    assert said(slide).count("2020年底") == 1
    assert [s.name for s in slide.shapes if "小标题" in s.name] == []


def test_a_table_is_native_and_says_what_is_not_there(demo_view):
    cells = (GridCell("甲市"), GridCell("67.1", 67.1, Status.DEMO, step=5), GridCell("45.66万", None, Status.PUBLISHED))
    second = (GridCell("=1+1"), GridCell("40.0", 40.0, Status.DEMO, step=2), GridCell("未报", None, Status.MISSING))
    grid = Grid(("地区", "建会率", "会员"), (cells, second))
    slide = slide_of(document(demo_view("330300"), grid, Grid(("地区", "数"), (), empty="没有可列的地区")))
    first, empty = (s.table for s in slide.shapes if s.has_table)
    rows = [[cell.text for cell in row.cells] for row in first.rows]
    assert rows == [["地区", "建会率 ▨演示", "会员"], ["甲市", "67.1", "45.66万 ■原文"], ["=1+1", "40.0", "未报"]]
    assert str(first.cell(1, 1).fill.fore_color.rgb) == "1D4C73"
    assert first.cell(1, 0).fill.type == MSO_FILL.BACKGROUND
    assert [
        p.alignment for p in (first.cell(1, 0).text_frame.paragraphs[0], first.cell(1, 1).text_frame.paragraphs[0])
    ] == [1, 3]
    assert len(empty.rows) == 1 and "没有可列的地区" in said(slide)


def test_long_tables_and_names_are_cut_and_wrapped(demo_view):
    rows = tuple((GridCell(f"{n}"), GridCell(LONG), GridCell("1234567", 1234567)) for n in range(1, 31))
    deck = written(document(demo_view(), Grid(("序号", "名称", "数"), rows, 2)))
    found = [next(s for s in slide.shapes if s.has_table) for slide in list(deck.slides)[1:]]
    assert [slide.shapes.title.text_frame.text for slide in deck.slides][1:] == [
        f"组织建设（{n}/3）" for n in (1, 2, 3)
    ]
    assert [len(shape.table.rows) - 1 for shape in found] == [10, 10, 10]
    assert [row.cells[0].text for shape in found for row in list(shape.table.rows)[1:]] == [
        str(n) for n in range(1, 31)
    ]
    narrow = Grid(("名称", "甲", "乙"), ((GridCell(LONG), GridCell("1" * 30), GridCell("2" * 30)),) * 3)
    table = next(s for s in slide_of(document(demo_view(), narrow)).shapes if s.has_table)
    assert table.table.rows[1].height > 2 * Pt(15)  # the name fills several lines
    assert abs(sum(column.width for column in table.table.columns) - Pt(880)) < 10


def test_a_chart_with_too_many_bars_is_cut_and_keeps_its_scale(demo_view):
    names = tuple(f"{n}县" for n in range(30))
    chart = Chart(
        "会员", Form.BARS, names, (Series("会员", tuple(300.0 - n for n in range(30))),), "名", Status.REPORTED
    )
    deck = written(document(demo_view(), chart))
    parts = [charts_of(slide)[0] for slide in list(deck.slides)[1:]]
    assert [list(part.plots[0].categories) for part in parts] == [list(names[:15]), list(names[15:])]
    assert [part.value_axis.maximum_scale for part in parts] == [350, 350]


@pytest.mark.parametrize("form", list(Form))
def test_a_chart_is_native_and_marked(demo_view, form):
    scatter = form is Form.SCATTER
    x = (1.0, 2.0) if scatter else ()
    series = (
        Series("=一", (12.5, 30.0 if scatter else None), "bar", x=x),
        Series("二", (40.0, 50.0) if scatter else (40.0, None), "s2", hollow=True, x=x),
    )
    chart = Chart(
        "图=1", form, () if scatter else ("=甲", "乙\x07"), series, "个", Status.DEMO, "人" if scatter else ""
    )
    slide = slide_of(document(demo_view(), chart))
    drawn = charts_of(slide)[0]
    assert drawn.chart_title.text_frame.text == "图=1（演示）"
    assert drawn.value_axis.axis_title.text_frame.text == "个（演示）"
    assert [s.name for s in drawn.plots[0].series] == ["=一（演示）", "二（演示）"]
    space = drawn._chartSpace
    faces = {
        (p.find(f"{A}ea").get("typeface"), p.find(f"{A}latin").get("typeface"))
        for p in space.iter(f"{A}defRPr", f"{A}rPr")
    }
    assert faces == {("微软雅黑", "微软雅黑")}
    book = openpyxl.load_workbook(io.BytesIO(drawn.part.chart_workbook.xlsx_part.blob))
    cells = {cell.value: cell.data_type for row in book.active.rows for cell in row if cell.value is not None}
    assert cells["=一（演示）"] == "s"  # a name, no formula
    first, second = drawn.plots[0].series
    filled = [s.marker.format.fill if form in (Form.LINES, Form.SCATTER) else s.format.fill for s in (first, second)]
    assert filled[0].type == MSO_FILL.PATTERNED and filled[0].pattern == MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    assert filled[1].type == MSO_FILL.BACKGROUND
    if not scatter:
        assert list(drawn.plots[0].categories) == ["=甲", "乙（未报）"]
        assert list(first.values) == [12.5, None]
        assert cells["=甲"] == "s" and 0 not in cells
    descr = next(s for s in slide.shapes if s.has_chart)._element.xpath("./p:nvGraphicFramePr/p:cNvPr/@descr")[0]
    assert descr.startswith("图=1（个，演示）：")
    if form in (Form.BARS, Form.STACKED, Form.FULL):
        assert drawn.category_axis.reverse_order is True
        assert space.find(f".//{C}valAx/{C}crosses").get("val") == "max"


def drawn_from(chart):
    xml, _ = chart_xml(chart, House())
    return etree.fromstring(xml)


def test_labels_are_written_as_they_are_printed():
    def chart(texts, numbers=(10.0, -5.25), form=Form.BARS):
        return Chart("图", form, ("甲", "乙"), (Series("数", numbers, texts=texts),), "", Status.PUBLISHED)

    def format_in(space):
        return space.find(f".//{C}dLbls/{C}numFmt").get("formatCode")

    assert format_in(drawn_from(chart(("+10.00%", "−5.25%")))) == '+0.00"%";−0.00"%";0.00"%"'
    assert format_in(drawn_from(chart((), (10.5, 3.0)))) == "0.0;−0.0;0.0"
    printed = drawn_from(chart(("5000多个", "约3个"), (5000.0, 3.0)))
    assert ["".join(label.itertext(f"{A}t")) for label in printed.iter(f"{C}dLbl")] == ["5000多个", "约3个"]
    assert printed.find(f".//{A}pattFill") is None


def test_a_waterfalls_foot_is_not_seen():
    feet, steps = Series("", (0.0, 10.0), role=""), Series("步", (10.0, 0.1), texts=("10", "+0.1"))
    space = drawn_from(Chart("由来", Form.STACKED, ("甲", "乙"), (feet, steps), "个", Status.BOUNDED))
    hidden, shown = space.iter(f"{C}ser")
    assert hidden.find(f"{C}spPr/{A}noFill") is not None and hidden.find(f"{C}dLbls") is None
    assert "".join(hidden.find(f"{C}tx").itertext(f"{C}v")) == ""
    assert space.find(f".//{C}legend") is None
    assert shown.find(f"{C}dLbls/{C}spPr/{A}solidFill") is not None  # a label wider than its step stands on a ground
    piled = Chart(
        "级", Form.STACKED, ("甲",), (feet_of(1), Series("一", (90.0,)), Series("二", (1.0,))), "名", Status.REPORTED
    )
    space = drawn_from(piled)
    assert [e.find(f"{C}idx").get("val") for e in space.iter(f"{C}legendEntry")] == ["0"]
    formats = [f.get("formatCode") for f in space.iter(f"{C}numFmt") if "[" in f.get("formatCode")]
    assert formats == ['[>=6.37]0;""'] * 2  # 7 % of 91: no number in a part that is too narrow


def feet_of(count):
    return Series("", (0.0,) * count, role="")


def test_a_chart_without_numbers_is_a_dashed_frame(demo_view):
    chart = Chart("会员", Form.BARS, ("甲", "乙"), (Series("会员", (None, None)),), "名", Status.MISSING)
    slide = slide_of(document(demo_view(), chart))
    assert charts_of(slide) == []
    frame = next(s for s in slide.shapes if s.name == "会员")
    assert frame.fill.type == MSO_FILL.BACKGROUND and frame.line.dash_style is not None
    assert "会员  ○未报" in said(slide)


def map_of(slide):
    return next(s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.GROUP)


def test_a_map_is_a_group_of_areas_that_say_what_they_are(demo_view):
    approval = dict.fromkeys(("2017", "2020", "now"), "审图号：浙S（2024）1号")
    figure = area_map(demo_view("330300"), "village_coverage", approval=approval)
    body = write_pptx(document(demo_view("330300"), Map(figure)))
    slide = Presentation(io.BytesIO(body)).slides[1]
    group = map_of(slide)
    areas = {s.name: s for s in group.shapes if s.name.startswith("温州市·")}
    assert len(areas) == 12 and "温州市·瑞安市" in areas
    ruian = areas["温州市·瑞安市"]._element
    value = figure.values["2020"][figure.codes.index("330381")]
    assert ruian._nvXxPr.cNvPr.get("descr") == f"温州市·瑞安市，村（社区）建会率{value:.1f}%，演示"
    assert ruian.find(f".//{A}pattFill").get("prst") == "wdUpDiag"
    assert ruian.find(f".//{A}custGeom") is not None
    words = said(slide)
    assert "审图号：浙S（2024）1号" in words and {"20%以下", "80%以上", "未报"} < set(words)
    assert len([s for s in group.shapes if s.name.startswith("标注 ")]) == 12
    table = next(s.table for s in slide.shapes if s.has_table)
    assert [table.cell(0, 1).text, len(table.rows)] == ["% ▨演示", 13]
    assert len(zipfile.ZipFile(io.BytesIO(body)).read("ppt/slides/slide2.xml")) < 400_000


def test_a_map_of_the_province_without_numbers_is_dashed(published_view):
    figure = area_map(published_view(), "village_coverage")
    slide = slide_of(document(published_view(), Map(figure)))
    areas = [s for s in map_of(slide).shapes if "·" in s.name and s._element.find(f".//{A}custGeom") is not None]
    assert len(areas) == 90
    for area in areas:
        properties = area._element.spPr
        assert (
            properties.find(qn("a:noFill")) is not None and properties.find(f"{A}ln/{A}prstDash").get("val") == "dash"
        )
    assert [len(areas), len([s for s in map_of(slide).shapes if s.name.endswith("市界")])] == [90, 11]
    assert "内部工作示意图" in said(slide)
    whole = len(etree.tostring(map_of(slide)._element))
    assert whole < 400_000


def test_a_map_of_places_lists_what_they_have(published_view, opened):
    view = published_view()
    figure = item_map(view, assets.items())
    slide = slide_of(document(view, Map(figure)))
    table = next(s.table for s in slide.shapes if s.has_table)
    assert [table.cell(0, n).text for n in (0, 1)] == ["标记", "地方"]
    assert "志愿者工作室" in [row.cells[0].text for row in table.rows]
    signs = [s for s in map_of(slide).shapes if "：" in s.name]
    assert len(signs) == len(figure.markers) and all("plus" not in etree.tostring(s._element).decode() for s in signs)


def test_the_notes_are_what_is_said_and_where_it_comes_from(demo_view):
    chapter = Chapter("会员", (Text((Run("一"),)),), "会员有45.66万名。", ("第2段第1句", "演示数据"))
    slide = slide_of(document(demo_view(), chapters=(chapter,)))
    assert slide.notes_slide.notes_text_frame.text == "会员有45.66万名。\n来源：\n1. 第2段第1句\n2. 演示数据"


def test_the_code_says_edition_choice_and_digest():
    assert qr_text(STAMP) == "版次：演示版\n材料：kind=page&edition=demo\n验真码：3F2A-90C1-7B44"
    picture = Image.open(io.BytesIO(qr_png(STAMP, scale=3)))
    assert picture.format == "PNG" and picture.width == picture.height and picture.width % 3 == 0
    other = replace(STAMP, digest="0" * 64)
    assert qr_png(other) != qr_png(STAMP)


def test_room_is_estimated_on_the_safe_side():
    assert width_of("建会率", 12) == 36
    assert lines_of("字" * 20, 10, 103.2) == 2 and lines_of("字" * 10, 10, 103.2) == 1
    assert lines_of("a\nb", 10, 500) == 2
    assert lines_of("12345678", 10, 60) == 1 and lines_of("字字字12345678", 10, 60) == 2  # a number is not broken
    assert height_of("字", 10, 50) == 13.2


def test_labels_are_pushed_apart_and_stay_inside():
    left, right = Placed(50, 50, 40, 20, 50, 50), Placed(60, 50, 40, 20, 60, 50)
    mark = Placed(5, 5, 10, 10, 5, 5, fixed=True)
    corner = Placed(6, 6, 10, 10, 6, 6)
    place([left, right, mark, corner], 100, 100)
    assert abs(left.x - right.x) >= 40 or abs(left.y - right.y) >= 20
    assert (mark.x, mark.y) == (5, 5) and (corner.x >= 15 or corner.y >= 15)
    assert all(20 <= label.x <= 80 for label in (left, right))


def test_outlines_lose_what_cannot_be_seen():
    ring = ((0, 0), (50, 1), (100, 0), (100, 50), (100, 100), (0, 100))
    assert simplified(ring, 2) == ((0, 0), (100, 0), (100, 100), (0, 100))
    assert simplified(ring, 0.5) == ((0, 0), (50, 1), (100, 0), (100, 100), (0, 100))


def test_text_and_hatch_survive_xml_and_print():
    assert clean("甲\x00\x0b\ud800乙\r\n丙\ufffe") == "甲乙\n丙"
    assert hatch("1D4C73") == "A9BBCA"  # white at 62 % on the darkest class
    assert hatch("FFFFFF") == "B6B7B9"  # ink at 32 % on white


def problems(deck):
    """What leaves its slide, runs into the foot, covers something else, or is too small to read."""
    for number, slide in enumerate(deck.slides, 1):
        boxes = []
        for shape in slide.shapes:
            if shape.is_placeholder:
                continue
            x, y, w, h = (n / 12700 for n in (shape.left, shape.top, shape.width, shape.height))
            high = sum(row.height for row in shape.table.rows) / 12700 if shape.has_table else h
            in_body = number > 1 and 71 < y < 497
            if x < 0 or y < 0 or x + w > 960.1 or y + high > 540.1 or (in_body and y + high > 498):
                yield number, shape.name, "leaves its place"
            if in_body and shape.name not in ("底", "边", "线", "文字") and shape.shape_type != MSO_SHAPE_TYPE.GROUP:
                boxes.append((shape.name, x, y, x + w, y + high))
        for n, one in enumerate(boxes):
            for two in boxes[n + 1 :]:
                across, down = min(one[3], two[3]) - max(one[1], two[1]), min(one[4], two[4]) - max(one[2], two[2])
                if across > 1 and down > 1 and one[0] != two[0]:
                    yield number, one[0], f"covers {two[0]}"
        ids = [element.get("id") for element in slide._element.iter(qn("p:cNvPr"))]
        if len(ids) != len(set(ids)):
            yield number, "numbers", "not unique"
        sizes = [int(r.get("sz")) for r in slide._element.iter(qn("a:rPr")) if r.get("sz")]
        if min(sizes) < 1200:
            yield number, "type", "too small"
        most = [len(s.table.rows) - 1 for s in slide.shapes if s.has_table]
        if any(rows > 18 for rows in most):
            yield number, "table", "too long"


def test_a_map_with_many_marks_takes_the_room_that_its_table_needs(demo_view):
    schemes = ("county21", "five", "city3", "studio", "centre", "campaign", "course", "proposal", "visit")
    markers = tuple(Marker("330102", scheme, "演示名单", False, True) for scheme in schemes)
    figure = replace(area_map(demo_view("330100"), "village_coverage"), markers=markers)
    lead = Text((Run("一句结论。" * 15),), Role.LEAD)
    deck = written(document(demo_view("330100"), lead, lead, Map(figure)))
    assert list(problems(deck)) == []
    assert len(deck.slides) == 3


QUERIES = [
    *({"kind": "page", "page": name} for name in PAPER),
    *({"kind": "slides", "area": area} for area in AREAS),
    *({"kind": "profile", "area": area} for area in AREAS),
    {"kind": "page", "page": "coverage", "area": "330300"},
    {"kind": "page", "page": "coverage", "below": "40"},
    {"kind": "page", "page": "compare", "area": "330100"},
]


@pytest.mark.parametrize("edition", ["demo", "published"])
def test_everything_has_room_and_no_figure_is_lost_or_wrong(opened, edition):
    for query in QUERIES:
        made = compose(opened, {key: text for key, text in {**query, "edition": edition}.items() if text}, PAPER)
        deck = written(made)
        assert list(problems(deck)) == [], query
        text = "\n".join(line for slide in deck.slides for line in said(slide))
        numbers = [run.number.text for block in made.blocks if isinstance(block, KeyFigures) for run in block.figures]
        numbers += [cell.text for block in made.blocks if isinstance(block, Grid) for row in block.rows for cell in row]
        assert [number for number in numbers if clean(number) not in text] == [], query
        if made.compact:
            assert len(deck.slides) <= 2, query
        for slide in deck.slides:
            words = said(slide)
            marked = any("▨演示" in line for line in words) and not any("▨演示　" in line for line in words)
            assert (BLANK in "".join(words)) >= marked, query


@pytest.mark.parametrize("edition", ["demo", "published"])
def test_no_number_in_a_sentence_differs_from_the_data(opened, edition):
    for kind in ("slides", "profile"):
        for area in AREAS if edition == "published" or kind == "slides" else ("",):
            deck = written(compose(opened, {"kind": kind, "area": area, "edition": edition}))
            shapes = [shape for slide in deck.slides for shape in slide.shapes if slide.shapes.title.text != "试点"]
            prose = [s.text_frame.text for s in shapes if s.name == "句子"]
            claims = check("\n".join(prose), opened.datasets[edition], assets.figures(), area)
            assert "44.62%" in [claim.text for claim in claims]
            assert [claim.text for claim in claims if claim.verdict is Verdict.MISMATCH] == [], (kind, area)


def test_libreoffice_draws_every_slide(opened, tmp_path):
    office = shutil.which("soffice") or pytest.skip("LibreOffice is not installed")
    counts = {}
    for area in ("", "330300"):
        body = write_pptx(compose(opened, {"kind": "slides", "edition": "demo", **({"area": area} if area else {})}))
        (tmp_path / f"汇报{area}.pptx").write_bytes(body)
        counts[area] = len(Presentation(io.BytesIO(body)).slides)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, tmp_path.glob("*.pptx"))], check=True, capture_output=True, timeout=300)
    for area, count in counts.items():
        pages = PdfReader(tmp_path / f"汇报{area}.pdf").pages
        assert len(pages) == count
        assert all("验真码" in page.extract_text() for page in pages)
