"""Documents as .pptx: a title slide, then a slide a chapter, in figures and sentences that PowerPoint can edit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape

from pptx.oxml.ns import nsdecls
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Pt

from domain.period import PERIODS
from domain.status import Status
from reports._pptx_blocks import draw_cards, draw_chart, draw_head, draw_text
from reports._pptx_frame import FOOT, HIGH, LEFT, TITLE, WIDE, empty_deck, layout, set_notes_theme
from reports._pptx_ink import EMU, Box, Canvas, Span, paragraph
from reports._pptx_map import draw_map
from reports._pptx_measure import LEAST, leading, width_of
from reports._pptx_need import ASIDE, Sizes, head_height
from reports._pptx_plan import Row, heights, plan
from reports._pptx_table import draw_grid
from reports.blocks import Block, Chart, Grid, Head, KeyFigures, Map, Role, Run, Text
from reports.document import Chapter, Document, ReportProblem
from reports.office_paint import badge, clean
from reports.qr import qr_png

DEMO = "演示数据，不是实际数字"
WORDMARK = "浙江红十字组织建设数据"
_TOP = 72.0
_LOGO = Box(700, 56, 220, 60)
_TITLES = (24.0, 20.0, 18.0, 16.0)
_LEGEND = Box(LEFT, 502, 836, leading(LEAST))
_ZH = (
    '<a:rPr lang="zh-CN" altLang="en-US" sz="1200"><a:solidFill><a:schemeClr val="tx2"/></a:solidFill>'
    '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/></a:rPr>'
)
_FIELD = "{C1FF6DA9-008F-8B48-92A6-B652298478BF}"


@dataclass(frozen=True, slots=True)
class _Page:
    """One slide to come: its chapter, what stands on it, its mark."""

    title: str
    chapter: Chapter
    rows: list[Row]
    size: Sizes
    status: Status | None = None


def write_pptx(document: Document) -> bytes:
    """The finished file. ReportProblem where the logo of the settings is missing or no picture."""
    logo = _logo(document)
    deck = empty_deck(document)
    code = qr_png(document.stamp)
    if not document.compact:
        _draw_cover(deck, document, code, logo)
    pages = [page for chapter in document.chapters for page in _pages(chapter, document.compact)]
    for number, page in enumerate(pages, len(deck.slides) + 1):
        _draw(deck, document, page, code, f" / {len(pages) + int(not document.compact)}", number)
    set_notes_theme(deck, document.house)
    file = BytesIO()
    deck.save(file)
    return file.getvalue()


def _logo(document: Document) -> bytes | None:
    file = document.house.logo
    if file is None:
        return None
    try:
        return file.read_bytes()
    except OSError as error:
        raise ReportProblem(f"设置里的标志文件“{file.name}”找不到") from error


def _pages(chapter: Chapter, compact: bool) -> Iterator[_Page]:
    """Its slides; a first head that only repeats the title gives it its mark and is not written again."""
    blocks, status = list(chapter.blocks), None
    if blocks and isinstance(head := blocks[0], Head) and head.text == chapter.title:
        status = head.status
        blocks[:1] = [Text((Run(head.note),), Role.NOTE)] if head.note else []
    size, parts = plan(blocks, compact)
    for n, rows in enumerate(parts, 1):
        title = f"{chapter.title}（{n}/{len(parts)}）" if len(parts) > 1 else chapter.title
        yield _Page(title, chapter, rows, size, status)


def _draw_cover(deck: Deck, document: Document, code: bytes, logo: bytes | None) -> None:
    """What it is, of where and when, from which edition, whose; the code to check it."""
    slide = deck.slides.add_slide(layout(deck, cover=True))
    canvas, house, stamp = Canvas(slide, document.house), document.house, document.stamp
    title = f"{document.subtitle}　{document.title}"
    when = f"{PERIODS[document.view.period].name}　{stamp.edition_title}"
    slide.placeholders[1].text_frame.text = clean(when)
    _write_title(slide, title, 880, (40.0, 32.0, 26.0, 22.0))
    canvas.text(
        Box(LEFT + 14, 60, 500, 26), [paragraph([Span(WORDMARK, 16, "ink2", strong=True)], house)], "字标", "ctr"
    )
    told = [
        paragraph([Span(house.organisation, 18)], house, after=6),
        paragraph([Span(stamp.line, LEAST, "ink2")], house),
    ]
    if document.view.is_demo:
        told.append(paragraph([Span(f"{badge(Status.DEMO)}　{DEMO}", 14, "amber", strong=True)], house))
    canvas.text(Box(LEFT, 336, 700, 120), told, "落款")
    canvas.picture(code, Box(800, 336, 120, 120), f"二维码：{stamp.line}")
    if logo:
        _draw_logo(canvas, logo, document)
    _write_notes(canvas, "", ())


def _draw_logo(canvas: Canvas, logo: bytes, document: Document) -> None:
    """As large as its place allows, in its own proportions."""
    try:
        shape = canvas.slide.shapes.add_picture(BytesIO(logo), Pt(0), Pt(0))
    except (OSError, ValueError) as error:
        name = document.house.logo.name if document.house.logo else ""
        raise ReportProblem(f"设置里的标志文件“{name}”不是图片") from error
    scale = min(_LOGO.w * EMU / shape.width, _LOGO.h * EMU / shape.height)
    shape.width, shape.height = round(shape.width * scale), round(shape.height * scale)  # type: ignore[assignment]
    shape.left, shape.top = round((_LOGO.x + _LOGO.w) * EMU) - shape.width, round(_LOGO.y * EMU)  # type: ignore[assignment]
    shape._element._nvXxPr.cNvPr.set("descr", f"{document.house.organisation}标志")


def _draw(deck: Deck, document: Document, page: _Page, code: bytes, of: str, number: int) -> None:
    slide = deck.slides.add_slide(layout(deck))
    canvas = Canvas(slide, document.house)
    if page.status:
        canvas.marks.add(page.status)
    _write_title(slide, page.title, TITLE.w - 60, _TITLES, page.status)
    where = f"{document.subtitle}　{PERIODS[document.view.period].name}"
    box = Box(WIDE - LEFT - 180, TITLE.y, 180, TITLE.h)
    canvas.text(box, [paragraph([Span(where, LEAST, "ink2")], canvas.house, "r")], "范围和时点", "ctr")
    y = _TOP
    for row, high in zip(page.rows, heights(page.rows, page.size.gap), strict=True):
        _draw_row(canvas, row, Box(LEFT, y, 880, high), page.size, document.approval)
        y += high + page.size.gap
    _draw_foot(canvas, document, code, of, number)
    _write_notes(canvas, page.chapter.say, page.chapter.sources)


def _write_title(
    slide: Slide, words: str, width: float, steps: tuple[float, ...], status: Status | None = None
) -> None:
    """In the largest type in which it stands on one line; the smallest wraps."""
    size = next((size for size in steps if width_of(words, size, strong=True) <= width), steps[-1])
    title = slide.shapes.title
    assert title is not None  # both layouts have one
    title.text_frame.text = clean(words)
    paragraph = title.text_frame.paragraphs[0]
    for run in paragraph.runs:
        run.font.size = Pt(size)
    if status:
        mark = paragraph.add_run()
        mark.text, mark.font.size, mark.font.bold = f"　{badge(status)}", Pt(LEAST), False


def _draw_row(canvas: Canvas, row: Row, box: Box, size: Sizes, approval: str) -> None:
    above = max((head_height(head) for head in row.heads), default=0.0)
    x = box.x
    for n, (block, width) in enumerate(zip(row.blocks, row.widths, strict=True)):
        head = row.heads[n] if n < len(row.heads) else None
        if head:
            wide = width if len(row.heads) > 1 else box.w
            draw_head(canvas, head, Box(x, box.y, wide, above))
        _draw_block(canvas, block, Box(x, box.y + above, width, box.h - above), size, (approval, row.top))
        x += width + ASIDE


def _draw_block(canvas: Canvas, block: Block, box: Box, size: Sizes, more: tuple[str, float]) -> None:
    approval, top = more
    match block:
        case Text():
            draw_text(canvas, block, box, size)
        case KeyFigures():
            draw_cards(canvas, block, box, size)
        case Chart():
            draw_chart(canvas, block, box, top)
        case Grid():
            draw_grid(canvas, block, box, size.small)
        case Map():
            draw_map(canvas, block, box, approval)


def _draw_foot(canvas: Canvas, document: Document, code: bytes, of: str, number: int) -> None:
    """The stamp with its code, the page, the marks that occur, and whether any number is invented."""
    canvas.add(_placeholder(canvas.next_id(), "ftr", 11, f"<a:r>{_ZH}<a:t>{escape(_stamped(document))}</a:t></a:r>"))
    field = f'<a:fld id="{_FIELD}" type="slidenum">{_ZH}<a:t>{number}</a:t></a:fld><a:r>{_ZH}<a:t>{of}</a:t></a:r>'
    canvas.add(_placeholder(canvas.next_id(), "sldNum", 12, field))
    spans = [Span(f"{DEMO}　", LEAST, "amber", strong=True)] if Status.DEMO in canvas.marks else []
    marks = [status for status in Status if status in canvas.marks]
    told = "　".join(f"{badge(status)} {status.meaning}" for status in marks)
    if width_of(told, LEAST) + sum(width_of(span.text, LEAST) for span in spans) > _LEGEND.w:
        told = "　".join(map(badge, marks))
    canvas.text(_LEGEND, [paragraph([*spans, Span(told, LEAST, "ink2")], canvas.house)], "标记")
    canvas.picture(code, Box(WIDE - LEFT - 38, HIGH - 41, 38, 38), f"二维码：{document.stamp.line}")


def _stamped(document: Document) -> str:
    """On one line: a long name of the house is cut."""
    name, rest = document.house.organisation, f"　{document.stamp.line}"
    while name and width_of(name + rest, LEAST) > FOOT.w:
        name = f"{name[:-2]}…" if len(name) > 2 else ""
    return clean(name + rest)


def _placeholder(number: int, kind: str, index: int, inside: str) -> str:
    name, align = ("页脚", "l") if kind == "ftr" else ("页码", "r")
    return (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}" sz="quarter" idx="{index}"/></p:nvPr>'
        f'</p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="{align}"/>{inside}</a:p>'
        "</p:txBody></p:sp>"
    )


def _write_notes(canvas: Canvas, say: str, sources: tuple[str, ...]) -> None:
    """What the speaker reads out, then where the numbers come from."""
    lines = [say] if say else []
    lines += ["来源：", *(f"{n}. {source}" for n, source in enumerate(sources, 1))] if sources else []
    frame = canvas.slide.notes_slide.notes_text_frame
    if frame is not None:
        frame.text = clean("\n".join(lines))
