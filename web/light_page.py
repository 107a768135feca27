"""A page of our own without Streamlit: a module, its style sheets, and what it has to know."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from starlette.responses import HTMLResponse

from web.static import static


def light_page(
    title: str,
    module: str,
    config: Mapping[str, Any],
    *,
    sheets: tuple[str, ...],
    kind: str,
    theme: str = "light",
    base: str = "./",
) -> HTMLResponse:
    """The page; ``config`` is the JSON that its module reads, ``kind`` the class of its root, ``base`` leads to the top."""
    told = json.dumps(config, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    links = "".join(f'<link rel=stylesheet href="{static(name).url}">' for name in ("app.css", *sheets))
    return HTMLResponse(
        f"<!doctype html><html lang=zh-CN class={kind} data-theme={theme}><meta charset=utf-8>"
        f'<meta name=viewport content="width=device-width"><title>{escape(title)}</title><base href="{base}">{links}'
        f"<script id=h-config type=application/json>{told}</script>"
        f'<script type=module src="{static(module).url}"></script><body></body></html>',
        headers={"Cache-Control": "no-store"},
    )
