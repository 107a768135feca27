"""The address → what the reader wants to see. Nothing else remembers anything: the browser writes the address."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data_access.library import library
from domain.period import LATEST
from domain.view import View


def read_view() -> tuple[View, list[str]]:
    """What the address asks for, and what of it was not understood."""
    return library().view(st.query_params.to_dict())


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
