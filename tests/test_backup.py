"""Backups: what comes back is whole, what is not whole is refused, and nothing is lost on the way."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url

from data_access import backup
from data_access.backup import BackupProblem, back_up, restore
from domain.roles import SINGLE_USER, Account, Forbidden, Role
from tests.commands import LINES, Q1, SEA, by, states


def content(file):
    with closing(sqlite3.connect(file)) as opened:
        return list(opened.iterdump())


def test_a_backup_comes_back_whole_and_what_was_there_is_kept(run, report, file, tmp_path):
    saved = tmp_path / "backup.db"
    assert run("import", SEA, Q1, report(*LINES))[0] == 0
    code, said = run("backup", saved, "--json")
    assert (code, said["head"]["count"]) == (0, 1)
    assert (tmp_path / "backup.db.sha256").read_text() == f"{said['sha256']}  backup.db\n"
    assert content(saved) == content(file)
    assert run("submit", SEA, Q1)[0] == 0
    code, said = run("restore", saved, "--json")
    assert code == 0
    assert (states(file), states(said["kept"])) == (["DRAFT"], ["SUBMITTED"])
    assert Path(said["kept"]).parent == file.parent
    assert run("verify")[0] == 0
    with closing(sqlite3.connect(file)) as opened:
        last = opened.execute("SELECT act, object FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    assert last == ("BACKUP", "backup.db")


def test_a_lost_database_comes_back(run, file, tmp_path):
    assert run("backup", tmp_path / "b.db")[0] == 0
    file.unlink()
    assert run("restore", tmp_path / "b.db", "--json") == (0, {"ok": True, "kept": ""})
    assert run("verify")[0] == 0


def test_what_was_left_of_an_unfinished_change_does_not_meet_the_backup(run, file, tmp_path):
    assert run("backup", tmp_path / "b.db")[0] == 0
    file.unlink()
    left = file.with_name("zjrc.db-journal")
    left.write_bytes(b"left")
    assert run("restore", tmp_path / "b.db")[0] == 0
    assert not left.exists()
    assert [path.read_bytes() for path in file.parent.glob("*.before-journal")] == [b"left"]


def test_a_database_that_is_being_written_is_not_replaced(run, file, tmp_path):
    assert run("backup", tmp_path / "b.db")[0] == 0
    before = file.read_bytes()
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert "数据库正在使用" in run("restore", tmp_path / "b.db")[1]
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == ["zjrc.db"]


def test_a_damaged_database_is_replaced_and_kept(run, file, tmp_path):
    assert run("backup", tmp_path / "b.db")[0] == 0
    file.write_bytes(b"garbage" * 999)
    code, said = run("restore", tmp_path / "b.db", "--json")
    assert (code, Path(said["kept"]).read_bytes()) == (0, b"garbage" * 999)
    assert run("verify")[0] == 0


def altered(saved, change):
    """The backup changed in some way, with a digest that fits."""
    change(saved)
    saved.with_name(f"{saved.name}.sha256").write_text(f"{backup._digest(saved)}  {saved.name}\n")


def damaged(saved):
    body = saved.read_bytes()
    middle = len(body) // 8192 * 4096
    saved.write_bytes(body[:middle] + b"\xff" * 4096 + body[middle + 4096 :])


@pytest.mark.parametrize(
    ("change", "match"),
    [
        (lambda saved: saved.write_bytes(b"garbage" * 999), "不是本系统完好的数据库"),
        (lambda saved: saved.write_bytes(b""), "不是本系统完好的数据库"),
        (damaged, "损坏|完好"),
        (by("UPDATE alembic_version SET version_num = '9999'"), "版本（9999）"),
        (by("UPDATE alembic_version SET version_num = '0001'"), "版本（0001）"),
        (by("DROP TABLE alembic_version"), "不是本系统完好的数据库"),
        (by("UPDATE audit SET account = '别人'"), "第1条操作记录被改动过"),
    ],
)
def test_a_backup_that_is_not_sound_is_refused_and_nothing_changes(run, report, file, tmp_path, change, match):
    saved = tmp_path / "b.db"
    assert run("import", SEA, Q1, report(*LINES))[0] == 0
    assert run("backup", saved)[0] == 0
    altered(saved, change)
    before = file.read_bytes()
    with pytest.raises(BackupProblem, match=match):
        restore(make_url(f"sqlite:///{file}"), SINGLE_USER, saved)
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == ["zjrc.db"]


def test_a_backup_that_does_not_fit_its_digest_is_refused(run, file, tmp_path):
    saved = tmp_path / "b.db"
    assert run("backup", saved)[0] == 0
    by("CREATE TABLE birds (name text)")(saved)
    assert "与它的校验码不符" in run("restore", saved)[1]
    saved.with_name("b.db.sha256").unlink()
    assert "不能确认备份没有变过" in run("restore", saved)[1]


def test_trying_a_restore_changes_nothing(run, file, tmp_path):
    assert run("backup", tmp_path / "b.db")[0] == 0
    before = file.read_bytes()
    assert run("restore", tmp_path / "b.db", "--dry-run") == (0, "备份完好，可以恢复。\n")
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == ["zjrc.db"]


def test_only_the_embedded_database_and_only_the_administrator(tmp_path):
    engine = create_engine("postgresql+psycopg://nobody@127.0.0.1:1/none")
    with pytest.raises(BackupProblem, match="pg_dump"):
        back_up(engine, SINGLE_USER, tmp_path / "b.db")
    with pytest.raises(Forbidden):
        back_up(engine, Account("王五", Role.PROVINCE_EDITOR), tmp_path / "b.db")
    with pytest.raises(Forbidden):
        restore(engine.url, Account("王五", Role.PROVINCE_EDITOR), tmp_path / "b.db")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE audit SET object = '别的'", "第1条操作记录被改动过"),
        (
            "UPDATE observation SET low = '99999', high = '99999' WHERE edition = 'demo' AND indicator = 'volunteer_groups' AND area = '330106'",
            "版次demo：330000 volunteer_groups 2020 下级合计对不上",
        ),
        ("INSERT INTO publication VALUES (1, 'nope', '[]', 'x', 'x', '')", "没有所属的版次"),
    ],
)
def test_verify_finds_what_was_tampered_with(run, report, file, statement, said):
    assert run("import", SEA, Q1, report(*LINES))[0] == 0
    by(statement)(file)
    code, words = run("verify")
    assert code == 1
    assert said in words
