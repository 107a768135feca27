"""URL ↔ Selection ↔ widgets: the only user of ``st.session_state``, and only for the widgets themselves."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data_access import assets
from data_access.library import Library, library
from domain.dataset import Dataset, Edition
from domain.period import LATEST
from domain.selection import Selection
from domain.status import Status
from domain.view import View

EMPTY = Edition("", "空", Status.MISSING, "")


def read_view() -> tuple[View, list[str]]:
    """What the address asks for, and what of it was not understood."""
    opened = library()
    selection, problems = Selection.from_query(st.query_params.to_dict(), assets.areas(), tuple(opened.datasets))
    return _view(opened, selection), problems


def view() -> View:
    """What the address asks for."""
    return read_view()[0]


def coverage_view() -> View:
    """The same with a coverage rate: of towns where a town indicator was chosen, else of villages."""
    shown = view()
    kind = "town" if shown.selection.indicator.startswith("town") else "village"
    return replace(shown, selection=replace(shown.selection, indicator=f"{kind}_coverage"))


def latest_view() -> View:
    """The same at the latest period: a comparison always ends there."""
    shown = view()
    return replace(shown, selection=replace(shown.selection, period=LATEST))


def group_view(*indicators: str) -> View:
    """The same with one of these indicators: the chosen one if it is among them, else the first."""
    shown = view()
    chosen = shown.selection.indicator
    return replace(
        shown, selection=replace(shown.selection, indicator=chosen if chosen in indicators else indicators[0])
    )


def one_area_view() -> View:
    """The same of one area: of several cities the first."""
    shown = view()
    return replace(shown, selection=replace(shown.selection, areas=shown.selection.areas[:1]))


def _view(opened: Library, selection: Selection) -> View:
    code = selection.edition or opened.default
    dataset = opened.datasets.get(code) or Dataset(EMPTY, assets.areas(), {})
    return View(dataset, selection, opened.pilots.get(code, ()))


def select(selection: Selection) -> None:
    """Show this selection: it goes into the address, from which everything else follows."""
    st.query_params.from_dict(selection.to_query())


def check_switch(label: str) -> bool:
    """A switch for what few readers ask for and what is heavy to draw; its state is in the address."""
    st.session_state["check"] = view().selection.check
    return st.toggle(label, key="check", on_change=_check_changed)


def _check_changed() -> None:
    select(replace(view().selection, check=bool(st.session_state["check"])))
