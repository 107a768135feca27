"""两年对比: 2017 beside 2020, and what may not be compared."""

from __future__ import annotations

from data_access.boundaries import approval
from domain.catalog import INDICATORS
from domain.view import View
from figures.build_compare import change_table, compare_headline, dumbbell, province_table, rate_callout
from figures.build_map import area_map
from figures.sheet import Columns
from pages._show import Parts, chart


def parts(shown: View) -> Parts:
    """The province and the areas in numbers, the map of change, both years as one picture."""
    change = shown.indicator.change_key
    picture = (area_map(shown, change, approval=approval()),) if change in INDICATORS else ()
    tables = province_table(shown), rate_callout(shown), change_table(shown)
    return compare_headline(shown), Columns(((7, tables), (5, picture))), chart(dumbbell(shown), "dumbbell")
