"""Lists by the command line, on both databases: every step, and what is refused."""

import csv
import io
import json

import openpyxl
import pytest
from sqlalchemy import text

from data_access.__main__ import main
from data_access.editions import fill
from data_access.engine import open_engine
from data_access.library import read
from domain.area import PROVINCE
from tests.commands import Q1, SEA

HEADS = "名称,级别,年份,地区,对象类型,数量"
FIRST = "先进集体,省级,2020,定海区,组织,3"


@pytest.fixture
def run(store, monkeypatch, capsys):
    """Exit code, and what was printed: as JSON where it was asked for, else as text."""
    monkeypatch.setenv("DATABASE_URL", store.render_as_string(hide_password=False))

    def ask(*words):
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return code, json.loads(out) if "--json" in words else out + err

    return ask


@pytest.fixture
def table(tmp_path):
    def write(*lines, name="荣誉.csv"):
        (tmp_path / name).write_text("\n".join((HEADS, *lines)), "utf-8-sig")
        return tmp_path / name

    return write


def stored(store):
    engine = open_engine(store, fill)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT kind, city, period, state FROM submission ORDER BY id")).all()
    engine.dispose()
    return [tuple(row) for row in rows]


def names_in_force(store):
    engine = open_engine(store, fill)
    opened = read(engine)
    engine.dispose()
    return [row.cell("name") for row in opened.lists.get(opened.default, ())]


def test_a_list_goes_from_file_to_edition_by_commands(run, store, table):
    honours = ("--kind", "honours")
    assert run("import", "舟山市", Q1, table(FIRST), *honours, "--dry-run")[0] == 0
    assert stored(store) == []
    code, said = run("import", "舟山市", Q1, table(FIRST), *honours, "--json")
    assert (code, said["ok"], said["rows"], said["errors"]) == (0, True, 1, 0)
    assert (said["kind"], said["city"], said["period"], said["state"]) == ("honours", SEA, "", "DRAFT")
    assert [p["severity"] for p in said["problems"]] == ["WARNING"]  # no mark of a template
    assert run("submit", SEA, Q1, *honours) == (0, "舟山市荣誉：已提交。\n")
    assert run("return", SEA, Q1, *honours, "--reason", "缺文件") == (0, "舟山市荣誉：已退回。\n")
    assert run("import", SEA, Q1, table(FIRST), "--kind", "荣誉", "--submit")[1].endswith(
        "1行，没有错误；已存为“已提交”。\n"
    )
    assert run("approve", SEA, Q1, *honours)[0] == 0
    assert run("publish", Q1, *honours, "--dry-run") == (0, "可以发布：名单 第1版（lists-v1）。\n")
    assert names_in_force(store) == []
    assert run("publish", Q1, *honours, "--json") == (0, {"ok": True, "edition": "lists-v1"})
    assert names_in_force(store) == ["先进集体"]
    assert stored(store) == [("honours", SEA, "", "SUPERSEDED"), ("honours", SEA, "", "PUBLISHED")]
    assert run("import", SEA, Q1, table(), *honours)[0] == 0  # an empty list takes all away, and says so
    assert run("verify")[0] == 0


def test_the_form_is_what_the_import_takes(run, store, tmp_path):
    form = tmp_path / "试点.xlsx"
    assert run("template", "浙江省", Q1, "--kind", "pilots", "-o", form)[0] == 0
    book = openpyxl.load_workbook(form)
    assert book["填报"]["A2"].value == "浙江省 试点名单"
    for cell, value in zip("ABCD", ("组织建设试点县", "海宁市", 2018, "文件"), strict=True):
        book["填报"][f"{cell}5"] = value
    book.save(form)
    code, said = run("import", "浙江省", Q1, form, "--kind", "pilots", "--submit", "--json")
    assert (code, said["city"], said["rows"], said["state"]) == (0, PROVINCE, 1, "SUBMITTED")
    assert run("import", "温州市", Q1, form, "--kind", "pilots")[0] == 1  # the province's form
    assert run("template", "温州市", Q1, "--kind", "places", "-o", tmp_path / "阵地.csv")[0] == 0
    heads = next(csv.reader(io.StringIO((tmp_path / "阵地.csv").read_text("utf-8-sig"))))
    assert heads == ["名称", "类型", "地区", "建成年份", "状态"]
    assert stored(store) == [("pilots", PROVINCE, "", "SUBMITTED")]


def test_nothing_is_stored_if_there_is_an_error_and_its_place_is_said(run, store, table):
    wrong = table(FIRST, "又一个,省级,2020,定海县城,组织,3")
    code, said = run("import", SEA, Q1, wrong, "--kind", "honours")
    assert code == 1
    assert "错误：第3行D列：定海县城；应为" in said
    assert said.endswith("1行，1处错误；没有存入，请改正后再导入。\n")
    code, said = run("import", SEA, Q1, table(), "--kind", "honours", "--json")
    assert (code, said["rows"], said["errors"]) == (1, 0, 1)
    assert stored(store) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("submit 舟山市 2021Q1 --kind honours", "舟山市荣誉还没有报送。"),
        ("submit 舟山市 2021Q1", "舟山市2021年第一季度末还没有报送。"),
        ("publish 2021Q1 --kind honours", "荣誉没有审核通过、等待发布的报送。"),
        ("approve 舟山市 2021Q1 --kind emblems", "“emblems”不是报送内容。可以写：counts 指标数、pilots 试点名单、"),
        ("approve 定海区 2021Q1 --kind honours", "“定海区”不是浙江的设区市，也不是浙江省。"),
        ("approve 浙江省 2021Q1", "“浙江省”不是浙江的设区市。"),
        ("approve 舟山市 2019 --kind honours", "“2019”不是报送时点。"),
        ("import 舟山市 2021Q1 nowhere.csv --kind honours", "文件读不了"),
    ],
)
def test_what_cannot_be_done_ends_with_2_and_says_why(run, words, said):
    code, printed = run(*words.split())
    assert code == 2
    assert f"没有做成：{said}" in printed


@pytest.mark.parametrize("command", "template import submit approve return publish".split())
def test_help_names_every_kind(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    said = "".join(capsys.readouterr().out.split())
    assert ended.value.code == 0
    names = (
        "counts指标数、pilots试点名单、targets目标、honours荣誉、projects项目、trainings培训、places阵地；默认counts"
    )
    assert names in said


def test_the_board_tells_what_lists_wait_or_were_returned(run, table):
    assert run("import", SEA, Q1, table(FIRST, "第二,省级,2020,定海区,组织,3"), "--kind", "honours", "--submit")[0] == 0
    code, said = run("board", Q1, "--json")
    found = {row["name"]: row["lists"] for row in said["rows"]}
    assert code == 0
    assert found.pop("舟山市") == [{"kind": "honours", "name": "荣誉", "state": "SUBMITTED", "rows": 2}]
    assert list(found.values()) == [[]] * 10
    assert run("return", SEA, Q1, "--kind", "honours", "--reason", "缺文件")[0] == 0
    assert "舟山市：未报，0/52，限2021-04-10，逾期；名单：已退回1份（荣誉）。\n" in run("board", Q1)[1]
