"""``/hall/scenes``: the screens of a page or of a running order, as JSON; ``/hall/notes``: what the speaker prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from data_access import assets
from data_access.boundaries import approval, geometry
from data_access.engine import DatabaseProblem
from data_access.library import Library, library
from data_access.settings import settings
from domain.facts import DOCUMENT
from domain.hall import SCENE, SHOWN, TITLES, HallProblem, RunningOrder, Step, default_order, without_demo
from domain.pages import PAGES
from domain.proof.check import check
from domain.view import View
from figures.build_hall import SCENES
from figures.hall import Material, Question, Scene
from figures.hall_html import hall_html
from figures.hall_notes import notes_page
from figures.marks import uncited
from figures.to_area_map import to_area_map
from reports.blocks import Run, Text
from reports.sentences import sources_of
from web.static import static

_PAGES = {page.name: page for page in PAGES}
_ELSEWHERE = "公开资料（网址见“来源与勾稽”）"
_OWN = ("page", "order", "demo", SCENE)  # words of the request that are none of the view's


@dataclass(frozen=True, slots=True)
class Shown:
    """A screen of a step, with what goes with it: its number on the page, its view, where its numbers come from."""

    step: Step
    scene: Scene
    number: int
    view: View
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deck:
    """All screens of a request; ``problems`` are what of the addresses was not understood."""

    order: RunningOrder
    demo: bool
    view: View
    shown: tuple[Shown, ...]
    problems: tuple[str, ...]


async def scenes(request: Request) -> Response:
    """``GET /hall/scenes?page=coverage&area=330300`` or ``?order=<code>`` or ``?order=default&area=330300``; ``demo=1``
    shows what is invented. 422 with {error} for a page or an order that there is not.
    """
    return await _answered(request, lambda deck: JSONResponse(_as_json(deck), headers={"Cache-Control": "no-store"}))


async def notes(request: Request) -> Response:
    """``GET /hall/notes`` with the same query: a page to print, every screen with what is said and where it is from."""
    return await _answered(request, _notes)


async def _answered(request: Request, answer: Callable[[Deck], Response]) -> Response:
    try:
        return await run_in_threadpool(lambda: answer(_deck(library(), dict(request.query_params))))
    except HallProblem as problem:
        return JSONResponse({"error": str(problem)}, 422)
    except DatabaseProblem as problem:
        return JSONResponse({"error": str(problem)}, 503)


def _deck(opened: Library, query: Mapping[str, str]) -> Deck:
    chosen = {key: text for key, text in query.items() if key not in _OWN}
    demo, code = query.get("demo") == "1", query.get("order", "")
    view, problems = opened.view(chosen)
    if not code:
        page = query.get("page", SHOWN[0])
        if page not in SHOWN:
            raise HallProblem(f"没有“{page[:20]}”这个页面，或它不能放映；可用：{TITLES}")
        order = RunningOrder(_PAGES[page].title, (Step(page, urlencode(chosen)),))
    elif code == "default":
        order = default_order(view.selection, view.subject_name)
    else:
        order = RunningOrder.of(code)
    found = [_screens(opened, step, demo, whole=not code) for step in order.steps]
    told = [problem for _, own in found for problem in own]
    shown = tuple(screen for screens, _ in found for screen in screens)
    return Deck(order, demo, view, shown, tuple(dict.fromkeys([*problems, *told])))


def _screens(opened: Library, step: Step, demo: bool, *, whole: bool) -> tuple[list[Shown], list[str]]:
    """The one screen that a step of an order means, or all of the page."""
    query = dict(parse_qsl(step.query))
    seen, problems = opened.view(query)
    view = seen if demo else without_demo(seen)
    question = Question(_PAGES[step.page].of(view), _material(seen, demo))
    built = SCENES[step.page](question)
    number = max(1, int(query[SCENE])) if query.get(SCENE, "").isdecimal() else 1
    chosen = range(len(built)) if whole else [min(number, len(built)) - 1]
    return [Shown(step, built[n], n + 1, seen, _sources(built[n], opened, view)) for n in chosen], problems


def _material(view: View, demo: bool) -> Material:
    return Material(
        assets.items(),
        assets.figures(),
        geometry()["tiles"],
        approval(),
        hidden=view.is_demo and not demo,
        near=settings().near,
    )


def _sources(scene: Scene, opened: Library, view: View) -> tuple[str, ...]:
    """Where its numbers come from: the report's places together, an address on the net by what it is."""
    cited = sources_of((Text(tuple(Run("", ref) for ref in scene.refs)),), opened, view)
    found = dict.fromkeys(filter(None, (*cited, *scene.sources)))
    places = [source.removeprefix(DOCUMENT).strip() for source in found if source.startswith(DOCUMENT)]
    others = [
        _ELSEWHERE if source.startswith("http") else source for source in found if not source.startswith(DOCUMENT)
    ]
    return (*([f"{DOCUMENT} {'、'.join(places)}"] if places else []), *dict.fromkeys(others))


def _as_json(deck: Deck) -> dict[str, Any]:
    edition = deck.view.dataset.edition
    return {
        "title": deck.order.name,
        "edition": {"id": edition.code, "title": edition.title, "status": edition.local.label},
        "demo": deck.demo,
        "approval": approval()[deck.view.selection.vintage],
        "seconds": deck.order.seconds,
        "problems": deck.problems,
        "scenes": [_scene(shown) for shown in deck.shown],
    }


def _scene(shown: Shown) -> dict[str, Any]:
    step, scene = shown.step, shown.scene
    return {
        "page": step.page,
        "query": _address(shown),
        "title": scene.title,
        "sentence": step.say or scene.sentence,
        "status": "" if step.say else scene.status.label,
        "html": hall_html(scene),
        "map": to_area_map(scene.map, static("geometry.json").url) if scene.map else None,
        "alt": scene.alt,
        "say": step.say or scene.say,
        "notes": "\n".join(filter(None, (step.notes, *map(uncited, scene.notes)))),
        "sources": shown.sources,
        "checked": list(_checked(shown)) if step.say else [],
    }


def _address(shown: Shown) -> str:
    """The desk's address of the view; which of the page's screens it was the desk leaves aside."""
    query = shown.view.selection.to_query() | ({SCENE: str(shown.number)} if shown.number > 1 else {})
    return f"{_PAGES[shown.step.page].path}?{urlencode(query, safe=',')}".rstrip("?")


def _checked(shown: Shown) -> Iterator[dict[str, str]]:
    """What the check finds of each number of the user's own sentence."""
    for claim in check(shown.step.say, shown.view.dataset, assets.figures(), shown.view.subject[0]):
        yield {"text": claim.text, "verdict": claim.verdict.value, "reason": claim.reason}


def _notes(deck: Deck) -> Response:
    edition = deck.view.dataset.edition
    screens = [(_scene(shown), shown.scene.is_demo) for shown in deck.shown]
    page = notes_page(deck.order.name, edition.title, screens, static("app.css").url)
    return HTMLResponse(page, headers={"Cache-Control": "no-store"})


ROUTES: list[BaseRoute] = [Route("/hall/scenes", scenes), Route("/hall/notes", notes)]
