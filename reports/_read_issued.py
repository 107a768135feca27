"""The child of ``verify``: a .docx, .pptx or .xlsx from standard input, its stamp and its lines as JSON on standard output.

Whatever a parser trips over ends the process; the parent takes silence for a damaged file.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

from data_access._read_document import limit, text_of
from data_access._word_package import WORD, WORKBOOK, Kind, check_package
from data_access.documents import DocumentProblem, tidy

SLIDES = Kind("幻灯片文件", "PowerPoint", ".pptx", "presentationml.presentation.main+xml", "ppt/charts/")
KINDS = {"docx": WORD, "pptx": SLIDES, "xlsx": WORKBOOK}
STAMP = ("zjrc_edition", "zjrc_query", "zjrc_digest")
_LONGEST = 2000  # characters of a property
_NUMBER = re.compile(r"\d+")


def main() -> None:
    """Read and answer ``{"text", "stamp"}`` or ``{"problem"}``."""
    limit()
    try:
        kind, body = sys.argv[1], sys.stdin.buffer.read()
        check_package(body, KINDS[kind])
        with ZipFile(BytesIO(body)) as package:
            lines = [text_of(kind, body)] if kind == "docx" else list(_LINES[kind](package))
            answer: dict[str, object] = {"text": tidy("\n".join([*lines, *_charts(package)])), "stamp": _stamp(package)}
    except DocumentProblem as problem:
        answer = {"problem": str(problem)}
    sys.stdout.write(json.dumps(answer))


def _stamp(package: ZipFile) -> dict[str, str]:
    """Our own properties, empty where they are not there."""
    if "docProps/custom.xml" not in package.namelist():
        return {}
    found = {
        entry.get("name", ""): "".join(entry.itertext()) for entry in fromstring(package.read("docProps/custom.xml"))
    }
    return {name: found[name][:_LONGEST] for name in STAMP if name in found}


def _slides(package: ZipFile) -> Iterator[str]:
    for name in _parts(package, r"ppt/slides/slide\d+\.xml"):
        yield from _paragraphs(fromstring(package.read(name)))


def _paragraphs(root: Element) -> Iterator[str]:
    for paragraph in root.iter(_DRAWING + "p"):
        yield "".join(text.text or "" for text in paragraph.iter(_DRAWING + "t"))


def _cells(package: ZipFile) -> Iterator[str]:
    """A row of a sheet on a line; what a cell shows is its stored value."""
    shared: list[str] = []
    if "xl/sharedStrings.xml" in package.namelist():
        entries = fromstring(package.read("xl/sharedStrings.xml")).iter(_SHEET + "si")
        shared = ["".join(text.text or "" for text in entry.iter(_SHEET + "t")) for entry in entries]
    for name in _parts(package, r"xl/worksheets/sheet\d+\.xml"):
        for row in fromstring(package.read(name)).iter(_SHEET + "row"):
            yield "\t".join(filter(None, (_cell(cell, shared) for cell in row.iter(_SHEET + "c"))))


def _cell(cell: Element, shared: list[str]) -> str:
    value = cell.findtext(_SHEET + "v", "")
    match cell.get("t", "n"):
        case "s":
            return shared[int(value)]
        case "inlineStr":
            return "".join(text.text or "" for text in cell.iter(_SHEET + "t"))
        case "n" if value:
            return f"{float(value):.10g}"  # 44.1 is stored as 44.1 by one program, as 44.100000000000001 by another
    return value


def _charts(package: ZipFile) -> Iterator[str]:
    """What a chart draws: a series on a line."""
    for name in _parts(package, r"(word|ppt|xl)/charts/chart\d+\.xml"):
        for series in fromstring(package.read(name)).iter(_CHART + "ser"):
            yield "图：" + "\t".join(value.text or "" for value in series.iter(_CHART + "v"))


def _parts(package: ZipFile, pattern: str) -> list[str]:
    """Names of parts in the order of their numbers."""
    found = (name for name in package.namelist() if re.fullmatch(pattern, name))
    return sorted(found, key=lambda name: [int(number) for number in _NUMBER.findall(name)])


_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_LINES = {"pptx": _slides, "xlsx": _cells}


if __name__ == "__main__":
    main()
