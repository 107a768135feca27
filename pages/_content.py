"""The pages that can be kept as a document, by name: what each shows of a choice."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from domain.pages import PAGES
from domain.view import View


def _later(name: str) -> Callable[[View], tuple[Any, ...]]:
    """The page's parts; it is imported when it is first asked for, as Streamlit itself imports it."""
    return lambda view: tuple(import_module(f"pages.{name}").parts(view))


PAPER = {page.name: _later(page.name) for page in PAGES if page.on_paper}
