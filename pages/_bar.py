"""The bar above every page: links that carry the selection, and the filters that write it."""

from __future__ import annotations

from data_access.library import library
from domain.catalog import ON_MAP
from domain.pages import PAGES, Page
from domain.period import PERIODS
from domain.view import View
from pages._show import mount


def bar(shown: View, problems: list[str], page: Page) -> None:
    """Draw the bar; what its filters offer on every page is in ``bar.js`` itself."""
    chosen, opened = shown.selection, library()
    query, default = chosen.to_query(), opened.default
    if query.get("edition") == default:
        del query["edition"]
    data = {
        "pages": [[listed.path, listed.title] for listed in PAGES if listed.in_bar],
        "page": page.path,
        "query": query,
        "cities": chosen.cities(shown.areas),
        "vintage": chosen.vintage,
        "county": chosen.county(shown.areas),
        "indicator": _or_default(page.of(shown).selection.indicator),
        "series": [_or_default(key) for key in page.series],
        "periods": [["" if p == chosen.latest else p, PERIODS[p].name] for p in shown.dataset.periods],
        "unit": page.of(shown).indicator.unit,
        "editions": [["" if code == default else code, d.edition.title] for code, d in opened.datasets.items()],
        "problem": "；".join(problems),
    }
    mount("bar", data, "bar")


def _or_default(indicator: str) -> str:
    return "" if indicator == ON_MAP[0] else indicator
