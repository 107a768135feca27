"""The dashboard as an ASGI application: ``streamlit run dashboard.py`` finds ``app``."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import AsyncIterator

import streamlit as st

from data_access.engine import DatabaseProblem
from data_access.library import library
from pages._content import PAPER
from pages._error import explain
from web.api import ROUTES
from web.materials import routes
from web.oidc import fault
from web.page import MIDDLEWARE
from web.static import prepare


@contextlib.asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Do the slow work once, before the first reader: database, editions, browser files, libraries."""
    prepare()
    if problem := fault():
        print(problem, file=sys.stderr)
    with contextlib.suppress(DatabaseProblem):  # the pages and /healthz say what is wrong
        library()
    import pages.warm_up  # noqa: F401

    yield


app = st.App(
    "pages/navigation.py",
    lifespan=lifespan,
    middleware=MIDDLEWARE,
    routes=[*routes(PAPER), *ROUTES],
    on_script_error=explain,
)
