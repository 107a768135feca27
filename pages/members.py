"""会员: adult members, never added to volunteers."""

import streamlit as st

from figures.build_cards import key_cards
from figures.build_map import area_map as build_map
from figures.build_members import member_headline, member_notes
from figures.build_ranking import ranking
from pages import _show as show
from pages._selection import group_view
from pages._shell import offer
from web.boundaries import approval

shown = group_view("adult_members", "members_per_10k", "members_per_village")
show.panel(
    member_headline(shown), key_cards(shown, ("adult_members", "members_per_10k", "members_per_village")), key="head"
)
left, right = st.columns([5, 7], gap="large")
with left:
    show.area_map(build_map(shown, approval=approval()))
with right:
    show.panel(ranking(shown, wide=True), *member_notes(), key="ranking")
offer(shown)
