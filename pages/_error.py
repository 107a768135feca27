"""What a reader sees where a page fails: what, with what effect, what to do; the details go to the log."""

from __future__ import annotations

import logging

import streamlit as st

LOG = logging.getLogger("zjrc")


def explain(error: Exception) -> bool:
    """Streamlit's hook for uncaught errors; True, because its own English box is not wanted."""
    LOG.exception("页面没有画出来", exc_info=error)
    st.html(
        '<div class="z"><p class="z-empty" role="alert">这一页没有画完，数据不受影响。'
        "请刷新，或换一个地区、指标再试。（编号 P01）</p></div>"
    )
    return True
