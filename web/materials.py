"""材料 over HTTP: a document, or a page as one; the pack of many; whether a file is as it was issued."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from html import escape
from typing import TYPE_CHECKING, Any, TypeVar

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from data_access.disk import is_full, why
from data_access.documents import DocumentProblem
from data_access.engine import DatabaseProblem
from data_access.library import library
from domain.area import Level
from domain.view import View
from figures.materials_html import verdict_html
from figures.sheet import Sheet
from reports.catalog import KINDS
from reports.document import ReportProblem
from web import packing
from web.evidence import HTML, attachment, body_of, guarded
from web.gate import who
from web.static import static

if TYPE_CHECKING:  # the writers are heavy, and seldom asked for
    from reports.make import Made
    from reports.verify import Verdict

# Documents take a processor to themselves: one after the other, so that the pages are served meanwhile.
_MAKER = ThreadPoolExecutor(1, "make")
_LONGEST = 2000  # areas and kinds of an order for a pack

_Result = TypeVar("_Result")
Parts = Mapping[str, Callable[[View], tuple[Any, ...]]]  # page name → its parts


def kinds() -> list[tuple[str, str, tuple[str, ...], tuple[Level, ...]]]:
    """(key, name, formats, levels) of all that can be made."""
    return [(kind.key, kind.name, kind.formats, kind.levels) for kind in KINDS.values()]


def routes(content: Parts) -> list[BaseRoute]:
    """The routes; ``content`` are the pages that can be kept as a file."""
    paper = {name: _still(parts) for name, parts in content.items()}

    async def file(request: Request) -> Response:
        """``GET /make?kind=briefing&format=docx&area=330300``: the document; 422 with the reason where there is none."""
        query = dict(request.query_params)
        form = query.pop("format", "")
        try:
            made = await _one_by_one(lambda: _made(query, form, paper))
        except (ReportProblem, DatabaseProblem) as problem:
            return _refused(request, str(problem))
        except OSError as error:
            if not is_full(error):
                raise
            return _refused(request, f"{why(error)}，没有做成。请腾出空间后再试。")
        return _file(made)

    async def judge(request: Request) -> Response:
        """``POST /verify?name=…``: what is to be said of a file, as HTML; ``/verify.json`` likewise."""
        name, body = request.query_params.get("name", ""), await body_of(request)
        try:
            found = await _one_by_one(lambda: _verdict(name, body, paper))
        except ReportProblem as problem:
            raise DocumentProblem(str(problem)) from problem
        if request.url.path.endswith(".json"):
            return JSONResponse(found.as_dict())
        return Response(verdict_html(found.title, found.level, found.lists), media_type=HTML)

    return [
        Route("/make", file),
        *(Route(f"/verify{ending}", guarded(judge), methods=["POST"]) for ending in ("", ".json")),
        Route("/pack", guarded(begin), methods=["POST"]),
        Route("/pack/status", guarded(follow)),
        Route("/pack/cancel", guarded(cancel), methods=["POST"]),
        Route("/pack/file", guarded(fetch)),
    ]


def _still(parts: Callable[[View], tuple[Any, ...]]) -> Callable[[View], Sheet]:
    """A page without what only Streamlit can draw."""
    return lambda view: tuple(part for part in parts(view) if not callable(part))


async def _one_by_one(work: Callable[[], _Result]) -> _Result:
    return await asyncio.get_running_loop().run_in_executor(_MAKER, work)


def _made(query: Mapping[str, str], form: str, paper: Mapping[str, Callable[[View], Sheet]]) -> Made:
    from reports.make import make

    return make(library(), query, form, paper)


def _verdict(name: str, body: bytes, paper: Mapping[str, Callable[[View], Sheet]]) -> Verdict:
    from reports.verify import verify

    return verify(name, body, library(), paper)


def _file(made: Made) -> Response:
    answer = attachment(made.body, made.name, made.media_type)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _refused(request: Request, words: str) -> Response:
    """A reader who followed a link gets a page, a program {error}."""
    if "text/html" in request.headers.get("accept", ""):
        page = (
            "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>没有做成</title>"
            f'<link rel=stylesheet href="./{static("app.css").url}"><main class="z z-login"><h1>没有做成</h1>'
            f"<p class=z-problem role=alert>{escape(words)}</p><a href=./materials>回到材料</a></main></html>"
        )
        return HTMLResponse(page, 422, {"Cache-Control": "no-store"})
    return JSONResponse({"error": words}, 422, {"Cache-Control": "no-store"})


async def begin(request: Request) -> Response:
    """``POST /pack`` with {kinds, areas, period, edition}: begin a pack, answer how far it is."""
    try:
        order: dict[str, Any] = json.loads(await body_of(request))
        kinds, areas = [str(kind) for kind in order["kinds"]], [str(area) for area in order.get("areas", [])]
    except (ValueError, KeyError, TypeError) as error:
        raise DocumentProblem("没有看懂要做什么。") from error
    if len(kinds) + len(areas) > _LONGEST:
        raise DocumentProblem("没有看懂要做什么。")
    query = {name: str(order[name]) for name in ("period", "edition") if order.get(name)}
    job = packing.start(query, kinds, areas, who(request).name)
    return JSONResponse(job.state())


async def follow(request: Request) -> Response:
    """``GET /pack/status?id=…``: {done, total, over, ready, problem}."""
    return JSONResponse(_job(request).state(), headers={"Cache-Control": "no-store"})


async def cancel(request: Request) -> Response:
    """``POST /pack/cancel?id=…``: it ends after the document that is being made."""
    job = _job(request)
    job.cancelled.set()
    return JSONResponse(job.state())


async def fetch(request: Request) -> Response:
    """``GET /pack/file?id=…``: the zip."""
    job = _job(request)
    if job.file is None:
        raise DocumentProblem(job.problem or "材料袋还没有做好。")
    name = f"材料袋_{job.query.get('period', '')}_{job.total}份.zip".replace("__", "_")
    return FileResponse(job.file, media_type="application/zip", filename=name, headers={"Cache-Control": "no-store"})


def _job(request: Request) -> packing.Job:
    return packing.find(request.query_params.get("id", ""))
