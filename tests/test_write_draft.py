"""The Word file of a checked draft, read back: text, marks, comments, table, paper."""

from io import BytesIO

import docx
import pytest
from docx.enum.text import WD_UNDERLINE
from docx.oxml.ns import qn
from docx.shared import RGBColor

from data_access.documents import read_text
from domain.proof.claims import Claim, Verdict
from reports.write_draft import annotated

TEXT = "讲话\n2020年底有1320个，建会率95.38%，增长3.31倍。\n=1+1\t另有820个。"
FOUND = [
    ("2020年", Verdict.NOT_A_FIGURE, "", "年份。"),
    ("1320个", Verdict.MISMATCH, "1302个", "报告写作1302个。"),
    ("95.38%", Verdict.MATCH, "95.38%", "与报告一致。"),
    ("3.31倍", Verdict.SCOPE, "2.31倍", "增至3.31倍是增长2.31倍。"),
    ("820个", Verdict.UNSUPPORTED, "", "没有这个数。"),
]
PROBLEMS = ["1. 不符：报告写作1302个。", "3. 口径不同：增至3.31倍是增长2.31倍。", "4. 无依据：没有这个数。"]


def claim(text, start, verdict=Verdict.MATCH, expected="", reason="理由。"):
    return Claim(text, start, start + len(text), verdict, "", "330000", "2020", expected, reason)


def found_in(text, found=FOUND):
    return [claim(words, text.index(words), *rest) for words, *rest in found]


def opened(text, claims, edition="报告版"):
    return docx.Document(BytesIO(annotated(text, claims, edition)))


def draft(document):
    """The paragraphs between the two heads."""
    written = [p.text for p in document.paragraphs]
    return written[written.index("稿件") + 1 : written.index("逐条结果")]


@pytest.fixture(scope="module")
def document():
    return opened(TEXT, found_in(TEXT))


def run_of(document, text):
    """The run of the draft with exactly this text; the legend before it has words alike."""
    return next(run for p in document.paragraphs[4:] for run in p.runs if run.text == text)


def test_the_head_counts_every_verdict_and_names_the_edition(document):
    title, summary, legend, *_ = document.paragraphs
    assert title.text == "核数结果"
    assert summary.text == "共5处数字：一致1，不符1，口径不同1，无依据1，非指标1。版次：报告版。"
    assert "不符（红色加粗双下划线）" in legend.text


def test_the_draft_keeps_its_paragraphs_and_gets_its_marks(document):
    assert draft(document) == [
        "讲话",
        "2020年底有1320个【应为1302个】[1]，建会率95.38%[2]，增长3.31倍【口径不同】[3]。",
        "=1+1\t另有820个【无依据】[4]。",
    ]


@pytest.mark.parametrize(
    ("text", "underline", "bold", "colour"),
    [
        ("1320个", WD_UNDERLINE.DOUBLE, True, "B81C2B"),
        ("【应为1302个】", WD_UNDERLINE.NONE, True, "B81C2B"),
        ("95.38%", WD_UNDERLINE.SINGLE, False, "1B1F24"),
        ("3.31倍", WD_UNDERLINE.DOTTED, False, "946000"),
        ("820个", WD_UNDERLINE.WAVY, False, "1F5A8C"),
    ],
)
def test_a_verdict_shows_in_shape_and_in_colour(document, text, underline, bold, colour):
    font = run_of(document, text).font
    drawn = WD_UNDERLINE.SINGLE if font.underline is True else font.underline or WD_UNDERLINE.NONE
    assert (drawn, font.bold, font.color.rgb) == (underline, bold, RGBColor.from_string(colour))


def test_what_is_no_figure_is_left_alone(document):
    assert run_of(document, "2020年底有").font.underline is None
    assert all(cell.text != "2020年" for row in document.tables[0].rows for cell in row.cells)


def test_each_problem_has_a_comment_beside_its_number(document):
    assert [comment.text for comment in document.comments] == PROBLEMS
    assert {comment.author for comment in document.comments} == {"核数"}
    for words, number in (("1320个", 0), ("3.31倍", 1), ("820个", 2)):
        before = run_of(document, words)._r.getprevious()
        assert (before.tag, before.get(qn("w:id"))) == (qn("w:commentRangeStart"), str(number))


def test_the_table_lists_every_finding_under_a_repeated_head(document):
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["编号", "原文", "判断", "应为", "理由"],
        ["1", "1320个", "不符", "1302个", "报告写作1302个。"],
        ["2", "95.38%", "一致", "95.38%", "与报告一致。"],
        ["3", "3.31倍", "口径不同", "2.31倍", "增至3.31倍是增长2.31倍。"],
        ["4", "820个", "无依据", "", "没有这个数。"],
    ]
    repeated = [bool(row._tr.findall(f"{qn('w:trPr')}/{qn('w:tblHeader')}")) for row in table.rows]
    assert repeated == [True, False, False, False, False]


@pytest.mark.parametrize(
    ("style", "chinese"), [("Normal", "仿宋"), ("Heading 1", "黑体"), ("Heading 2", "黑体"), ("Table Head", "黑体")]
)
def test_the_type_is_chinese(document, style, chinese):
    fonts = document.styles[style].element.rPr.rFonts
    assert {name.rpartition("}")[2]: value for name, value in fonts.attrib.items()} == {
        "ascii": "Times New Roman",
        "hAnsi": "Times New Roman",
        "cs": "Times New Roman",
        "eastAsia": chinese,
    }


def test_the_page_is_a4_and_says_whose_it_is(document):
    section = document.sections[0]
    assert [round(side.cm, 2) for side in (section.page_width, section.page_height)] == [21, 29.7]
    properties = document.core_properties
    assert (properties.title, properties.author, properties.comments) == (
        "核数结果",
        "浙江红十字组织建设数据",
        "",
    )


def test_a_number_over_a_line_end_is_marked_in_both_lines():
    document = opened("有1320\n个。", [claim("1320\n个", 1, Verdict.MISMATCH, "1302个")])
    assert draft(document) == ["有1320", "个【应为1302个】[1]。"]
    assert [run_of(document, text).font.bold for text in ("1320", "个")] == [True, True]


@pytest.mark.parametrize("sign", "=+-@")
def test_text_that_could_be_a_formula_is_only_text(sign):
    text = f"{sign}SUM(1302)"
    document = opened(text, [claim(text, 0, Verdict.MISMATCH, text, text)], edition=text)
    assert draft(document) == [f"{text}【应为{text}】[1]"]
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["1", text, "不符", text, text]
    assert document.element.xpath("//w:fldSimple | //w:instrText") == []


def test_characters_that_word_cannot_hold_are_shown_as_such_and_shift_nothing():
    text = "\x00\x1b甲\ud8001302个\r\n乙\n \n"
    document = opened(text, [claim("1302个", text.index("1"), reason="\x02理由")], edition="\x01版")
    assert draft(document) == ["\ufffd\ufffd甲\ufffd1302个[1]", "乙"]
    assert document.tables[0].cell(1, 4).text == "\ufffd理由"


def test_a_mismatch_without_the_right_figure_is_still_called_one():
    assert draft(opened("有5个", [claim("5个", 1, Verdict.MISMATCH)])) == ["有5个【不符】[1]"]


def test_claims_come_in_the_order_of_the_draft_and_overlaps_are_marked_once():
    claims = [claim("302", 4), claim("1302", 3), claim("7", 1), claim("9", 90)]
    document = opened("有7和1302个", claims)
    assert draft(document) == ["有7[1]和1302[2]个"]
    assert [row.cells[1].text for row in document.tables[0].rows] == ["原文", "7", "1302", "302", "9"]


@pytest.mark.parametrize("claims", [[], found_in(TEXT)[:1]])
def test_a_draft_without_findings_says_so(claims):
    document = opened(TEXT, claims)
    assert draft(document) == TEXT.split("\n")
    assert document.paragraphs[-1].text == "没有找到可以核对的数字。"
    assert document.tables == []


def test_the_file_is_one_that_the_product_itself_would_take():
    assert "另有820个【无依据】[4]。" in read_text("核数结果.docx", annotated(TEXT, found_in(TEXT), "报告版"))
