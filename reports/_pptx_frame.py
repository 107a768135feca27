"""The deck before anything is on it: size, type and colours in its theme, two layouts, properties."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part, XmlPart
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck

from domain.house import House
from reports._pptx_ink import EMU, SCHEME, Box, bar_shape, solid
from reports.document import Document
from reports.office_paint import clean, paint

WIDE, HIGH, LEFT = 960.0, 540.0, 40.0
TITLE = Box(52, 16, 640, 40)
FOOT, PAGE = Box(LEFT, 519, 720, 16), Box(772, 519, 100, 16)
_COVER, _PLAIN = "Title Slide", "Title Only"
_NAMES = {_COVER: "标题页", _PLAIN: "内容页"}
_PLACES = {"title": TITLE, "body": Box(LEFT, 76, 880, 418), "ftr": FOOT, "sldNum": PAGE}
_COVER_PLACES = {"ctrTitle": Box(LEFT, 170, 880, 62), "subTitle": Box(LEFT, 240, 880, 60)}
_SLOTS = {"ink": "dk1", "bg": "lt1", "ink2": "dk2", "surface": "lt2", "link": "hlink"}
_CUSTOM = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{}</Properties>'
)
_PROPERTY = (
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{}" name={}><vt:lpwstr>{}</vt:lpwstr></property>'
)


def empty_deck(document: Document) -> Deck:
    """16:9, without slides; what Office shows in its menus is Chinese."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = round(WIDE * EMU), round(HIGH * EMU)  # type: ignore[assignment]
    size = deck.part._element.sldSz
    size.attrib.pop("type", None)
    package = deck.part.package
    for relation in [key for key, found in package._rels.items() if found.reltype == RT.THUMBNAIL]:
        package._rels.pop(relation)
    _set_theme(deck.slide_master.part.part_related_by(RT.THEME), document.house)
    _set_master(deck)
    _set_layouts(deck, document.house)
    _set_properties(deck, document)
    return deck


def layout(deck: Deck, cover: bool = False) -> Any:
    """The layout of the first slide, or of all others."""
    return deck.slide_layouts.get_by_name(_NAMES[_COVER if cover else _PLAIN])


def set_notes_theme(deck: Deck, house: House) -> None:
    """The same type in the notes."""
    _set_theme(deck.notes_master.part.part_related_by(RT.THEME), house)


def _set_theme(part: Any, house: House) -> None:
    """Chinese and Latin type, and the colours of the roles, in place of what is there."""
    theme = part.blob.decode("utf-8")
    face = quoteattr(house.font("screen"))
    for kind in ("majorFont", "minorFont"):
        fonts = f"<a:{kind}><a:latin typeface={face}/><a:ea typeface={face}/><a:cs typeface={face}/></a:{kind}>"
        theme = re.sub(f"<a:{kind}>.*?</a:{kind}>", fonts.replace("\\", r"\\"), theme, flags=re.DOTALL)
    slots = {_SLOTS.get(role, slot): paint(role, house) for role, slot in SCHEME.items()}
    order = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink")
    colours = "".join(f'<a:{slot}><a:srgbClr val="{slots[slot]}"/></a:{slot}>' for slot in order)
    colours += f'<a:folHlink><a:srgbClr val="{paint("ink3", house)}"/></a:folHlink>'
    scheme = f'<a:clrScheme name="ZJRC">{colours}</a:clrScheme>'
    theme = re.sub("<a:clrScheme.*?</a:clrScheme>", scheme, theme, flags=re.DOTALL)
    if isinstance(part, XmlPart):  # of the notes, which python-pptx has just made
        part._element = parse_xml(theme.encode())
    else:
        part._blob = theme.encode()


def _set_master(deck: Deck) -> None:
    master = deck.slide_master
    for shape in list(master.placeholders):
        kind = _kind(shape)
        if kind == "dt":
            shape._element.getparent().remove(shape._element)
            continue
        _move(shape._element, _PLACES[kind])
        _set_text(shape._element, kind)
        _soften(shape._element)
        for level in shape._element.iter(qn("a:lvl1pPr")):
            level.set("algn", "r" if kind == "sldNum" else "l")
    title = master._element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    title.set("algn", "l")
    title.find(qn("a:defRPr")).set("sz", "2400")
    title.find(qn("a:defRPr")).set("b", "1")


def _kind(shape: Any) -> str:
    return str(shape._element.ph.get("type"))


def _move(shape: Any, box: Box) -> None:
    properties = shape.spPr
    for old in properties.findall(qn("a:xfrm")):
        properties.remove(old)
    xfrm = box.xfrm.replace("<a:xfrm>", '<a:xfrm xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">')
    properties.insert(0, parse_xml(xfrm))
    body = shape.txBody.find(qn("a:bodyPr"))
    for edge in ("lIns", "tIns", "rIns", "bIns"):
        body.set(edge, "0")
    body.set("anchor", "ctr")


def _set_text(shape: Any, kind: str) -> None:
    words = {"title": "标题", "ctrTitle": "标题", "body": "正文", "subTitle": "副标题"}.get(kind)
    for language in shape.iter(qn("a:rPr"), qn("a:endParaRPr")):
        language.set("lang", "zh-CN")
    for n, text in enumerate(shape.iter(qn("a:t"))):
        text.text = (words if n == 0 else f"第{'一二三四五六'[n]}级") if words else text.text


def _set_layouts(deck: Deck, house: House) -> None:
    for found in list(deck.slide_layouts):
        if found.name not in _NAMES:
            deck.slide_layouts.remove(found)
            continue
        is_cover = found.name == _COVER
        for shape in list(found.placeholders):
            kind = _kind(shape)
            _set_text(shape._element, kind)
            if kind == "dt" or (is_cover and kind in ("ftr", "sldNum")):
                shape._element.getparent().remove(shape._element)
            elif is_cover:
                _move(shape._element, _COVER_PLACES[kind])
                _set_level(shape._element, kind)
        _rule(found, is_cover, house)
        found._element.cSld.set("name", _NAMES[found.name])


def _soften(element: Any) -> None:
    """The theme's second ink in place of a tint of the first."""
    for colour in element.iter(qn("a:schemeClr")):
        colour.set("val", "tx2")
        for tint in list(colour):
            colour.remove(tint)


def _set_level(shape: Any, kind: str) -> None:
    """The cover's second line stands left, in softer type."""
    level = shape.txBody.find(f"{qn('a:lstStyle')}/{qn('a:lvl1pPr')}")
    if level is not None and kind == "subTitle":
        level.set("algn", "l")
        level.find(qn("a:defRPr")).set("sz", "2000")
        _soften(level)


def _rule(found: Any, is_cover: bool, house: House) -> None:
    """The accent before the title, the rule of ink, the hairline of the foot."""
    bars = [(Box(LEFT, 60, 880, 1.5), "ink"), (Box(LEFT, 22, 4, 28), "accent"), (Box(LEFT, 498, 836, 0.75), "line")]
    bars = [(Box(LEFT, 60, 4, 26), "accent"), (Box(LEFT, 316, 880, 1.5), "ink")] if is_cover else bars
    for n, (box, role) in enumerate(bars, 50):
        found._element.cSld.spTree.append(
            parse_xml(bar_shape(n, box, solid(role, house), "<a:ln><a:noFill/></a:ln>", "线"))
        )


def _set_properties(deck: Deck, document: Document) -> None:
    """Who made it of what, and the stamp as ``zjrc_edition``, ``zjrc_query``, ``zjrc_digest``."""
    stamp, house, core = document.stamp, document.house, deck.core_properties
    core.title, core.author = clean(f"{document.subtitle}　{document.title}"), clean(house.organisation)
    core.keywords = clean("，".join((house.organisation, document.title, document.subtitle)))
    core.created = core.modified = datetime.now(UTC)
    core.last_modified_by, core.language = core.author, "zh-CN"
    own = {"zjrc_edition": stamp.edition, "zjrc_query": stamp.query, "zjrc_digest": stamp.digest}
    listed = "".join(_PROPERTY.format(n, quoteattr(key), escape(text)) for n, (key, text) in enumerate(own.items(), 2))
    package = deck.part.package
    # The library's template calls itself 4:3, made by another program; what counts slides may as well be missing.
    for number in [n for n, found in package._rels.items() if found.reltype == RT.EXTENDED_PROPERTIES]:
        package._rels.pop(number)
    name, body = PackURI("/docProps/custom.xml"), _CUSTOM.format(listed).encode()
    package.relate_to(Part(name, CT.OFC_CUSTOM_PROPERTIES, package, body), RT.CUSTOM_PROPERTIES)
