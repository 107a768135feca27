"""数据报送 over HTTP: the template, the reading of a file with its effect, handing in, and the acts of the province."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from data_access import assets, submissions
from data_access.documents import DocumentProblem
from data_access.in_force import basis
from data_access.library import library
from data_access.lists import preview_list
from data_access.publishing import preview, publish, publish_list, roll_back
from data_access.submission_store import KIND
from data_access.template import counts_before, template, template_csv
from data_access.workbook import Reading, annotated_copy, read_workbook
from domain.effect import Effect, applied, effect
from domain.intake import PERIODS_REPORTED, examine
from domain.period import PERIODS
from domain.roles import Account, Act, require
from domain.submission import Problem, Severity, State, Submission
from figures.submission_html import list_html, reading_html
from web.evidence import attachment, body_of, guarded
from web.gate import who

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _where(request: Request) -> tuple[str, str]:
    """City and period of a request. DocumentProblem if they are none."""
    query = request.query_params
    city, period = query.get("city", ""), query.get("period", "")
    areas = library().view({})[0].areas
    if city not in areas.cities() or period not in PERIODS_REPORTED:
        raise DocumentProblem("请先选一个设区市和报送时点。")
    return city, period


async def form(request: Request) -> Response:
    """``GET /submission/template.xlsx`` (or ``.csv``) ``?city=330300&period=2021Q1``: the city's own form."""
    city, period = _where(request)
    require(who(request), Act.SUBMIT, city)
    make, ending, kind = (template, "xlsx", XLSX)
    if request.url.path.endswith(".csv"):
        make, ending, kind = (template_csv, "csv", "text/csv; charset=utf-8")
    engine = library().engine
    body = await run_in_threadpool(lambda: make(city, period, basis(engine)))
    name = library().view({})[0].areas.get(city).name
    return attachment(body, f"{name}_{PERIODS[period].name}_报送表.{ending}", kind)


async def read(request: Request) -> Response:
    """``POST /submission/read``: what a file says, what is wrong with it, and what it would change, as HTML."""
    city, period = _where(request)
    require(who(request), Act.SUBMIT, city)
    reading, problems = await _reading(request, await body_of(request), city, period)
    change = None if _errors(problems) else await run_in_threadpool(_effect, reading, city, period)
    return Response(reading_html(reading.entries, problems, change), media_type="text/html; charset=utf-8")


async def marked(request: Request) -> Response:
    """``POST /submission/marked.xlsx``: the file again, with the cells marked."""
    city, period = _where(request)
    require(who(request), Act.SUBMIT, city)
    body = await body_of(request)
    _, problems = await _reading(request, body, city, period)
    copy = await run_in_threadpool(annotated_copy, _name(request), body, problems)
    return attachment(copy, "标出问题的报送表.xlsx", XLSX)


async def hand_in(request: Request) -> Response:
    """``POST /submission/hand-in``: keep what the file says and submit it to the province."""
    city, period = _where(request)
    account, body = who(request), await body_of(request)
    require(account, Act.SUBMIT, city)
    reading, problems = await _reading(request, body, city, period)
    if _errors(problems):
        raise DocumentProblem("文件里还有错误，没有提交。请改正后重新上传。")

    def store() -> Submission:
        engine = library().engine
        seen = submissions.newest(engine, account, city, period)
        file, digest = _name(request), hashlib.sha256(body).hexdigest()
        draft = submissions.save_draft(
            engine, account, city, period, reading.entries, file=file, digest=digest, seen=seen
        )
        return submissions.submit(engine, account, draft)

    await run_in_threadpool(store)
    return JSONResponse({"said": f"已提交{len(reading.entries)}个数，等省里审核。"})


async def act(request: Request) -> Response:
    """``POST /submission/act`` with {act, id, version, period, kind, edition, reason}: one act."""
    try:
        order: dict[str, Any] = json.loads(await body_of(request))
        name = str(order["act"])
    except (ValueError, KeyError, TypeError) as error:
        raise DocumentProblem("没有看懂要做什么。") from error
    return JSONResponse({"said": await run_in_threadpool(_act, who(request), name, order)})


def _act(account: Account, name: str, order: dict[str, Any]) -> str:
    engine, reason = library().engine, str(order.get("reason", ""))
    match name:
        case "publish" if "kind" in order:
            return f"已发布“{publish_list(engine, account, str(order['kind'])).title}”。"
        case "publish":
            return f"已发布“{publish(engine, account, str(order.get('period'))).title}”。"
        case "roll_back":
            return f"现在用的是“{roll_back(engine, account, str(order.get('edition')), reason).edition}”。"
    seen = _seen(account, order)
    match name:
        case "submit":
            submissions.submit(engine, account, seen)
            return "已提交，等省里审核。"
        case "approve":
            submissions.approve(engine, account, seen)
            return "已通过，发布后大家都能看到。"
        case "give_back":
            submissions.give_back(engine, account, seen, reason)
            return "已退回。"
        case "unlock":
            submissions.unlock(engine, account, seen, reason)
            return "已解锁，该市可以重新报送。"
    raise DocumentProblem("没有看懂要做什么。")


def _seen(account: Account, order: dict[str, Any]) -> Submission:
    """The submission that is meant, as the page showed it."""
    wanted, version = str(order.get("id")), str(order.get("version"))
    found = next((s for s in submissions.listed(library().engine, account, kind="") if str(s.id) == wanted), None)
    if found is None:
        raise DocumentProblem("没有这份报送。")
    if str(found.version) != version:
        raise submissions.Conflict(f"这份报送已由“{found.by}”在{found.at[:16].replace('T', ' ')}改过，请刷新后再试。")
    return found


async def change(request: Request) -> Response:
    """``GET /submission/effect?id=…``: what publishing a submission would change, as HTML."""
    account = who(request)
    engine, wanted = library().engine, request.query_params.get("id", "")
    found = next((s for s in submissions.listed(engine, account, kind="") if str(s.id) == wanted), None)
    if found is None:
        raise DocumentProblem("没有这份报送。")
    if found.kind == KIND:
        expected = await run_in_threadpool(preview, engine, account, found)
        html = reading_html(found.entries, (), expected)
    else:
        changed = await run_in_threadpool(preview_list, engine, account, found)
        html = list_html(assets.list_kinds()[found.kind], found.rows, (), changed, assets.areas())
    return Response(html, media_type="text/html; charset=utf-8")


def _name(request: Request) -> str:
    return request.query_params.get("name", "") or "报送表.xlsx"


def _errors(problems: tuple[Problem, ...]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


async def _reading(request: Request, body: bytes, city: str, period: str) -> tuple[Reading, tuple[Problem, ...]]:
    def work() -> tuple[Reading, tuple[Problem, ...]]:
        known = basis(library().engine)
        reading = read_workbook(_name(request), body, city, period, counts_before(city, period, known))
        return reading, (*reading.problems, *reading.located(examine(reading.entries, city, period, known)))

    return await run_in_threadpool(work)


def _effect(reading: Reading, city: str, period: str) -> Effect:
    before = basis(library().engine)
    draft = Submission(0, "indicators", city, period, State.DRAFT, reading.entries, "", "", "", "", "", 0)
    return effect(before, applied(before, draft, 1), city, period)


ROUTES = [
    *(Route(f"/submission/template.{ending}", guarded(form)) for ending in ("xlsx", "csv")),
    Route("/submission/effect", guarded(change)),
    *(
        Route(f"/submission/{path}", guarded(endpoint), methods=["POST"])
        for path, endpoint in (("read", read), ("marked.xlsx", marked), ("hand-in", hand_in), ("act", act))
    ),
]
