"""Who is looking at the page."""

from __future__ import annotations

import streamlit as st

from domain.roles import Account
from web.gate import account

_LOCAL = (None, "127.0.0.1", "::1", "localhost")  # Streamlit gives no address for this machine itself


def viewer() -> Account | None:
    """The account behind the browser session, None if nobody is known."""
    return account(st.context.headers.get("Cookie", ""), st.context.ip_address in _LOCAL)
