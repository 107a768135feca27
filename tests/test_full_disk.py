"""A full disk: every act ends in words, nothing is half done or half written, and all works when there is room."""

import errno
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, make_url

from data_access import audit as log
from data_access.disk import write_new
from data_access.documents import DocumentProblem
from data_access.editions import fill
from data_access.engine import DatabaseProblem, open_engine, write_ahead
from data_access.in_force import current
from data_access.library import read
from data_access.report_text import kept
from data_access.template import template
from data_access.workbook import annotated_copy
from tests.acts import ACTS, FULL
from tests.chain import Q1, SEA, approved
from tests.commands import LINES


def content(file):
    with closing(sqlite3.connect(file)) as opened:
        return list(opened.iterdump())


def names(folder):
    return sorted(path.name for path in folder.rglob("*"))


@contextmanager
def no_page_left():
    """SQLite says for real that the disk is full: its files may not become longer than they are."""

    def limit(connection, _record):
        connection.execute("PRAGMA max_page_count = 1")

    event.listen(Engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(Engine, "connect", limit)


@contextmanager
def no_file_over(size):
    """The system refuses to make any file longer than ``size`` bytes."""
    resource = pytest.importorskip("resource", reason="limits of files are those of POSIX")
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


def test_on_a_full_disk_every_act_ends_in_words_with_nothing_done_and_works_when_there_is_room(tmp_path):
    file = tmp_path / "zjrc.db"
    engine = write_ahead(open_engine(make_url(f"sqlite:///{file}"), fill))
    approved(engine)
    engine.dispose()
    before = content(file)
    with no_page_left():
        for name, do in ACTS.items():
            with pytest.raises(DatabaseProblem, match=f"^{FULL}，这一步没有做。"):
                do(engine)
            assert len(read(engine).editions) == 2, name  # reading goes on
        engine.dispose()
        assert content(file) == before
    for do in ACTS.values():
        do(engine)
    assert current(engine).edition == "2021Q1-v1"
    assert kept(engine)[0] == "报告.txt"
    assert log.verify(engine) == ""
    engine.dispose()


def test_a_first_start_on_a_full_disk_leaves_nothing(tmp_path):
    url = make_url(f"sqlite:///{tmp_path / 'zjrc.db'}")
    with no_page_left(), pytest.raises(DatabaseProblem, match=FULL):
        open_engine(url, fill)
    assert names(tmp_path) == []


def test_on_a_full_disk_commands_end_with_2_and_leave_no_part_of_a_file(run, report, file, tmp_path):
    assert run("import", SEA, Q1, report(*LINES), "--submit")[0] == 0
    assert run("approve", SEA, Q1)[0] == 0
    saved, table = tmp_path / "b.db", tmp_path / "e.csv"
    assert run("backup", saved)[0] == 0
    before, there = content(file), names(tmp_path)
    orders = {
        ("backup", tmp_path / "c.db"): FULL,
        ("restore", saved): f"备份文件 b.db 恢复不了：{FULL}",
        ("export", "-o", table, "--edition", "demo"): f"{FULL}，或超过了限额（{table}）",
        ("publish", Q1): FULL,
    }
    with no_file_over(48 * 1024):  # SQLite's own index of its log needs 32
        for order, words in orders.items():
            code, said = run(*order)
            assert (code, said.startswith("没有做成：")) == (2, True), order
            assert words in said
            assert names(tmp_path) == there
    assert content(file) == before
    assert [run(*order)[0] for order in orders] == [0, 0, 0, 0]
    assert run("verify")[0] == 0


def test_a_marked_copy_that_finds_no_room_is_said_to_and_comes_when_there_is(published_edition):
    body = template(SEA, Q1, published_edition)
    with no_file_over(100), pytest.raises(DocumentProblem, match=f"^没有标成：.*{FULL}"):
        annotated_copy("表.xlsx", body, [])
    assert annotated_copy("表.xlsx", body, []).startswith(b"PK")


def test_a_digest_that_finds_no_room_takes_its_backup_with_it(run, file, tmp_path, monkeypatch):
    assert run("verify")[0] == 0
    kept_, there = Path.replace, names(tmp_path)

    def no_room(self, target):
        raise OSError(errno.ENOSPC, "No space left on device") if target.suffix == ".sha256" else kept_(self, target)

    monkeypatch.setattr(Path, "replace", no_room)
    code, said = run("backup", tmp_path / "b.db")
    assert (code, f"写不了备份文件 b.db：{FULL}" in said) == (2, True)
    assert names(tmp_path) == there


def test_a_new_file_is_whole_or_not_there_and_never_written_over(tmp_path):
    file = tmp_path / "a.bin"
    with no_file_over(1000):
        with pytest.raises(OSError, match=r"a\.bin") as refused:
            write_new(file, b"x" * 5000)
        assert refused.value.errno == errno.EFBIG
        assert names(tmp_path) == []
    write_new(file, b"first")
    with pytest.raises(FileExistsError):
        write_new(file, b"second")
    assert (file.read_bytes(), names(tmp_path)) == (b"first", ["a.bin"])
