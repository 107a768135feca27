"""Documents as Word files: flowing over pages, packed on one page, or as an official document."""

from __future__ import annotations

from io import BytesIO

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.exceptions import UnexpectedEndOfFileError, UnrecognizedImageError
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from domain.house import House
from domain.period import PERIODS
from reports._docx_flow import flow, packed
from reports._docx_foot import add_foot, add_properties
from reports._docx_official import OFFICIAL, write_official
from reports._docx_text import Place, add_text
from reports._word_page import Paper, Type, blank_page
from reports.blocks import Head, Role, Run, Text
from reports.document import Chapter, Document, ReportProblem
from reports.office_paint import clean

_LOGO = 9.0  # mm
_COMPACT = Paper(
    *(11, 13, 20, 13, 6),
    {
        "Normal": Type("body", 10.5, after=0),
        "Body Text": Type("body", 10.5, after=3),
        "Title": Type("title", 20, after=1),
        "Subtitle": Type("kai", 10, after=4, ink="ink2"),
        "Heading 2": Type("head", 11.5, 3, 1),
        "Heading 3": Type("head", 10.5, 4, 1),
        "Lead": Type("body", 11.5, after=2),
        "Callout": Type("body", 10.5, 2, 3),
        "Note": Type("body", 8.5, after=0, ink="ink2"),
        "Figure Head": Type("head", 9.5, 2, 0, ink="ink2"),
        "Figure": Type("head", 22, after=0, bold=True),
        "Table Text": Type("body", 9, 0.5, 0.5),
        "Table Head": Type("head", 8.5, 0.5, 0.5, ink="ink2"),
        "Chart": Type("body", 9, after=0),
        "Foot": Type("body", 8, after=0, ink="ink2"),
        "Gap": Type("body", 4, after=0),
    },
)
_NORMAL = Paper(
    *(22, 22, 25, 22, 8),
    {
        "Normal": Type("body", 12, after=0),
        "Body Text": Type("body", 12, after=4, lines=1.3),
        "Title": Type("title", 22, after=2),
        "Subtitle": Type("kai", 12, after=8, ink="ink2"),
        "Heading 2": Type("head", 15, 14, 4),
        "Heading 3": Type("head", 13, 10, 3),
        "Lead": Type("body", 13, after=4, lines=1.3),
        "Callout": Type("body", 12, 4, 6, lines=1.3),
        "Note": Type("body", 9.5, after=2, ink="ink2"),
        "Figure Head": Type("head", 10.5, 4, 0, ink="ink2"),
        "Figure": Type("head", 26, after=2, bold=True),
        "Table Text": Type("body", 10, 2, 2),
        "Table Head": Type("head", 9.5, 2, 2, ink="ink2"),
        "Chart": Type("body", 10.5, after=6),
        "Foot": Type("body", 8.5, after=0, ink="ink2"),
        "Gap": Type("body", 5, after=0),
    },
)


def write_docx(document: Document) -> bytes:
    """The .docx file, with native charts, maps of shapes, and the stamp in its foot and properties."""
    paper = OFFICIAL if document.official else _COMPACT if document.compact else _NORMAL
    title = f"{document.subtitle}　{document.title}"
    root = blank_page(clean(title), paper, document.house)
    place = Place(root, root, paper.width, paper, document.house, document.approval, document.compact)
    if document.official:
        write_official(place, document)
    else:
        _write_plain(place, document)
    add_properties(root, document)
    file = BytesIO()
    root.save(file)
    return file.getvalue()


def _write_plain(place: Place, document: Document) -> None:
    add_foot(place, document)
    period = PERIODS[document.view.period].name
    named = document.chapters[0].title if document.compact else document.title
    _add_logo(_centred(place, "Title", f"{document.subtitle}　{named}"), document.house)
    _centred(place, "Subtitle", f"{document.house.organisation}　{period}　{document.stamp.edition_title}")
    for chapter in document.chapters:
        if not document.compact and _is_new(chapter, document):
            flow(place, [Head(chapter.title)])
        (packed if document.compact else flow)(place, chapter.blocks)
        if chapter.sources:
            add_text(place, Text((Run(f"数据来源：{'；'.join(chapter.sources)}。"),), Role.NOTE))


def _centred(place: Place, style: str, text: str) -> Paragraph:
    paragraph = place.paragraph(style)
    paragraph.add_run(clean(text))
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def _add_logo(title: Paragraph, house: House) -> None:
    """Before the title, as high as its line."""
    if house.logo is None:
        return
    try:
        image = title.add_run()
        image.add_picture(BytesIO(house.logo.read_bytes()), height=Mm(_LOGO))
    except OSError as error:
        raise ReportProblem(f"设置里的标志文件“{house.logo.name}”找不到") from error
    except (UnrecognizedImageError, UnexpectedEndOfFileError) as error:
        raise ReportProblem(f"设置里的标志文件“{house.logo.name}”不是图片") from error
    image.add_text("　")
    title._p.insert(title._p.index(title.runs[0]._r), image._r)


def _is_new(chapter: Chapter, document: Document) -> bool:
    """Whether its title is not said by its first block or by the document's own."""
    first = chapter.blocks[0] if chapter.blocks else None
    return chapter.title not in (document.title, first.text if isinstance(first, Head) else "")
