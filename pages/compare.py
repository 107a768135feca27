"""两年对比: 2017 beside 2020, and what may not be compared."""

import streamlit as st

from domain.catalog import INDICATORS
from figures.build_compare import change_table, compare_headline, dumbbell, province_table, rate_callout
from figures.build_map import area_map as build_map
from pages import _show as show
from pages._selection import latest_view
from pages._shell import offer
from web.boundaries import approval

shown = latest_view()
show.panel(compare_headline(shown), key="head")
left, right = st.columns([7, 5], gap="large")
with left:
    show.panel(province_table(shown), rate_callout(shown), change_table(shown), key="tables")
with right:
    if shown.indicator.change_key in INDICATORS:
        show.area_map(build_map(shown, shown.indicator.change_key, approval=approval()), key="change")
    show.chart(dumbbell(shown), key="dumbbell")
offer(shown)
