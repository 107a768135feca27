"""What a telephone reads off a page to check a file, or off a screen to open it."""

from __future__ import annotations

from io import BytesIO

import segno

from reports.document import Stamp


def qr_text(stamp: Stamp) -> str:
    """What the code says: edition, what was chosen, the digest's first digits; a line each."""
    return f"版次：{stamp.edition_title}\n材料：{stamp.query}\n验真码：{stamp.code}"


def qr_png(stamp: Stamp, scale: int = 4) -> bytes:
    """The code as a PNG of ``scale`` pixels a module, on white with a quiet edge of two modules."""
    file = BytesIO()
    segno.make(qr_text(stamp), error="m", micro=False, encoding="utf-8").save(file, kind="png", scale=scale, border=2)
    return file.getvalue()


def qr_svg(text: str) -> str:
    """A text, such as an address, as an SVG that is scaled by its style, black on white."""
    return segno.make(text, error="m", micro=False, encoding="utf-8").svg_inline(border=3, light="white", omitsize=True)
