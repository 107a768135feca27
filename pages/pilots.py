"""试点: three schemes kept apart, and the 21 against the rest."""

from __future__ import annotations

from data_access.boundaries import approval
from domain.view import View
from figures.build_map import area_map
from figures.build_pilots import SIZE, group_table, known_pilots, other_schemes, pilot_headline, scheme_roll, strip
from figures.marks import check_switch
from figures.sheet import Columns
from pages._show import Parts, scatter


def parts(shown: View) -> Parts:
    """Where and who; the comparison only where all 21 are known, every county of it on demand."""
    check = check_switch(shown, "看看每个县：试点与其他")
    picture = area_map(shown, markers=True, approval=approval())
    found = pilot_headline(shown), Columns(((5, (picture,)), (7, (scheme_roll(shown), other_schemes(shown)))))
    if known_pilots(shown) != SIZE:
        return found
    compared = (*found, group_table(shown), check)
    return (*compared, scatter(strip(shown), "strip")) if check.on else compared
