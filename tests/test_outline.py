"""Cities dissolved from their counties: shared lines go, outer lines stay."""

from __future__ import annotations

import itertools
import json

import pytest

from data_access.assets import ASSETS
from domain.outline import city_outlines


def _county(code: str, *ring: tuple[float, float]) -> dict[str, object]:
    return {"properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}}


def _area(rings: list[list[list[tuple[float, float]]]]) -> float:
    def one(ring: list[tuple[float, float]]) -> float:
        return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))) / 2

    return sum(one(ring) for polygon in rings for ring in polygon)


def test_two_neighbours_become_one_outline_without_the_line_between() -> None:
    west = _county("330101", (0, 0), (1, 0), (1, 1), (0, 1))
    east = _county("330102", (1, 0), (2, 0), (2, 1), (1, 1))
    city = city_outlines({"features": [west, east]}, {"330100": "甲市"})["features"][0]
    (ring,) = city["geometry"]["coordinates"][0]
    assert len(city["geometry"]["coordinates"]) == 1
    edges = {frozenset(edge) for edge in itertools.pairwise(ring)}
    assert frozenset({(1.0, 0.0), (1.0, 1.0)}) not in edges
    assert _area(city["geometry"]["coordinates"]) == pytest.approx(2.0)  # two unit squares


def test_an_island_stays_a_ring_of_its_own() -> None:
    land = _county("330101", (0, 0), (1, 0), (1, 1), (0, 1))
    island = _county("330102", (5, 5), (6, 5), (6, 6), (5, 6))
    city = city_outlines({"features": [land, island]}, {"330100": "甲市"})["features"][0]
    assert len(city["geometry"]["coordinates"]) == 2


def test_wenzhou_has_the_ground_of_its_counties() -> None:
    counties = json.loads((ASSETS / "geo" / "zj_counties_2020.geojson").read_text("utf-8"))
    (city,) = city_outlines(counties, {"330300": "温州市"})["features"]
    own = [f["geometry"] for f in counties["features"] if f["properties"]["code"].startswith("3303")]
    polygons = [p for g in own for p in ([g["coordinates"]] if g["type"] == "Polygon" else g["coordinates"])]
    assert _area(city["geometry"]["coordinates"]) == pytest.approx(_area(polygons), rel=0.001)
