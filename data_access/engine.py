"""Opens the database, creates or upgrades it, and refuses what it does not know."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from data_access.disk import why
from data_access.problems import DatabaseProblem as DatabaseProblem
from data_access.problems import damaged, translated

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_FILE = ROOT / "var" / "zjrc.db"
_SQLITE = b"SQLite format 3\x00"
_LOCK = 42202107  # PostgreSQL's advisory lock while the schema changes
WAIT = 5000  # milliseconds that a writer waits for another one before it is told so


def database_url() -> URL:
    """``DATABASE_URL``, or the embedded database. DatabaseProblem if it is no URL."""
    try:
        return make_url(os.environ.get("DATABASE_URL", "") or f"sqlite:///{DEFAULT_FILE}")
    except ArgumentError as error:
        raise DatabaseProblem("DATABASE_URL 不是数据库地址。请改正或删去这个环境变量后重新启动。") from error


Fill = Callable[[Connection], None]


def open_engine(url: URL, fill: Fill) -> Engine:
    """An engine on a database of this version; a new database is created and given to ``fill`` first.

    A new database appears only when it is complete, whoever else creates it at the same moment.
    DatabaseProblem where it is empty, damaged, of another product or of a newer version; it is then as it was.
    """
    file = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
    if file is not None and not _is_there(file):
        _create_file(url, file, fill)
    return _open(url, file, fill)


def _create_file(url: URL, file: Path, fill: Fill) -> None:
    half = file.with_name(f"{file.name}.{os.getpid()}.new")
    half.unlink(missing_ok=True)
    try:
        _open(url.set(database=str(half)), half, fill).dispose()
        _publish(half, file)
    finally:
        for part in ("", "-journal"):
            half.with_name(half.name + part).unlink(missing_ok=True)


def _publish(half: Path, file: Path) -> None:
    try:
        os.link(half, file)
    except FileExistsError:
        pass  # another process was first, with the same content
    except OSError:  # a file system without links
        half.replace(file)


def _open(url: URL, file: Path | None, fill: Fill) -> Engine:
    try:
        engine = create_engine(url, pool_pre_ping=file is None)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise DatabaseProblem("没有安装这种数据库的驱动程序。请按说明书安装后重新启动。") from error
    event.listen(engine, "connect", _sqlite_pragmas if file is not None else _wait_no_longer)
    event.listen(engine, "handle_error", translated, retval=True)
    try:
        _upgrade(engine, fill)
    except DatabaseError as error:
        engine.dispose()
        raise DatabaseProblem(damaged(file)) from error
    except BaseException:
        engine.dispose()
        raise
    return engine


def write_ahead(engine: Engine) -> Engine:
    """Have the readers and the writer of an embedded database not wait for each other; the mark is kept in the file."""
    if engine.dialect.name == "sqlite":
        try:
            with engine.connect() as connection:
                connection.execute(text("PRAGMA journal_mode = WAL"))
        except BaseException:
            engine.dispose()
            raise
    return engine


def _is_there(file: Path) -> bool:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            return False
        if file.is_dir():
            raise DatabaseProblem(f"数据库的位置 {file.name} 是一个文件夹。请检查 DATABASE_URL。")
        if file.stat().st_size == 0:
            raise DatabaseProblem(
                f"数据库文件 {file.name} 是空的（0 字节）。请用备份替换它；"
                "若确实没有数据，删除它后重新启动，会新建一个。"
            )
        with file.open("rb") as opened:
            if opened.read(len(_SQLITE)) != _SQLITE:  # SQLite itself takes a tiny file for a new database
                raise DatabaseProblem(damaged(file))
        return True
    except OSError as error:
        raise DatabaseProblem(f"不能使用数据库文件 {file.name} 所在的文件夹：{why(error)}。") from error


def _sqlite_pragmas(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA busy_timeout = {WAIT}")
    cursor.close()


def _wait_no_longer(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute(f"SET lock_timeout = {WAIT}")
    cursor.close()
    connection.commit()  # type: ignore[attr-defined]


@contextmanager
def read_only(engine: Engine) -> Iterator[Connection]:
    """A connection for all who only read: the database refuses every write through it (DatabaseProblem)."""
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            yield connection.execution_options(postgresql_readonly=True)
            return
        connection.execute(text("PRAGMA query_only = ON"))
        try:
            yield connection
        finally:  # it goes back to the pool, to be written through by others
            connection.rollback()
            connection.execute(text("PRAGMA query_only = OFF"))


def schema_version(engine: Engine) -> str:
    """The database's migration, "" if it has none."""
    with read_only(engine) as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""


def _upgrade(engine: Engine, fill: Fill) -> None:
    """Bring the schema up to date and fill a new database, in one transaction."""
    if engine.dialect.name == "sqlite":
        _check_sqlite(engine)
    scripts = ScriptDirectory(str(ROOT / "data_access" / "migrations"))
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL lock_timeout = 0"))  # until whoever else creates it is done
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        version = _known_version(connection, scripts)
        if version != scripts.get_current_head():
            _migrate(connection)
        if not version:
            fill(connection)


def _known_version(connection: Connection, scripts: ScriptDirectory) -> str:
    version = MigrationContext.configure(connection).get_current_revision() or ""
    if version and version not in [script.revision for script in scripts.walk_revisions()]:
        raise DatabaseProblem(f"数据库的版本（{version}）不是这个程序认识的，没有改动它。请换用相应版本的程序。")
    if not version and inspect(connection).get_table_names():
        raise DatabaseProblem("这个数据库不是本系统的，没有改动它。请检查 DATABASE_URL。")
    return version


def _check_sqlite(engine: Engine) -> None:
    with engine.connect() as connection:
        if connection.execute(text("PRAGMA quick_check(1)")).scalar() != "ok":
            raise DatabaseProblem(damaged(Path(str(engine.url.database))))


def _migrate(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "data_access" / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
