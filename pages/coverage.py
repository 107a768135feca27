"""组织覆盖: towns and villages with a branch, from the province down to the county."""

from __future__ import annotations

from data_access.boundaries import approval
from domain.view import View
from figures.build_funnel import funnel, funnel_table
from figures.build_map import area_map
from figures.build_ranking import coverage_gap, coverage_headline, ranking, small_callout
from figures.marks import check_switch
from figures.sheet import Columns
from pages._show import Parts, scatter


def parts(shown: View) -> Parts:
    """The map and the ranking; on demand whether high and low are chance."""
    check = check_switch(shown, "看看高低是不是偶然：建会率与应建数")
    picture = area_map(shown, approval=approval())
    listed = (ranking(shown, wide=True), small_callout(shown), coverage_gap(shown), check)
    found = coverage_headline(shown), Columns(((5, (picture,)), (7, listed)))
    if not check.on:
        return found
    figure = funnel(shown)
    return (*found, *([scatter(figure, "funnel")] if figure.points else []), funnel_table(shown))
