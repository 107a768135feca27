"""A question in Chinese, answered by the figures of an edition or not at all: as data, and as the dialog draws it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from data_access.ask_words import lexicon_of_questions
from data_access.boundaries import approval
from data_access.engine import DatabaseProblem
from data_access.library import library
from domain.ask.answer import Answer, answer
from domain.ask.asked import Line
from domain.ask.parse import parse
from domain.ask.said import Parsed, Unknown
from domain.hall import without_demo
from domain.view import View
from figures.build_answer import answer_sheet
from figures.to_sheet import to_sheet
from web.static import static

LONGEST = 200  # characters of a question
Shape = Callable[[Answer, Parsed, View], dict[str, Any]]


def _ask(shape: Shape) -> Callable[[Request], Any]:
    """``?q=…`` with the query of a page: ``{understood, …}``; 422 without a question or for one too long."""

    async def endpoint(request: Request) -> Response:
        query = dict(request.query_params)
        question = query.pop("q", "").strip()
        if not question or len(question) > LONGEST:
            return JSONResponse({"error": f"问题要有1到{LONGEST}个字"}, 422)
        try:
            return JSONResponse(await run_in_threadpool(_answered, question, query, shape))
        except DatabaseProblem as problem:
            return JSONResponse({"error": str(problem)}, 503)

    return endpoint


def _answered(question: str, query: dict[str, str], shape: Shape) -> dict[str, Any]:
    view, _ = library().view(query)
    if query.get("mode") == "hall" and query.get("demo") != "1":
        view = without_demo(view)
    parsed = parse(question, lexicon_of_questions(), view.areas, view.selection)
    if isinstance(parsed, Unknown):
        return {
            "understood": False,
            "unknown": parsed.words,
            "reason": parsed.reason,
            "nearest": parsed.nearest,
        }
    found = answer(parsed, view)
    return {
        "understood": True,
        "kind": parsed.kind,
        "chips": [asdict(chip) for chip in found.chips],
        "address": found.address,
        **shape(found, parsed, view),
    }


def _data(found: Answer, parsed: Parsed, _view: View) -> dict[str, Any]:
    return {
        "indicator": parsed.indicator,
        "sentence": found.sentence,
        "status": found.status.name if found.status else "",
        "rows": [_row(line) for line in found.rows],
    }


def _row(line: Line) -> dict[str, str]:
    return {
        "area": line.area,
        "name": line.name,
        "text": line.text,
        "status": line.status.name,
        "place": line.place,
        "of": line.ref,
    }


def _drawn(found: Answer, parsed: Parsed, view: View) -> dict[str, Any]:
    return {"sheet": to_sheet(answer_sheet(found, parsed, view, approval()), static("geometry.json").url)}


ROUTES: list[BaseRoute] = [Route("/api/v1/ask", _ask(_data)), Route("/ask", _ask(_drawn))]
