"""Files that are no workbook, more than one, or one of ill will: containers and structures, built byte by byte."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from openpyxl import Workbook, load_workbook

from tests.report_files import QUARTER, SHEET, SMALL, WENZHOU, repacked, saved, table

CONTAINER, STRUCTURE = "容器", "结构"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRINGS = "xl/sharedStrings.xml"


@dataclass(frozen=True)
class Bad:
    """A file that must not get in, sent as ``file`` for ``city`` and ``period``.

    ``word`` stands in the error; ``place`` is the cell that the error names, "" where it is about the file.
    """

    kind: str
    name: str
    make: Callable[[], bytes]
    word: str
    place: str = ""
    file: str = "表.xlsx"
    city: str = WENZHOU
    period: str = QUARTER


def noise(size: int) -> bytes:
    """Bytes that cannot be packed."""
    return Random(1).randbytes(size)


def zipped(*parts: tuple[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    """A package of these parts, names as they are given."""
    file = BytesIO()
    with ZipFile(file, "w", method) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return file.getvalue()


def with_part(name: str, content: bytes = b"x") -> bytes:
    """A workbook with one part more."""
    return repacked(SMALL, {name: content})


def renamed(name: str) -> bytes:
    """A workbook with a part whose name the packer would have put right: written over a name of the same length."""
    stand_in = "q" * len(name.encode())
    return with_part(stand_in).replace(stand_in.encode(), name.encode())


def twice() -> bytes:
    """A workbook with two parts of one name."""
    return with_part("xl/worksheets/sheet2.xml").replace(b"xl/worksheets/sheet2.xml", SHEET.encode())


def directory_changed(body: bytes, name: str, offset: int, value: bytes) -> bytes:
    """The package with bytes of the directory's entry of a part written over."""
    at = body.index(b"PK\1\2")
    while body[at + 46 : at + 46 + len(name)] != name.encode():
        at = body.index(b"PK\1\2", at + 1)
    return body[: at + offset] + value + body[at + offset + len(value) :]


def overlapping() -> bytes:
    """Two hundred entries of the directory that share one kernel of a megabyte."""
    packed = zipped(("a0000", bytes(1024**2)))
    start = packed.index(b"PK\1\2")
    end = packed.index(b"PK\5\6")
    entry = packed[start:end]
    entries = b"".join(entry.replace(b"a0000", f"a{n:04d}".encode()) for n in range(200))
    tail = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 200, 200, len(entries), start, 0)
    return packed[:start] + entries + tail


def related(kind: str, target: str = "x.bin", mode: str = "") -> bytes:
    """A workbook with one relation more."""
    words = f'<Relationship Id="r99" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/></Relationships>'
    return repacked(
        SMALL, {"xl/_rels/workbook.xml.rels": lambda part: part.replace(b"</Relationships>", words.encode())}
    )


def typed(kind: bytes) -> bytes:
    """A workbook whose main part says that it is of another kind."""
    return repacked(SMALL, {"[Content_Types].xml": lambda part: part.replace(b"spreadsheetml.sheet.main", kind)})


def sheet_xml(old: bytes, new: bytes) -> bytes:
    """The small workbook with its sheet's XML changed."""
    return repacked(SMALL, {SHEET: lambda part: part.replace(old, new, 1)})


def written(*rows: list[str | int], **options: bool) -> bytes:
    """A workbook by another writer, which keeps its texts in a part of their own; ``options`` are the writer's."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, **options}) as book:
        sheet = book.add_worksheet("填报")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def strings(count: int) -> bytes:
    """A workbook with that many texts."""
    texts = b"".join(b"<si><t>%d</t></si>" % n for n in range(count))
    part = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%b</sst>' % texts
    return repacked(written(["地区", "成人会员"]), {STRINGS: part})


def rows(count: int) -> bytes:
    """A workbook of that many rows, as XML."""
    more = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(3, count + 1))
    return sheet_xml(b"</sheetData>", f"{more}</sheetData>".encode())


def hidden() -> bytes:
    """A workbook whose only table cannot be seen."""
    book = load_workbook(BytesIO(SMALL))
    book.create_sheet("封面")
    book.worksheets[0].sheet_state = "hidden"
    return saved(book)


def all_hidden() -> bytes:
    """A workbook of which nothing can be seen."""
    return repacked(SMALL, {"xl/workbook.xml": lambda part: part.replace(b'state="visible"', b'state="veryHidden"')})


def two_sheets() -> bytes:
    """A workbook with two tables, neither named as the template's."""
    book = load_workbook(BytesIO(table(["地区", "成人会员"], ["鹿城区", 30_000], title="一季度")))
    sheet = book.create_sheet("改后")
    sheet.append(["地区", "成人会员"])
    return saved(book)


def merged_heads() -> bytes:
    """Two rows of heads, the upper merged: an indicator over its parts."""
    book = load_workbook(BytesIO(table(["地区", "会员", None], [None, "成人", "青少年"], ["鹿城区", 30_000, 5])))
    for cells in ("A1:A2", "B1:C1"):
        book.worksheets[0].merge_cells(cells)
    return saved(book)


def largest() -> bytes:
    """A workbook with something in the first cell and the last."""
    book = Workbook()
    book.worksheets[0]["A1"], book.worksheets[0]["XFD1048576"] = "地区", 1
    return saved(book)


def xxe(entity: str) -> bytes:
    """The texts of a workbook with a document type."""
    return with_part(STRINGS, f"<!DOCTYPE a [<!ENTITY b {entity}>]><sst><si><t>&b;</t></si></sst>".encode())


LAUGHS = "".join(f"<!ENTITY b{n + 1} '{f'&b{n};' * 10}'>" for n in range(9))
WIDE = ",".join(["地区", "成人会员", *(f"其他{n}" for n in range(4000))])
TOO_MANY = "地区,成人会员\n" + "鹿城区,1\n" * 20_000

_container = partial(Bad, CONTAINER)
_structure = partial(Bad, STRUCTURE)
CONTAINERS = (
    _container("空文件", bytes, "空的"),
    _container("截去一半", lambda: SMALL[: len(SMALL) // 2], "损坏"),
    _container("只有开头", lambda: b"PK\3\4" + noise(3000), "损坏"),
    _container("不是压缩包", lambda: "地区,成人会员".encode(), "扩展名“.xlsx”不符"),
    _container("网页改名", lambda: b"<html><table><tr><td>1</table>", "扩展名“.xlsx”不符"),
    _container("加密的Excel", lambda: OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le"), "密码"),
    _container("旧版Excel", lambda: OLE + bytes(600), "“.xls”类型", file="表.xls"),
    _container("二进制工作簿", lambda: SMALL, "宏", file="表.xlsb"),
    _container("程序", lambda: b"MZ" + noise(500), "“.exe”类型", file="报送表.xlsx.exe"),
    _container("解压炸弹", lambda: with_part("xl/media/x.png", bytes(30 * 1024**2)), "解压后过大"),
    _container("条目重叠的炸弹", overlapping, "解压后过大"),
    _container(
        "瞒报大小", lambda: directory_changed(with_part("q.bin", bytes(900_000)), "q.bin", 24, b"\1\0\0\0"), "损坏"
    ),
    _container("压缩包套压缩包", lambda: zipped(("a.xlsx", SMALL)), "不是Excel文档"),
    _container("条目重名", twice, "重复"),
    _container("绝对路径", lambda: renamed("/etc/cron.d/x"), "路径"),
    _container("上级路径", lambda: renamed("xl/../../../x"), "路径"),
    _container("盘符和反斜杠", lambda: renamed("C:\\Windows\\x"), "路径"),
    _container("20 MB", lambda: b"PK\3\4" + noise(20 * 1024**2), "MB"),
    _container("10001个条目", lambda: repacked(SMALL, {f"q{n}.xml": b"<a/>" for n in range(10_001)}), "解压后过大"),
    _container("条目加密", lambda: directory_changed(SMALL, SHEET, 8, b"\1\0"), "密码"),
    _container("没有的压缩方法", lambda: directory_changed(SMALL, SHEET, 10, b"\x09\0"), "损坏"),
    _container("带宏", lambda: with_part("xl/vbaProject.bin", OLE), "宏"),
    _container("带宏的扩展名", lambda: SMALL, "宏", file="表.xlsm"),
    _container("带宏的类型", lambda: typed(b"ms-excel.sheet.macroEnabled.main"), "宏"),
    _container("Word文件", lambda: typed(b"wordprocessingml.document.main"), "不是Excel文档"),
    _container("引用别的工作簿", lambda: related("externalLink", "externalLinks/externalLink1.xml"), "外部"),
    _container(
        "引用网上的图片", lambda: related("image", "https://example.invalid/x", ' TargetMode="External"'), "外部"
    ),
    _container("数据连接", lambda: related("connections", "connections.xml"), "外部"),
    _container("嵌入对象", lambda: related("oleObject", "embeddings/oleObject1.bin"), "嵌有"),
    _container("控件", lambda: related("control", "activeX/activeX1.xml"), "嵌有"),
    _container("实体炸弹", lambda: xxe(f"'ha'>{LAUGHS}<!ENTITY c '&b9;'"), "DOCTYPE"),
    _container("外部实体", lambda: xxe("SYSTEM 'file:///etc/passwd'"), "DOCTYPE"),
    _container("UTF-16的实体", lambda: with_part(STRINGS, "<!DOCTYPE a []><a/>".encode("utf-16")), "DOCTYPE"),
    _container("没有标记的UTF-16表", lambda: "地区,成人会员".encode("utf-16-le") + b",\0", "不符", file="表.csv"),
    _container("半个字的UTF-16表", lambda: "地区,成人会员".encode("utf-16") + b"\0", "编码", file="表.csv"),
    _container("没有的编码", lambda: b"\xff\x31,\xff\x32", "编码", file="表.csv"),
    _container("工作簿改名", lambda: SMALL, "扩展名“.csv”不符", file="表.csv"),
)
STRUCTURES = (
    _structure("没有工作表", lambda: with_part("xl/workbook.xml", b"<workbook/>"), "看得见的工作表"),
    _structure("只有隐藏的表", all_hidden, "看得见的工作表"),
    _structure("要读的表隐藏了", hidden, "找不到表头"),
    _structure("空白", lambda: saved(Workbook()), "找不到表头"),
    _structure("表头不对", lambda: table(["甲", "乙"], ["鹿城区", 30_000]), "找不到表头"),
    _structure("没有地区列", lambda: table(["序号", "成人会员"], [1, 30_000]), "找不到表头"),
    _structure("没有数值列", lambda: table(["地区", "指标"], ["鹿城区", "成人会员"]), "找不到表头"),
    _structure("表头太靠下", lambda: table(*[["x"]] * 31, ["地区", "成人会员"], ["鹿城区", 1]), "找不到表头"),
    _structure("合并的表头", merged_heads, "请写明这一行是哪个县", "“填报”第2行A列"),
    _structure("重复的表头", lambda: table(["地区", "会员", "会员数"], ["鹿城区", 1, 2]), "只留一列", "“填报”第1行C列"),
    _structure("一列以万为单位", lambda: table(["地区", "会员", "注册志愿者（万名）"]), "换算成个", "“填报”第1行C列"),
    _structure("一列是比率", lambda: table(["地区", "会员", "村社已建（%）"]), "换算成个", "“填报”第1行C列"),
    _structure("两张表", two_sheets, "“一季度”、“改后”都像是填报表"),
    _structure("首格和末格", largest, "找不到表头"),
    _structure("20001行", lambda: rows(20_001), "超过20000行"),
    _structure("20001行的CSV", TOO_MANY.encode, "超过20000行", file="表.csv"),
    _structure("几千列", lambda: table(WIDE.split(","), ["鹿城区", 30_000]), "超过1000格"),
    _structure("几千列的CSV", WIDE.encode, "超过1000格", file="表.csv"),
    _structure("五百万列的CSV", lambda: b"a," * (5 * 1024**2), "超过1000格", file="表.csv"),
    _structure("行号重复", lambda: sheet_xml(b'<row r="2"', b'<row r="1"'), "损坏"),
    _structure("XML不完整", lambda: sheet_xml(b"</sheetData>", b""), "损坏"),
    _structure("几百万条文字", lambda: strings(2_500_000), "太复杂"),
    _structure("没有的文字", lambda: sheet_xml(b't="n"><v>4461', b't="s"><v>99'), "请改填整数", "“填报”第2行B列"),
)
