"""Boundary files and tile grids → one compact drawing for the browser.

Points are snapped to one integer grid, then only those exactly on a straight line are dropped: two neighbours keep the
same line, and a shared border cannot gape.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import cos, inf, radians, sqrt
from typing import Any, TypeAlias

GeoJson: TypeAlias = Mapping[str, Any]
Point: TypeAlias = tuple[int, int]
Ring: TypeAlias = list[Point]
Project: TypeAlias = Callable[[float, float], Point]
Cell: TypeAlias = tuple[int, int]  # column, row
Tiles: TypeAlias = Mapping[str, Mapping[str, Cell]]

WIDTH = 4000  # grid units from west to east: one is about 100 m, as fine as the boundary files
SCANLINES = 12  # horizontal cuts tried when a label looks for its place

# Where a label reads better than at the roomiest point: 洞头 among its islands, not on 灵昆 close to 龙湾.
PLACES = {"330305": (121.13, 27.90)}
# A county not yet founded leaves its tile empty, joined to the county it was split from.
SPLIT_FROM = {"330383": "330327"}


def build_geometry(counties: Mapping[str, GeoJson], cities: GeoJson, tiles: Tiles) -> dict[str, Any]:
    """The drawing, from counties by vintage and tiles by vintage and under "cities".

    Raises ValueError, in Chinese, for a file that is not polygons with code and name: see `geojson_problems`.
    """
    files = [*counties.values(), cities]
    if found := [problem for file in files for problem in _shape_problems(file)]:
        raise ValueError("；".join(found[:3]))
    pool = _Pool(_fit(files))
    placed = {vintage: pool.add_all(file) for vintage, file in counties.items()}
    outlines = pool.add_all(cities)
    areas = {_code(f): f["properties"] for file in files for f in file["features"]}
    grids = {vintage: _grid(tiles, vintage, codes) for vintage, codes in placed.items()}
    return {
        "size": [max(box[2] for box in pool.boxes), max(box[3] for box in pool.boxes)],
        "paths": pool.paths,
        "anchors": pool.anchors,
        "boxes": pool.boxes,
        "counties": placed,
        "cities": outlines,
        "parents": {c: p.get("city_code", f"{c[:4]}00") for c, p in areas.items() if c not in outlines},
        "names": {code: p["name"] for code, p in areas.items()},
        "tiles": {"cities": dict(tiles.get("cities", {})), **grids},
        "empty": {vintage: _empty(tiles, grid) for vintage, grid in grids.items()},
    }


def read_tiles(text: str) -> dict[str, Cell]:
    """Code → cell, from CSV text with the columns code, col, row. KeyError or ValueError on another layout."""
    return {r["code"]: (int(r["col"]), int(r["row"])) for r in csv.DictReader(text.lstrip("\ufeff").splitlines())}


def geojson_problems(fc: GeoJson, codes: Collection[str]) -> list[str]:
    """What keeps `fc` from being the boundary file for `codes`, in sentences for the reader."""
    if problems := _shape_problems(fc):
        return problems
    found = [_code(f) for f in fc["features"]]
    wrong = {"缺少": {*codes} - {*found}, "多出": {*found} - {*codes}, "重复": {c for c in found if found.count(c) > 1}}
    return [
        f"边界文件{what} {len(which)} 个代码：{'、'.join(sorted(which))}。" for what, which in wrong.items() if which
    ]


def _shape_problems(fc: GeoJson) -> list[str]:
    features = fc.get("features") if isinstance(fc, Mapping) else None
    if not isinstance(features, list) or not features:
        return ["边界文件不是GeoJSON要素集合（FeatureCollection），或其中没有要素。"]
    return [f"第 {n} 个要素{problem}" for n, f in enumerate(features, 1) if (problem := _feature_problem(f))]


def _feature_problem(feature: Any) -> str:
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    if not isinstance(properties, Mapping) or {str} != {type(properties.get(key)) for key in ("code", "name")}:
        return "没有文字型的 code 或 name。"
    geometry, who = feature.get("geometry"), f"（{properties['code']}{properties['name']}）"
    if not isinstance(geometry, Mapping) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return f"{who}不是面（Polygon 或 MultiPolygon）。"
    try:
        rings = list(_rings(geometry))
        closed = bool(rings) and all(len(ring) >= 4 and list(ring[0][:2]) == list(ring[-1][:2]) for ring in rings)
        local = all(110 < p[0] < 130 and 20 < p[1] < 40 for ring in rings for p in ring)
    except (KeyError, IndexError, TypeError):
        return f"{who}的坐标读不出来。"
    if not closed:
        return f"{who}的边界没有闭合。"
    return "" if local else f"{who}的坐标不是浙江一带的经纬度。"


def _code(feature: Mapping[str, Any]) -> str:
    return str(feature["properties"]["code"])


def _rings(geometry: Mapping[str, Any]) -> Iterator[Sequence[Sequence[float]]]:
    coordinates = geometry["coordinates"]
    for polygon in coordinates if geometry["type"] == "MultiPolygon" else [coordinates]:
        yield from polygon


def _fit(files: Sequence[GeoJson]) -> Project:
    """Equirectangular, true to scale at the middle latitude, y downwards."""
    points = [p for file in files for f in file["features"] for ring in _rings(f["geometry"]) for p in ring]
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    west, north, across = min(lons), max(lats), WIDTH / (max(lons) - min(lons))
    down = across / cos(radians((min(lats) + north) / 2))
    return lambda lon, lat: (round((lon - west) * across), round((north - lat) * down))


@dataclass
class _Pool:
    """Each different outline once, however many vintages use it."""

    project: Project
    paths: list[str] = field(default_factory=list)
    anchors: list[list[int]] = field(default_factory=list)  # x, y, distance to the nearest border
    boxes: list[list[int]] = field(default_factory=list)
    known: dict[tuple[str, str], int] = field(default_factory=dict)

    def add_all(self, file: GeoJson) -> dict[str, int]:
        return {_code(feature): self.add(feature) for feature in file["features"]}

    def add(self, feature: Mapping[str, Any]) -> int:
        snapped = [_snap(self.project(p[0], p[1]) for p in ring) for ring in _rings(feature["geometry"])]
        rings = [ring for ring in snapped if len(ring) > 2]
        if not rings:
            raise ValueError(f"{_code(feature)} 的面积太小，画不出来。")
        key = (_code(feature), "".join(map(_path, rings)))
        if key not in self.known:
            self.known[key] = len(self.paths)
            self.paths.append(key[1])
            x, y, room = _roomiest(rings)
            x, y = self.project(*PLACES[key[0]]) if key[0] in PLACES else (x, y)
            self.anchors.append([round(x), round(y), int(room)])
            self.boxes.append(_box([point for ring in rings for point in ring]))
        return self.known[key]


def _snap(points: Iterator[Point]) -> Ring:
    kept: Ring = []
    for x, y in points:
        while len(kept) > 1:
            (ax, ay), (bx, by) = kept[-2:]
            if (bx - ax) * (y - by) != (by - ay) * (x - bx):
                break
            kept.pop()
        if not kept or kept[-1] != (x, y):
            kept.append((x, y))
    return kept[:-1] if kept[0] == kept[-1] else kept


def _path(ring: Ring) -> str:
    steps = " ".join(f"{bx - ax} {by - ay}" for (ax, ay), (bx, by) in pairwise(ring))
    return f"M{ring[0][0]} {ring[0][1]}l{steps}z".replace(" -", "-")


def _box(points: Ring) -> list[int]:
    xs, ys = zip(*points, strict=True)
    return [min(xs), min(ys), max(xs), max(ys)]


def _roomiest(rings: list[Ring]) -> tuple[float, float, float]:
    """The middle of a horizontal chord farthest from any border (labels are wide, so chords suit them), and how far."""
    edges = [edge for ring in rings for edge in pairwise([*ring, ring[0]])]
    _, top, _, bottom = max(map(_box, rings), key=lambda b: (b[2] - b[0]) * (b[3] - b[1]))
    chords: list[tuple[float, float, float]] = []  # half length, middle, height
    for y in (top + (bottom - top) * step / SCANLINES + 0.01 for step in range(1, SCANLINES)):
        cuts = sorted(ax + (y - ay) * (bx - ax) / (by - ay) for (ax, ay), (bx, by) in edges if (ay > y) != (by > y))
        chords += [((b - a) / 2, (a + b) / 2, y) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
    best = (float(rings[0][0][0]), float(rings[0][0][1]), 0.0)
    for half, x, y in sorted(chords, reverse=True):
        if half > best[2]:  # no point of a chord is farther from the border than half its length
            best = max(best, (x, y, _room(x, y, edges, best[2])), key=lambda spot: spot[2])
    return best


def _room(x: float, y: float, edges: list[tuple[Point, Point]], beat: float) -> float:
    """The distance to the nearest edge; 0 as soon as it cannot exceed `beat`."""
    nearest, limit = inf, beat * beat
    for (ax, ay), (bx, by) in edges:
        dx, dy, px, py = bx - ax, by - ay, x - ax, y - ay
        along = max(0.0, min(1.0, (px * dx + py * dy) / (dx * dx + dy * dy)))
        nearest = min(nearest, (px - along * dx) ** 2 + (py - along * dy) ** 2)
        if nearest <= limit:
            return 0.0
    return sqrt(nearest)


def _grid(tiles: Tiles, vintage: str, codes: Collection[str]) -> dict[str, Cell]:
    """A vintage without a grid of its own (2017) takes 2020's, less what was not there yet."""
    return {code: cell for code, cell in tiles.get(vintage, tiles.get("2020", {})).items() if code in codes}


def _empty(tiles: Tiles, grid: Mapping[str, Cell]) -> list[dict[str, Any]]:
    cells = tiles.get("2020", {})
    return [
        {"cell": cells[code], "joins": parent}
        for code, parent in SPLIT_FROM.items()
        if code in cells and code not in grid and parent in grid
    ]
