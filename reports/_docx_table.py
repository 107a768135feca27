"""Tables in a Word file: grids with their marks, key figures, and tables that only arrange."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import east_asian_width

from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from domain.status import Status
from figures.theme import LIGHT
from reports._docx_text import Place, add_badge, add_text
from reports._word_page import colour, style_id
from reports.blocks import Grid, GridCell, KeyFigure, KeyFigures
from reports.office_paint import badge, clean

_DIGITS = re.compile(r"[0-9.]+")
_FEWEST, _MOST = 4, 40  # letters that a column's width is reckoned with
_SMALL = 0.8  # size of a mark beside its number
_SLACK = 0.6  # of a letter, for what a typeface is wider than reckoned
_WRAPPED = 12  # letters of a line of words where room is scarce
_ACROSS = 4  # key figures in a row
_BOLD = 1.1  # how much wider bold digits are
_TIGHT, _WIDE = 1.0, 1.9  # mm between a cell's edge and its text


def add_grid(place: Place, grid: Grid) -> None:
    """The table on the full width, its head on every page; without rows what it says instead."""
    if not grid.rows:
        place.paragraph("Note").add_run(clean(grid.empty) or Status.MISSING.label)
        return
    marks = _marks(grid)
    table = place.table(1 + len(grid.rows), len(grid.heads))
    widths = _widths(place, grid, marks)
    _measure(table, widths)
    _rules(table, {"top": ("ink", 8), "bottom": ("ink", 8), "insideH": ("line", 4)}, _margin(place))
    heads, *rows = table._tbl.tr_lst
    heads.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for column, tc in enumerate(heads.tc_lst):
        paragraph = _paragraph(place, _Cell(tc, table), "Table Head", column >= grid.numeric_from)
        paragraph.add_run(clean(grid.heads[column]))
        if mark := marks[column]:
            add_badge(place, paragraph, mark, _wide(place, grid.heads[column], mark) > widths[column])
    for row, cells in zip(rows, grid.rows, strict=True):
        row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for column, (tc, cell) in enumerate(zip(row.tc_lst, cells, strict=True)):
            mark = cell.status if cell.status is not marks[column] else None
            _write_cell(place.inside(_Cell(tc, table), widths[column]), cell, column >= grid.numeric_from, mark)
    close(place)


def _margin(place: Place) -> float:
    return _TIGHT if place.tight else _WIDE


def _shared(grid: Grid, column: int) -> Status | None:
    """A column's mark stands in its head where all its cells have it; the table's own at its numbers."""
    found = {row[column].status for row in grid.rows if row[column].text != Status.MISSING.label}
    if len(found) == 1 and (only := found.pop()):
        return only
    if column < grid.numeric_from or any(row[column].status for row in grid.rows):
        return None
    return grid.status


def _write_cell(place: Place, said: GridCell, numeric: bool, mark: Status | None) -> None:
    cell = place.at
    assert isinstance(cell, _Cell)
    paragraph = _paragraph(place, cell, "Table Text", numeric)
    run = paragraph.add_run(clean(said.text))
    if said.text == Status.MISSING.label:
        run.font.color.rgb = colour("ink3")
    elif mark and said.text != mark.label:
        add_badge(place, paragraph, mark, below=numeric and _wide(place, said.text, mark) > place.width)
    if said.step:
        _shade(cell, LIGHT[f"s{said.step}"])
        for part in paragraph.runs:
            part.font.color.rgb = colour(f"s{said.step}-ink")
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER


def _wide(place: Place, text: str, mark: Status | None) -> float:
    """In mm, on one line with its mark."""
    letters = _SLACK + _letters(text) + (_SMALL * (_letters(badge(mark)) + 1) if mark else 0)
    return _letter(place) * letters + 2 * _margin(place)


def _letter(place: Place) -> float:
    """Half a Chinese letter of a table, in mm."""
    return 0.5 * place.paper.types["Table Text"].size * 25.4 / 72


def _paragraph(place: Place, cell: _Cell, style: str, numeric: bool) -> Paragraph:
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph._p.style = style_id(place.root, style)
    if numeric:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return paragraph


def _shade(cell: _Cell, fill: str) -> None:
    shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill.removeprefix("#")}"/>'
    cell._tc.get_or_add_tcPr().append(parse_xml(shade))


def natural_width(place: Place, grid: Grid) -> float:
    """In mm, with every text on one line but the longest."""
    return sum(_naturals(place, grid, _marks(grid)))


def _marks(grid: Grid) -> list[Status | None]:
    return [_shared(grid, column) for column in range(len(grid.heads))]


def _widths(place: Place, grid: Grid, marks: Sequence[Status | None]) -> list[float]:
    """Of the columns in mm, all room being used; where it is scarce, words and heads wrap before numbers do."""
    wanted, least = _naturals(place, grid, marks), _naturals(place, grid, marks, _WRAPPED)
    spare, lacking = sum(wanted) - sum(least), sum(wanted) - place.width
    if 0 < lacking < spare:
        return [width - lacking * (width - low) / spare for width, low in zip(wanted, least, strict=True)]
    base = wanted if lacking <= 0 else least
    return [place.width * width / sum(base) for width in base]


def _naturals(place: Place, grid: Grid, marks: Sequence[Status | None], most: int = 0) -> list[float]:
    """With every text on one line, or with words on lines of ``most`` letters and heads on two."""
    found, edges = [], 2 * _margin(place)
    for column, head in enumerate(grid.heads):
        mark, cells = marks[column], [row[column] for row in grid.rows]
        longest = max(_wide(place, cell.text, cell.status if cell.status is not mark else None) for cell in cells)
        top = max(_wide(place, head, None) / 2, _wide(place, "", mark)) if most else _wide(place, head, mark)
        limit = most if most and column < grid.numeric_from else _MOST
        found.append(max(_FEWEST * _letter(place) + edges, min(max(longest, top), limit * _letter(place) + edges)))
    return found


def _letters(text: str) -> float:
    """Half widths; digits a little more, since not every machine has the typeface that is named, and a little room
    between digits and words.
    """
    room = 0.5 * len(_DIGITS.findall(text))
    return room + sum(2 if east_asian_width(letter) in "WF" else 1.2 for letter in text)


def add_key_figures(place: Place, block: KeyFigures) -> None:
    """A rule above each large number, at most four in a row; those of unlike scopes have a rule between them."""
    figures = block.figures
    across = _ACROSS if len(figures) % _ACROSS == 0 or len(figures) < _ACROSS else 3
    across = min(across, len(figures))
    for start in range(0, len(figures), across):
        row = figures[start : start + across]
        table = arrange(place, [place.width / across] * len(row))
        rules = {"top": ("ink", 12), **({"insideV": ("ink3", 8)} if block.apart else {})}
        _rules(table, rules, _margin(place))
        table._tbl.tr_lst[0].get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, figure in zip(table.rows[0].cells, row, strict=True):
            _write_figure(place.inside(cell, place.width / across), cell, figure)
        close(place)


def _write_figure(place: Place, cell: _Cell, figure: KeyFigure) -> None:
    place.paragraph("Figure Head").add_run(clean(figure.title))
    number = cell.add_paragraph()
    number._p.style = style_id(place.root, "Figure")
    said, status = number.add_run(clean(figure.number.text)), figure.number.status
    size, small = (place.paper.types[name].size for name in ("Figure", "Figure Head"))
    room = 2 * (place.width - 2 * _margin(place)) * 72 / 25.4  # in points, letters being half as wide as they are high
    if (long := _BOLD * _letters(figure.number.text) * size) > room:
        said.font.size = Pt(max(small, int(size * room / long)))
    if figure.unit:
        unit = number.add_run(clean(figure.unit))
        unit.bold, unit.font.size = False, Pt(small)
    if status is Status.MISSING:
        said.font.color.rgb = colour("ink3")
        _dash(cell)
    if status and figure.number.text != status.label:
        below = long + small * (_letters(figure.unit) + _SMALL * (_letters(badge(status)) + 1)) > room
        add_badge(place, number, status, below)
    for line in figure.lines:
        add_text(place, line, "Note")
    if figure.source:
        place.paragraph("Note").add_run(clean(figure.source))


def _dash(cell: _Cell) -> None:
    """A dashed rule above what is missing."""
    rule = f'<w:top w:val="dashed" w:sz="12" w:space="0" w:color="{colour("ink3")}"/>'
    cell._tc.get_or_add_tcPr().append(parse_xml(f"<w:tcBorders {nsdecls('w')}>{rule}</w:tcBorders>"))


def arrange(place: Place, widths: Sequence[float], ruled: bool = False) -> Table:
    """One row, whose columns are ``widths`` mm wide, without rules or between two."""
    table = place.table(1, len(widths))
    _measure(table, widths)
    _rules(table, {"top": ("ink", 8), "bottom": ("ink", 8)} if ruled else {}, 0)
    return table


def _measure(table: Table, widths: Sequence[float]) -> None:
    table.autofit = False
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Mm(width)
    for row in table._tbl.tr_lst:
        for tc, width in zip(row.tc_lst, widths, strict=True):
            tc.width = Mm(width)


def _rules(table: Table, rules: dict[str, tuple[str, int]], margin: float) -> None:
    """``rules``: side → colour's role and strength in eighths of a point; ``margin`` beside the text in mm."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="{rules[side][1]}" w:space="0" w:color="{colour(rules[side][0])}"/>'
        if side in rules
        else f'<w:{side} w:val="nil"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    edges = "".join(f'<w:{side} w:w="{round(margin * 56.7)}" w:type="dxa"/>' for side in ("left", "right"))
    properties = table._tbl.tblPr
    for name in ("w:tblBorders", "w:tblCellMar"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    look = properties.find(qn("w:tblLook"))
    for xml in (
        f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>",
        f"<w:tblCellMar {nsdecls('w')}>{edges}</w:tblCellMar>",
    ):
        if look is not None:
            look.addprevious(parse_xml(xml))
        else:
            properties.append(parse_xml(xml))
    layout = properties.find(qn("w:tblLayout"))
    if layout is not None:  # the order of the schema: borders, layout, cell margins
        properties.find(qn("w:tblCellMar")).addprevious(layout)


def close(place: Place) -> None:
    """A small paragraph: two tables in a row would become one; a cell has it already."""
    last = place.at.paragraphs[-1] if isinstance(place.at, _Cell) else place.at.add_paragraph()
    last._p.style = style_id(place.root, "Gap")
