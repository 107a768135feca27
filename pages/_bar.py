"""The bar above every page: links that carry the selection, and the filters that write it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st

from data_access import assets
from data_access.library import library
from domain.area import PROVINCE
from domain.catalog import INDICATORS, ON_MAP
from domain.period import PERIODS, SHOWN
from domain.selection import Selection
from domain.view import View
from pages._selection import select, view
from pages._show import mount

Pages = dict[str, tuple[Any, str]]


def bar(shown: View, problems: list[str], pages: Pages, current: str) -> None:
    """Draw the bar; where the reader clicked a link, go there with the selection (does not return)."""
    chosen = shown.selection
    data = {
        "pages": [[path, title] for path, (_, title) in pages.items()],
        "page": current,
        "query": "".join(f"{'&' if n else '?'}{k}={v}" for n, (k, v) in enumerate(chosen.to_query().items())),
        "unit": shown.indicator.unit,
        "below": chosen.threshold,
        "problem": "；".join(problems),
        **_fields(shown),
    }
    go = mount("bar", data, "bar", isolate=False, on_change_change=_changed, on_go_change=_nothing).get("go")
    if go and go.get("page") in pages:
        st.switch_page(pages[go["page"]][0], query_params=chosen.to_query())


def _fields(shown: View) -> dict[str, Any]:
    chosen, areas = shown.selection, shown.areas
    cities = chosen.cities(areas)
    counties = areas.counties(chosen.vintage, cities or (PROVINCE,))
    opened = library()
    return {
        "cities": _field(areas.cities(), lambda code: areas.get(code).name, cities),
        "county": _field(counties, lambda code: areas.get(code, chosen.vintage).name, chosen.county(areas), "不限"),
        "period": _field(SHOWN, lambda code: PERIODS[code].name, chosen.period),
        "indicator": _field(ON_MAP, lambda key: INDICATORS[key].name, chosen.indicator),
        "edition": _field(
            opened.datasets, lambda code: opened.datasets[code].edition.title, shown.dataset.edition.code
        ),
    }


def _field(options: Iterable[str], name: Callable[[str], str], chosen: Any, none: str = "") -> dict[str, Any]:
    return {"options": [[code, name(code)] for code in options], "chosen": chosen, "none": none}


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
