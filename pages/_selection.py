"""URL ↔ Selection ↔ widgets: the only user of ``st.session_state``, and only for the widgets themselves."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from data_access import assets
from data_access.library import Library, library
from domain.area import PROVINCE
from domain.catalog import INDICATORS, ON_MAP
from domain.dataset import Dataset, Edition
from domain.period import LATEST, PERIODS, SHOWN
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


def filter_bar(shown: View, problems: list[str]) -> None:
    """One row of filters; each writes the address when it changes."""
    chosen, areas = shown.selection, shown.areas
    cities = chosen.cities(areas)
    values = {
        "cities": list(cities),
        "county": chosen.county(areas) or None,
        "period": chosen.period,
        "indicator": chosen.indicator,
        "below": chosen.below,
        "edition": shown.dataset.edition.code or None,
    }
    for name, value in values.items():
        st.session_state[f"filter_{name}"] = value
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        st.multiselect(
            "设区市",
            areas.cities(),
            format_func=_name,
            key="filter_cities",
            placeholder="全省；可选一个或几个市",
            on_change=_changed,
            args=("cities",),
        )
        st.selectbox(
            "县（市、区）",
            areas.counties(chosen.vintage, cities or (PROVINCE,)),
            format_func=_name,
            index=None,
            key="filter_county",
            placeholder="可直接输入县名",
            on_change=_changed,
            args=("county",),
        )
        st.selectbox("时点", SHOWN, format_func=_period, key="filter_period", on_change=_changed, args=("period",))
        st.selectbox(
            "指标", ON_MAP, format_func=_indicator, key="filter_indicator", on_change=_changed, args=("indicator",)
        )
        st.number_input(
            f"低于（{shown.indicator.unit}）",
            min_value=0.0,
            value=None,
            step=5.0,
            format="%g",
            key="filter_below",
            placeholder="不限",
            on_change=_changed,
            args=("below",),
        )
        st.selectbox(
            "版次",
            tuple(library().datasets),
            format_func=_edition,
            key="filter_edition",
            placeholder="没有版次",
            on_change=_changed,
            args=("edition",),
        )
        if problems:
            st.html(f'<p class="z-problem" role="alert">{escape("；".join(problems))}</p>')


def check_switch(label: str) -> bool:
    """A switch for what few readers ask for and what is heavy to draw; its state is in the address."""
    st.session_state["filter_check"] = view().selection.check
    return st.toggle(label, key="filter_check", on_change=_changed, args=("check",))


def _changed(name: str) -> None:
    """A filter was changed by hand: put it into the address."""
    chosen = view().selection
    value = st.session_state[f"filter_{name}"]
    query = chosen.to_query()
    match name:
        case "cities":
            query["area"] = ",".join(value)
        case "county":
            query["area"] = value or ",".join(chosen.cities(assets.areas()))
        case "below":
            query["below"] = "" if value is None else f"{value:.12g}"
        case "check":
            query["check"] = "1" if value else ""
        case "edition":
            query["edition"] = "" if value == library().default else value
        case _:
            query[name] = value
    select(Selection.from_query(query, assets.areas(), tuple(library().datasets))[0])


def _name(code: str) -> str:
    found = assets.areas().find(code)
    return found.name if found else code


def _period(code: str) -> str:
    return PERIODS[code].name


def _indicator(key: str) -> str:
    return INDICATORS[key].name


def _edition(code: str) -> str:
    return library().datasets[code].edition.title
