"""Nothing of any person is left anywhere, and files of ill will are refused in words that hold nothing of theirs."""

import gc
import json
import logging
import subprocess
import sys
import tempfile
import traceback
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import make_url

from data_access import _read_roster, _roster_csv, documents, roster
from data_access.documents import DocumentProblem
from data_access.editions import fill
from data_access.engine import open_engine
from data_access.roster import catalogue, count_roster
from domain.roster import Reason
from domain.roster_cells import Places
from tests.roster_files import IDS, NAMES, PERSONS, PHONES, PLANTED, RUIAN, UNTIL, book, swapped, table

ROOT = Path(__file__).parents[1]
LAUGHS = "<!DOCTYPE a [<!ENTITY b 'ha'>]><a>&b;</a>"
SHEET = "xl/worksheets/sheet1.xml"
# The persons' data where it does not belong: under the columns that are counted, and in the place of the head.
SHIFTED = [[row[3], *row[:3], *row[4:]] for row in PERSONS]
MIXED = [*PERSONS, *([name, name, name, name, name, name, name, name] for name in PLANTED)]
FORMULAS = [["=cmd|'/c calc'!A1", "@SUM(1)", "+1", "瑞安市", "=1+1", "-1", "2019", "=HYPERLINK(1)"]]
NO_HEAD = "找不到表头"


def leaks(text):
    """Which of the planted texts a text or bytes hold, in any encoding that a file or a message may be in."""
    body = text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace")
    encodings = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "unicode-escape")
    return [word for word in PLANTED for encoding in encodings if word.encode(encoding) in body]


def test_a_leak_would_be_seen():
    assert leaks(f"…{NAMES[0]}…") == [NAMES[0]]
    assert leaks(json.dumps([NAMES[1]])) == [NAMES[1]]
    assert set(leaks(table(*PERSONS, encoding="gb18030"))) == set(PLANTED)
    assert leaks("瑞安市") == []


FILES = {
    "good": ("a.csv", table(*PERSONS)),
    "good workbook": ("a.xlsx", book(*PERSONS)),
    "GB18030": ("a.csv", table(*PERSONS, encoding="gb18030")),
    "named after a person": (f"{NAMES[0]}.csv", table(*PERSONS)),
    "persons in every column": ("a.csv", table(*MIXED)),
    "persons in every column of a workbook": ("a.xlsx", book(*MIXED)),
    "persons in the place of the head": ("a.csv", table(*PERSONS[1:], head=["地区", "姓名", *PERSONS[0]])),
    "columns shifted": ("a.csv", table(*SHIFTED)),
    "no head": ("a.csv", table(*PERSONS[1:], head=PERSONS[0])),
    "no head in a workbook": ("a.xlsx", book(*PERSONS[1:], head=PERSONS[0])),
    "ending of a person": (f"a.{NAMES[0]}", table(*PERSONS)),
    "bytes of no encoding": ("a.csv", table(*PERSONS) + b"\xff\xff"),
    "late NUL": ("a.csv", table(*PERSONS * 30_000) + b"\0" + NAMES[0].encode()),
    "open quote": ("a.csv", table(*PERSONS) + b'"' + table(*PERSONS * 2000)),
    "half a workbook": ("a.xlsx", book(*PERSONS)[:-300]),
    "text for a number": (
        "a.xlsx",
        swapped(
            book(*PERSONS),
            **{SHEET: f'<worksheet><sheetData><row r="1"><c r="{NAMES[0]}"/></row></sheetData></worksheet>'},
        ),
    ),
}


@pytest.fixture
def watched(tmp_path, monkeypatch):
    """A folder with a database and all temporary files in it, to be searched afterwards."""
    for variable in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(variable, str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    engine = open_engine(make_url(f"sqlite:///{tmp_path / 'zjrc.db'}"), fill)
    yield tmp_path
    engine.dispose()
    gc.collect()


@pytest.mark.parametrize(("name", "body"), FILES.values(), ids=FILES)
def test_no_person_is_left_anywhere(areas, watched, caplog, capfd, monkeypatch, name, body):
    caplog.set_level(logging.DEBUG)
    answers = []
    loads = json.loads
    monkeypatch.setattr(roster.json, "loads", lambda text: answers.append(text) or loads(text))
    try:
        counts = count_roster(name, body, areas, UNTIL)
        told = f"{counts!r}{counts.table.to_csv()}{counts.to_entries('2021Q4')}{[p.text for p in counts.problems]}"
    except DocumentProblem as problem:
        told = "".join(traceback.format_exception(problem)) + repr(vars(problem))
        assert problem.__cause__ is None
    out, err = capfd.readouterr()
    files = [file for file in watched.rglob("*") if file.is_file()]
    assert [file.name for file in files if not file.name.startswith("zjrc.db")] == []
    for text in (told, out, err, caplog.text, *answers, *(file.read_bytes() for file in files)):
        assert leaks(text) == []


CHILD = """
import resource as r, sys
from pathlib import Path
from data_access import _read_roster

def spy(task, stream):
    print(*(r.getrlimit(what)[0] for what in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_CORE)), flush=True)
    Path(sys.argv[1]).write_text("person")

_read_roster.count = spy
_read_roster.main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows没有这些限制")
def test_the_child_that_sees_the_persons_is_bounded_and_cannot_write_a_file(tmp_path):
    command = [sys.executable, "-c", CHILD, str(tmp_path / "x")]
    run = subprocess.run(command, cwd=ROOT, input=b"{}\n", capture_output=True, check=False)
    assert run.stdout.split() == [b"2147483648", b"900", b"0"]
    assert (run.returncode, run.stderr) == (1, b"")
    assert (tmp_path / "x").read_bytes() == b""


HOSTILE = {
    "empty": ("a.csv", b"", "空的"),
    "old workbook": ("a.xls", documents.OLE + bytes(600), "密码"),
    "password": ("a.xlsx", documents.OLE + bytes(600), "密码"),
    "macro ending": ("a.xlsm", book(*PERSONS), "宏"),
    "macros": ("a.xlsx", swapped(book(*PERSONS), **{"xl/vbaProject.bin": b"x"}), "宏"),
    "document": ("a.docx", book(*PERSONS), "不能统计这种类型"),
    "other ending": ("a.exe", b"MZ", "不能统计这种类型"),
    "workbook called CSV": ("a.csv", book(*PERSONS), "扩展名“.csv”不符"),
    "CSV called workbook": ("a.xlsx", table(*PERSONS), "扩展名“.xlsx”不符"),
    "any zip": ("a.xlsx", swapped(book(*PERSONS), **{"[Content_Types].xml": "<Types/>"}), "不是Excel文档"),
    "bomb": ("a.xlsx", swapped(book(*PERSONS), **{"xl/media/x.png": bytes(30 * 1024**2)}), "解压后过大"),
    "entities": ("a.xlsx", swapped(book(*PERSONS), **{SHEET: LAUGHS}), "DOCTYPE"),
    "damaged": ("a.xlsx", book(*PERSONS)[:2000], "损坏"),
    "no XML": ("a.xlsx", swapped(book(*PERSONS), **{SHEET: "<worksheet>"}), "损坏"),
    "NUL": ("a.csv", table(*PERSONS) + b"\0", "空字符"),
    "UTF-16 without its mark": ("a.csv", table(*PERSONS, encoding="utf-16-le"), "编码"),
    "late NUL": ("a.csv", table(*PERSONS * 30_000) + b"\0", "空字符"),
    "one gigantic line": ("a.csv", b"a" * 3_000_000, "10万字"),
    "a gigantic line after the head": ("a.csv", table(*PERSONS) + b"a" * 100_001 + b"\n", "10万字"),
    "open quote": ("a.csv", table(*PERSONS) + b'"' + table(*PERSONS * 2000), "第6行起有一个引号"),
    "no encoding": ("a.csv", b"\xff\x31\xff\x32", "编码"),
    "wrong encoding": ("a.csv", table(*PERSONS, encoding="utf-16-be"), "编码"),
    "Latin": ("a.csv", "Région,é\n".encode("latin-1"), "编码"),
    "bad end": ("a.csv", table(*PERSONS * 30_000) + b"\xff\xff", "编码"),
    "no head": ("a.csv", table(*PERSONS[1:], head=PERSONS[0]), NO_HEAD),
    "head too far down": ("a.csv", b"x\n" * 10 + table(*PERSONS), NO_HEAD),
    "only blanks": ("a.csv", b"\n\n", NO_HEAD),
    "no head in a workbook": ("a.xlsx", book(head=["甲", "乙"]), NO_HEAD),
    "numbers of persons for places": ("a.csv", table(*([n] for n in IDS), head=["区划代码", "姓名"]), "证件号或手机号"),
}


@pytest.mark.parametrize(("name", "body", "word"), HOSTILE.values(), ids=HOSTILE)
def test_a_bad_file_is_refused_in_its_own_words(areas, name, body, word):
    with pytest.raises(DocumentProblem, match=word) as caught:
        count_roster(name, body, areas, UNTIL)
    assert str(caught.value).endswith("。")


@pytest.mark.parametrize(("name", "make"), [("a.csv", table), ("a.xlsx", book)])
def test_formulas_are_text_without_meaning(areas, name, make):
    counts = count_roster(name, make(*FORMULAS), areas, UNTIL)
    assert {cell.area for cell in counts.cells} == {RUIAN}
    assert "cmd" not in repr(counts)
    assert "HYPERLINK" not in repr(counts)


def test_a_workbook_that_claims_the_last_cell_is_read_all_the_same(areas):
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>地区</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>星级</t></is></c></row><row r="2" ht="9" customHeight="1">'
        '<c t="inlineStr"><is><r><t>瑞安</t></r><r><t>市</t></r></is></c><c><v>5</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    counts = count_roster("a.xlsx", swapped(book(), **{SHEET: sheet}), areas, UNTIL)
    assert (counts.total, counts.shown(RUIAN, 5), counts.problems) == (1, 1, ())


@pytest.mark.parametrize(("name", "make"), [("a.csv", table), ("a.xlsx", book)])
def test_a_person_without_anything_else_is_told_and_an_empty_row_is_not(areas, name, make):
    rows = [*PERSONS * 60, [""] * 8, [NAMES[0], *[""] * 7]]  # beyond those that are sampled
    (problem,) = count_roster(name, make(*rows), areas, UNTIL).problems
    assert (problem.reason, problem.rows) == (Reason.PLACE_EMPTY, (243,))


def test_a_million_persons_are_the_most(areas, monkeypatch):
    monkeypatch.setattr(_read_roster, "MAX_ROWS", 3)
    words, places = catalogue(), Places.of(areas, "now")
    task = {
        "kind": "csv",
        "size": 1,
        "until": "2021-12-31",
        "thresholds": UNTIL.thresholds,
        "places": [places.codes, places.cities],
        "words": [words.fields, words.personal, words.kinds],
    }
    assert len(_read_roster.count(task, BytesIO(table(*PERSONS[:3], [], [])))["cells"]) == 3
    with pytest.raises(DocumentProblem, match="100万人"):
        _read_roster.count(task, BytesIO(table(*PERSONS)))


@pytest.mark.parametrize("size", [7, 11, 100])
def test_a_stream_cut_anywhere_gives_the_same_lines(monkeypatch, size):
    monkeypatch.setattr(_roster_csv, "CHUNK", size)
    body = table(["甲\n乙", "㐀"], ["", '"'], head=["一"], encoding="gb18030")
    read = list(_roster_csv.records(BytesIO(body + "末".encode("gb18030")), lambda size: None))
    assert read == [(1, ["一"]), (2, ["甲乙", "㐀"]), (3, ["", '"']), (4, ["末"])]


GOOD = {
    "cells": [[RUIAN, 1, 2019, "未填", 7]],
    "dropped": ["A列 姓名"],
    "missing": ["类别"],
    "stars_from": "星级",
    "problems": [["BAD_STAR", 1, [2]]],
    "columns": {"area": "D"},
    "sheet": 0,
}


def answering(**changed):
    return f"print({json.dumps(GOOD | changed)!r})"


@pytest.mark.parametrize(
    ("program", "word"),
    [
        ("import time; time.sleep(60)", "用时过长"),
        ("import os; os._exit(139)", "损坏"),
        ("print('no JSON')", "损坏"),
        ("print('[1]')", "损坏"),
        (answering(cells=[[NAMES[0], 1, 1, "未填", 1]]), "损坏"),
        (answering(cells=[[RUIAN, 1, 1, PHONES[0], 1]]), "损坏"),
        (answering(cells=[[RUIAN, NAMES[0], 1, "未填", 1]]), "损坏"),
        (answering(dropped=[f"A列 {NAMES[0]}"]), "损坏"),
        (answering(dropped=[f"{PHONES[0]}列 姓名"]), "损坏"),
        (answering(missing=[NAMES[0]]), "损坏"),
        (answering(stars_from=NAMES[0]), "损坏"),
        (answering(problems=[[NAMES[0], 1, [2]]]), "损坏"),
        (answering(columns={NAMES[0]: "D"}), "损坏"),
        (answering(columns={"area": NAMES[0][:3]}), "损坏"),
        (answering(sheet=NAMES[0]), "损坏"),
        (answering(problems=[["BAD_STAR", 1, [NAMES[0]]]]), "损坏"),
        (answering(problems=[["BAD_STAR", f"{PHONES[0]}x", [2]]]), "损坏"),
    ],
)
def test_a_child_that_hangs_dies_or_tells_too_much_is_a_problem_of_the_file(areas, monkeypatch, program, word):
    monkeypatch.setattr(roster, "_CHILD", (sys.executable, "-c", program))
    monkeypatch.setattr(roster, "SECONDS", 2)
    with pytest.raises(DocumentProblem, match=word) as caught:
        count_roster("a.csv", table(*PERSONS), areas, UNTIL)
    assert leaks(str(caught.value)) == []


def test_a_child_that_tells_counts_is_believed(areas, monkeypatch):
    monkeypatch.setattr(roster, "_CHILD", (sys.executable, "-c", answering()))
    assert count_roster("a.csv", table(*PERSONS), areas, UNTIL).shown(RUIAN, 1) == 7


def test_whoever_stops_listening_stops_the_child(areas, monkeypatch):
    started = []

    class Recorded(roster.Popen):
        def __init__(self, *words, **options):
            super().__init__(*words, **options)
            started.append(self)

    def leave(share):
        raise KeyboardInterrupt

    program = "import time; print('{\"progress\": 0.5}', flush=True); time.sleep(5)"
    monkeypatch.setattr(roster, "_CHILD", (sys.executable, "-c", program))
    monkeypatch.setattr(roster, "Popen", Recorded)
    with pytest.raises(KeyboardInterrupt):
        count_roster("a.csv", table(*PERSONS * 10_000), areas, UNTIL, leave)
    assert started[0].returncode not in (0, None)
