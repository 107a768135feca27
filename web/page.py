"""Middleware: Chinese page shell, safe headers, compression, and words where database or disk fail."""

from __future__ import annotations

from html import escape

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data_access.disk import is_full, why
from data_access.engine import DatabaseProblem
from web.gate import Gate
from web.stage import Stage
from web.static import static

TITLE = "浙江红十字组织建设数据"
HEADERS = {
    # Nothing may be fetched from elsewhere: the product must work, and look the same, without internet.
    "Content-Security-Policy": (
        "default-src 'self' blob: data:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
        "style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss: blob: data:; "
        "frame-ancestors 'self'; form-action 'self'; base-uri 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
}


class ChineseShell:
    """Gives Streamlit's index page our language, title, style sheet and shell script."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry; only HTML pages are buffered and changed."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        page = b"text/html" in dict(scope["headers"]).get(b"accept", b"")  # and not a part that a page fetches
        if page:
            # What is to be changed must arrive unpacked; it is compressed further out.
            scope = {**scope, "headers": [h for h in scope["headers"] if h[0] != b"accept-encoding"]}
        start: Message = {}
        body = b""

        async def forward(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                headers = MutableHeaders(scope=start)
                headers.update(HEADERS)
                if not page or not headers.get("content-type", "").startswith("text/html"):
                    start = {}
                    await send(message)
            elif not start:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    await _send_page(send, start, body)

        await self.app(scope, receive, forward)


async def _send_page(send: Send, start: Message, body: bytes) -> None:
    page = _translated(body)
    MutableHeaders(scope=start)["content-length"] = str(len(page))
    await send(start)
    await send({"type": "http.response.body", "body": page})


def _translated(body: bytes) -> bytes:
    head = f'<link rel="stylesheet" href="./{static("app.css").url}"><script src="./{static("shell.js").url}"></script>'
    page = body.decode("utf-8").replace('lang="en"', 'lang="zh-CN"', 1)
    page = page.replace("<title>Streamlit</title>", f"<title>{TITLE}</title>", 1)
    page = page.replace("You need to enable JavaScript to run this app.", "请在浏览器中启用 JavaScript。")
    return page.replace("</head>", head + "</head>", 1).encode()


class Outcome:
    """Whoever asks is told in Chinese what became of it where the database or the disk fails, whichever part it hits."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry; once an answer has begun it cannot be changed any more."""
        begun = False

        async def forward(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, forward)
        except (DatabaseProblem, OSError) as problem:
            if begun or not (words := _words(problem)):
                raise
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1013})
            else:
                await _refusal(scope, words)(scope, receive, send)


def _words(problem: Exception) -> str:
    """What is told, "" for what is a fault of the program."""
    if isinstance(problem, OSError):
        return f"{why(problem)}，这一步没有做。请腾出空间后再试。" if is_full(problem) else ""
    return str(problem)


def _refusal(scope: Scope, words: str) -> Response:
    if b"text/html" not in dict(scope["headers"]).get(b"accept", b""):
        return JSONResponse({"error": words}, 503, HEADERS)
    page = (
        f'<!doctype html><html lang=zh-CN><meta charset=utf-8><title>{TITLE}</title><link rel=stylesheet href="./{static("app.css").url}">'
        f"<main class='z z-login'><h1>{TITLE}</h1><p class=z-problem role=alert>{escape(words)}</p></main></html>"
    )
    return HTMLResponse(page, 503, {**HEADERS, "Cache-Control": "no-store"})


MIDDLEWARE = [
    Middleware(Outcome),
    Middleware(Gate),
    Middleware(GZipMiddleware, minimum_size=1000),
    Middleware(ChineseShell),
    Middleware(Stage),
]
