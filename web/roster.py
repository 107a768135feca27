"""A volunteer roster over HTTP: it is counted while the page hears how far, and only counts come back.

The file lies in memory or in a file without a name, both gone when it is counted or the browser has left. Its own name
is never sent. What may be kept is sealed for the page that is to send it back, so that nothing of it stays here.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack
from dataclasses import asdict
from functools import partial
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore, Event
from typing import IO, Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from data_access import assets
from data_access.documents import DocumentProblem
from data_access.engine import DatabaseProblem
from data_access.library import library
from data_access.roster import MAX_BYTES, count_roster
from data_access.roster_draft import keep as keep_counts
from data_access.roster_draft import look
from data_access.settings import settings
from domain.board import last_day
from domain.intake import PERIODS_REPORTED
from domain.period import PERIODS
from domain.roles import Account, Act, Forbidden, require
from domain.roster import RosterOptions
from domain.submission import Entry
from figures.build_roster import roster_csv, roster_pieces
from figures.submission_html import reading_html
from figures.to_html import to_html
from web.evidence import body_of, guarded
from web.gate import who

FEW = 3
_IN_MEMORY = 16 * 1024**2  # bytes
_KEY = secrets.token_bytes(32)  # of this process: what was counted before a restart is counted anew
_AT_A_TIME = BoundedSemaphore(2)  # each may take 2 GB
_OLD = "统计的结果已经失效，请重新上传名册。"

Rows = Callable[[int], None]


class _Left(Exception):
    """Nobody waits for the answer any more."""


def _where(request: Request) -> tuple[Account, str, str]:
    """Who reports for which city and period. DocumentProblem if they are none, Forbidden if he may not."""
    account, query = who(request), request.query_params
    city, period = query.get("city", ""), query.get("period", "")
    if city not in assets.areas().cities() or period not in PERIODS_REPORTED:
        raise DocumentProblem("请先选一个设区市和报送时点。")
    require(account, Act.SUBMIT, city)
    return account, city, period


async def count(request: Request) -> Response:
    """``POST /submission/roster?city=330300&period=2021Q1&ending=csv``: events ``{"persons": n}``, then the counts.

    The last event is ``{"html", "csv", "counted", "seal"}`` or ``{"error"}``. With ``few=1`` small counts are hidden.
    """
    account, city, period = _where(request)
    few = FEW if request.query_params.get("few") else 0
    vintage = PERIODS[period].vintage
    options = RosterOptions(vintage, settings().star_hours, last_day(period), few)
    try:
        body = await _received(request)
    except ClientDisconnect:
        return Response(status_code=400)  # nobody reads it
    ending = request.query_params.get("ending", "")
    work = partial(_counted, f"名册.{ending}", body, account, city, period, options)
    return StreamingResponse(_events(work), media_type="text/event-stream")


async def _received(request: Request) -> IO[bytes]:
    """The body, in memory or in a file without a name. DocumentProblem where it is too large."""
    with ExitStack() as closing:
        body = closing.enter_context(SpooledTemporaryFile(_IN_MEMORY))
        async for part in request.stream():
            if body.tell() + len(part) > MAX_BYTES:
                raise DocumentProblem(f"这份名册超过{MAX_BYTES // 1024**2}MB。请分成几份后再上传。")
            await run_in_threadpool(body.write, part)
        closing.pop_all()
    return body


def _counted(
    name: str, body: IO[bytes], account: Account, city: str, period: str, options: RosterOptions, told: Rows
) -> dict[str, str]:
    """The last event; the file is closed, and so gone, whatever happens."""
    with body, _AT_A_TIME:
        counts = count_roster(name, body, assets.areas(), options, told=told)
    draft = look(library().engine, account, city, period, counts)
    kept = {"account": account.name, "city": city, "period": period, "seen": draft.seen}
    counted = json.dumps({**kept, "entries": [asdict(entry) for entry in draft.counted]})
    pieces = roster_pieces(counts, draft.counted, draft.strangers, assets.areas())
    html = "".join(map(to_html, pieces)) + reading_html(draft.entries, draft.problems, draft.effect)
    return {"html": html, "csv": roster_csv(counts, assets.areas()), "counted": counted, "seal": _seal(counted)}


async def _events(work: Callable[[Rows], dict[str, str]]) -> AsyncIterator[str]:
    """What the work tells, and what comes of it; it ends at its next word when the reader leaves."""
    loop, left = asyncio.get_running_loop(), Event()
    words: asyncio.Queue[int | None] = asyncio.Queue()

    def told(persons: int) -> None:
        if left.is_set():
            raise _Left
        loop.call_soon_threadsafe(words.put_nowait, persons)

    done = loop.run_in_executor(None, work, told)
    done.add_done_callback(lambda _: words.put_nowait(None))
    done.add_done_callback(lambda ended: ended.cancelled() or ended.exception())  # is not asked for who has left
    try:
        while (persons := await words.get()) is not None:
            yield _event({"persons": persons})
        yield _event(await done)
    except (DocumentProblem, Forbidden, DatabaseProblem) as problem:
        yield _event({"error": str(problem)})
    finally:
        left.set()


def _event(content: dict[str, Any]) -> str:
    return f"data: {json.dumps(content, ensure_ascii=False)}\n\n"


async def keep(request: Request) -> Response:
    """``POST /submission/roster/keep`` with {counted, seal} as they came: into the draft of the city and period."""
    account, city, period = _where(request)
    try:
        sent = json.loads(await body_of(request))
        counted = str(sent["counted"])
        is_ours = hmac.compare_digest(_seal(counted).encode(), str(sent["seal"]).encode())
    except (ValueError, KeyError, TypeError) as error:
        raise DocumentProblem(_OLD) from error
    found = json.loads(counted) if is_ours else {}
    if [found.get(name) for name in ("account", "city", "period")] != [account.name, city, period]:
        raise DocumentProblem(_OLD)
    entries = [Entry(**entry) for entry in found["entries"]]
    seen = (found["seen"][0], found["seen"][1])
    await run_in_threadpool(keep_counts, library().engine, account, city, period, entries, seen)
    return JSONResponse({"said": f"已把{len(entries)}个数存入草稿，可以在下面的报送记录里看影响、提交。"})


def _seal(counted: str) -> str:
    return hmac.new(_KEY, counted.encode(), hashlib.sha256).hexdigest()


ROUTES = [
    Route("/submission/roster", guarded(count), methods=["POST"]),
    Route("/submission/roster/keep", guarded(keep), methods=["POST"]),
]
