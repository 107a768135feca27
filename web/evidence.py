"""The cards behind figures, the user's copy of the report, and the check of a draft: fetched by the page, not rerun."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from data_access import assets
from data_access.accounts import AccountProblem
from data_access.documents import MAX_BYTES, DocumentProblem, read_text
from data_access.engine import DatabaseProblem
from data_access.library import Library, library
from data_access.report_text import drop, keep
from data_access.submissions import Conflict, SubmissionProblem
from domain.dataset import Dataset
from domain.evidence import explain
from domain.proof import check
from domain.roles import Forbidden
from figures.evidence_html import evidence_html
from figures.proof_html import proof_html
from web.gate import who

HTML = "text/html; charset=utf-8"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OWN = "x-zjrc"  # a header that no foreign page can send without being asked first, so that it cannot write here
Endpoint = Callable[[Request], Awaitable[Response]]


def attachment(body: bytes, name: str, media_type: str) -> Response:
    """A file for the reader to keep, under a Chinese name."""
    named = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(body, media_type=media_type, headers=named)


def _dataset(request: Request) -> Dataset:
    return library().view(dict(request.query_params))[0].dataset


async def card(request: Request) -> Response:
    """``GET /card?of=village_coverage.2020.330000``: what stands behind a figure, as HTML; 404 for no figure."""
    opened = library()
    evidence = explain(request.query_params.get("of", ""), opened.sources(_dataset(request)))
    if evidence is None:
        return Response("没有这个数", 404, media_type="text/plain; charset=utf-8")
    return Response(evidence_html(evidence), media_type=HTML)


async def document(request: Request) -> Response:
    """``POST /document?name=…``: keep the user's copy of the report; ``DELETE`` takes it out again."""
    engine, account = library().engine, who(request)
    if request.method == "DELETE":
        await run_in_threadpool(drop, engine, account)
        return JSONResponse({"found": 0})
    text = await _text(request)
    found = await run_in_threadpool(keep, engine, account, request.query_params.get("name", ""), text, assets.figures())
    missing = [figure.name for figure in assets.figures() if figure.id not in found]
    return JSONResponse({"found": len(found), "missing": missing})


async def draft(request: Request) -> Response:
    """``POST /check``: every number of a draft judged, as HTML; ``/check.json`` and ``/check.docx`` likewise."""
    text, dataset = await _text(request), _dataset(request)
    claims = await run_in_threadpool(check, text, dataset, assets.figures())
    if request.url.path.endswith(".docx"):
        from reports.write_draft import annotated  # heavy, and seldom asked for

        body = await run_in_threadpool(annotated, text, claims, dataset.edition.title)
        return attachment(body, "核数结果.docx", DOCX)
    if request.url.path.endswith(".json"):
        return JSONResponse([claim.as_dict() for claim in claims])
    return Response(proof_html(text, claims), media_type=HTML)


async def body_of(request: Request) -> bytes:
    """What was sent. DocumentProblem where it is more than is read."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_BYTES:
            raise DocumentProblem(f"文件超过{MAX_BYTES // 1024**2} MB，没有读入。请只留文字，去掉图片后再试。")
    return body


async def _text(request: Request) -> str:
    """The body: a file where ``name`` says so, else plain text. DocumentProblem where it cannot be read."""
    name = request.query_params.get("name", "") or "正文.txt"
    return await run_in_threadpool(read_text, name, await body_of(request))


def figure_rows(_request: Request, opened: Library) -> list[dict[str, object]]:
    """The report's figures as printed, with their place and, where it is kept, their sentence."""
    _, found = opened.report()
    names = ("id", "name", "printed", "unit", "period", "scope", "kind", "words", "place", "indicator")
    return [
        {
            **{name: getattr(f, name) for name in names},
            "status": "PUBLISHED",
            "sentence": found[f.id].sentence if f.id in found else "",
        }
        for f in assets.figures()
    ]


def external_rows(_request: Request, _opened: Library) -> list[dict[str, object]]:
    """Public figures from elsewhere, with their address and what is doubtful about them."""
    return [{**asdict(figure), "status": "EXTERNAL"} for figure in assets.external_figures()]


def check_rows(request: Request, opened: Library) -> list[dict[str, object]]:
    """The rules on one edition: sentence, outcome, number of places tested, and what was found."""
    dataset = opened.view(dict(request.query_params))[0].dataset
    return [
        {
            "rule": checked.rule.key,
            "kind": checked.rule.kind,
            "sentence": checked.rule.sentence,
            "outcome": checked.outcome.name.lower(),
            "places": checked.places,
            "findings": "；".join(f"{f.area} {f.period} {f.message}" for f in checked.findings),
            "edition": dataset.edition.code,
        }
        for checked in opened.checked.get(dataset.edition.code, ())
    ]


def guarded(endpoint: Endpoint) -> Endpoint:
    """Only our own pages may write, and every refusal comes as {error} in Chinese."""

    async def guarded(request: Request) -> Response:
        if request.method != "GET" and OWN not in request.headers:
            return JSONResponse({"error": "只接受本系统页面发来的内容"}, 403)
        try:
            return await endpoint(request)
        except (AccountProblem, DocumentProblem, SubmissionProblem) as problem:
            return JSONResponse({"error": str(problem)}, 422)
        except Forbidden as refused:
            return JSONResponse({"error": str(refused)}, 403)
        except Conflict as conflict:
            return JSONResponse({"error": str(conflict)}, 409)
        except DatabaseProblem as problem:
            return JSONResponse({"error": str(problem)}, 503)

    return guarded


ROUTES = [
    Route("/card", guarded(card)),
    Route("/document", guarded(document), methods=["POST", "DELETE"]),
    *(Route(f"/check{ending}", guarded(draft), methods=["POST"]) for ending in ("", ".json", ".docx")),
]
