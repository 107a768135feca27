"""Files that are odd but good: what must be read of each is stated here by hand."""

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from data_access import workbook
from domain.submission import Entry
from tests.bad_packages import STRINGS, repacked, sheet_xml, written, zipped
from tests.report_files import ERROR, FIXED, ONE, QUARTER, SHEET, SMALL, WARNING, read, said, saved, table

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
WIDE = (["地区", "成人会员"], ["鹿城区", 4461])
CSV = "地区,成人会员\n鹿城区,4461\n"
# 鹿城区: 成人会员 4461; 龙湾区: 成人会员 2295
TWO = (*ONE, Entry("adult_members", QUARTER, "330303", 2295))
# The heads that version 1 of the template writes, whatever it writes later.
VERSION_1 = (
    "地区代码 地区 乡镇已建（个） 乡镇应建（个） 村社已建（个） 村社应建（个） 成人会员（名） 志愿团体（个） "
    "注册志愿者（名） 一星级志愿者（名） 二星级志愿者（名） 三星级志愿者（名） 四星级志愿者（名） 五星级志愿者（名） "
    "五星级志愿者（当年评定）（名） 说明"
).split()
KEYS_1 = (
    "town_branches town_units village_branches village_units adult_members volunteer_groups registered_volunteers "
    "star_1 star_2 star_3 star_4 star_5 five_star_rated"
).split()


def bare(sheet, prefix=""):
    """A workbook with nothing in it but what is needed: no styles, no texts of its own, no theme, no properties."""
    x = f"{prefix}:" if prefix else ""
    space = f"xmlns{':' if prefix else ''}{prefix}='{MAIN}'"
    types = f"<Types xmlns='{PACKAGE}/content-types'>"
    types += "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
    types += f"<Override PartName='/xl/workbook.xml' ContentType='{TYPE}.sheet.main+xml'/>"
    types += f"<Override PartName='/{SHEET}' ContentType='{TYPE}.worksheet+xml'/></Types>"
    relation = "<Relationships xmlns='%s/relationships'><Relationship Id='a' Type='%s/%s' Target='%s'/></Relationships>"
    sheets = f"<{x}sheets><{x}sheet name='填报' sheetId='1' r:id='a'/></{x}sheets>"
    return zipped(
        ("[Content_Types].xml", types.encode()),
        ("_rels/.rels", (relation % (PACKAGE, OFFICE, "officeDocument", "xl/workbook.xml")).encode()),
        ("xl/workbook.xml", f"<{x}workbook {space} xmlns:r='{OFFICE}'>{sheets}</{x}workbook>".encode()),
        ("xl/_rels/workbook.xml.rels", (relation % (PACKAGE, OFFICE, "worksheet", f"/{SHEET}")).encode()),
        (SHEET, f"<{x}worksheet {space}><{x}sheetData>{sheet}</{x}sheetData></{x}worksheet>".encode()),
    )


def inline(text, x=""):
    return f"<{x}c t='inlineStr'><{x}is><{x}t>{text}</{x}t></{x}is></{x}c>"


def plain_sheet(x=""):
    """Rows and cells that do not say where they stand."""
    heads = inline("地区", x) + inline("成人会员", x)
    return f"<{x}row>{heads}</{x}row><{x}row>{inline('鹿城区', x)}<{x}c><{x}v>4461</{x}v></{x}c></{x}row>"


def changed(change):
    """The small workbook after ``change`` of its book and sheet."""
    book = load_workbook(BytesIO(SMALL))
    change(book, book.worksheets[0])
    return saved(book)


def hide(book, sheet):
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True


def protect(book, sheet):
    sheet.protection.sheet = True
    sheet.protection.password = "1234"
    book.security.lockStructure = True


def more_sheets(book, sheet):
    for name in ("封面", "附注"):
        book.create_sheet(name).append(["温州市红十字会"])
    hidden = book.create_sheet("旧稿")
    hidden.append(["地区", "成人会员"])
    hidden.append(["龙湾区", 1])
    hidden.sheet_state = "hidden"


def titled(book, sheet):
    sheet.insert_rows(1, 3)
    sheet["A1"] = "温州市2021年一季度统计表"
    sheet.merge_cells("A1:F1")


def rich(book, sheet):
    sheet["A2"] = CellRichText("鹿", TextBlock(InlineFont(b=True), "城"), "区")


def pronounced(part):
    return part.replace("鹿城区</t>".encode(), "鹿城区</t><rPh sb='0' eb='1'><t>lu</t></rPh>".encode())


def unpacked(body):
    """The package with folders among its entries and nothing packed, as a folder that was put into a zip."""
    file = BytesIO()
    with ZipFile(BytesIO(body)) as old, ZipFile(file, "w", ZIP_STORED) as new:
        for folder in ("xl/", "xl/worksheets/"):
            new.writestr(folder, b"")
        for name in reversed(old.namelist()):
            new.writestr(name, old.read(name))
    return file.getvalue()


def blanks():
    book = Workbook()
    sheet = book.worksheets[0]
    for place, value in (("C4", "地区"), ("F4", "成人会员"), ("C9", "鹿城区"), ("F9", 4461), ("F12", " ")):
        sheet[place] = value
    return saved(book)


CSVS = {
    "BOM": CSV.encode("utf-8-sig"),
    "GB18030": CSV.encode("gb18030"),
    "UTF-16": CSV.encode("utf-16"),
    "分号": CSV.replace(",", ";").encode(),
    "制表符": CSV.replace(",", "\t").encode("gb18030"),
    "标题在前的分号": f"温州市报表\n\n{CSV.replace(',', ';')}".encode(),
    "sep": b"sep=;\r\n" + CSV.replace(",", ";").encode(),
    "只有回车": CSV.replace("\n", "\r").encode(),
    "空行空列": "\n,,,\n,地区,,成人会员,\n,,,,\n,鹿城区,,4461,\n".encode(),
    "引号": '"地区","成人会员","填表人"\r\n"鹿城区","4461","a ""b""\r\nc"\r\n'.encode(),
    "长表": "指标,数值,地区代码\n会员,4461,330302\n".encode(),
    "零宽空格": "地区,成人会员\n鹿城区\u200b,\ufeff4461\n".encode(),
}
WORKBOOKS = {
    "别的写法：文字另存": written(*WIDE),
    "别的写法：边写边存": written(*WIDE, constant_memory=True),
    "别的写法：1904年起的日期": written(*WIDE, date_1904=True),
    "没有样式": bare(plain_sheet()),
    "带前缀的XML": bare(plain_sheet("x:"), "x"),
    "没有压缩": unpacked(SMALL),
    "注音": repacked(written(*WIDE), {STRINGS: pronounced}),
    "带格式的文字": changed(rich),
    "科学记数": sheet_xml(b"<v>4461</v>", b"<v>4.461E3</v>"),
    "整数带小数点": sheet_xml(b"<v>4461</v>", b"<v>4461.0</v>"),
    "公式的结果": sheet_xml(b"<v>4461</v>", b"<f>SUM(4000,461)</f><v>4461</v>"),
    "数字存为文字": table(["地区", "成人会员"], ["鹿城区", "4461"]),
    "前后空格": table(["  地 区", "成人会员 \n（名）"], [" 鹿城区\u3000", "\u00a04461 "]),
    "列的次序": table(["说明", "成人会员", "地区"], [None, 4461, "鹿城区"]),
    "别的表头": table(["区划代码", "会员数（单位：人）"], [330302, 4461]),
    "长表": table(["数量", "时点", "县（市、区）", "项目"], [4461, "2021年第一季度末", "鹿城区", "会员"]),
    "空行空列": blanks(),
    "隐藏的行列": changed(hide),
    "保护": changed(protect),
    "几张表": changed(more_sheets),
    "标题": changed(titled),
}
FILES = {
    **{f"{name}.csv": body for name, body in CSVS.items()},
    **{f"{name}.xlsx": body for name, body in WORKBOOKS.items()},
}


@pytest.mark.parametrize("name", FILES)
def test_one_number_is_read_of_it_and_nothing_complained_of(name):
    reading = read(FILES[name], name)
    assert reading.entries == ONE
    assert (said(reading, ERROR), said(reading, FIXED)) == ([], [])


def test_another_way_to_write_a_number_or_a_county_is_read_and_said():
    rows = [["鹿城", "４，４６１"], ["温州市龙湾区", "2 295"], ["瓯海区", "1'000"], ["330305", "12.00"], ["永嘉", 0]]
    reading = read(table(["地区", "成人会员"], *rows))
    numbers = (("330302", 4461), ("330303", 2295), ("330304", 1000), ("330305", 12), ("330324", 0))
    assert reading.entries == tuple(Entry("adult_members", QUARTER, area, number) for area, number in numbers)
    assert [(place, mend) for place, _, mend in said(reading, FIXED)] == [
        ("“填报”第2行A列", "已读作鹿城区"),
        ("“填报”第2行B列", "已读作4461"),
        ("“填报”第3行A列", "已读作龙湾区"),
        ("“填报”第3行B列", "已读作2295"),
        ("“填报”第4行B列", "已读作1000"),
        ("“填报”第5行B列", "已读作12"),
        ("“填报”第6行A列", "已读作永嘉县"),
    ]
    assert said(reading) == []


def test_totals_are_left_out_and_what_is_missing_does_not_keep_the_rest_from_being_read():
    reading = read(table(*WIDE, ["龙湾区", 2295], ["瓯海区", None], ["合计", 6756], ["温州市", 6756]))
    assert reading.entries == TWO
    assert [place for place, _, _ in said(reading, WARNING)] == ["", "“填报”第5行A列", "“填报”第6行A列"]
    assert said(reading) == []


def test_an_old_county_that_lies_in_one_of_today_is_suggested_and_the_rest_read():
    body = "地区,成人会员\n玉环县,10\n椒江区,20\n".encode()
    reading = read(body, "表.csv", city="331000")
    assert reading.entries == (Entry("adult_members", QUARTER, "331002", 20),)
    ((place, found, mend),) = said(reading)
    assert (place, found) == ("第2行A列", "玉环县")
    assert "现属玉环市" in mend


@pytest.mark.parametrize("now", [1, 2, 7])
def test_a_form_of_version_1_is_read_whatever_version_the_template_has_come_to(monkeypatch, now):
    monkeypatch.setattr(workbook, "VERSION", now)
    mark = ["zjrc-template version=1 city=330300 period=2021Q1"]
    counties = [["330302", "鹿城区", *range(1, 14), "区划调整"], ["330383", "龙港市", *[None] * 12, 5, None]]
    reading = read(table(mark, ["温州市"], ["只填白色的格子"], VERSION_1, *counties))
    first = [Entry(key, QUARTER, "330302", number, "区划调整") for number, key in enumerate(KEYS_1, 1)]
    assert reading.entries == (*first, Entry("five_star_rated", QUARTER, "330383", 5))
    assert (reading.problems, reading.version) == ((), "1")


def test_a_form_of_a_version_to_come_is_refused_with_what_to_do(monkeypatch):
    mark = ["zjrc-template version=2 city=330300 period=2021Q1"]
    reading = read(table(mark, *WIDE))
    assert reading.entries == ()
    assert said(reading) == [("", "模板版本2", "请重新下载模板填写")]
    monkeypatch.setattr(workbook, "VERSION", 2)
    assert read(table(mark, *WIDE)).entries == ONE


def test_what_cannot_be_seen_neither_joins_numbers_nor_turns_them_about():
    rows = ["44\u00a061", "4461\u200b2295", "\u202e1644", "44\u200e61"]
    body = "地区,成人会员\n" + "".join(
        f"{name},{text}\n" for name, text in zip(("鹿城", "龙湾", "瓯海", "洞头"), rows, strict=True)
    )
    for reading in (read(body.encode(), "表.csv"), read(table(*[line.split(",") for line in body.splitlines()]))):
        assert reading.entries == ()
        assert [found for _, found, _ in said(reading)] == ["44\u00a061", "4461 2295", "�1644", "44�61"]
