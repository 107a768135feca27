"""The catalogue of what can be made: kinds of documents, their formats, and who composes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from data_access.library import Library
from domain.area import Level
from domain.view import View
from reports.compose_briefing import briefing
from reports.compose_bulletin import bulletin
from reports.compose_profile import profile
from reports.compose_slides import slides
from reports.compose_tables import tables
from reports.document import Chapter
from reports.document import ReportProblem as ReportProblem

Compose = Callable[[View, Library], tuple[Chapter, ...]]
EVERYWHERE = (Level.PROVINCE, Level.CITY, Level.COUNTY)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document. ``levels``: the areas that it can be made for; ``compact``: must fit on one or two pages;
    ``official``: laid out as GB/T 9704 asks.
    """

    key: str
    name: str
    formats: tuple[str, ...]
    levels: tuple[Level, ...]
    compose: Compose
    compact: bool = False
    official: bool = False


KINDS = {
    kind.key: kind
    for kind in (
        Kind("briefing", "简报", ("docx",), EVERYWHERE, briefing, compact=True),
        Kind("slides", "汇报", ("pptx",), EVERYWHERE, slides),
        Kind("profile", "市县一页", ("docx", "pptx"), EVERYWHERE, profile, compact=True),
        Kind("bulletin", "季度通报", ("docx",), (Level.PROVINCE,), bulletin, official=True),
        Kind("tables", "附表", ("xlsx", "csv"), EVERYWHERE, tables),
    )
}
