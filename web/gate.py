"""Who is at the door: in single-user mode nobody is asked, with accounts every request needs an open session."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from data_access.accounts import AccountProblem
from data_access.library import library
from data_access.sessions import close_session, open_session, session_account
from data_access.settings import settings
from domain.access import Mode, current_account
from domain.roles import Account, Forbidden
from web import oidc
from web.door import COOKIE, admit, password_page, provider_page, shut_page, token_in

_OPEN = ("/login", "/logout", "/healthz")
_LOCAL = ("127.0.0.1", "::1", "localhost", "testclient")
_MOST = 10_000  # bytes of a sign-in form


class Gate:
    """Lets through who may look; everybody else is shown the way to sign in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry, for pages, the interface and Streamlit's websocket alike."""
        mode = settings().access.mode
        if scope["type"] not in ("http", "websocket") or mode not in (Mode.ACCOUNTS, Mode.OIDC):
            await self.app(scope, receive, send)
        elif (scope["type"], scope["path"]) == ("http", oidc.CALLBACK) and oidc.ready():
            await oidc.callback(self.app, scope, receive, send)
        elif _is_open(scope["path"]) or await run_in_threadpool(account_of, HTTPConnection(scope)) is not None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 4401})
        else:
            await _refusal(Request(scope))(scope, receive, send)


def _is_open(path: str) -> bool:
    """Whether a path must be there for those who are not signed in."""
    if path in _OPEN or path.startswith("/assets/"):
        return True
    return path in oidc.OPEN and oidc.ready()


def _refusal(request: Request) -> Response:
    page = "text/html" in request.headers.get("accept", "")
    if fault := oidc.fault():
        return shut_page(fault) if page else JSONResponse({"error": fault}, 503)
    return RedirectResponse("./login", 303) if page else JSONResponse({"error": "请先登录"}, 401)


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
    if access.mode in (Mode.ACCOUNTS, Mode.OIDC) and (token := token_in(cookies)):
        idle = timedelta(minutes=access.idle_minutes)
        session = session_account(library().engine, token, datetime.now(UTC), idle)
    return current_account(access, local=local, session=session)


async def login(request: Request) -> Response:
    """``GET /login``: the form, or the way to the provider; ``POST``: open a session, or say why not."""
    if settings().access.mode is Mode.OIDC:
        return shut_page(fault) if (fault := oidc.fault()) else provider_page()
    if request.method == "GET":
        return password_page("")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST:
            return password_page("内容太长。")
    sent = parse_qs(body.decode("utf-8", "replace"))
    name, password = sent.get("name", [""])[0], sent.get("password", [""])[0]
    idle = timedelta(minutes=settings().access.idle_minutes)
    try:
        token = await run_in_threadpool(open_session, library().engine, name, password, datetime.now(UTC), idle)
    except AccountProblem as problem:
        return password_page(str(problem))
    answer = RedirectResponse("./", 303)
    admit(answer, token, request.url.scheme == "https")
    return answer


async def logout(request: Request) -> Response:
    """``GET /logout``: close the session; with a provider Streamlit goes on to its cookies and to the provider's own."""
    if token := token_in(request.headers.get("cookie", "")):
        await run_in_threadpool(close_session, library().engine, token)
    answer = RedirectResponse("./auth/logout" if oidc.ready() else "./login", 303)
    answer.delete_cookie(COOKIE)
    return answer


ROUTES = [
    Route("/login", login, methods=["GET", "POST"]),
    Route("/login/provider", oidc.provider, methods=["GET"]),
    Route("/logout", logout),
]
