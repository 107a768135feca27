"""验真: files as they were issued, with numbers changed by hand, out of date, foreign, and of ill will."""

from __future__ import annotations

import io
import re

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from pptx import Presentation
from sqlalchemy import make_url

from data_access.documents import DocumentProblem
from data_access.editions import fill
from data_access.engine import open_engine
from data_access.library import read
from data_access.publishing import publish
from data_access.submissions import newest, unlock
from reports.make import make
from reports.verify import Edit, Origin, edits, verify
from tests.chain import CITY, PROVINCE, Q1, SEA, approved, numbers
from tests.report_files import repacked

CUSTOM = "docProps/custom.xml"
DEMO = {"area": "330300", "edition": "demo"}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    opened = open_engine(make_url(f"sqlite:///{tmp_path_factory.mktemp('verify') / 'zj.db'}"), fill)
    yield opened
    opened.dispose()


@pytest.fixture(scope="module")
def opened(engine):
    return read(engine)


@pytest.fixture(scope="module")
def briefing(opened):
    return make(opened, {"kind": "briefing", **DEMO}, "docx").body


def saved(file):
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def word_with(body, old, new):
    """The Word file saved anew with a text replaced where it first stands."""
    file = docx.Document(io.BytesIO(body))
    run = next(t for t in file.element.body.iter(qn("w:t")) if old in (t.text or ""))
    run.text = run.text.replace(old, new)
    return saved(file)


@pytest.mark.parametrize(
    ("kind", "form"), [("briefing", "docx"), ("bulletin", "docx"), ("slides", "pptx"), ("tables", "xlsx")]
)
def test_a_file_as_it_was_issued_is_ours_and_agrees_with_the_edition_in_force(opened, kind, form):
    query = {"kind": kind, "edition": "demo"} | ({} if kind == "bulletin" else DEMO)
    made = make(opened, query, form)
    found = verify(f"甲.{form}", made.body, opened)
    assert (found.origin, found.level, found.edits, found.changes) == (Origin.OURS, "ok", (), ())
    assert found.title.startswith("出自本系统，版次：演示版，验真码：")
    assert [head for head, _ in found.lists] == ["数字与出具时一致", "与现行版次一致"]


def test_other_words_may_change_but_a_changed_digit_is_found_in_text_and_table(opened, briefing):
    rate = re.search(
        r"温州市(\d\d\.\d)%的村（社区）", "".join(docx.Document(io.BytesIO(briefing)).element.body.itertext())
    )[1]
    polished = word_with(briefing, "的村（社区）", "的村和社区")
    assert verify("甲.docx", polished, opened).level == "ok"
    found = verify("甲.docx", word_with(polished, f"{rate}%", "99.9%"), opened)
    assert (found.origin, found.level) == (Origin.OURS, "bad")
    (edit,) = found.edits
    assert f"{rate}%的村" in edit.was
    assert "99.9%的村和社区" in edit.now
    assert found.lists[0][0] == "与出具时不同的数（1处）"
    assert found.lists[0][1] == (f"“{edit.was}”改成了“{edit.now}”",)


def test_a_changed_cell_and_a_changed_slide_are_found(opened):
    made = make(opened, {"kind": "tables", **DEMO}, "xlsx").body
    book = openpyxl.load_workbook(io.BytesIO(made))
    sheet = book.worksheets[1]
    row = next(row for row in sheet.iter_rows() if row[2].value == "瑞安市")
    before, row[3].value = row[3].value, row[3].value + 7
    found = verify("甲.xlsx", saved(book), opened)
    (edit,) = found.edits
    assert f"瑞安市 {before} " in edit.was
    assert f"瑞安市 {before + 7} " in edit.now
    deck = Presentation(io.BytesIO(make(opened, {"kind": "slides", **DEMO}, "pptx").body))
    texts = (
        p
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for p in shape.text_frame.paragraphs
    )
    run = next(run for p in texts for run in p.runs if re.fullmatch(r"\d{3,}", run.text))
    was, run.text = run.text, "987654"
    edited = verify("甲.pptx", saved(deck), opened).edits
    assert any(was in edit.was and "987654" in edit.now for edit in edited)


def test_a_wrong_figure_of_the_report_is_named_with_the_right_one(opened):
    body = make(opened, {"kind": "briefing", "edition": "published"}, "docx").body
    text = "".join(docx.Document(io.BytesIO(body)).element.body.itertext())
    assert "44.62%" in text
    found = verify("甲.docx", word_with(body, "44.62%", "54.62%"), opened)
    assert [(claim.text, claim.expected) for claim in found.wrong] == [("54.62%", "44.62%")]
    assert found.edits


def test_files_that_are_not_ours_or_no_longer_say_so_are_only_checked(opened, briefing):
    foreign = docx.Document()
    foreign.add_paragraph("截至2020年底，全省乡镇（街道）红十字会1320个。")
    found = verify("甲.docx", saved(foreign), opened)
    assert found.title == "不是本系统出具，或保存时去掉了属性。"
    assert [(claim.text, claim.expected) for claim in found.wrong] == [("1320个", "1302个")]
    assert found.lists[0][0] == "核数：不符1处"

    def stamped(old, new):
        return repacked(briefing, {CUSTOM: lambda part: part.replace(old.encode(), new.encode())})

    gone = verify("甲.docx", stamped(">demo<", ">2099Q1-v1<"), opened)
    assert (gone.origin, gone.edition) == (Origin.NO_EDITION, "2099Q1-v1")
    for old, new in (("area=330300", "area=330400"), ("area=330300", "area=999999"), ("kind=briefing", "kind=nothing")):
        other = verify("甲.docx", stamped(old, new), opened)
        assert (other.origin, other.level) == (Origin.CHANGED, "bad"), new
    with pytest.raises(DocumentProblem, match="“材料”页"):
        verify("甲.docx", stamped("kind=briefing", "kind=page"), opened)


@pytest.mark.parametrize(
    ("name", "parts", "word"),
    [
        ("甲.docx", {"q.bin": bytes(30 * 1024**2)}, "解压后过大"),
        ("甲.docx", {CUSTOM: b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, "DOCTYPE"),
        ("甲.docx", {"word/vbaProject.bin": b"x"}, "宏"),
        ("甲.pptx", {}, "幻灯片文件"),
        ("甲.pdf", {}, "“.pdf”类型"),
    ],
)
def test_hostile_and_other_files_are_refused_in_words(opened, briefing, name, parts, word):
    with pytest.raises(DocumentProblem, match=word):
        verify(name, repacked(briefing, parts), opened)


def test_what_has_changed_in_an_edition_published_later_is_listed(engine):
    approved(engine)  # 10, 11, 12, 13 of 100 villages each
    publish(engine, PROVINCE, Q1)
    made = make(read(engine), {"kind": "briefing", "area": SEA, "period": Q1}, "docx")
    assert verify("甲.docx", made.body, read(engine)).is_current
    unlock(engine, PROVINCE, newest(engine, CITY, SEA, Q1), "改正")
    approved(engine, entries=numbers(20))  # 20, 21, 22, 23
    publish(engine, PROVINCE, Q1)
    found = verify("甲.docx", made.body, read(engine))
    assert (found.origin, found.level, found.is_current) == (Origin.OURS, "warn", False)
    assert (
        "舟山市 村（社区）建会率 11.5%（填报） → 21.5%（填报）（2021年第一季度末）" in found.changes
    )  # 46 and 86 of 400
    assert found.lists[1][0].startswith("现行版次（2021年第一季度 第2版）里已变的数")


def test_lines_are_compared_by_their_numbers_alone():
    was = "导语\n甲3个\n乙4个\n版次　生成：2020-01-01"
    assert list(edits(was, "另一句\n甲共3个\n乙4个\n版次　生成：2021-02-02")) == []
    assert list(edits(was, "甲3个\n乙5个")) == [Edit("乙4个", "乙5个")]
    assert [edit.sentence for edit in edits(was, "甲3个\n乙4个\n丙−5.5%")] == ["多出“丙−5.5%”"]
    assert [edit.sentence for edit in edits(was, "甲3个")] == ["少了“乙4个”"]
