"""A copy of the embedded database in one file with its SHA-256, and back again."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import URL, Engine, text

from data_access.audit import AuditProblem, Head, head, hold, record, verify
from data_access.disk import beside, publish, settle, settle_folder, why, write_new
from data_access.engine import ROOT, DatabaseProblem, open_engine, read_only
from data_access.in_force import local_time
from domain.roles import Account, Act, require

_NOT_EMBEDDED = "只有内置的数据库（SQLite）能这样备份和恢复。PostgreSQL 请用 pg_dump 和 pg_restore。"


class BackupProblem(Exception):
    """There is no backup, or it cannot be restored; the message is Chinese. The database is as it was."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy: its file, the SHA-256 of it, and how far the log of acts goes in it."""

    file: Path
    digest: str
    head: Head


def back_up(engine: Engine, account: Account, file: Path) -> Backup:
    """Copy the database as it is at this moment, whoever is at work, into a new file, and the digest beside it."""
    require(account, Act.BACKUP)
    _embedded(engine.url)
    if file.exists():
        raise BackupProblem(f"文件 {file.name} 已经有了，没有覆盖。请换一个名字。")
    half = beside(file)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with engine.connect() as connection:
            connection.exec_driver_sql("VACUUM INTO ?", (str(half),))
        found = Backup(file, _digest(half), _sound(half))
        _give_name(half, file, found.digest)
        return found
    except OSError as error:
        raise BackupProblem(f"写不了备份文件 {file.name}：{why(error)}。") from error
    finally:
        _clear(half)


def _give_name(half: Path, file: Path, digest: str) -> None:
    """The backup and its digest are both there, or neither is; OSError."""
    written = beside(_beside(file))
    write_new(written, f"{digest}  {file.name}\n".encode())
    try:
        settle(half)
        publish(half, file)
        try:
            written.replace(_beside(file))
        except OSError:
            file.unlink()
            raise
        settle_folder(file.parent)
    finally:
        written.unlink(missing_ok=True)


def restore(url: URL, account: Account, file: Path, now: datetime | None = None, dry_run: bool = False) -> Path | None:
    """Put a backup in place of the database, after all checks; the database so far is kept under the name returned.

    None if there was none, or nothing was done. Programs that have the database open must be started anew.
    """
    require(account, Act.BACKUP)
    place = _embedded(url)
    half = beside(place)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, half)
        _same(half, file)
        _sound(half)
        if dry_run:
            return None
        _note(url.set(database=str(half)), account, file)
        settle(half)
        return _swap(half, place, now)
    except OSError as error:
        raise BackupProblem(f"备份文件 {file.name} 恢复不了：{why(error)}。") from error
    finally:
        _clear(half)


def faults(engine: Engine) -> list[str]:
    """What is damaged in the embedded database, in Chinese; other databases look after themselves."""
    if engine.dialect.name != "sqlite":
        return []
    with read_only(engine) as connection:
        damage = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check(5)")) if row[0] != "ok"]
        loose = connection.execute(text("PRAGMA foreign_key_check")).all()
    return [
        *(f"数据库文件已损坏：{words}" for words in damage),
        *([f"有{len(loose)}行没有所属的版次"] if loose else []),
    ]


def _embedded(url: URL) -> Path:
    if url.get_backend_name() != "sqlite" or not url.database:
        raise BackupProblem(_NOT_EMBEDDED)
    return Path(url.database)


def _beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.sha256")


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _same(copy: Path, file: Path) -> None:
    """The copy is what was backed up."""
    if not _beside(file).exists():
        raise BackupProblem(f"没有 {_beside(file).name}，不能确认备份没有变过，没有恢复。")
    if _beside(file).read_text("utf-8").split()[:1] != [_digest(copy)]:
        raise BackupProblem(f"备份文件 {file.name} 与它的校验码不符，没有恢复。")


def _sound(file: Path) -> Head:
    """A whole database of this product, of a version that it knows, with a whole log of acts; where the log stands."""
    scripts = ScriptDirectory(str(ROOT / "data_access" / "migrations"))
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as opened:
            whole = opened.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
            (version,) = opened.execute("SELECT version_num FROM alembic_version").fetchone() or ("",)
    except sqlite3.DatabaseError as error:
        raise BackupProblem(f"{file.name} 不是本系统完好的数据库。") from error
    if not whole:
        raise BackupProblem(f"{file.name} 已损坏。")
    if version != scripts.get_current_head():
        raise BackupProblem(
            f"数据库的版本（{version}）与这个程序的（{scripts.get_current_head()}）不同。请换用相应版本的程序。"
        )
    return _log_of(file)


def _log_of(file: Path) -> Head:
    try:
        engine = open_engine(URL.create("sqlite", database=str(file)), lambda _: None)
        try:
            if broken := verify(engine):
                raise BackupProblem(broken)
            return head(engine)
        finally:
            engine.dispose()
    except (DatabaseProblem, AuditProblem) as problem:
        raise BackupProblem(str(problem)) from problem


def _note(url: URL, account: Account, file: Path) -> None:
    engine = open_engine(url, lambda _: None)
    try:
        with engine.begin() as connection:
            hold(connection)
            record(connection, account, Act.BACKUP, file.name, {"恢复": _digest(file)})
    finally:
        engine.dispose()


def _clear(half: Path) -> None:
    """Nothing is left of what did not become a database, or has become one."""
    for part in ("", "-journal"):
        half.with_name(half.name + part).unlink(missing_ok=True)


def _swap(half: Path, place: Path, now: datetime | None) -> Path | None:
    """At no moment is there no database, and what was left of an unfinished change goes aside with the old one."""
    stamp = "".join(c for c in local_time(now)[:19] if c.isdigit())
    aside, there = place.with_name(f"{place.name}.{stamp}.before"), place.exists()
    if there:
        _refuse_busy(place)
        _keep(place, aside)
    for part in ("-journal", "-wal", "-shm"):
        left = place.with_name(place.name + part)
        if left.exists():
            left.rename(aside.with_name(aside.name + part))
    half.replace(place)
    settle_folder(place.parent)
    return aside if there else None


def _refuse_busy(place: Path) -> None:
    try:
        with closing(sqlite3.connect(place, timeout=1, isolation_level=None)) as opened:
            opened.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        raise BackupProblem("数据库正在使用，没有恢复。请先停止系统，再恢复。") from error
    except sqlite3.DatabaseError:
        pass  # damaged: that is what backups are for


def _keep(place: Path, aside: Path) -> None:
    try:
        os.link(place, aside)
    except FileExistsError as error:
        raise BackupProblem(f"文件 {aside.name} 已经有了，没有恢复。请稍后再试。") from error
    except OSError:  # a file system without links
        write_new(aside, place.read_bytes())
