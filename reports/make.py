"""From what a reader chose to a finished file: compose, stamp, write."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from data_access.boundaries import approval
from data_access.library import Library
from data_access.settings import settings
from domain.area import Level
from domain.house import House
from domain.pages import PAGES
from domain.view import View
from figures.sheet import Sheet
from reports.catalog import KINDS, Kind
from reports.document import Chapter, Document, ReportProblem, Stamp, digest
from reports.of_pieces import blocks_of, chapters_of
from reports.write_csv import write_csv
from reports.write_docx import write_docx
from reports.write_pptx import write_pptx
from reports.write_xlsx import write_xlsx

PAGE = "page"  # the kind that is a page of the screen
PAGE_FORMATS = ("pptx", "docx", "xlsx")
WRITERS: Mapping[str, Callable[[Document], bytes]] = {
    "docx": write_docx,
    "pptx": write_pptx,
    "xlsx": write_xlsx,
    "csv": write_csv,
}
MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
LEVEL_NAMES = {Level.PROVINCE: "全省", Level.CITY: "设区市", Level.COUNTY: "县（市、区）"}
Content = Mapping[str, Callable[[View], Sheet]]  # page name → its parts


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file."""

    name: str
    body: bytes
    media_type: str
    document: Document


def make(opened: Library, query: Mapping[str, str], form: str, content: Content | None = None) -> Made:
    """Make what ``query`` asks for: ``kind`` (of ``KINDS``, or ``page`` with the ``page``'s name) and a selection.

    ``content`` are the pages' parts, needed for ``page`` only. ReportProblem, in Chinese, for what cannot be made.
    """
    document = compose(opened, query, content)
    if form not in formats(document.kind):
        raise ReportProblem(f"{document.title}没有“{form}”格式；可用：{'、'.join(formats(document.kind))}")
    return Made(f"{file_name(document)}.{form}", WRITERS[form](document), MEDIA[form], document)


def formats(kind: str) -> tuple[str, ...]:
    """The formats of a kind."""
    return PAGE_FORMATS if kind == PAGE else KINDS[kind].formats


def compose(opened: Library, query: Mapping[str, str], content: Content | None = None) -> Document:
    """The document before it is written. ReportProblem for an unknown kind, area or period, or where there is no data."""
    view, problems = opened.view(query)
    if problems:
        raise ReportProblem("；".join(problems))
    if not view.dataset.edition.code:
        raise ReportProblem("数据库里还没有版次，不能制作材料")
    if query.get("kind") == PAGE:
        return _page(view, query.get("page", ""), content or {})
    kind = KINDS.get(query.get("kind", ""))
    if kind is None:
        raise ReportProblem(f"没有“{query.get('kind', '')}”这种材料；可用：{'、'.join(KINDS)}")
    _fits(kind, view)
    return _document(kind.key, kind.name, view, kind.compose(view, opened), kind.compact, kind.official)


def _fits(kind: Kind, view: View) -> None:
    level = Level.COUNTY if view.county else Level.CITY if view.selection.areas else Level.PROVINCE
    if level not in kind.levels:
        raise ReportProblem(f"{kind.name}只能按{'、'.join(LEVEL_NAMES[found] for found in kind.levels)}制作")


def _page(view: View, name: str, content: Content) -> Document:
    page = next((page for page in PAGES if page.name == name and name in content), None)
    if page is None:
        raise ReportProblem(f"没有“{name}”这个页面；可用：{'、'.join(content)}")
    shown = page.of(view)
    chapters = chapters_of(blocks_of(content[name](shown)), page.title)
    return _document(PAGE, page.title, shown, chapters, page=name)


def _document(
    kind: str,
    name: str,
    view: View,
    chapters: tuple[Chapter, ...],
    compact: bool = False,
    official: bool = False,
    page: str = "",
) -> Document:
    edition = view.dataset.edition
    query = {"kind": kind, "page": page, **view.selection.to_query(), "period": view.period, "edition": edition.code}
    address = urlencode(sorted((key, text) for key, text in query.items() if text))
    stamp = Stamp(
        kind, address, edition.code, edition.title, edition.local, digest(address, chapters), date.today().isoformat()
    )
    house: House = settings().house
    lines = approval()[view.selection.vintage]
    return Document(
        kind, name, view.subject_name, chapters, view, house, stamp, approval=lines, compact=compact, official=official
    )


def file_name(document: Document) -> str:
    """「温州市_简报_2020年底_演示」: no character that a file system refuses."""
    demo = "_演示" if document.view.is_demo else ""
    period = document.view.period
    return re.sub(r'[\\/:*?"<>|\s]', "", f"{document.subtitle}_{document.title}_{period}{demo}")
