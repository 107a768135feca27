"""The main script: the pages, the row of links, the filters; then the chosen page."""

from __future__ import annotations

import streamlit as st

from data_access.engine import DatabaseProblem
from pages._selection import filter_bar, read_view
from pages._shell import PAGES, footer, navigation_row, problem_page

st.set_page_config(page_title="浙江红十字组织建设数据", layout="wide", initial_sidebar_state="collapsed")
page = st.navigation(list(PAGES), position="hidden")
try:
    shown, problems = read_view()
except DatabaseProblem as problem:
    problem_page(problem)
else:
    navigation_row(shown.selection)
    filter_bar(shown, problems)
    page.run()
    footer(shown)
