"""试点: three schemes kept apart, and the 21 against the rest."""

import streamlit as st

from figures.build_map import area_map as build_map
from figures.build_pilots import SIZE, group_table, known_pilots, other_schemes, pilot_headline, scheme_roll, strip
from figures.marks import check_switch
from pages import _show as show
from pages._selection import view
from pages._shell import offer
from web.boundaries import approval

shown = view()
show.panel(pilot_headline(shown), key="head")
left, right = st.columns([5, 7], gap="large")
with left:
    show.area_map(build_map(shown, markers=True, approval=approval()))
with right:
    show.panel(scheme_roll(shown), other_schemes(shown), key="schemes")
if known_pilots(shown) == SIZE:
    check = check_switch(shown, "看看每个县：试点与其他")
    show.panel(group_table(shown), check, key="groups")
    if check.on:
        show.scatter(strip(shown), key="strip")
offer(shown)
