"""The plain text of a document that a reader brings: .docx, .txt or .pdf. Nothing of it is kept or written."""

from __future__ import annotations

import codecs
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path, PurePath

MAX_BYTES = 10 * 1024**2
MAX_CHARACTERS = 500_000
SECONDS = 20  # for one document, from the start of the child to its answer
DAMAGED = "这份文件读不出来，可能已损坏，或者太复杂。请用Word或WPS打开，另存一份后再上传。"
_OTHER_CONTENT = "文件内容与扩展名“.{}”不符。请用原来的软件打开，另存为 .docx、.txt 或 .pdf 后再上传。"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Office files, and new ones with a password
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
NEVER_TEXT = (b"PK\x03\x04", b"%PDF-", b"{\\rtf")
_CHILD = (sys.executable, "-m", "data_access._read_document")
_ROOT = Path(__file__).resolve().parents[1]
_LINE_END = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_NOT_TEXT = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class DocumentProblem(Exception):
    """The document cannot be read; the message is Chinese and says what is wrong and what to do."""


def read_text(name: str, body: bytes) -> str:
    """The text of the file ``name``: paragraphs, and the cells of tables, each on a line of its own.

    Not read: headers, footers, footnotes, deleted text, pictures. DocumentProblem for anything that is no such file,
    is larger than 10 MB, would take more than 20 seconds, or carries macros, foreign links or embedded objects.
    """
    match _kind(name, body):
        case "txt":
            return tidy(decode(body))
        case kind:
            return _in_child(kind, body)


def tidy(text: str) -> str:
    """``text`` with plain line ends and no control characters; DocumentProblem if none or too much is left."""
    tidied = _NOT_TEXT.sub("", _LINE_END.sub("\n", text))
    if not tidied.strip():
        raise DocumentProblem("这份文件里没有可读的文字。请确认内容后再上传。")
    if len(tidied) > MAX_CHARACTERS:
        raise DocumentProblem("这份文件的文字超过50万字。请分成几份，分别上传。")
    return tidied


def _kind(name: str, body: bytes) -> str:
    """``docx``, ``txt`` or ``pdf``: by the name's ending, which the first bytes must not contradict."""
    if not body:
        raise DocumentProblem("这份文件是空的（0字节）。请换一份有内容的文件。")
    if len(body) > MAX_BYTES:
        raise DocumentProblem("这份文件超过10MB。请删去图片或分成几份后再上传。")
    ending = PurePath(name).suffix.lower()[1:12]
    match ending:
        case "docx" if body.startswith(OLE):
            raise DocumentProblem("这份Word文件设了密码，或者其实是旧版的 .doc。请取消密码，另存为 .docx 后再上传。")
        case "docx":
            right = body.startswith(b"PK\x03\x04")
        case "pdf":
            right = b"%PDF-" in body[:1024]
        case "txt":
            right = not body.startswith(NEVER_TEXT) and (body.startswith(UTF16) or b"\0" not in body)
        case "docm" | "dotm":
            raise DocumentProblem("这份Word文件带有宏，没有打开。请另存为不带宏的 .docx 后再上传。")
        case _:
            raise DocumentProblem(f"不能读“.{ending}”类型的文件。请另存为 .docx、.txt 或 .pdf 后再上传。")
    if not right:
        raise DocumentProblem(_OTHER_CONTENT.format(ending))
    return ending


def decode(body: bytes) -> str:
    """Text of a .txt or .csv file: UTF-16 by its mark, else UTF-8, else GB18030."""
    for encoding in ("utf-16",) if body.startswith(UTF16) else ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            return body.decode(encoding)
    raise DocumentProblem("认不出这份文本文件的编码。请用记事本打开，另存为UTF-8编码后再上传。")


def _in_child(kind: str, body: bytes) -> str:
    match answer_of((*_CHILD, kind), body):
        case {"text": str(text)}:
            return text
        case _:
            raise DocumentProblem(DAMAGED)


def answer_of(command: Sequence[str], body: bytes, damaged: str = DAMAGED) -> object:
    """The JSON that a process of its own answers on ``body``, so that a hostile file can neither hang nor exhaust this one.

    DocumentProblem where it takes more than ``SECONDS``, answers ``{"problem": …}`` or (``damaged``) not at all.
    """
    try:
        done = subprocess.run(
            command,
            input=body,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # numpy takes address space for every core else
            timeout=SECONDS,
            check=False,
        )
        answer: object = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise DocumentProblem("读这份文件用时过长，已停止。请删去图片或分成几份后再上传。") from error
    except (OSError, ValueError) as error:
        raise DocumentProblem(damaged) from error
    match answer:
        case {"problem": str(problem)}:
            raise DocumentProblem(problem)
        case _:
            return answer
