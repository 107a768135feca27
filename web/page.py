"""Middleware: Chinese page shell, safe headers, compression."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.gate import Gate
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


MIDDLEWARE = [Middleware(Gate), Middleware(GZipMiddleware, minimum_size=1000), Middleware(ChineseShell)]
