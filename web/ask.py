"""``GET /api/v1/ask``: a question in Chinese, answered by the figures of an edition or not at all."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from data_access.ask_words import lexicon_of_questions
from data_access.engine import DatabaseProblem
from data_access.library import library
from domain.ask.answer import Line, answer
from domain.ask.parse import Unknown, parse

LONGEST = 200  # characters of a question


async def ask(request: Request) -> Response:
    """``?q=…`` with the query of a page: ``{understood, …}``; 422 without a question or for one too long."""
    query = dict(request.query_params)
    question = query.pop("q", "").strip()
    if not question or len(question) > LONGEST:
        return JSONResponse({"error": f"问题要有1到{LONGEST}个字"}, 422)
    try:
        return JSONResponse(await run_in_threadpool(_answered, question, query))
    except DatabaseProblem as problem:
        return JSONResponse({"error": str(problem)}, 503)


def _answered(question: str, query: dict[str, str]) -> dict[str, Any]:
    view, _ = library().view(query)
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
        "sentence": found.sentence,
        "rows": [_row(line) for line in found.rows],
        "address": found.address,
        "indicator": found.indicator,
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


ROUTES: list[BaseRoute] = [Route("/api/v1/ask", ask)]
