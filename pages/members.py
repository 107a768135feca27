"""会员: adult members, never added to volunteers."""

from __future__ import annotations

from data_access.boundaries import approval
from domain.view import View
from figures.build_cards import key_cards
from figures.build_map import area_map
from figures.build_members import member_headline, member_notes
from figures.build_ranking import ranking
from figures.sheet import Columns
from pages._show import Parts

_CARDS = ("adult_members", "members_per_10k", "members_per_village")


def parts(shown: View) -> Parts:
    """How many, where, and what must be said with it."""
    picture = area_map(shown, approval=approval())
    return (
        member_headline(shown),
        key_cards(shown, _CARDS),
        Columns(((5, (picture,)), (7, (ranking(shown, wide=True), *member_notes())))),
    )
