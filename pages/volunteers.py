"""志愿服务与星级: groups, volunteers, and stars by level; two scopes apart."""

import streamlit as st

from figures.build_cards import key_cards
from figures.build_map import area_map as build_map
from figures.build_stars import heat_table, star_callout, star_stack, two_scopes, volunteer_headline
from pages import _show as show
from pages._selection import group_view
from pages._shell import offer
from web.boundaries import approval

STARS = tuple(f"star_{n}" for n in range(1, 6))
shown = group_view(
    "registered_volunteers",
    "volunteers_per_10k",
    "volunteer_groups",
    "volunteers_per_group",
    *STARS,
    "five_star_rated",
    "star_rate",
)
show.panel(
    volunteer_headline(shown),
    key_cards(shown, ("registered_volunteers", "volunteer_groups", "volunteers_per_group")),
    key="head",
)
left, right = st.columns(2, gap="large")
with left:
    show.panel(two_scopes(shown), star_callout(), key="scopes")
    show.area_map(build_map(shown, approval=approval()))
with right:
    show.panel(heat_table(shown), key="heat")
    show.chart(star_stack(shown), key="stars")
offer(shown)
