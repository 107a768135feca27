"""The foot of every page, and the page of a broken database."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from data_access.boundaries import own_boundaries
from data_access.engine import DatabaseProblem
from data_access.settings import settings
from domain.access import Mode
from domain.facts import DOCUMENT
from domain.hall import SHOWN
from domain.pages import Page
from domain.view import View
from figures.tools import Foot
from pages._account import viewer


def foot(shown: View, page: Page) -> Foot:
    """The end of a page: source, edition, what of the settings could not be used, and the page as a file."""
    notes = [f"全省数来源：{DOCUMENT}（2021年7月2日）", f"版次：{shown.dataset.edition.title}；{_local(shown)}"]
    notes += [text for text in (settings().problem, own_boundaries()[1]) if text]
    files = (*_files(shown, page), ("下载本页数据（CSV）", _address("api/v1/table.csv", shown)))
    return Foot(tuple(notes), files, (*_halls(shown, page), *_ways()))


def _files(shown: View, page: Page) -> tuple[tuple[str, str], ...]:
    """The page itself as a document, where there is anything of it to keep."""
    if not page.on_paper or not shown.dataset.edition.code:
        return ()
    return tuple(
        (label, _address("make", shown, kind="page", page=page.name, format=form))
        for label, form in (("本页存为Word", "docx"), ("幻灯", "pptx"), ("Excel", "xlsx"))
    )


def _address(path: str, shown: View, **more: str) -> str:
    return f"{path}?{urlencode({**more, **shown.selection.to_query()})}"


def _ways() -> tuple[tuple[str, str], ...]:
    """To one's own account and out, where people sign in."""
    account = viewer() if settings().access.mode in (Mode.ACCOUNTS, Mode.OIDC) else None
    return ((f"账号：{account.name}（{account.role.value}）", "accounts"), ("退出登录", "logout")) if account else ()


def _halls(shown: View, page: Page) -> tuple[tuple[str, str], ...]:
    """The page in the hall, and into a running order; of a page to work at the eight screens of the area."""
    if page.name not in SHOWN:
        return (("会场模式", _address("./", shown, mode="hall", order="default")),)
    add = urlencode({"add": _address(page.path, shown)})
    return ("会场模式", _address(page.path or "./", shown, mode="hall")), ("加入会场播放单", f"hall/orders?{add}")


def _local(shown: View) -> str:
    if shown.is_demo:
        return "市县数为演示数据，不是实际数字"
    return "市县数为填报" if shown.dataset.has_local else "市县数未报"


def problem_page(problem: DatabaseProblem) -> None:
    """The database cannot be used: what is wrong and what to do."""
    st.html('<div class="z"><h1>数据库不能使用</h1></div>')
    st.error(str(problem), icon=None)
