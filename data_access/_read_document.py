"""The child of ``documents``: reads one .docx or .pdf from standard input, answers in JSON on standard output.

Whatever a parser trips over ends the process; the parent takes silence for a damaged file.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from unicodedata import east_asian_width
from xml.etree.ElementTree import Element

from data_access._word_package import check_package
from data_access.documents import DAMAGED, SECONDS, DocumentProblem, tidy

MEMORY = 1024**3  # bytes of address space
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Text that is no longer there, or is there a second time.
_NOT_READ = (f"{_W}del", f"{_W}moveFrom", f"{_W}rt", _FALLBACK)
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_FULL_LINE = 40  # columns, two to a Chinese character: what is shorter was not broken by the page's width
_GAP = re.compile(r"(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])")  # typesetting between Chinese and figures
_SENTENCE_END = "。！？；：.!?;:"


def main() -> None:
    """Read and answer ``{"text": …}`` or ``{"problem": …}``."""
    limit()
    try:
        answer = {"text": tidy(text_of(sys.argv[1], sys.stdin.buffer.read()))}
    except DocumentProblem as problem:
        answer = {"problem": str(problem)}
    sys.stdout.write(json.dumps(answer))


def limit(memory: int = MEMORY, seconds: int = SECONDS) -> None:
    """Bound this process's memory (bytes) and processor time, and leave no image of it behind if it dies.

    Where the system can: Windows cannot.
    """
    if sys.platform == "win32":
        return
    import resource

    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def text_of(kind: str, body: bytes) -> str:
    """The text of a ``docx`` or ``pdf``, as its parser gives it. DocumentProblem for what is refused."""
    if kind == "pdf":
        return _pdf(body)
    check_package(body)
    return _docx(body)


def _docx(body: bytes) -> str:
    from docx import Document

    root = Document(BytesIO(body)).element.body
    for gone in list(root.iter(*_NOT_READ)):
        gone.getparent().remove(gone)
    return "\n".join("".join(_inline(paragraph)).strip("\n") for paragraph in root.iter(f"{_W}p"))


def _inline(element: Element) -> Iterator[str]:
    """The pieces of text in a paragraph, without the paragraphs of a text box anchored in it."""
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in (f"{_W}p", f"{_W}pPr", f"{_W}rPr"):
            yield from _inline(child)


def _pdf(body: bytes) -> str:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(body))
    if reader.is_encrypted:
        raise DocumentProblem("这份PDF加了密或限制了复制。请取消密码后再上传。")
    pages = [page.extract_text() for page in reader.pages]
    if not pages:
        raise DocumentProblem(DAMAGED)
    if not any(page.strip() for page in pages):
        raise DocumentProblem("这份PDF是扫描的图片，没有文字。请上传Word文件，或先做文字识别。")
    return unwrap(line.strip() for page in pages for line in page.splitlines())


def unwrap(lines: Iterable[str]) -> str:
    """The lines of a PDF as paragraphs: a line that fills the page's width goes on in the next.

    The end of a sentence ends the line too, since a paragraph cut in two does less harm than a number.
    """
    printed = [_GAP.sub("", line) for line in lines]
    full = max(_FULL_LINE, 0.85 * max(map(_columns, printed), default=0))
    paragraphs: list[list[str]] = []
    goes_on = False
    for line in printed:
        if goes_on and line:
            between = " " if _is_latin(paragraphs[-1][-1][-1]) and _is_latin(line[0]) else ""
            paragraphs[-1].append(between + line)
        else:
            paragraphs.append([line])
        goes_on = _columns(line) >= full and line[-1] not in _SENTENCE_END
    return "\n".join("".join(paragraph) for paragraph in paragraphs)


def _columns(line: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in line)


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


if __name__ == "__main__":
    main()
