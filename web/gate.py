"""Who is at the door: in single-user mode nobody is asked, with accounts every request needs an open session."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import escape
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from data_access.accounts import AccountProblem
from data_access.library import library
from data_access.sessions import close_session, open_session, session_account
from data_access.settings import settings
from domain.access import Mode, current_account
from domain.roles import Account, Forbidden
from web.static import static

COOKIE = "zjrc_session"
NO_PROVIDER = (
    "本版本的页面还不能用身份平台（oidc）登录。请把 settings.toml 里 [access] 的 mode 改为 accounts 后重新启动。"
)
_OPEN = ("/login", "/healthz", "/assets/")
_LOCAL = ("127.0.0.1", "::1", "localhost", "testclient")
_MOST = 10_000  # bytes of a sign-in form


class Gate:
    """Lets through who may look; everybody else is shown the way to sign in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry, for pages, the interface and Streamlit's websocket alike."""
        if (
            scope["type"] not in ("http", "websocket")
            or settings().access.mode not in (Mode.ACCOUNTS, Mode.OIDC)
            or scope["path"].startswith(_OPEN)
            or await run_in_threadpool(account_of, HTTPConnection(scope))
        ):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 4401})
        else:
            await _refusal(Request(scope))(scope, receive, send)


def _refusal(request: Request) -> Response:
    if settings().access.mode is Mode.OIDC:  # nobody can sign in that way yet, so nobody gets in
        return JSONResponse({"error": NO_PROVIDER}, 503)
    if "text/html" in request.headers.get("accept", ""):
        return RedirectResponse("./login", 303)
    return JSONResponse({"error": "请先登录"}, 401)


def account_of(connection: HTTPConnection) -> Account | None:
    """Who sends a request, None if nobody is known."""
    host = connection.client.host if connection.client else ""
    return account(connection.headers.get("cookie", ""), host in _LOCAL)


def who(connection: HTTPConnection) -> Account:
    """The same; Forbidden where nobody is known."""
    found = account_of(connection)
    if found is None:
        raise Forbidden("请先登录。")
    return found


def account(cookies: str, local: bool) -> Account | None:
    """Who acts, by the cookies of a request; ``local``: it comes from this machine."""
    access, session = settings().access, None
    if access.mode is Mode.ACCOUNTS and (token := _token(cookies)):
        idle = timedelta(minutes=access.idle_minutes)
        session = session_account(library().engine, token, datetime.now(UTC), idle)
    return current_account(access, local=local, session=session)


def _token(cookies: str) -> str:
    try:
        found = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


async def login(request: Request) -> Response:
    """``GET /login``: the form; ``POST``: open a session, or say why not."""
    if request.method == "GET":
        return _form("")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST:
            return _form("内容太长。")
    sent = parse_qs(body.decode("utf-8", "replace"))
    name, password = sent.get("name", [""])[0], sent.get("password", [""])[0]
    idle = timedelta(minutes=settings().access.idle_minutes)
    try:
        token = await run_in_threadpool(open_session, library().engine, name, password, datetime.now(UTC), idle)
    except AccountProblem as problem:
        return _form(str(problem))
    answer = RedirectResponse("./", 303)
    answer.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=request.url.scheme == "https")
    return answer


async def logout(request: Request) -> Response:
    """``GET /logout``: close the session."""
    if token := _token(request.headers.get("cookie", "")):
        await run_in_threadpool(close_session, library().engine, token)
    answer = RedirectResponse("./login", 303)
    answer.delete_cookie(COOKIE)
    return answer


def _form(problem: str) -> Response:
    said = f"<p class=z-problem role=alert>{escape(problem)}</p>" if problem else ""
    page = (
        f'<!doctype html><html lang=zh-CN><meta charset=utf-8><title>登录</title><link rel=stylesheet href="./{static("app.css").url}">'
        "<main class='z z-login'><h1>浙江红十字组织建设数据</h1><form method=post action=./login>"
        "<label>用户名<input name=name autocomplete=username required autofocus></label>"
        "<label>口令<input name=password type=password autocomplete=current-password required></label>"
        f"<button class=z-primary>登录</button>{said}</form></main></html>"
    )
    return HTMLResponse(page, 200 if not problem else 401)


ROUTES = [Route("/login", login, methods=["GET", "POST"]), Route("/logout", logout)]
