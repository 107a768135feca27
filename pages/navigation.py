"""The main script: the bar, the chosen page, the foot.

Everything is mounted here and a page only says what to show: what Streamlit mounts in a page's own script
it throws away and builds anew at every change of page.
"""

from __future__ import annotations

import streamlit as st

from data_access.engine import DatabaseProblem
from data_access.library import library
from domain.pages import PAGES
from pages import (
    accounts,
    bulletin,
    compare,
    coverage,
    evidence,
    materials,
    members,
    overview,
    pilots,
    profile,
    programmes,
    submissions,
    volunteers,
)
from pages._bar import bar
from pages._shell import foot, problem_page
from pages._show import draw

CONTENT = (
    overview,
    coverage,
    compare,
    pilots,
    members,
    volunteers,
    programmes,
    profile,
    bulletin,
    materials,
    submissions,
    accounts,
    evidence,
)
LINKS = {
    st.Page(f"{page.name}.py", title=page.title, url_path=page.name, default=not page.path): (page, content)
    for page, content in zip(PAGES, CONTENT, strict=True)
}

st.set_page_config(page_title="浙江红十字组织建设数据", layout="wide", initial_sidebar_state="collapsed")
page, content = LINKS[st.navigation(list(LINKS), position="hidden")]
try:
    chosen, problems = library().view(st.query_params.to_dict())
except DatabaseProblem as problem:
    problem_page(problem)
else:
    shown = page.of(chosen)
    bar(chosen, problems, page)
    draw(*content.parts(shown), foot(shown, page))
