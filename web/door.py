"""What stands at the door: the pages of signing in, and the cookie that a session leaves in the browser."""

from __future__ import annotations

from html import escape
from http.cookies import CookieError, SimpleCookie

from starlette.responses import HTMLResponse, Response

from web.static import static

COOKIE = "zjrc_session"


def token_in(cookies: str) -> str:
    """The session's token in a request's cookies, "" if there is none."""
    try:
        found = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def admit(answer: Response, token: str, secure: bool) -> None:
    """Leave the token with the browser. ``secure``: it came by HTTPS, and the cookie must not go by any other way."""
    answer.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=secure)


def password_page(problem: str) -> HTMLResponse:
    """The form, with what was wrong with the last attempt."""
    form = (
        "<form method=post action=./login>"
        "<label>用户名<input name=name autocomplete=username required autofocus></label>"
        "<label>口令<input name=password type=password autocomplete=current-password required></label>"
        f"<button class=z-primary>登录</button>{_said(problem)}</form>"
    )
    return _page(form, 401 if problem else 200)


def provider_page(problem: str = "", status: int = 200) -> HTMLResponse:
    """The way to the identity provider; a link, since a form may not lead away from the house."""
    said, words = (_said(problem), "换一个账号登录") if problem else ("<p>用单位的身份平台登录。</p>", "登录")
    return _page(f'{said}<a class=z-primary href="./login/provider">{words}</a>', status)


def shut_page(problem: str) -> HTMLResponse:
    """Nobody can sign in, and why."""
    return _page(_said(problem), 503)


def entered_page() -> HTMLResponse:
    """Goes on to the house by itself: a redirect would still count as the provider's, and leave our cookie behind."""
    return _page('<meta http-equiv=refresh content="0;url=./"><p>已登录，正在打开……<a href="./">打开</a></p>', 200)


def _said(problem: str) -> str:
    return f"<p class=z-problem role=alert>{escape(problem)}</p>" if problem else ""


def _page(body: str, status: int) -> HTMLResponse:
    page = (
        f'<!doctype html><html lang=zh-CN><meta charset=utf-8><title>登录</title><link rel=stylesheet href="./{static("app.css").url}">'
        f"<main class='z z-login'><h1>浙江红十字组织建设数据</h1>{body}</main></html>"
    )
    return HTMLResponse(page, status, {"Cache-Control": "no-store"})
