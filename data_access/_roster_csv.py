"""The records of a roster in CSV, out of a stream that is read once."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import IncrementalNewlineDecoder
from typing import BinaryIO

from data_access.documents import UTF16, DocumentProblem

CHUNK = 1024**2  # bytes
MAX_LINE = 100_000  # characters
_TOP = 65_536  # bytes that hold the head
_ENCODING = "认不出这份CSV的编码（第{}行以后）。请用Excel或WPS另存为“CSV UTF-8”，或另存为 .xlsx 后再上传。"
_NUL = "这份CSV里有空字符（第{}行以后），不是文本，或者编码不对。请用Excel或WPS另存为“CSV UTF-8”后再上传。"
_LINE = "这份CSV里有一行超过10万字（第{}行以后），不像名册。请检查文件后再上传。"
_QUOTE = "这份CSV第{}行起有一个引号没有闭合。请改好，或另存为 .xlsx 后再上传。"
_DELIMITERS = ",\t;"


def records(stream: BinaryIO, told: Callable[[int], None]) -> Iterator[tuple[int, list[str]]]:
    """Number (from 1, as in Excel) and cells of every record; ``told`` hears how many bytes came each time.

    UTF-8, GB18030 or UTF-16 with its mark; comma, tab or semicolon; line breaks inside cells are lost. DocumentProblem for what is no such text.
    """
    first = stream.read(CHUNK)
    encoding = _encoding(first)
    lines = _lines(first, stream, encoding, told)
    reader = csv.reader(lines, delimiter=_delimiter(first[:_TOP].decode(encoding, "ignore")))
    number = 0
    try:
        for number, row in enumerate(reader, 1):
            yield number, row
    except csv.Error:
        raise DocumentProblem(_QUOTE.format(number + 1)) from None


def _encoding(first: bytes) -> str:
    for encoding in ("utf-16",) if first.startswith(UTF16) else ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            codecs.getincrementaldecoder(encoding)().decode(first)
            return encoding
    raise DocumentProblem(_ENCODING.format(1))


def _delimiter(text: str) -> str:
    """The sign that the lines up to the head have the most of."""
    top = "".join(re.split(r"[\r\n]+", text, maxsplit=10)[:10])
    return max(_DELIMITERS, key=top.count)


def _lines(first: bytes, stream: BinaryIO, encoding: str, told: Callable[[int], None]) -> Iterator[str]:
    decoder = IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(), translate=True)
    rest, before, chunk = "", 0, first
    while True:
        try:
            text = rest + decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError:
            raise DocumentProblem(_ENCODING.format(before + 1)) from None
        if "\0" in text:
            raise DocumentProblem(_NUL.format(before + 1))
        *lines, rest = text.split("\n")
        if max(map(len, (*lines, rest))) > MAX_LINE:
            raise DocumentProblem(_LINE.format(before + 1))
        yield from lines
        if not chunk:
            break
        before += len(lines)
        told(len(chunk))
        chunk = stream.read(CHUNK)
    if rest:
        yield rest
