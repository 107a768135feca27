"""Looks into a .docx or .xlsx before any parser does: sizes and paths, then macros, objects and links of its parts."""

from __future__ import annotations

from io import BytesIO
from typing import NamedTuple
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from data_access.documents import DAMAGED, DocumentProblem

MAX_ENTRIES = 2000
MAX_UNPACKED = 100 * 1024**2  # bytes
MAX_RATIO = 200  # unpacked to packed; Word's own files stay below 50
_FREE = 1024**2  # bytes that any file may unpack to: a small one may repeat itself a lot
_TYPES = "[content_types].xml"
_OBJECTS = ("oleobject", "control", "ctrlprop", "activexcontrolbinary", "package", "afchunk", "subdocument")
_MACRO_KINDS = ("vbaproject", "xlmacrosheet", "xlintlmacrosheet")
_FOREIGN = ("externallink", "connections")


class Kind(NamedTuple):
    """A kind of package: its name on the screen, its ending, the type of its main part, the folder of its charts."""

    name: str
    maker: str
    ending: str
    main: str
    charts: str


WORD = Kind("Word文件", "Word", ".docx", "wordprocessingml.document.main+xml", "word/charts/")
WORKBOOK = Kind("Excel文件", "Excel", ".xlsx", "spreadsheetml.sheet.main+xml", "xl/charts/")

_OTHER = "文件内容与扩展名“{0.ending}”不符，不是{0.maker}文档。请用{0.maker}或WPS另存为 {0.ending} 后再上传。"
_LOCKED = "这份{0.name}设了密码。请取消密码后再上传。"
_BOMB = "这份{0.name}解压后过大，没有打开。请用{0.maker}另存一份，删去图片后再上传。"
_PATHS = "这份{0.name}的压缩目录里有不正常的路径或重复的条目，没有打开。请用{0.maker}另存一份后再上传。"
_MACROS = "这份{0.name}带有宏，没有打开。请另存为不带宏的 {0.ending} 后再上传。"
_OBJECT = "这份{0.name}里嵌有别的文件或控件，没有打开。请删去或改为图片后再上传。"
_LINK = "这份{0.name}引用了外部的模板、图片或对象，没有打开。请在{0.maker}里断开链接后再上传。"
_ENTITIES = "这份{0.name}的XML里有DOCTYPE声明，没有打开。请用{0.maker}另存一份后再上传。"


class _Tag(NamedTuple):
    """An XML start tag without its namespace; attributes by name."""

    name: str
    attributes: dict[str, str]


class _Refused(Exception):
    """Why a package is refused: a sentence that lacks the kind."""


def check_package(body: bytes, kind: Kind = WORD, unpacked: int = MAX_UNPACKED) -> None:
    """Pass a plain package; DocumentProblem for one that is damaged, oversized, or carries what could do harm.

    ``unpacked``: bytes that its parts may come to.
    """
    try:
        with ZipFile(BytesIO(body)) as archive:
            _check_directory(archive.infolist(), len(body), unpacked)
            _check_parts(archive, kind)
    except _Refused as refused:
        raise DocumentProblem(str(refused).format(kind)) from refused
    except (BadZipFile, expat.ExpatError) as error:
        raise DocumentProblem(DAMAGED) from error


def _check_directory(entries: list[ZipInfo], packed: int, most: int) -> None:
    names = [entry.orig_filename.lower() for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > most or unpacked > max(_FREE, MAX_RATIO * packed):
        raise _Refused(_BOMB)
    if len(set(names)) < len(names) or any(_is_trick(name) for name in names):
        raise _Refused(_PATHS)
    if any(entry.flag_bits & 1 for entry in entries):
        raise _Refused(_LOCKED)
    if any(name.endswith("vbaproject.bin") for name in names):
        raise _Refused(_MACROS)


def _is_trick(name: str) -> bool:
    return name.startswith("/") or ".." in name.split("/") or any(sign in name for sign in "\\:\0")


def _check_parts(archive: ZipFile, kind: Kind) -> None:
    types: list[str] = []
    for entry in archive.infolist():
        name = entry.filename.lower()
        tags = _tags(archive, entry)
        if name == _TYPES:
            types = [tag.attributes.get("ContentType", "").lower() for tag in tags]
        elif name.endswith(".rels"):
            for tag in tags:
                _check_relationship(name, tag.attributes, kind.charts)
    if any(word in content for content in types for word in ("macroenabled", "vbaproject", "macrosheet")):
        raise _Refused(_MACROS)
    if not any(content.endswith(kind.main) for content in types):
        raise _Refused(_OTHER)


def _check_relationship(owner: str, attributes: dict[str, str], charts: str) -> None:
    kind = attributes.get("Type", "").rpartition("/")[2].lower()
    external = attributes.get("TargetMode", "").lower() == "external"
    match kind:
        case "hyperlink":
            return
        case _ if kind in _MACRO_KINDS:
            raise _Refused(_MACROS)
        case _ if external or kind in _FOREIGN:
            raise _Refused(_LINK)
        case "package" if owner.startswith(charts):
            return  # the table behind a chart of the document's own
        case _ if kind in _OBJECTS:
            raise _Refused(_OBJECT)


def _tags(archive: ZipFile, entry: ZipInfo) -> list[_Tag]:
    """Start tags of an XML part. Every part is read to its end for a DOCTYPE, whatever its name claims."""
    found: list[_Tag] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    if entry.filename.lower().endswith((".rels", _TYPES)):
        parser.StartElementHandler = lambda name, attributes: found.append(_Tag(name.rpartition(" ")[2], attributes))
    try:
        with archive.open(entry) as part:
            parser.ParseFile(part)
    except expat.ExpatError:
        if entry.filename.lower().endswith((".xml", ".rels")):
            raise
    return found


def _refuse_doctype(*_declaration: object) -> None:
    raise _Refused(_ENTITIES)
