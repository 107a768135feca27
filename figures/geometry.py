"""Boundary files and tile grids → one compact drawing for the browser.

Points are snapped to one integer grid before any is dropped, and only points exactly on a straight line are dropped. Two
neighbours therefore keep the same line: a shared border cannot gape.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import cos, hypot, radians
from typing import Any, TypeAlias

GeoJson: TypeAlias = Mapping[str, Any]
Point: TypeAlias = tuple[int, int]
Ring: TypeAlias = list[Point]
Cell: TypeAlias = tuple[int, int]

WIDTH = 4000  # grid units from west to east: one is about 100 m, as fine as the boundary files
SCANLINES = 12  # horizontal cuts tried when a label looks for its place

# Where a label reads better than at the roomiest point of the largest polygon (longitude, latitude).
PLACES: Mapping[str, tuple[float, float]] = {
    "330305": (121.13, 27.86),  # 洞头: among its islands, not on 灵昆, which seems to belong to 龙湾
}
# A county not yet founded leaves its tile empty, joined to the county it was split from.
SPLIT_FROM: Mapping[str, str] = {"330383": "330327"}


def build_geometry(
    counties: Mapping[str, GeoJson], cities: GeoJson, tiles: Mapping[str, Mapping[str, Cell]]
) -> dict[str, Any]:
    """The drawing. `counties` by vintage; `tiles` by vintage, and under "cities".

    Raises ValueError, in Chinese, when a file is not a collection of polygons with code and name. To list everything
    that is wrong with a user's file, ask `geojson_problems` first.
    """
    files = [*counties.values(), cities]
    for file in files:
        if found := _shape_problems(file):
            raise ValueError("；".join(found[:3]))
    pool = _Pool(_fit(files))
    placed = {vintage: {_code(f): pool.add(f) for f in file["features"]} for vintage, file in counties.items()}
    outlines = {_code(f): pool.add(f) for f in cities["features"]}
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
    """Code → (column, row) from CSV text with the columns code, col, row. KeyError or ValueError on another layout."""
    return {row["code"]: (int(row["col"]), int(row["row"])) for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff")))}


def geojson_problems(fc: GeoJson, codes: Collection[str]) -> list[str]:
    """What keeps `fc` from being the boundary file for `codes`, in sentences for the reader; empty if nothing does."""
    if problems := _shape_problems(fc):
        return problems
    found = [_code(f) for f in fc["features"]]
    lacking = sorted(set(codes) - set(found))
    unknown = sorted(set(found) - set(codes))
    twice = sorted({code for code in found if found.count(code) > 1})
    complaints = (("缺少 {} 个单位", lacking), ("有 {} 个不认识的代码", unknown), ("有 {} 个重复的代码", twice))
    return [f"边界文件{text.format(len(which))}：{'、'.join(which)}。" for text, which in complaints if which]


def _shape_problems(fc: GeoJson) -> list[str]:
    features = fc.get("features") if isinstance(fc, Mapping) else None
    if not isinstance(features, list) or not features:
        return ["边界文件不是GeoJSON要素集合（FeatureCollection），或其中没有要素。"]
    return [f"第 {n} 个要素{problem}" for n, f in enumerate(features, 1) if (problem := _feature_problem(f))]


def _feature_problem(feature: Any) -> str:
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    if not isinstance(properties, Mapping) or not all(isinstance(properties.get(k), str) for k in ("code", "name")):
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


@dataclass(frozen=True)
class _Projection:
    """Equirectangular, true to scale at the middle latitude, y downwards."""

    west: float
    north: float
    across: float  # grid units per degree of longitude
    down: float  # grid units per degree of latitude

    def __call__(self, lon: float, lat: float) -> Point:
        return round((lon - self.west) * self.across), round((self.north - lat) * self.down)


def _fit(files: Sequence[GeoJson]) -> _Projection:
    points = [p for file in files for f in file["features"] for ring in _rings(f["geometry"]) for p in ring]
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    across = WIDTH / (max(lons) - min(lons))
    return _Projection(min(lons), max(lats), across, across / cos(radians((min(lats) + max(lats)) / 2)))


@dataclass
class _Pool:
    """Each different outline once, however many vintages use it."""

    project: _Projection
    paths: list[str] = field(default_factory=list)
    anchors: list[list[int]] = field(default_factory=list)  # x, y, distance to the nearest border
    boxes: list[list[int]] = field(default_factory=list)
    known: dict[tuple[str, str], int] = field(default_factory=dict)

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
        while len(kept) > 1 and (kept[-1][0] - kept[-2][0]) * (y - kept[-1][1]) == (kept[-1][1] - kept[-2][1]) * (x - kept[-1][0]):
            kept.pop()
        if not kept or kept[-1] != (x, y):
            kept.append((x, y))
    return kept[:-1] if kept[0] == kept[-1] else kept


def _path(ring: Ring) -> str:
    steps = " ".join(f"{bx - ax} {by - ay}" for (ax, ay), (bx, by) in pairwise(ring))
    return f"M{ring[0][0]} {ring[0][1]}l{steps}z".replace(" -", "-")


def _box(points: Ring) -> list[int]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return [min(xs), min(ys), max(xs), max(ys)]


def _roomiest(rings: list[Ring]) -> tuple[float, float, float]:
    """The middle of a horizontal chord farthest from any border (labels are wide, so chords suit them), and how far."""
    edges = [edge for ring in rings for edge in pairwise([*ring, ring[0]])]
    _, top, _, bottom = max(map(_box, rings), key=lambda b: (b[2] - b[0]) * (b[3] - b[1]))
    chords: list[tuple[float, float, float]] = []  # half length, middle, height
    for step in range(1, SCANLINES):
        y = top + (bottom - top) * step / SCANLINES + 0.01
        cuts = sorted(ax + (y - ay) * (bx - ax) / (by - ay) for (ax, ay), (bx, by) in edges if (ay > y) != (by > y))
        chords += [((right - left) / 2, (left + right) / 2, y) for left, right in zip(cuts[::2], cuts[1::2], strict=True)]
    best = (float(rings[0][0][0]), float(rings[0][0][1]), 0.0)
    for half, x, y in sorted(chords, reverse=True):
        if half > best[2]:  # no point of a chord is farther from the border than half its length
            best = max(best, (x, y, min(_distance(x, y, *edge) for edge in edges)), key=lambda spot: spot[2])
    return best


def _distance(x: float, y: float, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    t = max(0.0, min(1.0, ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy)))
    return hypot(x - a[0] - t * dx, y - a[1] - t * dy)


def _grid(tiles: Mapping[str, Mapping[str, Cell]], vintage: str, codes: Collection[str]) -> dict[str, Cell]:
    """A vintage without a grid of its own (2017) takes 2020's, less what was not there yet."""
    return {code: cell for code, cell in tiles.get(vintage, tiles.get("2020", {})).items() if code in codes}


def _empty(tiles: Mapping[str, Mapping[str, Cell]], grid: Mapping[str, Cell]) -> list[dict[str, Any]]:
    cells = tiles.get("2020", {})
    missing = [code for code in SPLIT_FROM if code in cells and code not in grid and SPLIT_FROM[code] in grid]
    return [{"cell": cells[code], "joins": SPLIT_FROM[code]} for code in missing]
