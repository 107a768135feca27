"""市县一页: any area on one page, against its city and the province."""

from figures.build_cards import headline, key_cards
from figures.build_profile import against, children_table, gap_headline, positions
from pages import _show as show
from pages._selection import one_area_view
from pages._shell import offer

shown = one_area_view()
show.panel(
    headline(shown),
    key_cards(shown, ("town_branches", "village_branches", "adult_members", "registered_volunteers")),
    gap_headline(shown),
    *positions(shown),
    against(shown),
    *children_table(shown),
    key="profile",
)
offer(shown)
