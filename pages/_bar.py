"""The bar above every page: links that carry the selection, and the filters that write it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from data_access import assets
from data_access.library import library
from domain.selection import Selection
from domain.view import View
from pages._selection import select, view
from pages._show import mount

Pages = dict[str, tuple[Any, str]]


def bar(shown: View, problems: list[str], pages: Pages, current: str) -> None:
    """Draw the bar (what its filters offer is in ``bar.js`` itself); where the reader clicked a link, go there with the selection (does not return)."""
    chosen = shown.selection
    data = {
        "pages": [[path, title] for path, (_, title) in pages.items()],
        "page": current,
        "query": "".join(f"{'&' if n else '?'}{k}={v}" for n, (k, v) in enumerate(chosen.to_query().items())),
        "cities": chosen.cities(shown.areas),
        "vintage": chosen.vintage,
        "county": chosen.county(shown.areas),
        "period": chosen.period,
        "indicator": chosen.indicator,
        "unit": shown.indicator.unit,
        "below": chosen.threshold,
        "edition": shown.dataset.edition.code,
        "editions": [[code, dataset.edition.title] for code, dataset in library().datasets.items()],
        "problem": "；".join(problems),
    }
    go = mount("bar", data, "bar", isolate=False, on_change_change=_changed, on_go_change=_nothing).get("go")
    if go and go.get("page") in pages:
        st.switch_page(pages[go["page"]][0], query_params=chosen.to_query())


def _nothing() -> None:
    """A click on a link is answered where the bar is drawn."""


def _changed() -> None:
    """A filter was changed by hand: put it into the address. What the browser sends is read like any address."""
    sent = st.session_state["bar"].change
    if not isinstance(sent, dict):
        return
    name, value = str(sent.get("name")), sent.get("value")
    text = ",".join(map(str, value)) if isinstance(value, list) else str(value)
    chosen, areas = view().selection, assets.areas()
    query = chosen.to_query()
    match name:
        case "cities":
            query["area"] = text
        case "county":
            query["area"] = text or ",".join(chosen.cities(areas))
        case "edition":
            query["edition"] = "" if text == library().default else text
        case "period" | "indicator" | "below":
            query[name] = text
    select(Selection.from_query(query, areas, tuple(library().datasets))[0])
