"""City outlines from county boundaries, so that a user's own map shows no line but its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

Point = tuple[float, float]


def city_outlines(counties: Mapping[str, Any], cities: Mapping[str, str]) -> dict[str, Any]:
    """A GeoJSON collection of the cities (code → name), dissolved from a valid collection of counties.

    An edge that two counties of a city share lies inside the city and is dropped. Where neighbours do not
    share their vertices exactly, the inner line stays.
    """
    edges: dict[str, dict[frozenset[Point], tuple[Point, Point]]] = defaultdict(dict)
    for feature in counties["features"]:
        city = edges[str(feature["properties"]["code"])[:4] + "00"]
        for edge in _edges(feature["geometry"]):
            key = frozenset(edge)
            if key in city:
                del city[key]
            else:
                city[key] = edge
    return {
        "type": "FeatureCollection",
        "features": [_feature(code, name, edges[code]) for code, name in cities.items()],
    }


def _edges(geometry: Mapping[str, Any]) -> Iterator[tuple[Point, Point]]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for polygon in polygons:
        for ring in polygon:
            points = [(round(p[0], 4), round(p[1], 4)) for p in ring]
            yield from ((a, b) for a, b in pairwise(points) if a != b)


def _feature(code: str, name: str, edges: Mapping[frozenset[Point], tuple[Point, Point]]) -> dict[str, Any]:
    rings = [[ring] for ring in _rings(edges)]
    geometry = {"type": "MultiPolygon", "coordinates": rings}
    return {"type": "Feature", "properties": {"code": code, "name": name}, "geometry": geometry}


def _rings(edges: Mapping[frozenset[Point], tuple[Point, Point]]) -> Iterator[list[Point]]:
    """Chains the remaining edges, each used once, into closed rings."""
    around: dict[Point, set[Point]] = defaultdict(set)
    for a, b in edges.values():
        around[a].add(b)
        around[b].add(a)
    while around:
        start = here = next(iter(around))
        ring = [start]
        while around.get(here):
            ahead = around[here].pop()
            around[ahead].discard(here)
            ring.append(ahead)
            here = ahead
        around = defaultdict(set, {point: ends for point, ends in around.items() if ends})
        if len(ring) > 3 and ring[0] == ring[-1]:
            yield ring
