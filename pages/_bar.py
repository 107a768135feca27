"""The bar above every page: links that carry the selection, and the filters that write it."""

from __future__ import annotations

from typing import Any

from data_access.library import library
from domain.view import View
from pages._show import mount

Pages = dict[str, tuple[Any, str]]


def bar(shown: View, problems: list[str], pages: Pages, current: str) -> None:
    """Draw the bar; what its filters offer in every edition is in ``bar.js`` itself."""
    chosen, opened = shown.selection, library()
    query, default = chosen.to_query(), opened.default
    if query.get("edition") == default:
        del query["edition"]
    data = {
        "pages": [[path, title] for path, (_, title) in pages.items()],
        "page": current,
        "query": query,
        "cities": chosen.cities(shown.areas),
        "vintage": chosen.vintage,
        "county": chosen.county(shown.areas),
        "unit": shown.indicator.unit,
        "editions": [["" if code == default else code, d.edition.title] for code, d in opened.datasets.items()],
        "problem": "；".join(problems),
    }
    mount("bar", data, "bar", isolate=False)
