"""市县一页: any area on one page, against its city and the province."""

from __future__ import annotations

from domain.view import View
from figures.build_cards import headline, key_cards
from figures.build_profile import against, children_table, gap_headline, positions
from pages._show import Parts

_CARDS = ("town_branches", "village_branches", "adult_members", "registered_volunteers")


def parts(shown: View) -> Parts:
    """Its figures, its place among all, what is left."""
    return (
        headline(shown),
        key_cards(shown, _CARDS),
        gap_headline(shown),
        *positions(shown),
        against(shown),
        *children_table(shown),
    )
