"""A slide to write on: text, rules and pictures at places in points, in the theme's type and colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide

from domain.house import House
from domain.status import Status
from reports._pptx_measure import LEAST, leading
from reports.blocks import Run
from reports.office_paint import badge, clean, paint

EMU = 12700  # of a point
# Role → slot of the deck's theme, so that a deck can be recoloured as one.
SCHEME: Mapping[str, str] = {
    "ink": "tx1",
    "bg": "bg1",
    "ink2": "tx2",
    "surface": "bg2",
    "bar": "accent1",
    "bar-strong": "accent2",
    "s3": "accent3",
    "ok": "accent4",
    "warn": "accent5",
    "accent": "accent6",
    "link": "hlink",
}
_INKS = {Status.DEMO: "amber", Status.EXTERNAL: "link", Status.MISSING: "ink3"}


class Box(NamedTuple):
    """A place on the slide in points."""

    x: float
    y: float
    w: float
    h: float

    @property
    def xfrm(self) -> str:
        """As DrawingML."""
        x, y, w, h = (round(n * EMU) for n in self)
        return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{max(w, 0)}" cy="{max(h, 0)}"/></a:xfrm>'


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one size and colour."""

    text: str
    size: float = LEAST
    role: str = "ink"
    strong: bool = False


def mark(status: Status, before: str = " ") -> Span:
    """「▨演示」 in small type, kept together with what it marks."""
    return Span(f"{before}{badge(status)}", LEAST, _INKS.get(status, "ink2"))


def spans_of(runs: Sequence[Run], size: float, role: str = "ink", strong: bool = False) -> list[Span]:
    """Runs of a sentence with their marks."""
    found = []
    for run in runs:
        found += [Span(run.text, size, role, strong or run.strong)] if run.text else []
        found += [mark(run.status)] if run.status else []
    return found


def colour(role: str, house: House) -> str:
    """A colour as DrawingML: of the theme where it has the role, "" for none."""
    slot = SCHEME.get(role) if role not in house.lights else None
    return f'<a:schemeClr val="{slot}"/>' if slot else f'<a:srgbClr val="{paint(role, house)}"/>'


def solid(role: str, house: House) -> str:
    """A fill."""
    return f"<a:solidFill>{colour(role, house)}</a:solidFill>" if role else "<a:noFill/>"


def stroke(role: str, house: House, points: float = 0.75, dash: str = "solid", tag: str = "a:ln") -> str:
    """An outline; without a role none."""
    if not role:
        return f"<{tag}><a:noFill/></{tag}>"
    return f'<{tag} w="{round(points * EMU)}">{solid(role, house)}<a:prstDash val="{dash}"/></{tag}>'


def paragraph(spans: Sequence[Span], house: House, align: str = "l", after: float = 0) -> str:
    """A line-spaced paragraph; its lines are as high as they are measured."""
    high = leading(max((span.size for span in spans), default=LEAST))
    spacing = f'<a:lnSpc><a:spcPts val="{round(high * 100)}"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef>'
    spacing += f'<a:spcAft><a:spcPts val="{round(after * 100)}"/></a:spcAft><a:buNone/>'
    runs = "".join(_run(span, house) for span in spans)
    return f'<a:p><a:pPr marL="0" indent="0" algn="{align}">{spacing}</a:pPr>{runs}</a:p>'


def _run(span: Span, house: House) -> str:
    fonts = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/>'
    look = f'lang="zh-CN" altLang="en-US" sz="{round(span.size * 100)}" b="{int(span.strong)}"'
    text = escape(clean(span.text).replace("\n", " "))
    return f"<a:r><a:rPr {look}>{solid(span.role, house)}{fonts}</a:rPr><a:t>{text}</a:t></a:r>"


@dataclass
class Canvas:
    """One slide; ``marks`` are the statuses of all that was drawn on it."""

    slide: Slide
    house: House
    marks: set[Status] = field(default_factory=set)
    _last: int = 100

    def next_id(self) -> int:
        """Number of a new shape."""
        self._last += 1
        return self._last

    def add(self, xml: str) -> Any:
        """Append a shape."""
        element = parse_xml(xml)
        self.slide.shapes._spTree.append(element)
        return element

    def text(self, box: Box, paragraphs: Sequence[str], name: str = "文字", anchor: str = "t", fill: str = "") -> None:
        """A text box without edges; what it holds was measured to fit."""
        self.add(text_shape(self.next_id(), box, paragraphs, name, anchor, solid(fill, self.house)))

    def bar(self, box: Box, role: str, name: str = "线") -> None:
        """A filled rectangle: a rule, or the ground of something."""
        self.add(bar_shape(self.next_id(), box, solid(role, self.house), stroke("", self.house), name))

    def picture(self, png: bytes, box: Box, said: str) -> None:
        """A picture with what it says."""
        x, y, w, h = (round(n * EMU) for n in box)
        found = self.slide.shapes.add_picture(BytesIO(png), x, y, w, h)  # type: ignore[arg-type]
        found._element._nvXxPr.cNvPr.set("descr", said)


def attribute(text: str) -> str:
    """A name or description, quoted."""
    return quoteattr(clean(text).replace("\n", " "))


def text_shape(number: int, box: Box, paragraphs: Sequence[str], name: str, anchor: str, fill: str) -> str:
    """A text box as XML."""
    return (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name={attribute(name)}/>'
        f'<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>{box.xfrm}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'{fill}</p:spPr><p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}">'
        f"<a:noAutofit/></a:bodyPr><a:lstStyle/>{''.join(paragraphs)}</p:txBody></p:sp>"
    )


def bar_shape(number: int, box: Box, fill: str, line: str, name: str, said: str = "", form: str = "rect") -> str:
    """A shape of ``form`` without text as XML."""
    return (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name={attribute(name)}'
        f" descr={attribute(said)}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{box.xfrm}"
        f'<a:prstGeom prst="{form}"><a:avLst/></a:prstGeom>{fill}{line}</p:spPr></p:sp>'
    )
