"""The main script: the pages, the row of links, the filters; then the chosen page."""

from __future__ import annotations

import streamlit as st

from data_access.engine import DatabaseProblem
from pages._bar import bar
from pages._selection import read_view
from pages._shell import LINKS, problem_page

st.set_page_config(page_title="浙江红十字组织建设数据", layout="wide", initial_sidebar_state="collapsed")
page = st.navigation([page for page, _ in LINKS.values()], position="hidden")
try:
    shown, problems = read_view()
except DatabaseProblem as problem:
    problem_page(problem)
else:
    bar(shown, problems, LINKS, page.url_path)
    page.run()
