"""简报: one page about the province, a city or a county, to be read in a minute."""

from __future__ import annotations

from data_access.library import Library
from domain.area import PROVINCE
from domain.view import View
from figures.build_cards import headline, key_cards
from figures.build_profile import against, gap_headline, positions
from figures.build_ranking import coverage_gap, growth_bars, ranking
from figures.sheet import Part
from reports.blocks import Block
from reports.document import Chapter
from reports.of_pieces import blocks_of
from reports.sentences import chapter, has_local, plain, seen

_CARDS = ("town_branches", "village_branches", "adult_members", "registered_volunteers")


def briefing(view: View, opened: Library) -> tuple[Chapter, ...]:
    """Sentences, key figures, who is higher and lower, what is left."""
    shown = seen(view, indicator="village_coverage")
    lead = blocks_of([headline(shown)])
    parts: list[Part | Block] = [*lead, key_cards(shown, _CARDS), *_middle(shown)]
    return (chapter("组织建设简报", plain(lead), parts, opened, shown),)


def _middle(view: View) -> list[Part]:
    if view.county:
        return [gap_headline(view), *positions(view), against(view)]
    if has_local(view):
        return [ranking(view), coverage_gap(view)]
    return [growth_bars(view), coverage_gap(view)] if view.subject == (PROVINCE,) else [gap_headline(view)]
