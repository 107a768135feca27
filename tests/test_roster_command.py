"""The roster from the command line: counted into a table that can be imported, and no person in it."""

from __future__ import annotations

import csv
import io

from data_access.__main__ import main


def test_a_roster_becomes_a_table_that_can_be_imported(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'zjrc.db'}")
    roster, table = tmp_path / "名册.csv", tmp_path / "计数.csv"
    people = [("瑞安市", 1), ("瑞安市", 5), ("永嘉县", 0), ("永嘉县", 5), ("永嘉县", 5)]
    lines = ["姓名,身份证号,县（市、区）,星级,注册时间"]
    lines += [f"张三{n},33030019900101{n:04},{area},{star},2019-03-0{n + 1}" for n, (area, star) in enumerate(people)]
    roster.write_text("\n".join(lines), "utf-8")
    assert main(["roster", "2020", str(roster), "-o", str(table)]) == 0
    said = capsys.readouterr()
    assert "共5人" in said.out
    assert "姓名" in said.out
    written = table.read_bytes().decode("utf-8-sig")
    assert "张三" not in written + said.out + said.err
    assert "33030019900101" not in written + said.out + said.err
    rows = {(r["地区"], r["指标"]): int(r["数值"]) for r in csv.DictReader(io.StringIO(written))}
    assert rows["瑞安市", "注册志愿者"] == 2
    assert rows["永嘉县", "注册志愿者"] == 3
    assert (rows["瑞安市", "五星级志愿者"], rows["永嘉县", "五星级志愿者"]) == (1, 2)
    assert main(["roster", "2020", str(roster), "-o", str(table)]) == 2  # a file that is there is never written over
