"""What a database says when it fails, as a Chinese sentence: what happened, what became of the act, what to do."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import ExceptionContext

_BUSY = "数据库正被别人写入，请稍后再试。这一步没有做。"
_FULL = "磁盘空间不足，这一步没有做。请腾出空间后再试。"
_DISK = "磁盘空间不足或磁盘有故障，这一步没有做。请腾出空间、检查磁盘后再试。"
_READ_ONLY = "数据库只能读，没有改动它。请检查数据库文件、文件夹或数据库账号的权限。"
_UNREACHABLE = "连不上数据库，或数据库拒绝了连接。请检查数据库服务和 DATABASE_URL 后再试。"
_LOST = "与数据库的连接断了，这一步或者整个做成，或者没有做。请刷新看过再试。"
# SQLite: primary result codes. PostgreSQL: SQLSTATE.
_SQLITE = {5: _BUSY, 6: _BUSY, 8: _READ_ONLY, 10: _DISK, 13: _FULL, 14: _UNREACHABLE}
_DAMAGED = (11, 26)
_POSTGRESQL = {
    **dict.fromkeys(("55P03", "40P01", "40001"), _BUSY),
    **{"25006": _READ_ONLY, "53100": _FULL, "58030": _DISK},
    **dict.fromkeys(("57P01", "57P02", "57P03"), _LOST),
}


class DatabaseProblem(Exception):
    """The database cannot be used; the message is Chinese and says what to do. An act was done whole or not at all."""


def damaged(file: Path | None) -> str:
    """What is said of a database that cannot be read, None for one that is not a file."""
    if file is None:
        return "连不上数据库，或数据库拒绝了请求。请检查 DATABASE_URL 和数据库服务后重新启动。"
    return f"数据库文件 {file.name} 打不开或已损坏，没有改动它。请用备份替换后重新启动。"


def translated(context: ExceptionContext) -> DatabaseProblem | None:
    """For SQLAlchemy's event ``handle_error``: what the caller gets in place of the driver's error.

    None, and so the driver's own error, where the fault is in what was asked and not in the database or its disk.
    """
    if context.is_pre_ping:  # the pool connects anew by itself
        return None
    code = getattr(context.original_exception, "sqlite_errorcode", 0) & 0xFF
    if code in _DAMAGED and context.engine is not None:
        return DatabaseProblem(damaged(Path(str(context.engine.url.database))))
    words = _SQLITE.get(code) or _POSTGRESQL.get(getattr(context.original_exception, "sqlstate", None) or "", "")
    if not words and not code and context.sqlalchemy_exception is not None:
        words = _UNREACHABLE if context.connection is None else _LOST if context.is_disconnect else ""
    return DatabaseProblem(words) if words else None
