"""Labels, marks and legend of a map on a slide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from domain.house import House
from domain.items import KINDS
from domain.lists import SCHEMES
from domain.status import Status
from figures.charts import AreaMap, Marker
from reports._pptx_ink import Box, Span, bar_shape, paragraph, solid, stroke, text_shape
from reports._pptx_labels import Placed, place
from reports._pptx_measure import LEAST, leading, width_of
from reports.area_shapes import Drawing, Label
from reports.blocks import Grid, GridCell
from reports.office_paint import hatch, paint

_SWATCH, _SIGN = 14.0, 9.0
NAMES = {**KINDS, **{scheme.code: scheme.word for scheme in SCHEMES}}
# Forms of the marks of what a place has; none is a plus.
FORMS = {
    "county21": "ellipse",
    "five": "diamond",
    "city3": "rect",
    "studio": "star5",
    "centre": "pentagon",
    "campaign": "triangle",
    "course": "hexagon",
    "proposal": "parallelogram",
    "visit": "teardrop",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """Where the map is drawn: ``scale`` points a unit of its grid."""

    figure: AreaMap
    found: Drawing
    box: Box
    house: House
    scale: float
    ids: Iterator[int]  # numbers of new shapes

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A point of the grid on the slide."""
        return self.box.x + x * self.scale, self.box.y + y * self.scale


def filled(role: str, status: Status, house: House) -> str:
    """The colour of a class; of 演示 hatched."""
    if status is not Status.DEMO:
        return solid(role, house)
    ground = paint(role, house)
    return (
        f'<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="{hatch(ground)}"/></a:fgClr>'
        f'<a:bgClr><a:srgbClr val="{ground}"/></a:bgClr></a:pattFill>'
    )


def words(picture: Picture, box: Box, spans: list[Span], name: str) -> str:
    """A line of text inside the map's group."""
    return text_shape(next(picture.ids), box, [paragraph(spans, picture.house)], name, "ctr", "<a:noFill/>")


def labels(picture: Picture) -> Iterator[str]:
    """Name and number on a veil that leaves the class to be seen; a line leads to what it had to be moved off."""
    bare = not picture.figure.labels
    high = (1 if bare else 2) * leading(LEAST)
    placed = [_placed(picture, label, high, bare) for label in picture.found.labels]
    boxes = (box for _, box, _ in _spots(picture))
    fixed = [
        Placed(*(at := (b.x + b.w / 2 - picture.box.x, b.y + b.h / 2 - picture.box.y)), b.w, b.h, *at, fixed=True)
        for b in boxes
    ]
    place([*placed, *fixed], picture.box.w, picture.box.h)
    for spot, label in zip(placed, picture.found.labels, strict=True):
        if spot.moved:
            yield _leader(picture, spot)
        yield _label(picture, spot, label, bare)


def _placed(picture: Picture, label: Label, high: float, bare: bool) -> Placed:
    wide = max(width_of(_short(label.name), LEAST, strong=True), 0 if bare else width_of(label.text, LEAST)) + 3
    x, y = label.x * picture.scale, label.y * picture.scale
    return Placed(x, y, wide, high, x, y)


def _label(picture: Picture, spot: Placed, label: Label, bare: bool) -> str:
    box = Box(picture.box.x + spot.x - spot.w / 2, picture.box.y + spot.y - spot.h / 2, spot.w, spot.h)
    lines = [paragraph([Span(_short(label.name), LEAST, strong=True)], picture.house, "ctr")]
    lines += [] if bare else [paragraph([Span(label.text, LEAST)], picture.house, "ctr")]
    veil = '<a:solidFill><a:schemeClr val="bg1"><a:alpha val="70000"/></a:schemeClr></a:solidFill>'
    return text_shape(next(picture.ids), box, lines, f"标注 {label.name}", "ctr", veil)


def _short(name: str) -> str:
    return name[:-1] if len(name) > 2 and name[-1] in "市县区" else name


def _leader(picture: Picture, spot: Placed) -> str:
    """A line from the point to the label's middle, which the label covers."""
    x, y = min(spot.x, spot.from_x), min(spot.y, spot.from_y)
    box = Box(picture.box.x + x, picture.box.y + y, abs(spot.x - spot.from_x), abs(spot.y - spot.from_y))
    line = bar_shape(next(picture.ids), box, "", stroke("ink", picture.house, 0.75), "引线", form="line")
    falls = (spot.x - spot.from_x) * (spot.y - spot.from_y) >= 0
    return line if falls else line.replace("<a:xfrm>", '<a:xfrm flipV="1">', 1)


def _spots(picture: Picture) -> Iterator[tuple[Marker, Box, str]]:
    """Where the marks of what a place has stand, side by side where it has several; its name."""
    areas = {area.code: area for area in (*picture.found.cities, *picture.found.areas)}
    beside: Counter[str] = Counter()
    for marker in picture.figure.markers:
        area = areas.get(marker.code)
        if area is None or marker.scheme not in FORMS:
            continue
        ring = max(area.rings, key=len)
        x, y = picture.at(sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring))
        n = beside[marker.code]
        beside[marker.code] += 1
        yield marker, Box(x - _SIGN / 2 + n * (_SIGN + 1), y - _SIGN / 2, _SIGN, _SIGN), area.name


def signs(picture: Picture) -> Iterator[str]:
    """The marks of what places have."""
    for marker, box, name in _spots(picture):
        yield _sign(picture, marker, box, f"{name}：{NAMES[marker.scheme]}（{marker.basis}）")


def marked_places(picture: Picture) -> Grid:
    """The marks as a table, for a map that has nothing else to tell."""
    places: dict[str, list[str]] = {}
    for marker, _, name in _spots(picture):
        places.setdefault(NAMES[marker.scheme], []).append(f"{name}（{marker.basis}）" if not marker.sure else name)
    rows = tuple((GridCell(kind), GridCell("、".join(names))) for kind, names in places.items())
    return Grid(("标记", "地方"), rows, numeric_from=2, title=picture.figure.title)


def _sign(picture: Picture, marker: Marker, box: Box, said: str) -> str:
    """Full where it is sure, hollow where it is not, hatched where it is invented."""
    house = picture.house
    fill = filled("bar-strong", Status.DEMO, house) if marker.demo else solid("ink" if marker.sure else "bg", house)
    line = stroke("ink", house, 1, "solid" if marker.sure or marker.demo else "sysDash")
    return bar_shape(next(picture.ids), box, fill, line, said, said, FORMS[marker.scheme])


def legend(picture: Picture, box: Box) -> tuple[list[str], float]:
    """Classes from low to high in two columns, what is missing, and the marks; and where they end."""
    house = picture.house
    line, shapes = leading(LEAST) + 2, []
    looks = [*_classes(picture.figure, house), *_kinds(picture.figure, house)]
    for n, (look, form, label) in enumerate(looks):
        at = Box(box.x + n % 2 * box.w / 2, box.y + n // 2 * line, _SWATCH, LEAST)
        shapes.append(bar_shape(next(picture.ids), at, look, "", f"图例 {label}", form=form))
        beside = Box(at.x + _SWATCH + 6, at.y - 2, box.w / 2 - _SWATCH - 6, leading(LEAST))
        shapes.append(words(picture, beside, [Span(label, LEAST, "ink2")], f"图例文字 {label}"))
    return shapes, box.y + -(-len(looks) // 2) * line


def _classes(figure: AreaMap, house: House) -> Iterator[tuple[str, str, str]]:
    """(look, form, label) of each class."""
    kind = "d" if figure.is_change else "s"
    for n, label in enumerate(figure.labels, 1):
        yield filled(f"{kind}{n}", figure.status, house) + stroke("ink3", house, 0.5), "rect", label
    if figure.labels:
        yield f"<a:noFill/>{stroke('ink3', house, 0.75, 'dash')}", "rect", Status.MISSING.label


def _kinds(figure: AreaMap, house: House) -> Iterator[tuple[str, str, str]]:
    """(look, form, label) of each kind of mark."""
    for scheme in dict.fromkeys(marker.scheme for marker in figure.markers if marker.scheme in FORMS):
        demo = any(marker.demo for marker in figure.markers if marker.scheme == scheme)
        fill = filled("bar-strong", Status.DEMO, house) if demo else solid("ink", house)
        yield fill + stroke("ink", house, 1), FORMS[scheme], NAMES[scheme] + ("（含演示）" if demo else "")
