"""Signing in through an identity provider: Streamlit talks to it, the house opens a session of its own.

Streamlit's ``/auth/login`` sends the browser to the provider, and the provider sends it back to ``/oauth2callback``.
What Streamlit answers there is read on its way out, once. Its cookie, which lasts for thirty days, proves nothing to the
house later on; it stays with the browser so that signing out can sign out of the provider as well.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import (
    encode_provider_token,
    get_cookie_with_chunks,
    get_redirect_uri,
    get_secrets_auth_section,
)
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from data_access.accounts import AccountProblem
from data_access.library import library
from data_access.sessions import open_session_by_email
from data_access.settings import settings
from domain.access import Mode
from web.door import admit, entered_page, provider_page

CALLBACK = "/oauth2callback"
OPEN = ("/auth/login", "/auth/logout", "/login/provider")
_KEYS = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_HERE = ("127.0.0.1", "::1", "localhost")
_SHORTEST = 32
_FAILED = "登录没有成功：身份平台没有确认，或这次登录已过期。请再登录一次。"
_UNVERIFIED = "此账号还没有授权：身份平台没有给出经它核实的邮箱（email、email_verified）。请联系管理员。"


def fault() -> str:
    """What keeps anybody from signing in through a provider, in Chinese; "" if nothing does, or nobody is to."""
    if settings().access.mode is not Mode.OIDC:
        return ""
    found = _fault(get_secrets_auth_section())
    return f"不能用身份平台（oidc）登录：.streamlit/secrets.toml {found}。改好后重新启动。" if found else ""


def ready() -> bool:
    """Whether people sign in through a provider, and can."""
    return settings().access.mode is Mode.OIDC and not fault()


def _fault(auth: Any) -> str:
    if not isinstance(auth, Mapping) or not auth:
        return "没有 [auth] 一节，或者读不出来"
    if missing := [key for key in _KEYS if not isinstance(auth.get(key), str) or not auth[key]]:
        return f"的 [auth] 里缺 {'、'.join(missing)}"
    if len(auth["cookie_secret"]) < _SHORTEST:
        return f"的 cookie_secret 至少要{_SHORTEST}个随机字符"
    for key in ("redirect_uri", "server_metadata_url"):
        if not _safe(auth[key].replace("{port}", "8501")):
            return f"的 {key} 应以 https:// 开头（只有本机地址可以用 http://）"
    if urlsplit(auth["redirect_uri"].replace("{port}", "8501")).path != CALLBACK:
        return f"的 redirect_uri 应以 {CALLBACK} 结尾，前面只有网址"
    return ""


def _safe(address: str) -> bool:
    """Whether what goes there cannot be read on the way."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE))


async def provider(_request: Request) -> Response:
    """``GET /login/provider``: on to Streamlit's own sign-in, with the word of two minutes that it asks for."""
    if not ready():
        return RedirectResponse("../login", 303)
    return RedirectResponse(f"../auth/login?{urlencode({'provider': encode_provider_token('default')})}", 303)


async def callback(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Streamlit's answer to the provider's word, made into a session of the house or into a page that says why not."""
    start: Message = {}

    async def hold(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)

    await app(scope, receive, hold)
    headers = Headers(raw=start["headers"])
    answer = await _answer(Request(scope), _confirmed(headers.getlist("set-cookie")))
    for name, value in headers.items():
        kept = name not in ("location", "vary", "cache-control") and not name.startswith("content-")
        foreign = name == "set-cookie" and value.startswith(USER_COOKIE_NAME) and answer.status_code == 403
        if name == "content-security-policy" or (kept and not foreign):
            answer.headers.append(name, value)
    await answer(scope, receive, send)


async def _answer(request: Request, person: Mapping[str, Any] | None) -> Response:
    if person is None:  # the provider also comes here after signing out, with nothing to say
        answered = {"state", "error"} & set(request.query_params)
        return provider_page(_FAILED, 401) if answered else RedirectResponse("./login", 303)
    email = person.get("email")
    if not isinstance(email, str) or person.get("email_verified") is not True:
        return provider_page(_UNVERIFIED, 403)
    idle = timedelta(minutes=settings().access.idle_minutes)
    try:
        token = await run_in_threadpool(open_session_by_email, library().engine, email, datetime.now(UTC), idle)
    except AccountProblem as problem:
        return provider_page(str(problem), 403)
    answer = entered_page()
    admit(answer, token, str(get_redirect_uri(get_secrets_auth_section())).startswith("https:"))
    return answer


def _confirmed(cookies: list[str]) -> Mapping[str, Any] | None:
    """Who signed in, as Streamlit has just written it into its cookies; None if nobody did."""
    sent = SimpleCookie()
    for cookie in cookies:
        sent.load(cookie)

    def one(name: str) -> bytes | None:
        return decode_signed_value(get_cookie_secret(), name, sent[name].value) if name in sent else None

    whole = get_cookie_with_chunks(one, USER_COOKIE_NAME)
    person = json.loads(whole) if whole else None
    return person if isinstance(person, dict) else None
