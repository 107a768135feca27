"""组织覆盖: towns and villages with a branch, from the province down to the county."""

import streamlit as st

from figures.build_funnel import funnel
from figures.build_map import area_map as build_map
from figures.build_ranking import coverage_gap, coverage_headline, ranking, small_callout
from figures.marks import check_switch
from pages import _show as show
from pages._selection import coverage_view
from pages._shell import offer
from web.boundaries import approval

shown = coverage_view()
show.panel(coverage_headline(shown), key="head")
left, right = st.columns([5, 7], gap="large")
with left:
    show.area_map(build_map(shown, approval=approval()))
with right:
    check = check_switch(shown, "看看高低是不是偶然：建会率与应建数")
    show.panel(ranking(shown, wide=True), small_callout(shown), coverage_gap(shown), check, key="ranking")
    if check.on:
        show.scatter(funnel(shown), key="funnel")
offer(shown)
