"""市县一页: the page of the screen on paper."""

from __future__ import annotations

from data_access.library import Library
from domain.view import View
from figures.build_cards import headline, key_cards
from figures.build_profile import against, children_table, gap_headline, positions
from reports.document import Chapter
from reports.of_pieces import blocks_of
from reports.sentences import chapter, has_local, plain, seen

_CARDS = ("town_branches", "village_branches", "adult_members", "registered_volunteers")


def profile(view: View, opened: Library) -> tuple[Chapter, ...]:
    """Its figures, its place among all, what is left, what lies below."""
    shown = seen(view, indicator="village_coverage", areas=view.selection.areas[:1])
    lead = blocks_of([headline(shown)])
    beneath = children_table(shown) if has_local(shown) else ()
    parts = (*lead, key_cards(shown, _CARDS), gap_headline(shown), *positions(shown), against(shown), *beneath)
    return (chapter("市县一页", plain(lead), parts, opened, shown),)
