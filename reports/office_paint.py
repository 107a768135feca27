"""Text and colours of Office files: what XML can hold, the theme's roles as RRGGBB, the hatch of 演示, the marks."""

from __future__ import annotations

import re
from collections.abc import Mapping

from domain.house import House
from domain.status import Status
from figures.theme import LIGHT

# The shapes of the screen's badges: a mark is told apart without colour.
SHAPES: Mapping[Status, str] = {
    Status.PUBLISHED: "■",
    Status.REPORTED: "●",
    Status.DERIVED: "◇",
    Status.BOUNDED: "⊢⊣",
    Status.EXTERNAL: "△",
    Status.DEMO: "▨",
    Status.MISSING: "○",
}

_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RGBA = re.compile(r"rgba\((\d+),(\d+),(\d+),([\d.]+)\)")
_PRINTED = 2.0  # strokes on light ground are doubled in strength: a printer loses what a screen shows
_DARK = 0.3  # luminance below which white is written on a colour


def clean(text: str) -> str:
    """The text without what XML cannot hold; line ends and tabs stay."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def badge(status: Status) -> str:
    """「▨演示」: the mark as shape and word."""
    return f"{SHAPES[status]}{status.label}"


def paint(role: str, house: House) -> str:
    """A colour by its role as ``RRGGBB``; the house's own for its status lights."""
    return (house.lights.get(role) or LIGHT["accent" if role == "bad" else role]).removeprefix("#").upper()


def is_dark(colour: str) -> bool:
    """Whether white is read better on ``RRGGBB`` than ink."""
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in (n / 255 for n in _parts(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] < _DARK


def hatch(colour: str) -> str:
    """The colour of the strokes on ``RRGGBB`` that mark 演示, as on the screen: light on dark, dark on light."""
    found = _RGBA.fullmatch(LIGHT["hatch-on-dark" if is_dark(colour) else "hatch-on-light"])
    assert found is not None
    share = float(found[4]) * (1 if is_dark(colour) else _PRINTED)
    mixed = (
        round(int(top) * share + ground * (1 - share))
        for top, ground in zip(found.groups()[:3], _parts(colour), strict=True)
    )
    return "".join(f"{part:02X}" for part in mixed)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (0, 2, 4))
