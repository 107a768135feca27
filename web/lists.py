"""Reported lists over HTTP: the form, the reading of a file with its effect, and handing in."""

from __future__ import annotations

import hashlib

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from data_access import assets, submissions
from data_access.documents import DocumentProblem
from data_access.library import library
from data_access.list_reading import ListReading, read_list
from data_access.list_template import list_template, list_template_csv
from data_access.lists import known, newest_list, save_list
from data_access.workbook import annotated_copy
from domain.area import PROVINCE
from domain.lists import InForce, ListKind, list_effect
from domain.roles import Act, require
from domain.submission import Severity
from figures.submission_html import list_html
from web.evidence import attachment, body_of, guarded
from web.gate import who

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _where(request: Request) -> tuple[ListKind, str]:
    """Kind and scope of a request that its sender may report for. DocumentProblem if they are none."""
    kind, scope = assets.list_kinds().get(request.query_params.get("kind", "")), request.query_params.get("city", "")
    if kind is None or scope not in (PROVINCE, *assets.areas().cities()):
        raise DocumentProblem("请先选报送内容和设区市。")
    require(who(request), Act.SUBMIT, scope)
    return kind, scope


async def form(request: Request) -> Response:
    """``GET /submission/list/template.xlsx`` (or ``.csv``) ``?kind=pilots&city=330300``: the list in force, to be changed."""
    kind, scope = _where(request)
    make, ending, media_type = (list_template, "xlsx", XLSX)
    if request.url.path.endswith(".csv"):
        make, ending, media_type = (list_template_csv, "csv", "text/csv; charset=utf-8")
    body = await run_in_threadpool(lambda: make(kind, scope, known(library().engine)))
    return attachment(body, f"{assets.areas().get(scope).name}_{kind.name}_报送表.{ending}", media_type)


async def read(request: Request) -> Response:
    """``POST /submission/list/read``: what a file says, what is wrong with it, and what it would change, as HTML."""
    kind, scope = _where(request)
    reading, before = await _reading(request, await body_of(request), kind, scope)
    change = None if _stopped(reading) else list_effect(before.rows, kind, scope, reading.rows, before.areas)
    html = list_html(kind, reading.rows, reading.problems, change, before.areas)
    return Response(html, media_type="text/html; charset=utf-8")


async def marked(request: Request) -> Response:
    """``POST /submission/list/marked.xlsx``: the file again, with the cells marked."""
    kind, scope = _where(request)
    body = await body_of(request)
    reading, _ = await _reading(request, body, kind, scope)
    copy = await run_in_threadpool(annotated_copy, _name(request), body, reading.problems)
    return attachment(copy, "标出问题的报送表.xlsx", XLSX)


async def hand_in(request: Request) -> Response:
    """``POST /submission/list/hand-in``: keep what the file says and submit it to the province."""
    kind, scope = _where(request)
    account, body = who(request), await body_of(request)
    reading, _ = await _reading(request, body, kind, scope)
    if _stopped(reading):
        raise DocumentProblem("文件里还有错误，没有提交。请改正后重新上传。")

    def store() -> None:
        engine = library().engine
        seen = newest_list(engine, account, scope, kind.key)
        file, digest = _name(request), hashlib.sha256(body).hexdigest()
        draft = save_list(engine, account, scope, kind.key, reading.rows, file=file, digest=digest, seen=seen)
        submissions.submit(engine, account, draft)

    await run_in_threadpool(store)
    return JSONResponse({"said": f"已提交{len(reading.rows)}行，等省里审核。"})


def _name(request: Request) -> str:
    return request.query_params.get("name", "") or "报送表.xlsx"


def _stopped(reading: ListReading) -> bool:
    return any(problem.severity is Severity.ERROR for problem in reading.problems)


async def _reading(request: Request, body: bytes, kind: ListKind, scope: str) -> tuple[ListReading, InForce]:
    def work() -> tuple[ListReading, InForce]:
        before = known(library().engine)
        return read_list(_name(request), body, kind, scope, before), before

    return await run_in_threadpool(work)


ROUTES = [
    *(Route(f"/submission/list/template.{ending}", guarded(form)) for ending in ("xlsx", "csv")),
    *(
        Route(f"/submission/list/{path}", guarded(endpoint), methods=["POST"])
        for path, endpoint in (("read", read), ("marked.xlsx", marked), ("hand-in", hand_in))
    ),
]
