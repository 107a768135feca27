"""A document before it is written: chapters of blocks, what it is stamped with, and the house it comes from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from domain.house import House
from domain.status import Status
from domain.view import View
from reports.blocks import Block, stated


class ReportProblem(Exception):
    """A document that cannot be made; the message is Chinese and says why."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """What belongs together: a section on paper, a slide in a hall, a sheet in a workbook.

    ``say`` is the sentence that the speaker reads out, ``sources`` where its numbers come from. Of an official document
    the first chapter's title is that of the whole, an ``annex`` begins on a page of its own as 附件1, 附件2 ….
    """

    title: str
    blocks: tuple[Block, ...]
    say: str = ""
    sources: tuple[str, ...] = ()
    annex: bool = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells later whether a file's figures still stand.

    ``query`` is the address of what was chosen; ``digest`` of the figures stated; ``made`` the local day.
    """

    kind: str
    query: str
    edition: str
    edition_title: str
    status: Status
    digest: str
    made: str

    @property
    def line(self) -> str:
        """The small line of every page."""
        return f"版次：{self.edition_title}　生成：{self.made}　验真码：{self.code}"

    @property
    def code(self) -> str:
        """The digest's first digits, to be read aloud: 3F2A-90C1-7B44."""
        short = self.digest[:12].upper()
        return "-".join(short[i : i + 4] for i in range(0, 12, 4))


@dataclass(frozen=True, slots=True)
class Document:
    """``kind`` is its key in the catalogue; ``compact``: must fit on one or two pages; ``official``: laid out as
    GB/T 9704 asks.
    """

    kind: str
    title: str
    subtitle: str
    chapters: tuple[Chapter, ...]
    view: View
    house: House
    stamp: Stamp
    approval: str = ""  # the line under its maps
    compact: bool = False
    official: bool = False

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks in their order."""
        return tuple(block for chapter in self.chapters for block in chapter.blocks)


def digest(query: str, chapters: tuple[Chapter, ...]) -> str:
    """SHA-256 of everything that a document states: (address, text) of each figure, in order."""
    figures = [pair for chapter in chapters for pair in stated(chapter.blocks)]
    return hashlib.sha256(json.dumps([query, figures], ensure_ascii=False).encode()).hexdigest()
