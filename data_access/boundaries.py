"""The map's geometry: the shipped boundaries, or the user's own with its 审图号."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from data_access import assets
from data_access.settings import settings
from domain.area import VINTAGES
from domain.geometry import build_geometry, geojson_problems, read_tiles
from domain.outline import city_outlines

NO_APPROVAL = "内部工作示意图，未取得审图号，仅限内部使用"


def _geojson(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


@cache
def own_boundaries() -> tuple[Any, str]:
    """The user's GeoJSON and "", or None and why it is not used ("" where none is set)."""
    file = settings().boundary_file
    if file is None:
        return None, ""
    try:
        found = _geojson(file)
    except (OSError, ValueError) as error:
        return None, f"边界文件 {file.name} 读不出来（{error}），已改用随附的示意边界"
    problems = geojson_problems(found, assets.areas().counties("2020"))
    return (None, f"边界文件 {file.name} 不能用：{problems[0]}，已改用随附的示意边界") if problems else (found, "")


def approval() -> dict[str, str]:
    """The line under the region map, by vintage: a 审图号 belongs to the one map it was given for."""
    own, _ = own_boundaries()
    number = settings().map_approval
    lines = dict.fromkeys(VINTAGES, NO_APPROVAL)
    return lines | {"2020": f"审图号：{number}"} if own is not None and number else lines


@cache
def geometry() -> dict[str, Any]:
    """What the browser draws from; see ``domain.geometry``."""
    folder = assets.ASSETS / "geo"
    counties = {v: _geojson(folder / f"zj_counties_{v}.geojson") for v in ("2017", "2020", "now")}
    cities = _geojson(folder / "zj_cities.geojson")
    own, _ = own_boundaries()
    if own is not None:
        tree = assets.areas()
        counties["2020"], cities = own, city_outlines(own, {code: tree.get(code).name for code in tree.cities()})
    return build_geometry(counties, cities, {vintage: _tiles(name) for vintage, name in _TILES.items()})


_TILES = {"cities": "cities", "2020": "counties_2020", "now": "counties_now"}


def _tiles(name: str) -> Mapping[str, tuple[int, int]]:
    return read_tiles((assets.ASSETS / "areas" / f"tilegrid_{name}.csv").read_text("utf-8"))
