"""总览: one picture and three sentences."""

import streamlit as st

from figures.build_cards import headline, key_cards
from figures.build_map import area_map as build_map
from figures.build_pilots import scheme_counts
from figures.build_ranking import coverage_gap, growth_bars, ranking
from pages import _show as show
from pages._selection import view
from pages._shell import offer
from web.boundaries import approval

shown = view()
show.panel(headline(shown), key_cards(shown), key="head")
with st.container(key="trio"):
    left, middle, right = st.columns([5, 4, 3], gap="large")
with left:
    show.area_map(build_map(shown, markers=True, approval=approval()))
with middle:
    show.panel(ranking(shown), key="ranking")
with right:
    show.panel(coverage_gap(shown), growth_bars(shown), scheme_counts(shown), key="side")
offer(shown)
