"""两年对比: 2017 beside 2020, and what may not be compared."""

from __future__ import annotations

from data_access.boundaries import approval
from domain.catalog import INDICATORS
from domain.view import View
from figures.build_compare import change_table, compare_headline, dumbbell, province_table, rate_callout, slope
from figures.build_map import area_map
from figures.marks import check_switch
from figures.sheet import Columns
from pages._show import Parts, slopes


def parts(shown: View) -> Parts:
    """The province and the areas in numbers, the map of change, both years as one picture; on demand as lines."""
    change = shown.indicator.change_key
    picture = (area_map(shown, change, approval=approval()),) if change in INDICATORS else ()
    tables = province_table(shown), rate_callout(shown), change_table(shown)
    found = compare_headline(shown), Columns(((7, tables), (5, picture)), "z-fold"), dumbbell(shown)
    lines = slope(shown)
    if not lines.pairs:
        return found
    check = check_switch(shown, "看斜率图：哪里升得快")
    return (*found, check, slopes(lines, "slope")) if check.on else (*found, check)
