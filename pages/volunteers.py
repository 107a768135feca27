"""志愿服务与星级: groups, volunteers, and stars by level; two scopes apart."""

from __future__ import annotations

from data_access.boundaries import approval
from domain.view import View
from figures.build_cards import key_cards
from figures.build_map import area_map
from figures.build_ranking import ranking
from figures.build_stars import heat_table, star_callout, star_stack, two_scopes, volunteer_headline
from figures.sheet import Columns
from pages._show import Parts

_CARDS = ("registered_volunteers", "volunteer_groups", "volunteers_per_group")


def parts(shown: View) -> Parts:
    """The two scopes of 2020, all levels by area, and the chosen series on the map."""
    picture = area_map(shown, approval=approval())
    return (
        volunteer_headline(shown),
        key_cards(shown, _CARDS),
        Columns(((1, (two_scopes(shown), star_callout())), (1, (heat_table(shown),)))),
        Columns(((1, (picture,)), (1, (ranking(shown),)))),
        star_stack(shown),
    )
