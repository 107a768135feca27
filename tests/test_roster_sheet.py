"""The two ways in which a roster's workbook is read: at once or streamed, and both say the same."""

from datetime import date, datetime, time
from io import BytesIO

import pytest
from openpyxl import Workbook

from data_access import _roster_sheet
from data_access._roster_sheet import sheets
from data_access.roster import count_roster
from tests.roster_files import COUNTED, PERSONS, UNTIL, book, swapped

SHEET = "xl/worksheets/sheet1.xml"
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ROWS = [
    ["县（市、区）", "星级", "x"],
    [],
    ["瑞安市", 5, True],
    [330381, 2.5, datetime(2019, 3, 5, 8, 30)],
    [None, None, date(2019, 3, 6)],
    ["=1+1", " 三 ", time(8, 5)],
]
READ = [
    (3, ["", "县（市、区）", "星级", "x"]),
    (5, ["", "瑞安市", "5", "True"]),
    (6, ["", "330381", "2.5", "2019-03-05 08:30:00"]),
    (7, ["", "", "", "2019-03-06"]),
    (8, ["", "", " 三 ", "08:05:00"]),
]


@pytest.fixture(params=["at once", "streamed"])
def way(request, monkeypatch):
    """One of the two ways, whatever the size of the workbook."""
    if request.param == "streamed":
        monkeypatch.setattr(_roster_sheet, "MAX_CELLS", 0)
    return request.param


def workbook():
    """Something in B3:D8 of the second of two visible sheets, and a hidden one between them."""
    made, file = Workbook(), BytesIO()
    made.active["A1"] = "说明"
    for title, state in (("旧", "hidden"), ("名册", "visible")):
        sheet = made.create_sheet(title)
        sheet.sheet_state = state
        for number, row in enumerate(ROWS, 3):
            for column, value in enumerate(row, 2):
                sheet.cell(number, column, value)
    made.save(file)
    return file.getvalue()


def read(body, wanted=()):
    """The rows of every sheet without what is empty at their ends, dates without midnight."""
    found = []
    for rows in sheets(body, wanted, lambda share: None):
        texts = [(number, [text.removesuffix(" 00:00:00") for text in row]) for number, row in rows]
        found.append([(number, row[: max(n for n, text in enumerate(row, 1) if text)]) for number, row in texts])
    return found


def test_both_ways_read_the_same_rows_of_the_visible_sheets(way):
    assert read(workbook()) == [[(1, ["说明"])], READ]


def test_only_wanted_columns_are_read_and_what_else_is_filled_is_known_to_be(way):
    _, rows = read(workbook(), {1})
    assert [row[1] for _, row in rows[:3]] == ["县（市、区）", "瑞安市", "330381"]
    assert [number for number, _ in rows] == [3, 5, 6, 7, 8]  # in the last two only unwanted cells are filled
    assert "2019-03-06" not in str(rows)
    assert "08:05:00" not in str(rows)


def test_columns_that_become_wanted_on_the_way_are_the_only_ones_from_then_on(way):
    wanted = set()
    _, rows = sheets(workbook(), wanted, lambda share: None)
    assert next(rows)[1][:4] == ["", "县（市、区）", "星级", "x"]
    wanted.add(2)
    assert next(rows)[1][:4] in (["", "", "5", ""], ["", "·", "5", "·"])


def test_both_ways_tell_how_much_is_read(way, monkeypatch):
    told = []
    monkeypatch.setattr(_roster_sheet, "TOLD", 1)
    monkeypatch.setattr("data_access._roster_stream.TOLD", 1)
    _, rows = sheets(workbook(), (), told.append)
    assert len(list(rows)) == 5
    assert len(told) >= 5
    assert told == sorted(told)
    assert told[-1] == 1


def sheet(*cells, row="1"):
    return f'<worksheet {SPACE}><sheetData><row r="{row}">{"".join(cells)}</row></sheetData></worksheet>'


@pytest.mark.parametrize(
    ("xml", "is_small"),
    [
        (sheet('<c r="A1"><v>1</v></c>', '<c r="GR1"><v>1</v></c>'), True),
        (sheet('<c r="GS1"><v>1</v></c>'), False),  # column 201
        (sheet('<c r="AAA1"><v>1</v></c>'), False),
        (sheet('<c r="A200000"><v>1</v></c>', '<c r="AX1"><v>1</v></c>'), True),  # 200 000 rows of 50 columns
        (sheet('<c r="A200001"><v>1</v></c>', '<c r="AX1"><v>1</v></c>'), False),
        (sheet("<c><v>1</v></c>"), False),
        (sheet("<c r='A1'><v>1</v></c>"), False),
        (sheet('<c r="A1" t="e"><v>#N/A</v></c>'), False),
        (
            sheet('<c r="A1"/>').replace("<c ", "<a:c ").replace("<worksheet", f"<worksheet {SPACE[:5]}:a{SPACE[5:]}"),
            False,
        ),
        (sheet('<c r="A1"/>').encode("utf-16"), False),
    ],
)
def test_what_calamine_cannot_take_is_streamed(xml, is_small):
    assert _roster_sheet._Extent.of(swapped(book(), **{SHEET: xml})).is_small is is_small


def test_tags_cut_by_the_chunks_are_seen_whole(monkeypatch):
    body = swapped(book(), **{SHEET: sheet('<c r="B7" t="e"><v>#N/A</v></c>')})
    for size in range(20, 60):
        monkeypatch.setattr(_roster_sheet, "_CHUNK", size)
        assert _roster_sheet._Extent.of(body).is_small is False


def test_a_usual_workbook_is_read_at_once_and_counted(areas):
    made = book(*PERSONS)
    assert _roster_sheet._Extent.of(made).is_small is True
    assert count_roster("a.xlsx", made, areas, UNTIL).cells == COUNTED


def test_an_error_in_a_cell_is_none_of_the_words_for_no_star(areas):
    xml = sheet('<c r="A1" t="inlineStr"><is><t>地区</t></is></c><c r="B1" t="inlineStr"><is><t>星级</t></is></c>')
    row = '<row r="2"><c r="A2" t="inlineStr"><is><t>瑞安市</t></is></c><c r="B2" t="e"><v>#N/A</v></c></row>'
    counts = count_roster("a.xlsx", swapped(book(), **{SHEET: xml.replace("</row>", f"</row>{row}")}), areas, UNTIL)
    assert [problem.text for problem in counts.problems][-1] == "星级不是0至5，按星级未知计入：1行（第2行）"
