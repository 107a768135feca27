"""``python -m bench.colours``: how far neighbouring colours stay apart for colour-blind readers and in grey print.

Deficiencies are the full ones of Machado, Oliveira and Fernandes (2009), applied to linear RGB; grey keeps the luminance.
Distances are CIE76 ΔE in CIELAB under D65, in grey differences of L*. Exit code 1 where a limit is missed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import dist

from figures.theme import DARK, LIGHT

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

_LUMINANCE: Triple = (0.2126729, 0.7151522, 0.0721750)
SEEN: Mapping[str, Matrix] = {
    "常人": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "红色盲": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "绿色盲": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "蓝色盲": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
    "灰度": (_LUMINANCE, _LUMINANCE, _LUMINANCE),
}
_XYZ: Matrix = ((0.4124564, 0.3575761, 0.1804375), _LUMINANCE, (0.0193339, 0.1191920, 0.9503041))
_WHITE: Triple = (0.95047, 1.0, 1.08883)


@dataclass(frozen=True)
class Palette:
    """Colours that must be told apart: neighbours of a scale, or all of a set. ``limits`` by who sees them."""

    name: str
    tokens: tuple[str, ...]
    limits: Mapping[str, float]
    is_scale: bool = True


_COLOURED = ("常人", "红色盲", "绿色盲", "蓝色盲")
# Grey cannot tell the arms of a change nor the lights: an outline with ▼, and ● ▲ ■ with a word, tell them there.
PALETTES = (
    Palette("五档", ("s1", "s2", "s3", "s4", "s5"), {**dict.fromkeys(_COLOURED, 11.5), "灰度": 10.5}),
    Palette("增减五档", ("d1", "d2", "d3", "d4", "d5"), dict.fromkeys(_COLOURED, 11.5)),
    Palette("三色灯", ("ok", "warn", "accent"), dict.fromkeys(_COLOURED, 13.0), is_scale=False),
)


@dataclass(frozen=True)
class Found:
    """The smallest distance of a palette in a theme, and the limit if there is one."""

    theme: str
    palette: str
    seen_by: str
    distance: float
    limit: float | None


def linear(colour: str) -> Triple:
    """#RRGGBB as linear light, each 0–1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def _light(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def lab(light: Triple) -> Triple:
    """CIELAB of linear RGB under D65."""
    x, y, z = (_cube_root(part / white) for part, white in zip(_times(_XYZ, light), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _cube_root(share: float) -> float:
    return float(share ** (1 / 3)) if share > 216 / 24389 else (24389 / 27 * share + 16) / 116


def _times(matrix: Matrix, vector: Triple) -> Triple:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def smallest(colours: tuple[str, ...], seen: Matrix, *, is_scale: bool) -> float:
    """The least ΔE among neighbours, or among all pairs, as these eyes see them."""
    found = [lab(_within(_times(seen, linear(colour)))) for colour in colours]
    return min(dist(a, b) for a, b in (pairwise(found) if is_scale else combinations(found, 2)))


def _within(light: Triple) -> Triple:
    red, green, blue = (min(1.0, max(0.0, part)) for part in light)
    return red, green, blue


def measured() -> Iterator[Found]:
    """Every palette in both themes, by everyone."""
    for theme, tokens in (("浅色", LIGHT), ("深色与会场", DARK)):
        for palette in PALETTES:
            colours = tuple(tokens[token] for token in palette.tokens)
            for who, seen in SEEN.items():
                distance = smallest(colours, seen, is_scale=palette.is_scale)
                yield Found(theme, palette.name, who, distance, palette.limits.get(who))


def main() -> int:
    """Print the table; 1 where a limit is missed."""
    rows = list(measured())
    for row in rows:
        limit = "—" if row.limit is None else f"≥{row.limit:g}"
        print(f"{row.theme}\t{row.palette}\t{row.seen_by}\t{row.distance:.1f}\t{limit}")
    return int(any(row.limit is not None and row.distance < row.limit for row in rows))


if __name__ == "__main__":
    sys.exit(main())
