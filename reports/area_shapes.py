"""A map as outlines on paper: which areas, their rings, classes and labels, in units of the map's own grid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from data_access.boundaries import geometry
from domain import format as fmt
from domain.area import PROVINCE
from domain.items import KINDS
from domain.lists import SCHEMES
from domain.status import Status
from figures.charts import AreaMap

Ring = tuple[tuple[int, int], ...]
_RING = re.compile(r"M(-?\d+) (-?\d+)l([^z]*)z")
_NUMBER = re.compile(r"-?\d+")
ABSENT = "—"  # what the period did not have, or what cannot be compared

_NAMES = {**KINDS, **{scheme.code: scheme.word for scheme in SCHEMES}}
# Of the marks: preset shape of DrawingML and the letter that looks like it; none is a plus.
FORMS: Mapping[str, tuple[str, str]] = {
    "county21": ("ellipse", "●"),
    "five": ("diamond", "◆"),
    "city3": ("rect", "■"),
    "studio": ("star5", "★"),
    "centre": ("pentagon", "⬟"),
    "campaign": ("triangle", "▲"),
    "course": ("hexagon", "⬢"),
    "proposal": ("parallelogram", "▰"),
    "visit": ("teardrop", "◗"),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """An area's outline; ``text`` is its number as written, ``step`` its class 1–5, 0 where it is missing."""

    code: str
    name: str
    rings: tuple[Ring, ...]
    text: str
    step: int = 0
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A name and its number around a point."""

    x: int
    y: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A mark of what a place has, around a point; ``form`` is a preset shape of DrawingML."""

    x: int
    y: int
    form: str
    text: str
    sure: bool
    demo: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is to be drawn, the upper left corner being 0, 0; ``period`` and ``vintage`` are those shown."""

    width: int
    height: int
    areas: tuple[Shape, ...]
    cities: tuple[Shape, ...]
    labels: tuple[Label, ...]
    period: str
    vintage: str
    signs: tuple[Sign, ...] = ()

    @property
    def blanks(self) -> tuple[str, ...]:
        """What areas without a class are: 未报, 不可比, or both."""
        texts = {area.text for area in self.areas if not area.step}
        return tuple(
            name for text, name in ((Status.MISSING.label, Status.MISSING.label), (ABSENT, "不可比")) if text in texts
        )


def drawing(figure: AreaMap) -> Drawing:
    """The counties at the figure's period: all, those of the city in focus, or of the cities chosen.

    Cities are labelled on a map of several, counties on a map of one.
    """
    found = geometry()
    at = next(index for index, period in enumerate(figure.periods) if period[0] == figure.period)
    code, name, vintage = figure.periods[at]
    shown, outlines = _shown(figure, found, vintage), found["counties"][vintage]
    left, top, right, bottom = _bounds([found["boxes"][outlines[area]] for area in shown])
    corner = (left, top)
    cities = [area for area in figure.city_codes if any(found["parents"][county] == area for county in shown)]
    values = {area: _value(figure, code, index) for index, area in enumerate(figure.codes)}
    whole = dict(zip(figure.city_codes, figure.city_values[code], strict=True))
    named, place, numbers = (cities, found["cities"], whole) if len(cities) > 1 else (shown, outlines, values)
    areas = tuple(_shape(figure, found, area, outlines[area], values[area], corner) for area in shown)
    borders = tuple(_shape(figure, found, area, found["cities"][area], whole[area], corner) for area in cities)
    labels = tuple(_label(figure, found, area, found["anchors"][place[area]], numbers[area], corner) for area in named)
    signs = tuple(_signs(figure, found, vintage, shown, corner))
    return Drawing(right - left, bottom - top, areas, borders, labels, name, vintage, signs)


def _bounds(boxes: list[list[int]]) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of all."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _shown(figure: AreaMap, found: Mapping[str, Any], vintage: str) -> list[str]:
    own = [area for area in figure.codes if area in found["counties"][vintage] and area not in figure.dimmed]
    return own if figure.focus == PROVINCE else [area for area in own if found["parents"][area] == figure.focus]


def _value(figure: AreaMap, period: str, index: int) -> float | None:
    if figure.parts is None:
        return figure.values[period][index]
    pair = figure.parts[period][index]
    return figure.factor * pair[0] / pair[1] if pair and pair[1] else None


def _written(figure: AreaMap, area: str, value: float | None) -> str:
    if value is None:
        return ABSENT if area in figure.notes else Status.MISSING.label
    sign = "+" if figure.is_change and value > 0 else ""
    return f"{sign}{fmt.decimal(value, figure.decimals)}{'%' if figure.unit == '%' else ''}"


def _shape(
    figure: AreaMap, found: Mapping[str, Any], area: str, outline: int, value: float | None, corner: tuple[int, int]
) -> Shape:
    step = 0 if value is None else 1 + sum(edge <= value for edge in figure.edges)
    rings = tuple(_rings(found["paths"][outline], corner))
    return Shape(area, found["names"][area], rings, _written(figure, area, value), step, area == figure.selected)


def _label(
    figure: AreaMap,
    found: Mapping[str, Any],
    area: str,
    anchor: list[int],
    value: float | None,
    corner: tuple[int, int],
) -> Label:
    return Label(anchor[0] - corner[0], anchor[1] - corner[1], found["names"][area], _written(figure, area, value))


def _signs(
    figure: AreaMap, found: Mapping[str, Any], vintage: str, shown: list[str], corner: tuple[int, int]
) -> Iterable[Sign]:
    """Below the name that stands at the same point."""
    places = {area: found["counties"][vintage][area] for area in shown}
    places |= {city: outline for city, outline in found["cities"].items() if found["parents"].get(shown[0]) == city}
    if figure.focus == PROVINCE:
        places |= found["cities"]
    for marker in figure.markers:
        if marker.code in places and marker.scheme in FORMS:
            x, y, _ = found["anchors"][places[marker.code]]
            text = f"{found['names'][marker.code]}：{sign_name(marker.scheme)}（{marker.basis}）"
            yield Sign(x - corner[0], y - corner[1], FORMS[marker.scheme][0], text, marker.sure, marker.demo)


def sign_name(scheme: str) -> str:
    """What a mark stands for."""
    return _NAMES[scheme]


def _rings(path: str, corner: tuple[int, int]) -> Iterable[Ring]:
    """Of relative steps: the points themselves."""
    for x, y, steps in _RING.findall(path):
        points = [(int(x) - corner[0], int(y) - corner[1])]
        numbers = list(map(int, _NUMBER.findall(steps)))
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            points.append((points[-1][0] + dx, points[-1][1] + dy))
        yield tuple(points)
