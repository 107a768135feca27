"""Files for the browser, under names that carry their content's hash, so that they are fetched once."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from data_access import assets
from data_access.boundaries import geometry
from domain.area import VINTAGES
from domain.ask.parse import EXAMPLES
from domain.catalog import INDICATORS, ON_MAP
from figures import theme

SHOWN = 6  # examples in an empty dialog of questions
_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "json": "application/json"}


@dataclass(frozen=True)
class StaticFile:
    """One file, compressed once."""

    url: str
    media_type: str
    body: bytes
    packed: bytes


def _read(name: str) -> Callable[[], str]:
    return lambda: (assets.ASSETS / name).read_text("utf-8")


def _module(name: str) -> Callable[[], str]:
    """A module whose imports of our own files lead to their hashed names."""
    return lambda: _IMPORT.sub(
        lambda found: f'"./{_name(found[1])}"' if found[1] in _SOURCES else found[0], _read(name)()
    )


_IMPORT = re.compile(r'"\./(\w+\.js)"')
_PLAIN = ("area_map", "sheet", "tools", "report", "picture", "roster", "accounts", "materials")
_HALL = (
    *("hall", "hall_deck", "hall_keys", "hall_link", "hall_room", "hall_scene", "hall_screens", "hall_stage"),
    *("speaker", "orders", "order_code", "preflight", "phone"),
)
_SOURCES: dict[str, Callable[[], str]] = {
    "app.css": lambda: theme.css() + "".join(_read(name)() for name in ("app.css", "ask.css", "adapt.css")),
    "shell.js": lambda: f"const MODULES={json.dumps(_modules())};\n" + _read("shell.js")(),
    "bar.js": lambda: f"const OPTIONS={json.dumps(_options(), ensure_ascii=False)};\n" + _read("bar.js")(),
    "ask.js": lambda: (
        f"const EXAMPLES={json.dumps(list(EXAMPLES.values())[:SHOWN], ensure_ascii=False)};\n" + _module("ask.js")()
    ),
    **{f"{name}.js": _module(f"{name}.js") for name in (*_PLAIN, *_HALL)},
    **{f"{name}.css": _read(f"{name}.css") for name in ("hall", "stage", "hall_desk", "phone")},
    "geometry.json": lambda: json.dumps(geometry(), ensure_ascii=False, separators=(",", ":")),
}


def _options() -> dict[str, Any]:
    """What the filters offer in every edition: [code, name] pairs, a default's code ""; the counties by vintage."""
    tree = assets.areas()
    return {
        "cities": [[code, tree.get(code).name] for code in tree.cities()],
        "counties": {v: [[code, tree.get(code, v).name] for code in tree.counties(v)] for v in VINTAGES},
        "indicator": [["" if key == ON_MAP[0] else key, INDICATORS[key].name] for key in ON_MAP],
    }


def _name(name: str) -> str:
    return static(name).url.rpartition("/")[2]


def _modules() -> dict[str, str]:
    return {
        name: static(f"{name}.js").url
        for name in ("bar", "sheet", "ask", "tools", "report", "roster", "accounts", "picture", "materials")
    }


@cache
def static(name: str) -> StaticFile:
    """The file of that plain name, e.g. ``app.css``. KeyError for another."""
    body = _SOURCES[name]().encode()
    stem, _, ending = name.partition(".")
    digest = hashlib.sha256(body).hexdigest()[:10]
    return StaticFile(f"assets/{stem}.{digest}.{ending}", _TYPES[ending], body, gzip.compress(body, 9))


def prepare() -> None:
    """Read and compress every file, at start-up."""
    for name in _SOURCES:
        static(name)


async def serve(request: Request) -> Response:
    """``GET /assets/{name}``: a hashed name is valid for ever, an old or unknown one is not found."""
    stem, _, ending = request.path_params["name"].partition(".")
    plain = f"{stem}.{ending.rpartition('.')[2]}"
    if plain not in _SOURCES or static(plain).url != f"assets/{request.path_params['name']}":
        return Response("没有这个文件", 404, media_type="text/plain; charset=utf-8")
    file = static(plain)
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(file.packed, media_type=file.media_type, headers=headers | {"Content-Encoding": "gzip"})
    return Response(file.body, media_type=file.media_type, headers=headers)
