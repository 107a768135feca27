"""Documents of good and of ill will, built here byte by byte: what is read of them and why they are refused."""

import random
import struct
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx import Document
from pypdf import PdfReader, PdfWriter

from data_access import _read_document, documents
from data_access.documents import DocumentProblem, read_text

ROOT = Path(__file__).parents[1]
OFFICE = "http://schemas.openxmlformats.org"
RELATIONS = f"{OFFICE}/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
NAMESPACES = (
    f'xmlns:w="{OFFICE}/wordprocessingml/2006/main" xmlns:mc="{OFFICE}/markup-compatibility/2006"'
    f' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:r="{RELATIONS}"'
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
# Two glyphs by number in, two Chinese characters out.
TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /X def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfchar <0001> <4E61> <0002> <9547> endbfchar
endcmap end end"""


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def relationships(*rows):
    """A .rels part of (type, target, mode)."""
    tags = "".join(
        f'<Relationship Id="r{n}" Type="{kind}" Target="{target}"{mode and f" TargetMode={mode!r}"}/>'
        for n, (kind, target, mode) in enumerate(rows)
    )
    return f'<Relationships xmlns="{OFFICE}/package/2006/relationships">{tags}</Relationships>'


PLAIN = paragraph("正文")


def package(body=PLAIN, main=MAIN, extra=()):
    """A .docx as bytes with ``extra`` parts (name, content), of which a known name takes the usual one's place."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{OFFICE}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="bin" ContentType="application/octet-stream"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": relationships((f"{RELATIONS}/officeDocument", "word/document.xml", "")),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in (parts | dict(extra)).items():
            archive.writestr(name, content)
    return packed.getvalue()


def linked(kind, target="https://example.invalid/x", mode="External", owner="document.xml", prefix=RELATIONS):
    """A package whose part ``owner`` has one relation, to a part that is there."""
    rels = relationships((f"{prefix}/{kind}", target, mode))
    folder, _, part = f"word/{owner}".rpartition("/")
    return package(extra=[(f"{folder}/_rels/{part}.rels", rels), *([] if mode else [(f"{folder}/{target}", b"x")])])


def forged(body, field, value):
    """The package with one field (format, offset) of every entry in the zip directory overwritten."""
    shape, offset = field
    forgery, at = bytearray(body), 0
    while (at := forgery.find(b"PK\x01\x02", at)) >= 0:
        struct.pack_into(shape, forgery, at + offset, value)
        at += 4
    return bytes(forgery)


FLAGS, UNPACKED = ("<H", 8), ("<I", 24)
NOISE = random.Random(42).randbytes(1_000_000)  # packs no further


def pdf(content, font=b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", more=()):
    """A PDF of one page by hand: ``content`` is its stream, objects 6, 7 … are ``more``."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        stream(content),
        font,
        *more,
    ]
    file, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(places) + 1, table)
    tail = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(file))
    return file + head + tail


def stream(content):
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)


LATIN_PDF = pdf(b"BT /F1 12 Tf 50 700 Td (1302 branches) Tj 0 -20 Td (95.38 percent) Tj ET")
CHINESE_PDF = pdf(
    b"BT /F1 12 Tf 50 700 Td <00010002> Tj ET",
    b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 8 0 R>>",
    (
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/FontDescriptor 7 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        b"<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 0 1 1]/ItalicAngle 0/Ascent 1/Descent 0/StemV 1>>",
        stream(TO_UNICODE),
    ),
)


def locked_pdf():
    writer, file = PdfWriter(clone_from=PdfReader(BytesIO(LATIN_PDF))), BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(file)
    return file.getvalue()


LAUGHS = "<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;&b;'>]><a>&c;</a>"
REFUSED = {
    "empty file": ("稿.docx", b"", "空的"),
    "too large": ("稿.txt", b"a" * (10 * 1024**2 + 1), "10MB"),
    "old Word": ("稿.doc", OLE, "“.doc”类型"),
    "workbook": ("表.xlsx", package(), "“.xlsx”类型"),
    "program": ("稿.EXE", b"MZ", "“.exe”类型"),
    "no ending": ("稿", b"text", "“.”类型"),
    "macro ending": ("稿.docm", package(), "宏"),
    "program called text": ("稿.txt", b"MZ\x90\x00\x03", "扩展名“.txt”不符"),
    "package called text": ("稿.txt", package(), "扩展名“.txt”不符"),
    "text called Word": ("稿.docx", b"text", "扩展名“.docx”不符"),
    "Word called PDF": ("稿.pdf", package(), "扩展名“.pdf”不符"),
    "password on Word": ("稿.docx", OLE, "密码"),
    "workbook called Word": ("稿.docx", package(main="application/x-spreadsheetml.main+xml"), "不是Word文档"),
    "any zip called Word": ("稿.docx", package(extra=[("[Content_Types].xml", "<Types/>")]), "不是Word文档"),
    "no encoding": ("稿.txt", b"\xff\x31\xff\x32", "编码"),
    "only blanks": ("稿.txt", b" \r\n\t\r\n", "没有可读的文字"),
    "Word without words": ("稿.docx", package(paragraph("")), "没有可读的文字"),
    "too many characters": ("稿.txt", b"1" * 500_001, "50万字"),
    "too many in Word": ("稿.docx", package(paragraph("".join(map(str, range(110_000))))), "50万字"),
    "half a package": ("稿.docx", package()[:300], "损坏"),
    "bad part": ("稿.docx", package(paragraph("<w:t>")), "损坏"),
    "part longer than it says": ("稿.docx", forged(package(), UNPACKED, 40), "损坏"),
    "half a PDF": ("稿.pdf", b"%PDF-1.4\n1 0 obj\n<</Type", "损坏"),
    "scanned PDF": ("稿.pdf", pdf(b"q 100 0 0 100 0 0 cm Q"), "扫描"),
    "locked PDF": ("稿.pdf", locked_pdf(), "加了密"),
    "locked part": ("稿.docx", forged(package(), FLAGS, 1), "设了密码"),
    "macros": ("稿.docx", package(extra=[("word/vbaProject.bin", OLE)]), "宏"),
    "macro type": ("稿.docx", package(main="application/vnd.ms-word.document.macroEnabled.main+xml"), "宏"),
    "macro by relation": ("稿.docx", linked("vbaProject", "x.bin", "", prefix="http://schemas.microsoft.com"), "宏"),
    "template": ("稿.docx", linked("attachedTemplate", owner="settings.xml"), "外部"),
    "foreign picture": ("稿.docx", linked("image"), "外部"),
    "foreign object": ("稿.docx", linked("oleObject", "file://host/share/x", "external"), "外部"),
    "object": ("稿.docx", linked("oleObject", "embeddings/oleObject1.bin", ""), "嵌有"),
    "workbook as object": ("稿.docx", linked("package", "embeddings/x.xlsx", ""), "嵌有"),
    "control": ("稿.docx", linked("control", "activeX/activeX1.xml", "Internal"), "嵌有"),
    "foreign chunk": ("稿.docx", linked("aFChunk", "x.html", ""), "嵌有"),
    "bomb by ratio": ("稿.docx", package(extra=[("word/media/x.png", bytes(3 * 1024**2))]), "解压后过大"),
    "bomb by size": ("稿.docx", forged(package(extra=[("x.png", NOISE)]), UNPACKED, 30 * 1024**2), "解压后过大"),
    "bomb by number": ("稿.docx", package(extra=[(f"x{n}.png", b"") for n in range(2000)]), "解压后过大"),
    "way out": ("稿.docx", package(extra=[("word/../../x.xml", "<a/>")]), "路径"),
    "root": ("稿.docx", package(extra=[("/etc/x.xml", "<a/>")]), "路径"),
    "Windows path": ("稿.docx", package(extra=[("word\\x.xml", "<a/>")]), "路径"),
    "drive": ("稿.docx", package(extra=[("C:x.xml", "<a/>")]), "路径"),
    "same name twice": ("稿.docx", package(extra=[("WORD/document.xml", "<a/>")]), "重复"),
    "entities": ("稿.docx", package(extra=[("word/document.xml", LAUGHS)]), "DOCTYPE"),
    "entities in a side part": ("稿.docx", package(extra=[("docProps/app.xml", LAUGHS)]), "DOCTYPE"),
    "entities in UTF-16": ("稿.docx", package(extra=[("customXml/item.xml", LAUGHS.encode("utf-16"))]), "DOCTYPE"),
    "entities as a picture": ("稿.docx", package(extra=[("word/media/x.png", LAUGHS)]), "DOCTYPE"),
}
# Refused by what is in the package, so the parser could have met it.
IN_PACKAGE = {"宏", "外部", "嵌有", "解压后过大", "路径", "重复", "DOCTYPE", "设了密码", "不是Word文档"}
AT_THE_DOOR = [case for case in REFUSED.values() if case[0] == "稿.docx" and case[2] in IN_PACKAGE]


@pytest.mark.parametrize(("name", "body", "word"), REFUSED.values(), ids=REFUSED)
def test_a_bad_file_is_refused_in_its_own_words(name, body, word):
    with pytest.raises(DocumentProblem, match=word) as caught:
        read_text(name, body)
    assert str(caught.value).endswith("。")


def reached(*_document):
    raise AssertionError("reached")


def test_what_the_guard_refuses_never_reaches_the_parser(monkeypatch):
    monkeypatch.setattr(docx, "Document", reached)
    assert len(AT_THE_DOOR) == 25
    for _, body, word in AT_THE_DOOR:
        with pytest.raises(DocumentProblem, match=word):
            _read_document.text_of("docx", body)
    with pytest.raises(AssertionError, match="reached"):
        _read_document.text_of("docx", package())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_text_file_is_read_in_any_usual_encoding(encoding):
    written = "乡镇（街道）红十字会1302个，\r\n建会率95.38%。\x07\u2028㐀\U00020000"
    assert (
        read_text("讲话.TXT", written.encode(encoding)) == "乡镇（街道）红十字会1302个，\n建会率95.38%。\n㐀\U00020000"
    )


def test_a_word_file_is_read_in_its_order_with_its_tables_and_without_its_margins():
    document, file = Document(), BytesIO()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "页脚"
    document.add_paragraph("第一段1302个")
    document.add_paragraph("")
    table = document.add_table(2, 2)
    for number, cell in enumerate(table._cells):
        cell.text = f"格{number}"
    table.cell(0, 0).merge(table.cell(0, 1))
    document.add_paragraph("=末段\t95.38%")
    document.save(file)
    assert read_text("稿.docx", file.getvalue()) == "第一段1302个\n\n格0\n格1\n格2\n格3\n=末段\t95.38%"


def test_a_word_file_is_read_as_it_stands_with_all_changes_accepted():
    box = f"<w:txbxContent>{paragraph('框')}</w:txbxContent>"
    body = (
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>甲</w:t></w:r>"
        "<w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins><w:r><w:t>增</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom><w:r><w:tab/><w:br/><w:t>乙</w:t></w:r>"
        "<w:hyperlink><w:r><w:t>链</w:t><w:noBreakHyphen/></w:r></w:hyperlink>"
        "<w:ruby><w:rt><w:r><w:t>音</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase></w:ruby>"
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent><w:br w:type='page'/></w:r></w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('控件')}</w:sdtContent></w:sdt>"
    )
    assert read_text("稿.docx", package(body)) == "甲增\t\n乙链-字\n框\n控件"


@pytest.mark.parametrize(
    "body",
    [
        linked("hyperlink"),
        linked("image", "media/x.png", ""),
        linked("package", "x.xlsx", "", "charts/chart1.xml"),
        package(extra=[("word/media/x.png", bytes(900_000))]),
    ],
    ids=["hyperlink", "own picture", "table of a chart", "small and repetitive"],
)
def test_what_an_ordinary_word_file_has_is_let_in(body):
    assert read_text("稿.docx", body) == "正文"


@pytest.mark.parametrize(("body", "text"), [(LATIN_PDF, "1302 branches\n95.38 percent"), (CHINESE_PDF, "乡镇")])
def test_a_pdf_with_text_is_read(body, text):
    assert read_text("稿.pdf", body) == text


FULL = "全省共建立乡镇（街道）红十字会一千三百零二个，村（社"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([FULL, "区）红十字会10907个"], f"{FULL}区）红十字会10907个"),
        ([f"{FULL}1", "302个"], f"{FULL}1302个"),
        ([f"{FULL[:-1]}。", "下一段"], f"{FULL[:-1]}。\n下一段"),
        (["标题", FULL, "完", "标题"], f"标题\n{FULL}完\n标题"),
        ([FULL, "", "下一段"], f"{FULL}\n\n下一段"),
        (["A" * 50, "word", "一" * 10], f"{'A' * 50} word\n{'一' * 10}"),
        (["甲" * 19, "乙" * 19], f"{'甲' * 19}\n{'乙' * 19}"),
        (["乡镇  1302 个， A 级 2 3"], "乡镇1302个，A级2 3"),
        ([], ""),
    ],
)
def test_lines_that_only_the_page_broke_are_joined(lines, text):
    assert _read_document.unwrap(lines) == text


@pytest.mark.parametrize(
    ("program", "word"),
    [
        ("import time; time.sleep(60)", "用时过长"),
        ("import os; os._exit(139)", "损坏"),
        ("print('no JSON')", "损坏"),
        ("print('[1]')", "损坏"),
    ],
)
def test_a_child_that_hangs_or_dies_is_a_problem_of_the_document(monkeypatch, program, word):
    monkeypatch.setattr(documents, "_CHILD", (sys.executable, "-c", program))
    monkeypatch.setattr(documents, "SECONDS", 2)
    with pytest.raises(DocumentProblem, match=word):
        read_text("稿.pdf", LATIN_PDF)


def run(program):
    return subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.skipif(sys.platform != "linux", reason="只有Linux能限制内存")
def test_the_child_cannot_take_more_than_its_memory():
    program = "from data_access._read_document import limit; limit(); print(len(bytearray({} * 1024**2)))"
    assert run(program.format(300)).stdout.strip() == str(300 * 1024**2)
    assert "MemoryError" in run(program.format(1100)).stderr


def test_the_child_starts_without_the_heavy_libraries():
    program = "import sys, data_access._read_document; print('data_access.documents' in sys.modules, *sys.modules)"
    started, *modules = run(program).stdout.split()
    assert started == "True"
    assert {name.partition(".")[0] for name in modules} & {
        "pandas",
        "streamlit",
        "sqlalchemy",
        "docx",
        "pypdf",
    } == set()
