"""The foot of every page, and the page of a broken database."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from data_access.boundaries import own_boundaries
from data_access.engine import DatabaseProblem
from data_access.settings import settings
from domain.facts import DOCUMENT
from domain.view import View
from figures.tools import Foot


def foot(shown: View) -> Foot:
    """The end of a page: source, edition, what of the settings could not be used, and the numbers as a file."""
    notes = [f"全省数来源：{DOCUMENT}（2021年7月2日）", f"版次：{shown.dataset.edition.title}；{_local(shown)}"]
    notes += [text for text in (settings().problem, own_boundaries()[1]) if text]
    address = f"api/v1/table.csv?{urlencode(shown.selection.to_query())}"
    return Foot(tuple(notes), (("下载本页数据（CSV）", address),))


def _local(shown: View) -> str:
    if shown.is_demo:
        return "市县数为演示数据，不是实际数字"
    return "市县数为填报" if shown.dataset.has_local else "市县数未报"


def problem_page(problem: DatabaseProblem) -> None:
    """The database cannot be used: what is wrong and what to do."""
    st.html('<div class="z"><h1>数据库不能使用</h1></div>')
    st.error(str(problem), icon=None)
