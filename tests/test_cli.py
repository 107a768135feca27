"""``python -m data_access``: every command, its exit code, and what it leaves alone."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import make_url, text

from data_access.__main__ import main
from data_access.editions import fill
from data_access.engine import open_engine
from data_access.submissions import newest
from domain.roles import SINGLE_USER
from domain.submission import Entry
from tests.commands import LINES, Q1, SEA, states


def test_a_report_goes_from_file_to_screen_and_back_by_commands(run, report, file, tmp_path):
    assert run("import", "舟山市", Q1, report(*LINES), "--submit")[0] == 0
    assert states(file) == ["SUBMITTED"]
    assert run("approve", SEA, Q1)[0] == 0
    assert run("publish", Q1, "--dry-run", "--json") == (0, {"ok": True, "edition": "2021Q1-v1"})
    assert states(file) == ["APPROVED"]
    assert run("publish", Q1) == (0, "已发布：2021年第一季度 第1版（2021Q1-v1）。\n")
    assert run("export", "-o", tmp_path / "v1.csv", "--json")[1]["edition"] == "2021Q1-v1"
    assert run("rollback", "published", "--reason", "试", "--dry-run")[1] == "可以改用版次published。\n"
    assert states(file) == ["PUBLISHED"]
    assert run("rollback", "published", "--reason", "试")[0] == 0
    assert states(file) == ["SUPERSEDED"]
    assert run("rollback", "2021Q1-v1", "--reason", "再试")[0] == 0
    assert run("export", "-o", tmp_path / "again.csv")[0] == 0
    assert (tmp_path / "again.csv").read_bytes() == (tmp_path / "v1.csv").read_bytes()
    rows = list(csv.DictReader(io.StringIO((tmp_path / "v1.csv").read_text("utf-8-sig"))))
    mine = [(r["indicator"], r["area"], r["low"], r["high"], r["status"]) for r in rows if r["period"] == Q1]
    assert mine == [
        ("village_branches", "330902", "10", "10", "REPORTED"),
        ("village_units", "330902", "100", "100", "REPORTED"),
    ]
    assert run("verify")[0] == 0


def test_a_template_is_filled_in_and_imported(run, file, tmp_path):
    form = tmp_path / "form.xlsx"
    assert run("template", "舟山市", Q1, "-o", form)[0] == 0
    book = openpyxl.load_workbook(form)
    sheet = book["填报"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "地区代码")
    column = next(cell.column for cell in head if "会员" in str(cell.value))
    for n in range(4):
        sheet.cell(head[0].row + 1 + n, column).value = 100 + n
    book.save(form)
    code, said = run("import", SEA, Q1, form, "--json")
    assert (code, said["numbers"], said["errors"], said["state"]) == (0, 4, 0, "DRAFT")
    assert {p["severity"] for p in said["problems"]} == {"WARNING"}  # the other indicators are 未报


def test_nothing_is_stored_if_there_is_an_error_and_its_place_is_said(run, report, file):
    wrong = report(LINES[0], "330902,定海区,2021Q1,村（社区）应建数,十,")
    code, said = run("import", "舟山市", Q1, wrong)
    assert code == 1
    assert "第3行E列，定海区村（社区）应建数：十；应为" in said
    assert states(file) == []
    code, said = run("import", "舟山市", Q1, report(LINES[1], "330902,定海区,2021Q1,村（社区）红十字会,101,"), "--json")
    assert (code, said["ok"], said["errors"]) == (1, False, 1)
    (error,) = [p for p in said["problems"] if p["severity"] == "ERROR"]
    assert (error["area"], error["indicator"], error["expected"]) == (
        "330902",
        "village_branches",
        "不多于村（社区）应建数100",
    )
    assert states(file) == []


def test_a_trial_stores_nothing(run, report, file, tmp_path):
    assert run("import", SEA, Q1, report(*LINES), "--dry-run")[0] == 0
    assert states(file) == []
    for words in (("template", SEA, Q1, "-o", tmp_path / "t.xlsx"), ("export", "-o", tmp_path / "e.csv")):
        assert run(*words, "--dry-run")[0] == 0
    assert run("backup", tmp_path / "b.db", "--dry-run")[0] == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "舟山.csv"]


def test_a_file_without_numbers_is_no_report(run, report, file):
    assert run("import", SEA, Q1, report("330902,定海区,2021Q1,村（社区）应建数,,"))[0] == 1
    assert states(file) == []


@pytest.mark.parametrize(
    "words",
    [
        "publish 2021Q1",
        "publish 2019",
        "rollback nope --reason x",
        "approve 舟山市 2021Q1",
        "return 舟山市 2021Q1 --reason x",
        "approve 永嘉县 2021Q1",
        "approve 火星市 2021Q1",
        "import 舟山市 2021Q1 nowhere.csv",
        "export -o nowhere/x.csv --edition published",
        "export -o x.csv --edition nope",
        "restore nowhere.db",
        "user add 张三 --role 皇帝",
    ],
)
def test_what_cannot_be_done_ends_with_2_and_a_chinese_reason(run, words, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    code, said = run(*words.split())
    assert code == 2
    assert said.startswith("没有做成：")
    assert run(*words.split(), "--json")[1]["ok"] is False


@pytest.mark.parametrize("words", ["", "nope", "publish", "rollback 2021Q1-v1", "user"])
def test_a_command_that_is_not_whole_ends_with_2(words, capsys):
    with pytest.raises(SystemExit) as ended:
        main(words.split())
    assert ended.value.code == 2
    assert "请看 --help" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["", *"template import submit approve return unlock board publish".split()])
def test_help_is_chinese(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([*command.split(), "--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert said.startswith("用法：python -m data_access")
    assert "显示这份说明" in said
    assert "show this help" not in said


def test_the_module_runs_by_itself(file):
    command = [sys.executable, "-m", "data_access", "verify", "--json"]
    done = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == {"ok": True, "faults": [], "editions": ["published", "demo"]}


def test_files_are_never_written_over(run, tmp_path):
    (tmp_path / "there.csv").write_text("mine")
    assert run("export", "-o", tmp_path / "there.csv")[0] == 2
    assert run("template", SEA, Q1, "-o", tmp_path / "there.csv")[0] == 2
    assert run("backup", tmp_path / "there.csv")[0] == 2
    assert (tmp_path / "there.csv").read_text() == "mine"


def test_what_a_city_typed_is_no_formula_in_the_export(run, report, tmp_path):
    lines = [LINES[0].removesuffix(",") + ",=cmd|' /C calc'!A0", LINES[1]]
    assert run("import", SEA, Q1, report(*lines), "--submit")[0] == 0
    assert [run(*words.split())[0] for words in ("approve 舟山市 2021Q1", "publish 2021Q1")] == [0, 0]
    assert run("export", "-o", tmp_path / "e.csv")[0] == 0
    notes = {
        r["note"] for r in csv.DictReader(io.StringIO((tmp_path / "e.csv").read_text("utf-8-sig"))) if r["period"] == Q1
    }
    assert notes == {"'=cmd|' /C calc'!A0", ""}


def test_accounts_are_kept_by_commands(run, monkeypatch, capsys):
    def typed(word):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{word}\n"))

    typed("correct horse battery")
    assert run("user", "first", "管理") == (0, "管理：管理员\n")
    typed("correct horse battery")
    assert run("user", "first", "又一个")[0] == 2
    typed("correct horse battery")
    code, said = run("user", "add", "李四", "--role", "市级填报", "--city", "舟山市", "--json")
    assert (code, [a["role"] for a in said["accounts"]]) == (0, ["CITY_EDITOR", "ADMINISTRATOR"])
    typed("short")
    assert run("user", "password", "李四")[0] == 2
    typed("staple battery horse")
    assert run("user", "password", "李四")[0] == 0
    assert "李四：市级填报，已停用" in run("user", "disable", "李四")[1]
    assert "停用" not in run("user", "enable", "李四")[1]
    assert run("user", "disable", "管理")[0] == 2  # the last one
    assert run("user", "list")[0] == 0


def test_the_board_command_prints_rows_and_reminders(run):
    code, said = run("board", Q1)
    assert code == 0
    assert said.count("：未报，0/") == 11
    assert said.count("目前还没有提交。") == 11


def test_a_report_of_another_way_in_is_the_same(file, report, run):
    """The command stores what the functions read."""
    assert run("import", "舟山市", Q1, report(*LINES))[0] == 0
    engine = open_engine(make_url(f"sqlite:///{file}"), fill)
    kept = newest(engine, SINGLE_USER, SEA, Q1)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM submission")) == 1
    engine.dispose()
    assert kept.entries == (Entry("village_branches", Q1, "330902", 10), Entry("village_units", Q1, "330902", 100))
    assert kept.file == "舟山.csv"
    assert len(kept.digest) == 64
