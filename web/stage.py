"""会场 without Streamlit: any page with ``mode=hall`` or ``mode=phone``, and the windows around it under ``/hall``."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from data_access import assets
from data_access.settings import settings
from domain.access import Mode
from domain.hall import MOST_BYTES, SHOWN
from domain.pages import PAGES
from domain.status import Status
from reports.qr import qr_svg
from web.light_page import light_page

MODES = ("hall", "phone")
_PAGES = {f"/{page.path}": page for page in PAGES}
_LOCAL = ("127.0.0.1", "localhost", "::1")
_ALONE = "本系统现在只有这台电脑能打开，手机扫了也打不开。要让会场里的手机打开，请在设置文件的会场一节写上本机网址，并让服务监听局域网。"
_SHEETS = ("hall.css", "stage.css")


class Stage:
    """Answers a page's address with ``mode=hall`` or ``mode=phone`` by a light page; lets everything else through."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry."""
        page = _PAGES.get(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        query = QueryParams(scope["query_string"]) if page else QueryParams()
        if page is None or query.get("mode") not in MODES:
            await self.app(scope, receive, send)
            return
        name = page.name if page.name in SHOWN else SHOWN[0]
        await _show(name, query)(scope, receive, send)


def _show(name: str, query: QueryParams) -> Response:
    config = _config(page=name)
    if query["mode"] == "phone":
        return light_page("会场", "phone.js", config, sheets=("hall.css", "phone.css"), kind="h-phone")
    theme = "light" if query.get("theme") == "light" else "dark"
    return light_page("会场", "hall.js", config, sheets=_SHEETS, kind="h-hall", theme=theme)


def _config(**more: Any) -> dict[str, Any]:
    """What every window knows: the room, and the class of each mark."""
    room = settings().hall.room
    return {
        "room": {"depth": room.depth, "width": room.width},
        "marks": {status.label: status.name.lower() for status in Status},
        **more,
    }


async def speaker(request: Request) -> Response:
    """``GET /hall/speaker`` with the query of the hall and ``page``: what only the speaker sees."""
    page = request.query_params.get("page", "")
    config = _config(page=page if page in SHOWN else SHOWN[0])
    return light_page(
        "讲者窗口", "speaker.js", config, sheets=("hall_desk.css",), kind="h-desk", theme="dark", base="../"
    )


async def orders(_request: Request) -> Response:
    """``GET /hall/orders``: running orders are composed; ``add=<address of a page>`` begins with that view."""
    tree = assets.areas()
    areas = [["", "浙江省"]]
    for city in tree.cities():
        areas += [[code, tree.get(code).name] for code in (city, *tree.counties("2020", [city]))]
    pages = [[page.name, page.title] for page in PAGES if page.name in SHOWN]
    config = _config(pages=pages, areas=areas, longest=MOST_BYTES)
    return light_page("会场播放单", "orders.js", config, sheets=("hall_desk.css",), kind="h-desk", base="../")


async def preflight(_request: Request) -> Response:
    """``GET /hall/check``: whether this computer, this screen and these data are ready for the hall."""
    return light_page(
        "会场检查", "preflight.js", _config(), sheets=(*_SHEETS, "hall_desk.css"), kind="h-desk", base="../"
    )


async def code(request: Request) -> Response:
    """``GET /hall/qr?to=<address of a page>``, ``demo=1``: ``{address, svg, problem}``, the address that telephones open; 422 for
    what is no page of ours.
    """
    to = urlsplit(request.query_params.get("to", ""))
    if to.scheme or to.netloc or f"/{to.path.strip('/')}" not in _PAGES or len(to.query) > 1000:
        return JSONResponse({"error": "没有这个页面"}, 422)
    house = settings().hall.address
    if not house and request.url.hostname in _LOCAL:
        return JSONResponse({"problem": _ALONE})
    demo = [("demo", "1")] if request.query_params.get("demo") == "1" else []
    query = urlencode([*parse_qsl(to.query), *demo, ("mode", "phone")], safe=",")
    address = f"{(house or str(request.base_url)).rstrip('/')}/{to.path.strip('/')}?{query}"
    svg = await run_in_threadpool(qr_svg, address)
    signed = settings().access.mode in (Mode.ACCOUNTS, Mode.OIDC)
    return JSONResponse({"address": address, "svg": svg, "problem": "打开后要先登录。" if signed else ""})


ROUTES: list[BaseRoute] = [
    Route("/hall/speaker", speaker),
    Route("/hall/orders", orders),
    Route("/hall/check", preflight),
    Route("/hall/qr", code),
]
