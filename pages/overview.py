"""总览: one picture and three sentences."""

from __future__ import annotations

from data_access.boundaries import approval
from domain.view import View
from figures.build_cards import headline, key_cards
from figures.build_map import area_map
from figures.build_pilots import scheme_counts
from figures.build_ranking import coverage_gap, growth_bars, ranking
from figures.sheet import Columns
from pages._show import Parts


def parts(shown: View) -> Parts:
    """Sentences, key figures; map, ranking, and what is left to do."""
    picture = area_map(shown, markers=True, approval=approval())
    side = (coverage_gap(shown), growth_bars(shown), scheme_counts(shown))
    return headline(shown), key_cards(shown), Columns(((5, (picture,)), (4, (ranking(shown),)), (3, side)), "z-trio")
