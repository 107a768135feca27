"""What a reader sees where a page fails: what, with what effect, what to do; the details go to the log."""

from __future__ import annotations

import logging
from html import escape

import streamlit as st

from data_access.engine import DatabaseProblem

LOG = logging.getLogger("zjrc")
_MEND = "这一页没有画完，数据不受影响。请刷新，或换一个地区、指标再试。（编号 P01）"


def explain(error: Exception) -> bool:
    """Streamlit's hook for uncaught errors; True, because its own English box is not wanted."""
    LOG.exception("页面没有画出来", exc_info=error)
    words = _MEND if not isinstance(error, DatabaseProblem) else f"这一页没有画完。{error}（编号 P02）"
    st.html(f'<div class="z"><p class="z-empty" role="alert">{escape(words)}</p></div>')
    return True
