"""Small parts of every composition: a view looked at otherwise, where numbers come from, ranks and how they moved."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from data_access.library import Library
from domain import format as fmt
from domain.catalog import INDICATORS
from domain.evidence import explain, ref
from domain.facts import DOCUMENT
from domain.period import PERIODS
from domain.ranking import rank
from domain.status import Status
from domain.value import Value
from domain.view import View
from figures.marks import cite
from reports.blocks import Block, Head, Role, Run, Text, stated
from reports.document import Chapter
from reports.of_pieces import Figure, blocks_of, runs_of

MOST_SOURCES = 12
COUNTED = ("town_branches", "village_branches", "adult_members", "volunteer_groups", "registered_volunteers")


def seen(view: View, **chosen: Any) -> View:
    """The same edition with another choice: indicator, areas, period …"""
    return replace(view, selection=replace(view.selection, below=None, **chosen))


def chapter(title: str, say: str, parts: Iterable[Figure | Block], opened: Library, view: View) -> Chapter:
    """A chapter of figures, of the screen's or of paper, with the places that its numbers come from."""
    found: list[Block] = []
    for part in parts:
        found += [part] if isinstance(part, Block) else blocks_of([part])
    blocks = tuple(found)
    return Chapter(title, blocks, say, sources_of(blocks, opened, view))


def sources_of(blocks: tuple[Block, ...], opened: Library, view: View) -> tuple[str, ...]:
    """Where the stated figures come from, each once: the report's place, the submission, the demonstration."""
    sources, places = opened.sources(view.dataset), []
    for address in dict.fromkeys(address for address, _ in stated(blocks)):
        card = explain(address, sources)
        if card is not None:
            places.append(f"{DOCUMENT} {card.place}" if card.place else card.source)
    return tuple(dict.fromkeys(place for place in places if place))[:MOST_SOURCES]


def said(view: View, indicator: str, period: str = "", areas: tuple[str, ...] = ()) -> str:
    """A number with its unit inside a sentence, with the address of its card."""
    period, areas = period or view.period, areas or view.subject
    value = view.dataset.group(indicator, period, areas)
    return cite(fmt.full(value, INDICATORS[indicator]).lstrip("+"), ref(indicator, period, areas))


def paragraph(text: str, status: Status | None = None, role: Role = Role.BODY) -> Text:
    """A sentence with cited numbers as a paragraph; verbatim figures need no mark."""
    return Text(runs_of(text, None if status is Status.PUBLISHED else status), role)


def note(text: str) -> Text:
    """A remark in small type."""
    return Text((Run(text),), Role.NOTE)


def head(text: str, status: Status | None = None) -> Head:
    """Title of a part."""
    return Head(text, "", status)


def plain(blocks: Iterable[Block]) -> str:
    """The leading sentences as words, to be read out."""
    sentences = (block.plain for block in blocks if isinstance(block, Text) and block.role is Role.LEAD)
    return "".join(text if text.endswith("。") else f"{text}。" for text in sentences)


def has_local(view: View, indicator: str = "village_coverage") -> bool:
    """Whether any listed area below the subject has a number."""
    return any(row.value.interval is not None for row in view.dataset.rows(indicator, view.period, below(view)))


def below(view: View) -> tuple[str, ...]:
    """The areas right below the subject: cities of the province, counties of cities, none of a county."""
    return () if view.county else view.selection.shown(view.areas)


@dataclass(frozen=True, slots=True)
class Standing:
    """A city's place by one indicator now and at the period before, as written; "" where it has none."""

    area: str
    name: str
    value: Value
    place: str
    before: str

    @property
    def best(self) -> int:
        """The best place that it can have: 2 of 「2并列」 and of 「2–3不可分」."""
        return int(re.match(r"\d+", self.place)[0])  # type: ignore[index]

    @property
    def moved(self) -> str:
        """「升2位」「降1位」「持平」「—」; places that cannot be told apart do not move."""
        if not (self.place.removesuffix("并列").isdigit() and self.before.removesuffix("并列").isdigit()):
            return "—"
        by = int(self.before.removesuffix("并列")) - int(self.place.removesuffix("并列"))
        return "持平" if by == 0 else f"升{by}位" if by > 0 else f"降{-by}位"


def standings(view: View, indicator: str) -> list[Standing]:
    """The eleven cities in order of the indicator, with their places now and before."""
    before, cities = PERIODS[view.period].before, view.areas.cities()
    earlier = {}
    if before:
        earlier = {r.row.area: r.place for r in rank(view.dataset.rows(indicator, before, cities))}
    ranked = rank(view.dataset.rows(indicator, view.period, cities))
    return [Standing(r.row.area, r.row.name, r.row.value, r.place, earlier.get(r.row.area, "")) for r in ranked]
