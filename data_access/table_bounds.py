"""What may be read of a table, and its texts made plain: the same for CSV and for the child that reads .xlsx."""

from __future__ import annotations

import re
from collections.abc import Collection

from data_access.documents import DocumentProblem

MAX_ROWS = 20_000
MAX_CELLS = 1000  # that are not empty, in one row
MAX_TEXT = 1000  # characters of one cell
MAX_CONTENT = 5_000_000  # characters of all cells, ten for each besides its text
_TOO_LONG = f"这份表格超过{MAX_ROWS}行。请删去无关的行后再上传。"
_TOO_WIDE = f"这份表格有一行超过{MAX_CELLS}格。请删去无关的列后再上传。"
_TOO_MUCH = "这份表格内容过多。请删去无关的列和文字后再上传。"
_LINE_END = re.compile("\r\n?|_x000D_\n?")
_SPACES = re.compile("[\u200b\u2060\ufeff]")  # without width
# Controls of the screen and of the direction of writing.
_HIDDEN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200c-\u200f\u202a-\u202e\u2061-\u206f\ufff9-\ufffb]")


class Allowance:
    """What may still be read of a file."""

    def __init__(self) -> None:
        self._rows, self._content = MAX_ROWS, MAX_CONTENT

    def take(self, texts: Collection[str]) -> None:
        """Count a row by the texts of its cells that are not empty; DocumentProblem where it is too much."""
        self._rows -= bool(texts)
        if self._rows < 0:
            raise DocumentProblem(_TOO_LONG)
        if len(texts) > MAX_CELLS:
            raise DocumentProblem(_TOO_WIDE)
        self._content -= sum(10 + len(text) for text in texts)
        if self._content < 0:
            raise DocumentProblem(_TOO_MUCH)


def plain(text: str) -> str:
    """The text of a cell as it is read; a hidden sign shows as �, since it may turn digits about."""
    return _HIDDEN.sub("\ufffd", _SPACES.sub(" ", _LINE_END.sub("\n", text[:MAX_TEXT]))).strip()
